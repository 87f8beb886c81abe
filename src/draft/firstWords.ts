/**
 * The first words of what a pattern may match, in lower case and with straight apostrophes: "held" and "hold" of `^h[eo]ld on`. Up to
 * their end, a pattern may have letters, `[…]` with single letters, `(?:…|…)` and `?`.
 */
export function firstWords(source: string): Set<string> {
  const text = source.replace(/^\^/, '').toLowerCase().replaceAll('’', "'");
  return new Set(Array.from(alternatives(text, 0).words, (words) => words.replace(/ .*/, '')));
}

/** A part of a pattern that was read, and where the next one begins. Words with a space at the end are complete. */
interface Part {
  readonly words: readonly string[];
  readonly end: number;
}

/** Reads a group to its end, or a whole pattern, which begins at 0, until all words are complete. */
function alternatives(text: string, start: number): Part {
  const all: string[] = [];
  let words: readonly string[] = [''];
  let at = start;
  while (at < text.length && text[at] !== ')' && !(start === 0 && words.every((word) => word.endsWith(' ')))) {
    if (text[at] === '|') {
      all.push(...words);
      words = [''];
      at += 1;
      continue;
    }
    const next = part(text, at);
    const isOptional = text[next.end] === '?';
    words = words.flatMap((word) =>
      word.endsWith(' ') ? [word] : [...next.words, ...(isOptional ? [''] : [])].map((more) => word + more),
    );
    at = next.end + (isOptional ? 1 : 0);
  }
  return { words: [...all, ...words], end: at + 1 };
}

/** Reads letters, a class of letters or a group. A word ends with a space, and before `\b` or `(?=…)`. */
function part(text: string, at: number): Part {
  if (text[at] === '\\' || text.startsWith('(?=', at)) return { words: [' '], end: text.length };
  if (text.startsWith('(?:', at)) return alternatives(text, at + 3);
  if (text[at] === '[') {
    const end = text.indexOf(']', at);
    return { words: [...text.slice(at + 1, end)], end: end + 1 };
  }
  letters.lastIndex = at;
  const [run] = letters.exec(text) ?? [text[at] as string];
  return { words: [run], end: at + run.length };
}

/** Letters, up to the end of their word, none of which is optional. */
const letters = /[a-z'-]+(?: |(?!\?))/y;
