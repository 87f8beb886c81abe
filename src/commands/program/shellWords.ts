/** A command line up to the cursor, whose last word a shell completes. */
export interface ShellLine {
  /** The assignments before the command, such as `CICA_DB=x.db`. */
  readonly assigned: Readonly<Record<string, string>>;
  /** The words after the command, without quotes; the last one is to be completed, and may be empty. */
  readonly words: readonly string[];
  /** The quote that is still open at the end. */
  readonly quote: '' | "'" | '"';
  /** The length of the last word before that quote. */
  readonly beforeQuote: number;
}

const tokens =
  /'(?<single>[^']*)(?<end>'?)|"(?<double>(?:\\.|[^"\\])*)(?<end2>"?)|\\(?<escaped>.?)|(?<space>\s+)|(?<name>\$(?:\w+|\{\w+\}))|./gsu;

/**
 * Reads a command line up to the cursor as a shell does (POSIX, Shell Command Language, 2.2 "Quoting"): quotes, backslashes,
 * `~` at the start of a word or a value, and `$NAME`. It runs nothing: `$(…)` stays as it is.
 */
export function readShellLine(line: string, env: Readonly<Record<string, string | undefined>>): ShellLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: ShellLine['quote'] = '';
  let beforeQuote = 0;
  const variable = (name: string): string => env[name.replaceAll(/[${}]/g, '')] ?? '';
  for (const { 0: text, groups: { single, double, end, end2, escaped, space, name } = {} } of line.matchAll(tokens)) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const before = word ?? '';
    if (end === '' || end2 === '') {
      quote = single === undefined ? '"' : "'";
      beforeQuote = before.length;
    }
    if (text === '~' && isValueStart(word)) word = before + (env.HOME ?? '~');
    else if (double !== undefined)
      word = before + double.replaceAll(/\\(["$`\\])|\$\{?\w+\}?/g, (one, escaped) => escaped ?? variable(one));
    else if (name !== undefined) word = before + variable(name);
    else word = before + (single ?? escaped ?? text);
  }
  words.push(word ?? '');
  const command = Math.max(
    0,
    words.findIndex((one) => !/^[A-Za-z_]\w*=/.test(one)),
  );
  const assigned = words
    .slice(0, command)
    .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]);
  return { assigned: Object.fromEntries(assigned), words: words.slice(command + 1), quote, beforeQuote };
}

/** Whether the next character begins a word, or the value of an assignment or a flag; `word` is what was read of the word so far. */
const isValueStart = (word: string | undefined): boolean =>
  word === undefined || /^(?:[A-Za-z_]\w*|--[\w-]+)=$/.test(word);

/** Escapes a word for bash, inside an open quote or outside quotes. */
export function bashWord(word: string, quote: ShellLine['quote']): string {
  if (quote === "'") return word.replaceAll("'", "'\\''");
  return word.replace(quote === '"' ? /["$`\\]/g : /[\s!"$&'()*;<>?[\\\]^`{|}]|^[#~]/g, '\\$&');
}
