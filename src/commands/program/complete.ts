import type { Argument, Command, Option } from 'commander';
import type { Context } from '../../context';
import { own } from '../../domain/own';
import { type Entity, entities } from '../../domain/schema';
import { actions, actKinds, kinds, partyRoles, standings, statuses } from '../../domain/vocabulary';
import { type Offered, offeredWords } from '../../register/completion';
import { logColumns } from '../../register/history/log';
import { searchColumns } from '../search';
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
  if (flag !== undefined) return listOf(await flagValues(context, command, flag), current);
  if (current.startsWith('-')) {
    return starting([...flags.flatMap(({ long }) => long ?? []), '--help'], current);
  }
  if (command.commands.length > 0) {
    const names = places === 0 ? command.commands.map((child) => child.name()) : [];
    return starting(names, current);
  }
  const argument = command.registeredArguments[Math.min(places, command.registeredArguments.length - 1)];
  return argument === undefined ? [] : starting(await argumentValues(context, command, argument), current);
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

/** A word of the vocabulary needs no quotes with hyphens in it. */
const typed = (words: readonly string[]): string[] => words.map((word) => word.replaceAll(' ', '-'));

async function flagValues(context: Context, command: Command, flag: Option): Promise<string[]> {
  if (flag.argChoices !== undefined) return [...flag.argChoices];
  const noun = command.parent?.name() ?? '';
  const entity =
    Object.values(entities).find(({ name, plural }) => name === noun || plural === noun) ?? entities.decision;
  const name = flag.long?.slice(2) ?? '';
  if (name === 'action') return typed(Object.values(actions).flat());
  if (name === 'status' && entity.name === 'decision') return typed(statuses);
  if (name === 'kind' && command.name() === 'export') return typed(kinds);
  if (decisionFlags.includes(name)) return words(context, 'decision');
  if (name === 'kind' && command.name() === 'act') return [...actKinds];
  if (name === 'grants' || name === 'set') return [...standings, ...(name === 'grants' ? ['none'] : [])];
  if (name === 'standing') return [...standings, ...(noun === 'party' ? ['applicant'] : [])];
  if (name === 'instrument') return words(context, 'instrument');
  if (name === 'responsible') return [...(await words(context, 'body')), ...(await words(context, 'party'))];
  if (name === 'party' && command.name() === 'object') return words(context, 'party');
  if (name === 'party') return [...partyRoles.map((role) => `${role}:`), ...(await words(context, 'party'))];
  if (['body', 'to', 'from', 'reports-to'].includes(name)) return words(context, 'body');
  if (name === 'chair-party') return words(context, 'party');
  if (name === 'meeting') return words(context, 'meeting');
  if (name === 'as') return Object.values(entities).map(({ plural }) => plural);
  if (name === 'columns') return columnsOf(command, entity);
  if (name === 'sort') return columnsOf(command, entity).flatMap((column) => [column, `-${column}`]);
  if (name === 'tag') return words(context, 'tag');
  return typed(entity.columns.find((column) => column.name === name.replaceAll('-', '_'))?.values ?? []);
}

/** The columns of what a command lists. */
function columnsOf(command: Command, entity: Entity): string[] {
  const columns: Record<string, readonly string[]> = { log: logColumns.all, search: searchColumns };
  return [...(own(columns, command.name()) ?? entity.columns.map((column) => column.name))];
}

async function argumentValues(context: Context, command: Command, argument: Argument): Promise<string[]> {
  if (argument.argChoices !== undefined) return [...argument.argChoices];
  const noun = command.parent?.name();
  const name = argument.name();
  if (command.name() === 'merge') return words(context, noun as 'body' | 'party');
  if (name.startsWith('code') && command.name() !== 'add' && (noun === 'body' || noun === 'party')) {
    return words(context, noun);
  }
  if (name === 'meeting' || (noun === 'meeting' && name.startsWith('ref'))) return words(context, 'meeting');
  if (name === 'party') return words(context, 'party');
  if (noun === 'instrument' && command.name() !== 'add') return words(context, 'instrument');
  if (noun === 'task') return name === 'decision' ? words(context, 'decision') : words(context, 'task');
  if (noun === 'document') return command.name() === 'add' ? [] : words(context, 'document');
  if (noun === 'agenda') return words(context, 'agenda_item');
  if (noun === 'decision') return words(context, 'decision');
  if (name === 'ref') return [...(await words(context, 'meeting')), ...(await words(context, 'decision'))];
  return [];
}

/** The flags that name a decision. */
const decisionFlags = [
  'by',
  'answers',
  'amends',
  'supersedes',
  'rescinds',
  'follows-up',
  'cites',
  'given-by',
  'adopted-by',
  'noted-by',
  'decision',
];

/** Words of the register; none where there is no register, since nobody asked for an error. */
async function words(context: Context, what: Offered): Promise<string[]> {
  try {
    return await offeredWords(await context.register(), what);
  } catch {
    return [];
  }
}
