import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RawValue } from '../../domain/fields';
import type { NamedLink, RawLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { type Column, type Entity, isPart } from '../../domain/schema';
import { actions, kinds, partyRoles, type Relation, relations, statuses } from '../../domain/vocabulary';
import { formats } from '../../formats/write/formats';
import type { WriteOptions } from '../../store/store';
import { collect, joined } from './collect';

/** The values of a command's flags, by their camel-case names. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** The flags of every write, as commander gives them. */
export interface WriteFlags extends Pick<WriteOptions, 'beforeCommit'> {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly format?: string;
  /** Let another body answer than the one that was asked. */
  readonly force?: boolean;
}

const examplesOf = new WeakMap<Command, readonly string[]>();

/** Gives a command its examples: shown by its help, run by a test on the demo register. */
export function withExamples(command: Command, ...examples: string[]): Command {
  examplesOf.set(command, examples);
  return command.addHelpText('after', () => `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`);
}

/** The examples of a command. */
export function examplesFor(command: Command): readonly string[] {
  return examplesOf.get(command) ?? [];
}

function rows(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number, 0 for all.');
  return Number(text);
}

/** The flags of every list: format, columns, order, how many. */
export function listFlags(command: Command): Command {
  return formatFlags(command)
    .option('--columns <names>', 'only these columns, in this order', joined)
    .option('--sort <names>', 'sort by these columns; -NAME turns the order round', joined)
    .option('--limit <number>', 'at most so many rows, 0 for all (50 at a terminal)', rows)
    .option('--no-header', 'leave out the names of the columns');
}

/** Gives a list other formats beside its own. */
export function moreFormats(command: Command, ...names: string[]): Command {
  const format = command.options.find(({ long }) => long === '--format');
  format?.choices([...(format.argChoices ?? []), ...names]);
  return command;
}

/** The flags that say how data is written. */
export function formatFlags(command: Command): Command {
  return command
    .addOption(new Option('--format <name>', 'how to write it').choices(['table', ...Object.keys(formats)]))
    .option('--excel', 'CSV that is safe to open in a spreadsheet');
}

/** `--as-of`, on everything that shows a status. */
export function asOfFlag(command: Command): Command {
  return command.option('--as-of <date>', 'the status as of that day, without what was decided later');
}

/** The filters that choose a time. */
export function timeFlags(command: Command): Command {
  return command
    .option('--year <years>', 'of these years', collect)
    .option('--since <date>', 'from that day on')
    .option('--until <date>', 'up to that day');
}

/** The filters of decisions. */
export function decisionFilterFlags(command: Command): Command {
  return timeFlags(command)
    .option('--body <bodies>', 'taken by these bodies', collect)
    .option('--meeting <refs>', 'of these meetings', collect)
    .option('--item <refs>', 'under these agenda items', collect)
    .option('--action <verbs>', 'with these operative verbs, in any form', collect)
    .option('--kind <kinds>', `of these kinds (${kinds.join(', ')})`, collect)
    .option('--party <parties>', 'with these parties, [ROLE:]PARTY', collect)
    .option('--tag <tags>', 'with these tags', collect)
    .option('--to <bodies>', 'referred to these bodies', collect)
    .option('--status <statuses>', `with these statuses (${statuses.join(', ')})`, collect)
    .option('--in-force', 'in force')
    .option('--text <words>', 'with these words in title, text or evidence', collect);
}

/** A flag for each way in which a decision bears on an earlier one. */
export function linkFlags(command: Command): Command {
  for (const relation of relations) {
    command.option(`--${relation.replace(' ', '-')} <ref>`, linkAbout[relation], collect);
  }
  return command
    .option('--accept', 'what it answers is accepted')
    .option('--decline', 'what it answers is declined')
    .option('--force', 'let another body answer than the one that was asked');
}

const linkAbout: { readonly [name in Relation]: string } = {
  answers: 'the referral that it answers, with --accept or --decline (may be repeated)',
  amends: 'the earlier decision that it changes (may be repeated)',
  supersedes: 'the earlier decision in place of which it stands (may be repeated)',
  rescinds: 'the earlier decision that it takes back (may be repeated)',
  'follows up': 'the earlier decision with which it goes on (may be repeated)',
  cites: 'an earlier decision that it names (may be repeated)',
};

/** A link that flags give. */
type FlagLink = RawLink & Pick<NamedLink, 'relation' | 'ref'>;

/**
 * The links that flags give.
 *
 * @throws Problem `usage` for an answer that says neither yes nor no, or both.
 */
export function linksFromFlags(flags: FlagValues, answerNeeded = true): FlagLink[] {
  const links: FlagLink[] = relations.flatMap((relation) =>
    ((flags[camelCase(relation.replace(' ', '-'))] ?? []) as string[]).map((ref) => ({ relation, ref })),
  );
  const answer = flags.accept ? 'accept' : flags.decline ? 'decline' : null;
  const answers = links.some(({ relation }) => relation === 'answers');
  if (flags.accept && flags.decline) throw new Problem('usage', '--accept and --decline at once', 'give one of them');
  if (answer !== null && !answers) throw new Problem('usage', `--${answer} without --answers`, 'say what it answers');
  if (answers && answer === null && answerNeeded) {
    throw new Problem('usage', 'an answer that says neither yes nor no', 'add --accept or --decline');
  }
  return links.map((link) => (link.relation === 'answers' ? { ...link, answer } : link));
}

/** The flags that every write takes. */
export function writeFlags(command: Command): Command {
  return command
    .option('--dry-run', 'show what it would do, and do nothing')
    .option('-y, --yes', 'answer yes to what would be asked')
    .addOption(new Option('--format <name>', 'print the record').choices(['json']));
}

/** The name of a column's flag, without hyphens before it. */
export function flagName(column: Column): string {
  return column.flag ?? column.name.replaceAll('_', '-');
}

/** The columns of an entity that a person gives. */
export function flaggedColumns(entity: Entity): Column[] {
  return entity.columns.filter((column) => !column.computed && column.type !== 'ref');
}

/** A flag for each of the columns. */
export function fieldFlags(command: Command, entity: Entity, except: readonly string[] = []): Command {
  for (const column of flaggedColumns(entity)) {
    if (except.includes(column.name) || column.flagless) continue;
    const flag = `--${flagName(column)} <${placeholderOf(column)}>`;
    if (isRepeated(entity, column)) command.option(flag, `${aboutOf(column)} (may be repeated)`, collect);
    else command.option(flag, aboutOf(column));
  }
  return command;
}

/** Whether a flag of that name stands for one item of the list, and may be repeated. */
function isRepeated(_entity: Entity, column: Column): boolean {
  return column.type === 'list' || isPart(column);
}

function placeholderOf(column: Column): string {
  if (column.type === 'parties') return 'role:party';
  if (column.type === 'reference') return column.entity === 'agenda_item' ? 'number' : (column.entity ?? 'ref');
  if (column.type.endsWith('date') || column.type === 'deadline') return 'date';
  if (column.type === 'integer') return 'number';
  return (
    { code: 'code', period: 'period', action: 'verb', number: 'number', enum: 'word' }[column.type as string] ?? 'text'
  );
}

/** What a column holds, with all words that it may be. */
function aboutOf(column: Column): string {
  const words = { action: Object.values(actions).flat(), parties: partyRoles }[column.type as string] ?? column.values;
  return words === undefined ? column.description : `${column.description} (${words.join(', ')})`;
}

/** The values that the flags give to an entity's columns; an empty text clears a field. */
export function rawFromFlags(entity: Entity, flags: FlagValues): Record<string, RawValue> {
  const raw: Record<string, RawValue> = {};
  for (const column of flaggedColumns(entity).filter(({ flagless }) => !flagless)) {
    const value = flags[camelCase(flagName(column))];
    if (value !== undefined) raw[column.name] = value as RawValue;
  }
  return raw;
}

/** The name under which commander keeps a flag. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The values that are there. */
export function pickGiven(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}
