import type { Argument, Command, Option } from 'commander';
import type { Context } from '../../context';
import { type Offered, offeredWords } from '../../register/completion';
import { declaredValues } from '../flags/values';
import { programFor } from './program';

/** Prints the words that may come in place of the last one, a line each; nothing when it cannot know. */
export async function complete(context: Context, words: readonly string[]): Promise<void> {
  const current = words.at(-1) ?? '';
  const [, flag, value] = /^(--[\w-]+)=(.*)$/.exec(current) ?? [];
  const found =
    flag === undefined || value === undefined
      ? await candidates(context, words.slice(0, -1), current)
      : (await candidates(context, [...words.slice(0, -1), flag], value)).map((word) => `${flag}=${word}`);
  await context.output.write(found.map((word) => `${word}\n`).join(''));
}

async function candidates(context: Context, before: readonly string[], current: string): Promise<string[]> {
  const program = await programFor(context, 'all');
  context.db = before[before.indexOf('--db') + 1 || before.length];
  const { command, places } = walk(program, before);
  const flags = [...command.options, ...(command === program ? [] : program.options)];
  const flag = flags.find((option) => takesValue(option, before.at(-1)));
  if (flag !== undefined) return listOf(await wordsFor(context, flag), current);
  if (current.startsWith('-')) {
    return starting([...flags.flatMap(({ long }) => long ?? []), '--help'], current);
  }
  if (command.commands.length > 0) {
    const names = places === 0 ? command.commands.map((child) => child.name()) : [];
    return starting(names, current);
  }
  const argument = command.registeredArguments[Math.min(places, command.registeredArguments.length - 1)];
  return argument === undefined ? [] : starting(await wordsFor(context, argument), current);
}

/** The command that the words name, and how many arguments it has got. */
function walk(program: Command, words: readonly string[]): { command: Command; places: number } {
  let command = program;
  let places = 0;
  for (const [index, word] of words.entries()) {
    const flags = [...command.options, ...program.options];
    if (word === 'help' || word.startsWith('-') || flags.some((option) => takesValue(option, words[index - 1])))
      continue;
    const child = command.commands.find((one) => one.name() === word);
    if (child === undefined) places += 1;
    else command = child;
  }
  return { command, places };
}

/** Whether a word is that flag, and the next one its value. */
const takesValue = ({ long, short, required }: Option, word: string | undefined): boolean =>
  required && word !== undefined && (word === long || word === short);

const starting = (words: readonly string[], current: string): string[] =>
  words.filter((word) => word.toLowerCase().startsWith(current.toLowerCase()));

/** Of a list with commas, and of a role before a colon, only the last part is completed. */
function listOf(words: readonly string[], current: string): string[] {
  const cut = Math.max(current.lastIndexOf(','), current.lastIndexOf(':')) + 1;
  const [before, last] = [current.slice(0, cut), current.slice(cut)];
  const candidates = before.endsWith(':') ? words.filter((word) => !word.endsWith(':')) : words;
  return starting(candidates, last).map((word) => before + word);
}

/** The words of a flag or an argument; one of the vocabulary needs no quotes with hyphens in it. */
async function wordsFor(context: Context, place: Option | Argument): Promise<string[]> {
  const { words = [], offered = [] } = declaredValues(place);
  const found = words.map((word) => word.replaceAll(' ', '-'));
  for (const what of offered) found.push(...(await fromRegister(context, what)));
  return found;
}

/** Words of the register; none where there is no register, since nobody asked for an error. */
async function fromRegister(context: Context, what: Offered): Promise<string[]> {
  try {
    return await offeredWords(await context.register(), what);
  } catch {
    return [];
  }
}
