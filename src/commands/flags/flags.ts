import { type Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../../context';
import type { RawRecord, RawValue } from '../../domain/fields';
import type { NamedLink, RawLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { type Column, type Entity, type EntityName, entities, isPart } from '../../domain/schema';
import { withArticle } from '../../domain/text';
import { actions, partyRoles, type Relation, relations } from '../../domain/vocabulary';
import { formats } from '../../formats/write/formats';
import type { WriteOptions } from '../../store/store';
import { measure } from '../../terminal/width';
import { joined } from './collect';
import { argument, columnValues, file, filterFlag, flag, listFlag, named, type Values, words } from './values';

/** One verb of a noun, or a command of the first level. */
export type Verb = (context: Context) => Command;

/** The entities whose records people name. */
export type ReferencedEntity = Exclude<EntityName, 'objection' | 'standing' | 'act'>;

/** The argument that takes a reference to a record. */
export function recordArgument(entity: ReferencedEntity): Argument {
  const { key, reference = '' } = entities[entity];
  return argument(`<${key}>`, reference, named(entity));
}

/** The argument that takes references to records of an entity. */
export function recordsArgument(entity: ReferencedEntity): Argument {
  const { key, reference = '' } = entities[entity];
  return severalArgument(`${key}s`, reference, named(entity));
}

/** An argument that takes several references, or `-`; see `readReferences`. */
export const severalArgument = (name: string, description: string, values: Values): Argument =>
  argument(`<${name}...>`, `${description}; several, or - to read them from stdin`, values);

/** The values of a command's flags, by their camel-case names. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** The flags of every write, as commander gives them. */
export interface WriteFlags extends Pick<WriteOptions, 'beforeCommit'> {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly format?: string;
  /** Allow answers from a body other than the one asked. */
  readonly force?: boolean;
  /** Whether a person was asked for the record, and has seen the warnings about it. */
  readonly isConfirmed?: boolean;
}

const examplesOf = new WeakMap<Command, readonly string[]>();

/** Gives a command its examples: shown by its help, run by a test on the demo register. */
export function withExamples(command: Command, ...examples: string[]): Command {
  examplesOf.set(command, examples);
  return command.addHelpText('after', () => {
    const width = command.configureOutput().getOutHelpWidth?.() ?? 80;
    return `\nExamples:\n${examples.flatMap((line) => exampleLines(line, width)).join('\n')}`;
  });
}

/**
 * An example that can be copied: a long one continues after a backslash, never in quotes or between a flag and its value.
 */
function exampleLines(example: string, width: number): string[] {
  const lines: string[] = [];
  let line = '  $';
  for (const word of example.match(/(?:--[\w-]+ (?!-))?(?:"[^"]*"|[^\s"])+/g) ?? []) {
    if (measure(`${line} ${word} \\`) > width && line !== '  $') {
      lines.push(`${line} \\`);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** The examples of a command. */
export function examplesFor(command: Command): readonly string[] {
  return examplesOf.get(command) ?? [];
}

function rows(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('it takes a whole number, 0 for all');
  return Number(text);
}

/** `--limit`. */
export const limitOption = (description: string): Option =>
  new Option('-n, --limit <number>', description).argParser(rows);

/** The flags of every list: format, columns, order, number of rows. */
export function listFlags(command: Command, columns: readonly string[]): Command {
  const sorts = columns.flatMap((name) => [name, `-${name}`]);
  return formatFlags(command)
    .addOption(flag('--columns <names>', 'only these columns, in this order', words(...columns)).argParser(joined))
    .addOption(
      flag('--sort <names>', 'sort by these columns; -NAME reverses the order', words(...sorts)).argParser(joined),
    )
    .addOption(limitOption('maximum number of rows, 0 for all (50 by default at a terminal)'))
    .option('--no-header', 'omit the header row');
}

/** Gives a list formats in addition to its own. */
export function moreFormats(command: Command, ...names: string[]): Command {
  const format = command.options.find(({ long }) => long === '--format');
  format?.choices([...(format.argChoices ?? []), ...names]);
  return command;
}

/** The short form of `--format json`. */
export const jsonOption = (): Option => new Option('--json', 'short for --format json');

/**
 * Lets `--json` stand for `--format json`.
 *
 * @throws Problem `usage` where another format is given too.
 */
export function applyShortForms(command: Command): void {
  const { json, format } = command.opts<{ readonly json?: boolean; readonly format?: string }>();
  if (!json) return;
  if (command.getOptionValueSource('format') === 'cli' && format !== 'json') {
    throw new Problem('usage', `--json cannot be combined with --format ${format}`, 'give one of them');
  }
  command.setOptionValue('format', 'json');
}

/** The flags of `outputFlags`, as commander gives them. */
export interface FileFlags {
  readonly output?: string;
  readonly open?: boolean;
}

/**
 * The flags for writing to a file. They need nothing from the command: its output goes to the file, and `--format`,
 * unless given, follows from the extension of the file (print/outputFile.ts).
 */
export function outputFlags(command: Command): Command {
  return command
    .addOption(
      flag('-o, --output <file>', 'write to this file, completely or not at all; its extension sets the format', file),
    )
    .option('--open', "open that file with the system's program");
}

/** The flags that set the format and the destination of data. */
export function formatFlags(command: Command): Command {
  const format = new Option('--format <name>', 'how to write it').choices(['table', ...Object.keys(formats)]);
  return outputFlags(command.optionsGroup('Output:').addOption(format))
    .addOption(jsonOption())
    .option('--excel', 'CSV that is safe to open in a spreadsheet');
}

/** `--as-of`, for everything that shows a status. */
export const asOfOption = (): Option =>
  new Option('--as-of <date>', 'show the status as of this date, without later decisions');

/** Gives a command `--as-of`. */
export const asOfFlag = (command: Command): Command => command.addOption(asOfOption());

/** How filters combine, for help. */
export const filterHelp =
  'A filter takes several values, separated by commas: a record must match one of them, and every filter. Values after "not:" are excluded, as in not:A,B.';

/** The filters by date. */
export const timeOptions = (): Option[] => [
  filterFlag('--year <years>', 'of these years: 2023, 2022-2024'),
  new Option('--since <date>', 'from this date on, or a span back: 30d, 2w, 3m, 1y'),
  new Option('--until <date>', 'up to this date'),
];

/** A flag for each relation of a decision to an earlier one. */
export function linkFlags(command: Command): Command {
  command.optionsGroup('Links to earlier decisions:');
  for (const relation of relations) {
    const offered = named(relation === 'answers' ? 'referral' : 'decision');
    command.addOption(listFlag(`--${relation.replace(' ', '-')} <ref>`, linkDescriptions[relation], offered));
  }
  return command
    .option('--accept', 'it accepts the referral that it answers')
    .option('--decline', 'it declines the referral that it answers')
    .option('--force', 'let a body answer that was not asked');
}

const linkDescriptions: { readonly [name in Relation]: string } = {
  answers: 'the referral that it answers, with --accept or --decline (may be repeated)',
  amends: 'the earlier decision that it changes (may be repeated)',
  supersedes: 'the earlier decision that it replaces (may be repeated)',
  rescinds: 'the earlier decision that it revokes (may be repeated)',
  'follows up': 'the earlier decision that it continues (may be repeated)',
  cites: 'an earlier decision that it mentions (may be repeated)',
};

type FlagLink = RawLink & Pick<NamedLink, 'relation' | 'ref'>;

/**
 * The links from flags.
 *
 * @throws Problem `usage` for an answer without `--accept` or `--decline`, or with both.
 */
export function linksFromFlags(flags: FlagValues, answerNeeded = true): FlagLink[] {
  const links: FlagLink[] = relations.flatMap((relation) =>
    ((flags[camelCase(relation.replace(' ', '-'))] ?? []) as string[]).map((ref) => ({ relation, ref })),
  );
  const answer = flags.accept ? 'accept' : flags.decline ? 'decline' : null;
  const answers = links.some(({ relation }) => relation === 'answers');
  if (flags.accept && flags.decline)
    throw new Problem('usage', '--accept cannot be combined with --decline', 'give one of them');
  if (answer !== null && !answers)
    throw new Problem('usage', `--${answer} requires --answers`, 'say what it answers: --answers REF');
  if (answers && answer === null && answerNeeded) {
    throw new Problem('usage', 'an answer that says neither yes nor no', 'add --accept or --decline');
  }
  return links.map((link) => (link.relation === 'answers' ? { ...link, answer } : link));
}

/** The flags of every command that writes. */
export function writeFlags(command: Command): Command {
  return command
    .optionsGroup('Recording:')
    .option('--dry-run', 'show what would change, without changing it')
    .option('-y, --yes', 'skip confirmation')
    .addOption(new Option('--format <name>', 'print the record').choices(['json']))
    .addOption(jsonOption());
}

/** The name of a column's flag, without hyphens before it. */
export function flagName(column: Column): string {
  return column.flag ?? column.name.replaceAll('_', '-');
}

/** The columns of an entity that users can set. */
export function flaggedColumns(entity: Entity): Column[] {
  return entity.columns.filter((column) => !column.computed && column.type !== 'ref');
}

/** The headings of groups of flags in help, in order. */
const helpGroups: { readonly [name in NonNullable<Column['helpGroup']>]: string } = {
  what: 'What was decided:',
  who: 'Who it concerns:',
  when: 'When it applies:',
  how: 'How it was decided:',
  meeting: 'Which meeting:',
  place: 'Where and how:',
  chair: 'Who chaired it:',
  source: 'Where it is documented:',
};

/** The flags for the columns that have one. */
export function fieldFlags(command: Command, columns: readonly Column[]): Command {
  const groups = Object.keys(helpGroups);
  const groupIndex = ({ helpGroup = 'what' }: Column): number => groups.indexOf(helpGroup);
  for (const column of columns
    .filter(({ flagless }) => !flagless)
    .toSorted((one, other) => groupIndex(one) - groupIndex(other))) {
    if (column.helpGroup !== undefined) command.optionsGroup(helpGroups[column.helpGroup]);
    const flags = `--${flagName(column)} <${placeholderOf(column)}>`;
    const [description, values] = [descriptionOf(column), columnValues(column)];
    const many = isMany(column);
    command.addOption(
      many ? listFlag(flags, `${description} (may be repeated)`, values) : flag(flags, description, values),
    );
  }
  return command;
}

/** Whether the flag of a column gives one of several items, and can be repeated. */
const isMany = (column: Column): boolean => column.type === 'list' || isPart(column);

/** What flags can do with single items of a list. */
export const itemFlagPrefixes = ['add', 'remove'] as const;

/** Flags that add items to the lists of an entity, and remove them: `--add-tag`, `--remove-tag`. */
export function itemFlags(command: Command, entity: Entity): Command {
  for (const column of flaggedColumns(entity).filter((one) => !one.flagless && isMany(one))) {
    for (const prefix of itemFlagPrefixes) {
      const flags = `--${prefix}-${flagName(column)} <${placeholderOf(column)}>`;
      const description = `${prefix} ${withArticle(flagName(column))}; the others are kept (may be repeated)`;
      command.addOption(listFlag(flags, description, columnValues(column)));
    }
  }
  return command;
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

/** The longest list of words, in characters, that help shows; longer ones are in `cica help words`. */
const maxWordsLength = 60;

/** The description of a column, with the words that it is limited to. */
function descriptionOf(column: Column): string {
  const words = wordsOf(column);
  if (words === '') return column.description;
  return `${column.description} (${words.length <= maxWordsLength ? words : 'cica help words'})`;
}

/** The words that a column is limited to, separated by commas; '' if it takes any text. */
export function wordsOf({ type, values = [] }: Column): string {
  const known = { action: Object.values(actions).flat(), parties: partyRoles }[type as string] ?? values;
  return known.join(', ');
}

/** What the flags of `edit` give, by column: new values, and items to add to lists or remove from them. */
export interface GivenEdit {
  readonly fields: RawRecord;
  readonly added: RawRecord;
  readonly removed: RawRecord;
}

/** Reads the flags of `edit`. */
export const editFromFlags = (entity: Entity, flags: FlagValues): GivenEdit => ({
  fields: rawFromFlags(entity, flags),
  added: rawFromFlags(entity, flags, 'add-'),
  removed: rawFromFlags(entity, flags, 'remove-'),
});

/** The values that the flags give to an entity's columns; an empty text clears a field. */
export function rawFromFlags(entity: Entity, flags: FlagValues, prefix = ''): Record<string, RawValue> {
  const raw: Record<string, RawValue> = {};
  for (const column of flaggedColumns(entity).filter(({ flagless }) => !flagless)) {
    const value = flags[camelCase(prefix + flagName(column))];
    if (value !== undefined) raw[column.name] = value as RawValue;
  }
  return raw;
}

/** The name under which commander keeps a flag. */
function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
