import type { Argument, Command, Option } from 'commander';
import type { Context } from '../../context';
import { truncate } from '../../domain/text';
import { type Offer, type Offered, offers } from '../../register/completion';
import { visible } from '../../terminal/output';
import { declaredValues } from '../flags/values';
import { programFor } from './program';
import { bashWord, readShellLine, type ShellLine } from './shellWords';
import { topics } from './topics';

/** The completions of the last word: file names, which the shell finds itself, or these words. */
type Candidates = 'files' | readonly Offer[];

/** The COMP_TYPE of bash when it lists the candidates instead of inserting one. */
const listing = '63';

/**
 * Answers the script of a shell. The first line is `files` if the shell should complete file names; otherwise `words`,
 * followed by the completions of the last word, one per line. Prints nothing if it cannot tell.
 *
 * @param words the shell, the command line up to the cursor, and from bash the characters that break words, and
 * COMP_TYPE
 */
export async function complete(context: Context, words: readonly string[]): Promise<void> {
  const [shell, text = '', breaks = '', type = ''] = words;
  const line = readShellLine(text, context.io.env);
  const found = await candidates(context, line);
  if (found === 'files') return context.output.write('files\n');
  const lines = shell === 'bash' ? bashLines(found, line, breaks, type) : found.map(withDescription('\t'));
  await context.output.write(['words', ...lines].map((one) => `${one}\n`).join(''));
}

/** Each candidate as bash inserts it, without what bash considers an earlier word; with descriptions if bash only lists them. */
function bashLines(found: readonly Offer[], line: ShellLine, breaks: string, type: string): string[] {
  if (type === listing && found.length > 1) return found.map(withDescription('  -- '));
  const current = line.words.at(-1) ?? '';
  const last = Math.max(...[':', '='].map((mark) => (breaks.includes(mark) ? current.lastIndexOf(mark) : -1)));
  const start = line.quote === '' ? last + 1 : line.beforeQuote;
  return found.map(({ word }) => bashWord(word.slice(start), line.quote));
}

/** A candidate with its description, on one line and without control characters. */
const withDescription =
  (separator: string) =>
  ({ word, description }: Offer): string =>
    description === '' ? word : `${word}${separator}${visible(truncate(description, 60)).replaceAll(/\s+/g, ' ')}`;

async function candidates(context: Context, { words, assigned }: ShellLine): Promise<Candidates> {
  const program = await programFor(context, 'all');
  const current = words.at(-1) ?? '';
  const [, flag, value] = /^(--[\w-]+)=(.*)$/su.exec(current) ?? [];
  const typed = words.slice(0, -1).flatMap((word) => /^(--[\w-]+)=(.*)$/su.exec(word)?.slice(1) ?? word);
  context.db = typed[typed.indexOf('--db') + 1 || typed.length] ?? assigned.CICA_DB;
  if (flag === undefined || value === undefined) return wordsAt(context, program, typed, current);
  const found = await wordsAt(context, program, [...typed, flag], value);
  return found === 'files' ? found : found.map(({ word, description }) => ({ word: `${flag}=${word}`, description }));
}

/** The candidates for the word `current` after the words `before`. */
async function wordsAt(context: Context, program: Command, before: readonly string[], current: string) {
  const { command, given } = walk(program, before);
  const flags = [...command.options, ...(command === program ? [] : program.options)];
  const flag = flags.find((option) => takesValue(option, before.at(-1)));
  if (flag !== undefined) return valuesFor(context, flag, given, current);
  if (current.startsWith('-')) {
    const offered = flags.flatMap(({ long, description }) => (long ? [{ word: long, description }] : []));
    return starting([...offered, { word: '--help', description: 'show help for this command' }], current);
  }
  if (command.commands.length > 0) {
    if (given.length > 0) return [];
    const names = command.commands.map((child) => ({
      word: child.name(),
      description: child.summary() || child.description(),
    }));
    const isTopic = before.at(-1) === 'help' && command === program;
    const offered = isTopic ? topics.map(({ name, summary }) => ({ word: name, description: summary })) : [];
    return starting([...names, ...offered], current);
  }
  const argument = command.registeredArguments[Math.min(given.length, command.registeredArguments.length - 1)];
  return argument === undefined ? [] : valuesFor(context, argument, given, current);
}

/** The command that the words name, and the arguments given to it. */
function walk(program: Command, words: readonly string[]): { command: Command; given: string[] } {
  let command = program;
  const given: string[] = [];
  for (const [index, word] of words.entries()) {
    const flags = [...command.options, ...program.options];
    if (word === 'help' || word.startsWith('-') || flags.some((option) => takesValue(option, words[index - 1])))
      continue;
    const child = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (child === undefined) given.push(word);
    else command = child;
  }
  return { command, given };
}

/** Whether a word is that flag, and the next one its value. */
const takesValue = ({ long, short, required }: Option, word: string | undefined): boolean =>
  required && word !== undefined && (word === long || word === short);

const starting = (offered: readonly Offer[], current: string): Offer[] =>
  offered.filter(({ word }) => word.toLowerCase().startsWith(current.toLowerCase()));

/** The values of a flag or an argument. In a list with commas, or after a role and a colon, only the last part is completed. */
async function valuesFor(context: Context, parameter: Option | Argument, given: readonly string[], current: string) {
  const { words = [], offered = [], files = false } = declaredValues(parameter);
  if (files) return 'files';
  const cut = 'long' in parameter ? Math.max(current.lastIndexOf(','), current.lastIndexOf(':')) + 1 : 0;
  const [before, last] = [current.slice(0, cut), current.slice(cut)];
  // with hyphens in place of spaces, words of the vocabulary need no quotes
  const vocabulary = words.map((word) => ({ word: word.replaceAll(' ', '-'), description: '' }));
  // a role is followed by a party, `not:` by anything
  const found = starting(
    before.endsWith(':') && !/(^|,)not:$/.test(before)
      ? vocabulary.filter(({ word }) => !word.endsWith(':'))
      : vocabulary,
    last,
  );
  for (const what of offered) {
    const records = await fromRegister(context, what, last, given);
    // within a flag's value a comma or a colon would end the name
    found.push(...records.filter(({ word }) => !('long' in parameter) || !/[,:]/.test(word)));
  }
  return found.map(({ word, description }) => ({ word: before + word, description }));
}

/** Completions from the register; none if there is no register, since an error would disturb the shell. */
async function fromRegister(
  context: Context,
  what: Offered,
  typed: string,
  given: readonly string[],
): Promise<readonly Offer[]> {
  try {
    return await offers(await context.register(), what, { typed, given, today: context.today });
  } catch {
    return [];
  }
}
