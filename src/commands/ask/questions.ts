import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { type NamedParty, parseValue, type RawRecord, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { formatValue } from '../../domain/row';
import { type Column, columnLabel, type Entity, type EntityName, entities } from '../../domain/schema';
import { isSpan } from '../../domain/span';
import { withCommas } from '../../domain/text';
import { type Action, actionClass, actions, type PartyRole, partyRoles, pastTense } from '../../domain/vocabulary';
import { findAgendaItem } from '../../register/agenda/find';
import { Directory, isNamed } from '../../register/directory';
import { find } from '../../register/find';
import { type ListRow, listAll } from '../../register/list/listing';
import { lists } from '../../register/list/lists';
import { bodyNames } from '../../register/meeting/minutes';
import { lineBreak } from '../../terminal/keyboard';
import { ask, type Choice, choose, SteppedBack } from '../../terminal/prompts';
import { flaggedColumns } from '../flags/flags';
import { actionClasses, roleMeanings } from '../program/words';
import { argumentNames, fieldsFromFlags } from '../write/record';
import type { Answers, Question } from './form';
import { messages } from './messages';

/** The maximum number of records to offer; any others must be named by a flag. */
const maxOffered = 10_000;

/** How a form asks for a column, where that differs from the default. */
export type QuestionOptions = Partial<Omit<Question, 'name'>> & {
  /** The question, if not that of messages.ts. */
  readonly message?: string;
  /** The default while the question has no answer. */
  readonly preset?: (answers: Answers) => string | undefined | Promise<string | undefined>;
  /** Where that default comes from, such as "as last time"; shown where it could be accepted by accident. */
  readonly origin?: string;
  /** Converts a typed text to a value; throws a Problem for an invalid text. */
  readonly read?: (typed: string) => string | Promise<string>;
};

/** The questions for all columns of an entity that a person can give, in the order of the schema. */
export function questionsFor(
  context: Context,
  entity: Entity,
  overrides: { readonly [column: string]: QuestionOptions | undefined } = {},
): Question[] {
  return flaggedColumns(entity)
    .filter(({ flagless }) => !flagless)
    .map((column) => questionFor(context, column, { message: messageOf(entity, column), ...overrides[column.name] }));
}

const messageOf = ({ name }: Entity, column: Column): string => messages[name]?.[column.name] ?? columnLabel(column);

/** The question for a column. By default, it is asked only if the column is required. */
function questionFor(
  context: Context,
  column: Column,
  { message = '', preset, origin, read, ...overrides }: QuestionOptions,
): Question {
  const { name, required } = column;
  return {
    name,
    label: columnLabel(column),
    isNeeded: () => required === true,
    show: (value) => shownValue(context, column, value),
    ask: async (answers) => {
      const answer = answers[name];
      if (answer !== undefined) return askValue(context, column, message, { known: answer, read });
      return askValue(context, column, message, { known: await preset?.(answers), origin, read });
    },
    ...overrides,
  };
}

interface AskOptions {
  readonly known: RawValue | undefined;
  /** Where a known value comes from. */
  readonly origin?: string | undefined;
  readonly read?: QuestionOptions['read'] | undefined;
}

/** Asks for the value of a column, in the way that suits its type. */
function askValue(
  context: Context,
  column: Column,
  message: string,
  asking: AskOptions,
): Promise<RawValue | undefined> {
  const { known } = asking;
  const { type, entity, values } = column;
  const none = column.required ? undefined : 'none';
  const word = typeof known === 'string' ? known : undefined;
  if (type === 'enum') return askWord(message, values?.filter((value) => value !== none) ?? [], none, word);
  if (type === 'action') return choose(message, actionChoices, { preset: word });
  if (type === 'parties') return askParties(context, message, undefined, (known ?? []) as readonly string[]);
  if (entity !== undefined && entity in offeredColumns)
    return chooseRecord(context, entity, message, { none, preset: word });
  return askText(context, column, message, asking);
}

/** Asks for the text of a column until it is valid; an empty one is null unless the column is required. */
async function askText(
  context: Context,
  column: Column,
  message: string,
  { known, origin, read = (typed) => typed }: AskOptions,
): Promise<RawValue> {
  const { required } = column;
  const preset = Array.isArray(known) ? known.join('; ') : ((known ?? undefined) as string | undefined);
  const text = await ask(required || preset ? message : `${message} (Enter to skip)`, {
    preset,
    origin: preset ? origin : undefined,
    problemOf: async (typed) => {
      if (typed.trim() === '') return required ? 'a value is required' : null;
      try {
        parseValue(column, textOf(column, await read(typed)), context.today);
        return null;
      } catch (error) {
        const { message, advice } = Problem.of(error);
        return `${message}; ${advice}`;
      }
    },
  });
  return text.trim() === '' ? null : textOf(column, await read(text));
}

/** Converts the line breaks of a pasted text to what the type of the column expects. */
function textOf({ type }: Column, typed: string): string {
  const between: { readonly [type in Column['type']]?: string } = { text: '\n', list: ';', links: ';' };
  return typed.replaceAll(lineBreak, between[type] ?? ' ');
}

/** Asks for a word of the vocabulary; if it is optional, `none` is offered first, for null. */
export function askWord(
  message: string,
  words: readonly string[],
  none?: string,
  preset?: string,
): Promise<string | null> {
  const choices: Choice<string | null>[] = words.map((word) => ({ name: word, value: word }));
  return choose(message, none === undefined ? choices : [{ name: none, value: null }, ...choices], { preset });
}

/** The actions in the past tense, as in minutes; typing the base form matches them, too. */
const actionChoices: readonly Choice<string>[] = Object.values(actions)
  .flat()
  .map((action) => ({
    name: pastTense(action),
    value: action,
    keywords: action === 'note' ? 'took note of, takes note of' : `${action} ${action}s`,
    description: actionClasses[actionClass(action)],
  }));

const roleChoices: readonly Choice<PartyRole>[] = partyRoles.map((role) => ({
  name: `${role.padEnd('coordinator'.length)}  ${roleMeanings[role]}`,
  value: role,
}));

/** Asks for one party in a given role; without a role, for parties and their roles until there are no more. */
export async function askParties(
  context: Context,
  message: string,
  role?: PartyRole,
  known: readonly string[] = [],
): Promise<string[]> {
  const changed = known.length === 0 ? null : await askPartyChanges(known);
  if (changed !== null) return changed;
  const parties = [...known];
  let before: PartyRole | undefined;
  let party: string | null = null;
  for (;;) {
    try {
      party = await chooseRecord(context, 'party', parties.length === 0 ? message : 'Which other party?', {
        none: parties.length === 0 ? 'none' : 'no other',
      });
      if (party === null) return parties;
      before = role ?? (await choose('In which role?', roleChoices, { preset: before ?? 'subject' }));
      parties.push(`${before}:${party}`);
      if (role !== undefined) return parties;
    } catch (error) {
      // Esc takes back the party, or the one before
      if (!(error instanceof SteppedBack) || (party === null && parties.pop() === undefined)) throw error;
    }
    party = null;
  }
}

/** Asks how to change the known parties; returns the result, or null to add another. */
async function askPartyChanges(known: readonly string[]): Promise<string[] | null> {
  const removals = known.map((party) => ({ name: `Remove ${party}`, value: known.filter((one) => one !== party) }));
  return choose<string[] | null>('What should change?', [
    { name: 'Nothing', value: [...known] },
    { name: 'Add a party', value: null },
    ...removals,
  ]);
}

interface RecordChoice {
  /** The label of the choice for no record, if that is allowed. */
  readonly none?: string | undefined;
  readonly preset?: string | undefined;
}

/** Asks for a record of an entity, found by typing a part of its name; null for none, if allowed. */
export async function chooseRecord(
  context: Context,
  name: EntityName,
  message: string,
  { none, preset }: RecordChoice = {},
): Promise<string | null> {
  const register = await context.register();
  const { listing, where } = await lists[name](register, {}, context.asOf(undefined));
  const rows = await listAll(register, listing, {
    columns: offeredColumns[name] ?? [],
    where,
    sort: [],
    limit: maxOffered,
  });
  const choices: Choice<string | null>[] = choicesOf(rows, name, name === 'meeting' ? await bodyNames(register) : null);
  if (none !== undefined) {
    if (choices.length === 0) return null;
    choices.unshift({ name: none, value: null });
  }
  const limitNote = rows.length < maxOffered ? '' : ` (the first ${withCommas(maxOffered)} are offered)`;
  if (choices.length > 0) return choose(message + limitNote, choices, { preset });
  throw new Problem(
    'missing',
    `there is no ${entities[name].label} to choose from`,
    `add one: cica ${name === 'agenda_item' ? 'agenda' : name} add`,
  );
}

/** The columns shown of the records on offer; the one that names them comes first. */
const offeredColumns: { readonly [name in EntityName]?: string[] } = {
  body: ['code', 'name', 'aliases'],
  party: ['code', 'name', 'aliases'],
  instrument: ['code', 'title'],
  meeting: ['ref', 'body', 'title', 'place'],
  decision: ['ref', 'title'],
};

function choicesOf(rows: readonly ListRow[], name: EntityName, names: Map<string, string> | null): Choice<string>[] {
  const [key = ''] = offeredColumns[name] ?? [];
  const width = rows.reduce((most, row) => Math.max(most, formatValue(row[key]).length), 0);
  return rows.map((row) => {
    const value = formatValue(row[key]);
    const words = [names?.get(row.body as string), row.name, row.title, row.place].map((word) => formatValue(word));
    const known = words.filter((word) => word !== '').join(', ');
    return { name: `${value.padEnd(width)}  ${known}`, value, keywords: formatValue(row.aliases) };
  });
}

/** Formats a value on one line, with dates and names written out, so that it can be checked at a glance. */
async function shownValue(context: Context, column: Column, raw: RawValue): Promise<string> {
  const value = parseValue(column, raw, context.today);
  if (column.type === 'action') return pastTense(value as Action);
  if (column.type === 'deadline' && isSpan(value as string)) return `${value as string} from the decision`;
  if (column.type.endsWith('date') || column.type === 'deadline') return longDate(value as string);
  if (column.type === 'reference' && isNamed(column.entity) && column.entity !== 'instrument') {
    return nameWithCode(await Directory.load(await context.register(), column.entity), value as string);
  }
  if (column.type === 'parties') {
    const directory = await Directory.load(await context.register(), 'party');
    return (value as NamedParty[]).map(({ role, party }) => `${role}: ${nameWithCode(directory, party)}`).join('; ');
  }
  return formatValue(value as string).replaceAll('\n', ` ${lineBreak} `);
}

function nameWithCode(directory: Directory, text: string): string {
  const { name, code } = directory.find(text);
  return `${name} (${code})`;
}

/**
 * Checks the values of flags before anything is asked, so that no answers are lost to a wrong flag.
 *
 * @throws Problem `usage` for an invalid value, `missing` for a record that does not exist.
 */
export async function checkGiven(context: Context, entity: Entity, raw: RawRecord): Promise<void> {
  const fields: Readonly<Record<string, unknown>> = fieldsFromFlags(context, entity.name, raw, argumentNames(entity));
  const register = await context.register();
  for (const column of entity.columns) {
    const value = fields[column.name];
    if (!value) continue;
    if (column.type === 'parties') {
      for (const { party } of value as NamedParty[]) await find(register, 'party', party);
    } else if (column.type === 'reference' && column.entity !== undefined && column.entity !== 'agenda_item') {
      await find(register, column.entity, value as string);
    } else if (column.type === 'reference' && raw.meeting) {
      await findAgendaItem(register, value as string, (await find(register, 'meeting', raw.meeting as string)).id);
    }
  }
}
