import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import { type NamedParty, parseFields, parseValue, type RawRecord, type RawValue } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { formatValue } from '../../domain/row';
import { type Column, type Entity, type EntityName, entities } from '../../domain/schema';
import { nameAsLabel } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import { findAgendaItem } from '../../register/agenda/find';
import { Directory } from '../../register/directory';
import { find } from '../../register/find';
import { type ListRow, listAll } from '../../register/list/listing';
import { lists } from '../../register/list/lists';
import { findMeeting } from '../../register/meeting/find';
import { bodyNames, getRow } from '../../register/meeting/minutes';
import { factsText, type Page } from '../../terminal/page';
import { ask, type Choice, choose, confirm } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { argumentNames, fieldsFromFlags } from '../write/record';
import { type RunMeeting, tellProblem } from './run';

/** So many records are offered to choose from; more are named by a flag. */
const offered = 10_000;

/** Asks for the text of a column, and again while it cannot be read; an empty one is null unless the column is needed. */
export async function askColumn(
  context: Context,
  column: Column,
  message: string,
  problemOf: (value: unknown) => string | null = () => null,
  preset?: string,
): Promise<string | null> {
  const text = await ask(
    column.required ? message : `${message} (Enter to skip)`,
    (typed) => {
      if (typed.trim() === '') return column.required ? 'this is needed' : null;
      try {
        return problemOf(parseValue(column, typed, context.today));
      } catch (error) {
        const { message, advice } = Problem.of(error);
        return `${message}; ${advice}`;
      }
    },
    preset,
  );
  return text.trim() === '' ? null : text;
}

/** Asks for a word of the vocabulary; `none` is offered first where it may be left out. */
export function askWord(message: string, words: readonly string[], none: string): Promise<string | null>;
export function askWord(message: string, words: readonly string[]): Promise<string>;
export function askWord(message: string, words: readonly string[], none?: string): Promise<string | null> {
  const choices: Choice<string | null>[] = words.map((word) => ({ name: word, value: word }));
  return choose(message, none === undefined ? choices : [{ name: none, value: null }, ...choices]);
}

/** Asks for a record of an entity, by typing a part of its name; null for none, where that may be. */
export async function chooseRecord(
  context: Context,
  name: EntityName,
  message: string,
  none?: string,
  meeting?: string,
): Promise<string | null> {
  const register = await context.register();
  const filters = meeting === undefined ? {} : { meeting: [meeting] };
  const { listing, where } = await lists[name](register, filters, context.asOf(undefined));
  const rows = await listAll(register, listing, {
    columns: offeredColumns[name] ?? [],
    where,
    sort: [],
    limit: offered,
  });
  const choices: Choice<string | null>[] = aligned(rows, name, name === 'meeting' ? await bodyNames(register) : null);
  if (none !== undefined)
    return choices.length === 0 ? null : choose(message, [{ name: none, value: null }, ...choices]);
  if (choices.length > 0) return choose(message, choices);
  throw new Problem('missing', `there is no ${entities[name].label} to choose from`, `add one: cica ${name} add`);
}

/** What is shown of the records that are offered; what names them comes first. */
const offeredColumns: { readonly [name in EntityName]?: string[] } = {
  body: ['code', 'name', 'aliases'],
  party: ['code', 'name', 'aliases'],
  meeting: ['ref', 'body', 'title', 'place'],
  agenda_item: ['number', 'title'],
};

function aligned(rows: readonly ListRow[], name: EntityName, names: Map<string, string> | null): Choice<string>[] {
  const [key = ''] = offeredColumns[name] ?? [];
  const margin = rows.reduce((most, row) => Math.max(most, formatValue(row[key]).length), 0);
  return rows.map((row) => {
    const value = formatValue(row[key]);
    const words = [names?.get(row.body as string), row.name, row.title, row.place].map((word) => formatValue(word));
    const known = words.filter((word) => word !== '').join(', ');
    return { name: `${value.padEnd(margin)}  ${known}`, value, also: formatValue(row.aliases) };
  });
}

/**
 * Checks what the flags give before anything is asked, so that no answer is lost over a slip in them.
 *
 * @throws Problem `usage` for what cannot be read, `missing` for what is not on record.
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

/** Asks for a value that is not known yet: undefined where the question was not asked, null where it was skipped. */
export async function fillIn(
  raw: Record<string, RawValue | undefined>,
  name: string,
  question: () => Promise<RawValue | undefined>,
): Promise<void> {
  if (raw[name] === undefined) raw[name] = await question();
}

/** How a record of a run is asked for. */
interface Asking {
  readonly entity: Entity;
  /** What flags give of it. */
  readonly given: RawRecord;
  /** Asks for what is not known of it. */
  readonly ask: (known: RawRecord) => Promise<RawRecord>;
  /** What the page shows of it beside its own columns. */
  readonly more?: (raw: RawRecord) => Page['facts'];
  /** What the register would refuse. */
  readonly problem: (raw: RawRecord) => Promise<Problem | null>;
  /** The meeting of it, where that is asked for in the same run. */
  readonly meeting?: RunMeeting;
}

/**
 * Asks for a record, shows it and asks whether it is right; where the register would refuse it, asks again for what is
 * wrong. Null when it is left out.
 */
export async function askConfirmed(context: Context, asking: Asking, flags: WriteFlags): Promise<RawRecord | null> {
  const { entity, given, ask: askFor, more = () => [], problem: problemOf, meeting } = asking;
  for (let known = given; ; ) {
    const raw = await askFor(known);
    const page = factsText([...(await facts(context, entity, raw, meeting)), ...more(raw)], context.output);
    // on stdout, where the questions are: prompts appear only where that is a terminal
    await context.output.write(`\n${page}\n`);
    if (!flags.yes && !flags.dryRun && !(await confirm(`Record this ${entity.label}?`, true))) return null;
    const problem = await problemOf(raw);
    if (problem === null) return raw;
    tellProblem(context, problem);
    if (!(await confirm(`Correct this ${entity.label}?`, true))) return null;
    known = withoutCause(raw, problem.column, given);
  }
}

/** What of the answers can stay: all but that of the column that is wrong; what flags give alone, where that is not known. */
function withoutCause(raw: RawRecord, column: string | undefined, given: RawRecord): RawRecord {
  if (column === undefined || raw[column] === undefined || given[column] !== undefined) return given;
  return { ...raw, [column]: undefined };
}

/** What is known of a record, as people read it: days and names written out, to be checked at a glance. */
async function facts(context: Context, entity: Entity, raw: RawRecord, meeting?: RunMeeting): Promise<Page['facts']> {
  const register = await context.register();
  const [bodies, parties] = [await Directory.load(register, 'body'), await Directory.load(register, 'party')];
  const { fields } = parseFields(entity, raw, context.today);
  const named = (entityName: EntityName | undefined, text: string): string | Promise<string> => {
    if (entityName === 'agenda_item') return itemText(context, meeting, text);
    if (entityName !== 'body' && entityName !== 'party') return text;
    const { name, code } = (entityName === 'body' ? bodies : parties).find(text);
    return `${name} (${code})`;
  };
  const known: [string, string][] = meeting === undefined ? [] : [['Meeting', meeting.name]];
  for (const column of entity.columns) {
    const value = fields[column.name];
    if (value === undefined || value === null) continue;
    let text = formatValue(value as string);
    if (column.type === 'parties') {
      text = (value as NamedParty[])
        .map(({ role, party }) => `${role}: ${parties.find(party).name} (${parties.find(party).code})`)
        .join('\n');
    } else if (column.type === 'action') text = pastTense(value as Action);
    else if (column.type.endsWith('date')) text = longDate(value as string);
    else if (column.type === 'reference') text = await named(column.entity, value as string);
    known.push([nameAsLabel(column.name), text]);
  }
  return known;
}

async function itemText(context: Context, meeting: RunMeeting | undefined, text: string): Promise<string> {
  if (meeting?.ref === null) {
    const item = meeting.agenda.find(({ number }) => number === text);
    return `${text}  ${item?.title ?? ''}`;
  }
  const register = await context.register();
  const { id } = await findAgendaItem(register, text, (await findMeeting(register, meeting?.ref ?? '')).id);
  const { number: known, title } = await getRow(register, 'agenda_item', id, context.asOf(undefined));
  return `${formatValue(known)}  ${formatValue(title)}`;
}
