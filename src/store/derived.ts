import sql, { raw, type Sql } from 'sql-template-tag';
import { firstDay } from '../domain/date';
import { symbolKey } from '../domain/fold';
import { groupBy } from '../domain/groupBy';
import { danglingReference } from '../domain/problem';
import type { FieldsOf, StoredLink } from '../domain/record';
import { agendaSortKey } from '../domain/reference';
import { affecting, type EntityName, entities, entityNames, storedName } from '../domain/schema';
import { fold } from '../domain/searchText';
import { standingFrom, standingUntil } from '../domain/standing';
import { type StatusInterval, statusAction, statusIntervals } from '../domain/status';
import type { Engine, SearchWords } from './engine';
import { idsAfter, invalidIds, largestId, pages } from './ids';
import { queryInChunks } from './queryInChunks';
import { fieldsOf, readRows } from './records';
import { insertInto, statementsFor, statusColumns } from './statements';
import { type DecisionRow, linkTargets, newDecisionEffect, statusFactsOfAll } from './statusFacts';
import type { Fields, Value } from './store';
import type { WriteBuffer } from './writeBuffer';

/** The fields of a meeting from which the derived columns of its decisions are computed. */
export type MeetingDays = Pick<FieldsOf<'meeting'>, 'body_id' | 'date' | 'end_date'>;

/** The columns of a decision that are copied to the status table. */
type StatusCopies = Pick<DecisionRow, 'id' | 'decided_on' | 'met_on' | 'meeting_id' | 'number' | 'referred_to_id'>;

/** The number of decisions checked per batch, and whose status is buffered before it is written. */
const statusBatch = 500;

const insertStatus = insertInto('decision_status', statusColumns);
const removeStatus = sql`delete from decision_status where decision_id = ${null}`;

/** What the status of a new decision depends on, apart from its date, its action and whether it was referred. */
const statusFields = affecting('status') as readonly (keyof FieldsOf<'decision'>)[];

/** A stored change: `before` is null for a new record, `after` for a removed one. */
type StoredChangeOf<E extends EntityName> = {
  readonly entity: E;
  readonly id: number;
  readonly before: FieldsOf<E> | null;
  readonly after: FieldsOf<E> | null;
};
export type StoredChange = { readonly [E in EntityName]: StoredChangeOf<E> }[EntityName];

/**
 * Maintains the data derived from records: columns for sorting, former references, the status of decisions, the search
 * index. None of it is in the history; all of it can be rebuilt from the records.
 */
export class Derived {
  readonly #engine: WriteBuffer;
  readonly #meetings = new Map<number, MeetingDays>();
  /** The decisions whose status may have changed. */
  readonly #stale = new Set<number>();
  /** A cache of the intervals of new decisions, by what they depend on: many in a meeting have the same. */
  readonly #intervals = new Map<string, StatusInterval[]>();

  constructor(engine: WriteBuffer) {
    this.#engine = engine;
  }

  /** The values of an entity's derived columns, in their order. */
  columns(entity: EntityName, fields: Fields): Value[] | Promise<Value[]> {
    if (entity !== 'decision') return derivedValues(entity, fields, null);
    const id = fields.meeting_id as number;
    const known = this.#meetings.get(id);
    if (known !== undefined) return derivedValues(entity, fields, known);
    return this.#meeting(id).then((meeting) => derivedValues(entity, fields, meeting));
  }

  /** Updates the derived data after a change was stored. */
  async stored(change: StoredChange): Promise<void> {
    const { entity, id, before, after } = change;
    if (before === null || after === null || !hasSameWords(entity, before, after)) {
      const words = { before: before && searchWords(entity, before), after: after && searchWords(entity, after) };
      this.#engine.index({ entity, id, ...words });
    }
    if (change.entity === 'meeting') await this.#meetingStored(id, change.before, change.after);
    if (change.entity === 'decision') {
      if (change.after !== null && change.before === null) await this.#newDecisionStored(id, change.after);
      else await this.#decisionStored(id, change.before, change.after);
    }
    if (change.entity === 'objection') {
      const objection = change.after ?? change.before;
      if (objection !== null) await this.#markStale(objection.decision_id);
    }
  }

  /** Before a removed decision is recreated: its reference is no longer a former one. */
  async restoring(id: number, decision: Decision): Promise<void> {
    await this.#notFormer(id, decision);
  }

  /** Removes the derived rows that refer to a record, before it is removed itself. */
  async removing(entity: EntityName, id: number): Promise<void> {
    if (entity !== 'decision') return;
    this.#stale.delete(id);
    await this.#engine.run(removeStatus, [id]);
  }

  /** Writes the stale statuses, and those two links away: a link from a referred decision counts once that is accepted. */
  async flush(): Promise<void> {
    const targets = await linkTargets(this.#engine, this.#stale);
    const further = await linkTargets(this.#engine, targets);
    const affected = new Set([...this.#stale, ...targets, ...further]);
    this.#stale.clear();
    for (const id of affected) this.#engine.later('decision_status', removeStatus, [id]);
    await this.#writeStatuses(affected);
    await this.#engine.flushFull();
  }

  /** Rebuilds all derived data from the records. */
  async rebuild(): Promise<void> {
    for (const entity of entityNames) await this.#rebuildColumns(entity);
    await this.#run(sql`delete from decision_status`);
    for await (const ids of pages(this.#engine, idsAfter('decision'))) {
      await this.#writeStatuses(ids);
      await this.#engine.flushFull();
    }
    await this.rebuildIndex();
  }

  async #rebuildColumns(entity: EntityName): Promise<void> {
    const names = entities[entity].derivedColumns;
    if (names.length === 0) return;
    for await (const ids of pages(this.#engine, idsAfter(entity))) {
      for (const [id, { row }] of await readRows(this.#engine, entity, ids)) {
        const values = await this.columns(entity, row);
        if (names.some((name, place) => row[name] !== values[place])) {
          this.#engine.later(entity, statementsFor(entity).setDerived, [...values, id, id]);
        }
      }
      await this.#engine.flushFull();
    }
  }

  /** Rebuilds the search index from the records. */
  async rebuildIndex(): Promise<void> {
    await this.#engine.clearIndex();
    for (const entity of entityNames) {
      for await (const records of wordsOf(this.#engine, entity)) {
        for (const [id, after] of records) this.#engine.index({ entity, id, before: null, after });
        await this.#engine.flushFull();
      }
    }
  }

  async #run(statement: Sql): Promise<void> {
    await this.#engine.run(statement, statement.values as Value[]);
  }

  async #meeting(id: number): Promise<MeetingDays> {
    const known = this.#meetings.get(id);
    if (known !== undefined) return known;
    const row = await meetingDays(this.#engine, id);
    if (row === null) throw danglingReference('meeting', id);
    this.#meetings.set(id, row);
    return row;
  }

  async #meetingStored(
    id: number,
    before: FieldsOf<'meeting'> | null,
    after: FieldsOf<'meeting'> | null,
  ): Promise<void> {
    this.#meetings.delete(id);
    const [oldRef, newRef] = [before?.ref, after?.ref];
    if (oldRef !== newRef) {
      if (newRef) await this.#run(sql`delete from former_meeting where ref = ${newRef} and meeting_id = ${id}`);
      if (oldRef) {
        await this.#run(
          sql`insert into former_meeting (ref, meeting_id) values (${oldRef}, ${id}) on conflict do nothing`,
        );
      }
    }
    if (before === null || after === null) return;
    if ((['date', 'end_date', 'body_id'] as const).every((field) => before[field] === after[field])) return;
    const meeting = await this.#meeting(id);
    const decisions = await this.#engine.rows<{ id: number; date: string | null }>(
      sql`select id, date from decision where meeting_id = ${id}`,
    );
    for (const decision of decisions) {
      await this.#run(sql`update decision set body_id = ${meeting.body_id}, met_on = ${firstDay(meeting.date)},
        decided_on = ${decidedOn(decision.date, meeting)} where id = ${decision.id}`);
      await this.#markStale(decision.id);
    }
  }

  async #decisionStored(id: number, before: Decision | null, after: Decision | null): Promise<void> {
    if (before !== null && (before.meeting_id !== after?.meeting_id || before.number !== after?.number)) {
      await this.#run(sql`insert into former_decision (meeting_id, number, decision_id)
        values (${before.meeting_id}, ${before.number}, ${id}) on conflict do nothing`);
      if (after !== null) await this.#notFormer(id, after);
    }
    if (after !== null) await this.#markStale(id);
    await this.#markAllStale([before, after].flatMap(linksOf));
  }

  /** The meeting is cached: the derived columns were computed from it. */
  #newDecisionStored(id: number, fields: Decision): Promise<void> | undefined {
    this.#writeNewStatus(id, fields, this.#meetings.get(fields.meeting_id) as MeetingDays);
    const links = linksOf(fields);
    return links.length === 0 ? undefined : this.#markAllStale(links);
  }

  async #markAllStale(links: readonly StoredLink[]): Promise<void> {
    for (const { to_id } of links) await this.#markStale(to_id);
  }

  async #notFormer(id: number, { meeting_id, number }: Decision): Promise<void> {
    await this.#run(sql`delete from former_decision where meeting_id = ${meeting_id}
      and number = ${number} and decision_id = ${id}`);
  }

  /** Marks the status of a decision as stale. */
  async #markStale(id: number): Promise<void> {
    this.#stale.add(id);
    if (this.#stale.size >= statusBatch) await this.flush();
  }

  /** No decision links to a new one yet, so its status needs no query. */
  #writeNewStatus(id: number, fields: Decision, meeting: MeetingDays): void {
    const decided = decidedOn(fields.date, meeting);
    const { action, period, referred_to_id, number, meeting_id } = fields;
    const others = statusFields.map((name) => fields[name] ?? '').join('\n');
    const key = `${decided} ${referred_to_id !== null} ${statusAction(action)} ${others}`;
    let intervals = this.#intervals.get(key);
    if (intervals === undefined) {
      intervals = statusIntervals({
        action,
        effect: newDecisionEffect(fields, decided),
        referred: referred_to_id !== null,
        period,
        links: [],
      });
      if (this.#intervals.size >= statusBatch) this.#intervals.clear();
      this.#intervals.set(key, intervals);
    }
    this.#insertStatus(intervals, {
      id,
      decided_on: decided,
      met_on: firstDay(meeting.date),
      meeting_id,
      number,
      referred_to_id,
    });
  }

  async #writeStatuses(ids: Iterable<number>): Promise<void> {
    for (const { row, facts } of (await statusFactsOfAll(this.#engine, ids)).values()) {
      this.#insertStatus(statusIntervals(facts), row);
    }
  }

  #insertStatus(intervals: readonly StatusInterval[], copies: StatusCopies): void {
    for (const values of statusRows(intervals, copies)) this.#engine.later('decision_status', insertStatus, values);
  }
}

type Decision = FieldsOf<'decision'>;

const linksOf = (fields: Decision | null): StoredLink[] => fields?.links ?? [];

/** The functions that compute the derived columns of an entity; a decision's need its meeting. */
const derivations: {
  readonly [E in EntityName]?: (fields: FieldsOf<E>, meeting: MeetingDays | null) => Value[];
} = {
  meeting: ({ date }) => [firstDay(date)],
  agenda_item: ({ number }) => [agendaSortKey(number)],
  decision: ({ date, symbol }, meeting) =>
    meeting === null ? [] : [meeting.body_id, firstDay(meeting.date), decidedOn(date, meeting), symbolKey(symbol)],
  standing: ({ since, until }) => [standingFrom(since), standingUntil(until)],
  document: ({ symbol }) => [symbolKey(symbol)],
};

/** The values of an entity's derived columns, in order, from its stored fields; a decision's need its meeting. */
export function derivedValues(entity: EntityName, fields: Fields, meeting: MeetingDays | null): Value[] {
  const derive = derivations[entity] as ((fields: Fields, meeting: MeetingDays | null) => Value[]) | undefined;
  return derive?.(fields, meeting) ?? [];
}

/** The days of a meeting, null if there is none of that id. */
export async function meetingDays(reader: Pick<Engine, 'rows'>, id: number): Promise<MeetingDays | null> {
  const [row] = await reader.rows<MeetingDays>(sql`select body_id, date, end_date from meeting where id = ${id}`);
  return row ?? null;
}

/** The search words of an entity's records, keyed by id, in batches. */
export async function* wordsOf(
  reader: Pick<Engine, 'rows'>,
  entity: EntityName,
): AsyncIterable<ReadonlyMap<number, SearchWords>> {
  for await (const ids of pages(reader, idsAfter(entity))) {
    const rows = await readRows(reader, entity, ids);
    yield new Map([...rows].map(([id, row]) => [id, searchWords(entity, fieldsOf(entity, row))]));
  }
}

/** Decisions whose stored statuses disagree with their records, one sentence each; `checked` is called for each decision. */
export async function staleStatuses(reader: Pick<Engine, 'rows'>, checked: () => void): Promise<string[]> {
  const stale: string[] = [];
  for (const id of await invalidIds(reader, 'decision_status', 'decision_id', statusBatch)) {
    stale.push(`status: there is one for decision ${id ?? 'null'}, which is not a valid id`);
  }
  const decisions = pages(
    reader,
    (after, size) => sql`
      select id from (${idsAfter('decision')(after, size)}) as decisions
      union select decision_id from (select decision_id from decision_status
        where decision_id > ${after} and decision_id <= ${largestId} order by decision_id limit ${size}) as statuses
      order by 1 limit ${size}`,
  );
  for await (const ids of decisions) {
    const sources = await statusFactsOfAll(reader, ids);
    const stored = await queryInChunks(ids, (list) =>
      reader.rows<Record<string, Value> & { decision_id: number }>(sql`
        select ${raw(statusColumns.join(', '))} from decision_status where decision_id in (${list}) order by from_date`),
    );
    const rows = groupBy(stored, ({ decision_id }) => decision_id);
    for (const id of ids) {
      checked();
      const source = sources.get(id);
      const expected = source === undefined ? [] : statusRows(statusIntervals(source.facts), source.row);
      const actual = (rows.get(id) ?? []).map((row) => Object.values(row));
      if (JSON.stringify(actual) === JSON.stringify(expected)) continue;
      const name = source === undefined ? '' : `, number ${source.row.number} of its meeting,`;
      stale.push(`status: what is stored for decision ${id}${name} does not match the decision and its links`);
    }
  }
  return stale;
}

/** The finding that the words of a record in the search index do not match its text. */
export const staleWords = (entity: EntityName | undefined, id: number | bigint | string): string =>
  `search: the words of ${entity ?? 'nothing'} ${id} do not match its text`;

/** The rows of the status table for a decision. */
function statusRows(intervals: readonly StatusInterval[], copies: StatusCopies): Value[][] {
  const { id, decided_on, met_on, meeting_id, number, referred_to_id } = copies;
  return intervals.map(({ from, until, status, inForce }) => [
    id,
    from,
    until,
    status,
    inForce ? 1 : 0,
    decided_on,
    met_on,
    meeting_id,
    number,
    referred_to_id,
  ]);
}

/** The first day of a decision's date, which defaults to the last day of the meeting. */
export function decidedOn(date: string | null | undefined, meeting: MeetingDays): string {
  return firstDay(date ?? meeting.end_date ?? meeting.date);
}

/** The fields to search, and in which part of the index they are; a meeting is also found by its reference. */
const searched = new Map(
  entityNames.map((entity) => [
    entity,
    [
      ...entities[entity].columns.flatMap((column) =>
        column.search === undefined ? [] : [{ name: storedName(column), place: column.search }],
      ),
      ...(entity === 'meeting' ? [{ name: 'ref', place: 'other' as const }] : []),
    ],
  ]),
);

/** Whether a change leaves the searched fields unchanged. */
function hasSameWords(entity: EntityName, before: Fields, after: Fields): boolean {
  const same = (name: string) => JSON.stringify(before[name] ?? null) === JSON.stringify(after[name] ?? null);
  return (searched.get(entity) ?? []).every(({ name }) => same(name));
}

/** The folded words of a record for the search index: only its own, so that the old ones can be removed. */
export function searchWords(entity: EntityName, fields: Fields): SearchWords {
  const words = { title: [] as string[], text: [] as string[], other: [] as string[] };
  for (const { name, place } of searched.get(entity) ?? []) {
    const value = fields[name];
    if (value === null || value === undefined) continue;
    words[place].push(fold(Array.isArray(value) ? value.join('\n') : String(value)));
  }
  return { title: words.title.join('\n'), text: words.text.join('\n'), other: words.other.join('\n') };
}
