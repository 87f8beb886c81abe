import sql, { raw } from 'sql-template-tag';
import { firstDay } from '../domain/date';
import { symbolKey } from '../domain/fold';
import { groupBy } from '../domain/groupBy';
import { danglingReference } from '../domain/problem';
import type { FieldsOf } from '../domain/record';
import { agendaSortKey } from '../domain/reference';
import { affecting, type EntityName, entities, entityNames } from '../domain/schema';
import { standingFrom, standingUntil } from '../domain/standing';
import { type StatusInterval, statusAction, statusIntervals } from '../domain/status';
import type { Engine, Statement, WordsChange } from './engine';
import { idsAfter, invalidIds, largestId, pages } from './ids';
import type { PendingWrites } from './pendingWrites';
import { queryInChunks } from './queryInChunks';
import { readRows } from './records';
import { insertInto, statementsFor, statusColumns } from './statements';
import { type DecisionRow, linkTargets, newDecisionEffect, statusFactsOfAll } from './statusFacts';
import type { Fields, Value } from './store';
import { hasSameWords, rebuildIndex, searchWords } from './words';

/** The fields of a meeting from which the derived columns of its decisions are computed. */
export type MeetingDays = Pick<FieldsOf<'meeting'>, 'body_id' | 'date' | 'end_date'>;

/** The columns of a decision that are copied to the status table. */
type StatusCopies = Pick<DecisionRow, 'id' | 'decided_on' | 'met_on' | 'meeting_id' | 'number' | 'referred_to_id'>;

/** The number of decisions checked per batch, and the number of stale statuses before they are written. */
const statusBatch = 500;

/** The number of meetings whose days are cached. */
const maxMeetings = 1_000;

const insertStatus = insertInto('decision_status', statusColumns);
const removeStatus = sql`delete from decision_status where decision_id = ${null}`;
const insertFormerMeeting = sql`insert into former_meeting (ref, meeting_id) values (${null}, ${null}) on conflict do nothing`;
const removeFormerMeeting = sql`delete from former_meeting where ref = ${null} and meeting_id = ${null}`;
const insertFormerDecision = sql`insert into former_decision (meeting_id, number, decision_id)
  values (${null}, ${null}, ${null}) on conflict do nothing`;
const removeFormerDecision = sql`delete from former_decision
  where meeting_id = ${null} and number = ${null} and decision_id = ${null}`;
const moveDecisions = sql`update decision set body_id = ${null} where meeting_id = ${null}`;
const moveDecision = sql`update decision set body_id = ${null}, met_on = ${null}, decided_on = ${null} where id = ${null}`;

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

/** A row of a decision that waits for the columns that depend on its meeting, at `place` in its values. */
interface WaitingRow {
  readonly fields: Decision;
  readonly values: Value[];
  readonly index: number;
}

/**
 * Maintains the data derived from records: columns for sorting, former references, the status of decisions, the search
 * index. None of it is in the history; all of it can be rebuilt from the records.
 */
export class Derived {
  readonly #engine: Engine;
  readonly #pending: PendingWrites;
  readonly #meetings = new Map<number, MeetingDays>();
  /** The rows of decisions without the columns that depend on their meetings. */
  #waiting: WaitingRow[] = [];
  /** New decisions whose status is not written. */
  readonly #new = new Map<number, Decision>();
  /** The meetings whose decisions depend on a change of theirs. */
  readonly #moved = new Set<number>();
  /** The decisions whose status may have changed. */
  readonly #stale = new Set<number>();
  #words: WordsChange[] = [];
  /** A cache of the intervals of new decisions, by what they depend on: many in a meeting have the same. */
  readonly #intervals = new Map<string, StatusInterval[]>();

  constructor(engine: Engine, pending: PendingWrites) {
    this.#engine = engine;
    this.#pending = pending;
  }

  /**
   * Puts an entity's derived columns into its row, from an index on; those of a decision once `complete` knows its meeting.
   */
  putColumns(entity: EntityName, fields: Fields, values: Value[], index: number): void {
    if (entity === 'decision') this.#waiting.push({ fields: fields as Decision, values, index });
    else putAll(derivedValues(entity, fields, null), values, index);
  }

  /** Updates the derived data for a change. */
  stored(change: StoredChange): void {
    const { entity, id, before, after } = change;
    if (before === null || after === null || !hasSameWords(entity, before, after)) {
      const words = { before: before && searchWords(entity, before), after: after && searchWords(entity, after) };
      this.#words.push({ entity, id, ...words });
    }
    if (change.entity === 'meeting') this.#meetingStored(id, change.before, change.after);
    if (change.entity === 'decision') this.#decisionStored(id, change.before, change.after);
    if (change.entity === 'objection') {
      const objection = change.after ?? change.before;
      if (objection !== null) this.#stale.add(objection.decision_id);
    }
  }

  /** Before a removed decision is recreated: its reference is no longer a former one. */
  restoring(id: number, decision: Decision): void {
    this.#notFormer(id, decision);
  }

  /** Removes the derived rows that refer to a record, before it is removed itself. */
  removing(entity: EntityName, id: number): void {
    if (entity !== 'decision') return;
    this.#stale.delete(id);
    this.#new.delete(id);
    this.#pending.remove('decision_status', removeStatus, [id]);
  }

  /** Completes pending rows: the columns of decisions that depend on their meetings, and the status of new ones. */
  async complete(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await this.#loadMeetings(waiting.map(({ fields }) => fields.meeting_id));
    for (const { fields, values, index } of waiting) {
      putAll(derivedValues('decision', fields, this.#meeting(fields.meeting_id)), values, index);
    }
    for (const [id, fields] of this.#new) this.#writeNewStatus(id, fields, this.#meeting(fields.meeting_id));
    this.#new.clear();
  }

  /** Updates what depends on the rows that were written. */
  async follow(): Promise<void> {
    for (const id of this.#moved) await this.#moveDecisions(id);
    this.#moved.clear();
    if (this.#meetings.size > maxMeetings) this.#meetings.clear();
    const words = this.#words;
    this.#words = [];
    if (words.length > 0) await this.#engine.indexAll(words);
    if (this.#stale.size >= statusBatch) await this.refresh();
  }

  /** Writes the stale statuses, and those two links away: a link from a referred decision counts once that is accepted. */
  async refresh(): Promise<void> {
    const targets = await linkTargets(this.#engine, this.#stale);
    const further = await linkTargets(this.#engine, targets);
    const affected = new Set([...this.#stale, ...targets, ...further]);
    this.#stale.clear();
    for (const id of affected) this.#pending.add('decision_status', removeStatus, [id]);
    await this.#writeStatuses(affected);
    await this.#pending.write(this.#engine);
  }

  /** Rebuilds all derived data from the records. */
  async rebuild(): Promise<void> {
    for (const entity of entityNames) await this.#rebuildColumns(entity);
    await this.#engine.runAll(sql`delete from decision_status`, [[]]);
    for await (const ids of pages(this.#engine, idsAfter('decision'))) {
      await this.#writeStatuses(ids);
      await this.#pending.write(this.#engine);
    }
    await rebuildIndex(this.#engine);
  }

  async #rebuildColumns(entity: EntityName): Promise<void> {
    const names = entities[entity].derivedColumns;
    if (names.length === 0) return;
    for await (const ids of pages(this.#engine, idsAfter(entity))) {
      const rows = await readRows(this.#engine, entity, ids);
      if (entity === 'decision')
        await this.#loadMeetings([...rows.values()].map(({ row }) => row.meeting_id as number));
      for (const [id, { row }] of rows) {
        const values = derivedValues(entity, row, this.#meetings.get(row.meeting_id as number) ?? null);
        if (names.some((name, index) => row[name] !== values[index])) {
          this.#pending.add(entity, statementsFor(entity).setDerived, [...values, id, id]);
        }
      }
      await this.#pending.write(this.#engine);
    }
  }

  async #loadMeetings(ids: readonly number[]): Promise<void> {
    const unknown = ids.filter((id) => !this.#meetings.has(id));
    const rows = await queryInChunks(unknown, (list) =>
      this.#engine.rows<MeetingDays & { id: number }>(
        sql`select id, body_id, date, end_date from meeting where id in (${list})`,
      ),
    );
    for (const { id, ...days } of rows) this.#meetings.set(id, days);
  }

  #meeting(id: number): MeetingDays {
    const meeting = this.#meetings.get(id);
    if (meeting === undefined) throw danglingReference('meeting', id);
    return meeting;
  }

  #meetingStored(id: number, before: FieldsOf<'meeting'> | null, after: FieldsOf<'meeting'> | null): void {
    const [oldRef, newRef] = [before?.ref, after?.ref];
    if (oldRef !== newRef) {
      if (newRef) this.#pending.add('former_meeting', removeFormerMeeting, [newRef, id]);
      if (oldRef) this.#former('former_meeting', insertFormerMeeting, [oldRef, id], after === null);
    }
    if (after === null) {
      this.#meetings.delete(id);
      return;
    }
    this.#meetings.set(id, after);
    if (before === null) return;
    // before the former body may be removed
    if (before.body_id !== after.body_id) this.#pending.add('decision', moveDecisions, [after.body_id, id]);
    if ((['date', 'end_date', 'body_id'] as const).some((field) => before[field] !== after[field])) this.#moved.add(id);
  }

  async #moveDecisions(meetingId: number): Promise<void> {
    await this.#loadMeetings([meetingId]);
    const meeting = this.#meetings.get(meetingId);
    if (meeting === undefined) return;
    const decisions = await this.#engine.rows<{ id: number; date: string | null }>(
      sql`select id, date from decision where meeting_id = ${meetingId}`,
    );
    const { body_id, date: met } = meeting;
    const rows = decisions.map(({ id, date }) => [body_id, firstDay(met), decidedOn(date, meeting), id]);
    await this.#engine.runAll(moveDecision, rows);
    for (const { id } of decisions) this.#stale.add(id);
  }

  #decisionStored(id: number, before: Decision | null, after: Decision | null): void {
    if (before !== null && (before.meeting_id !== after?.meeting_id || before.number !== after?.number)) {
      const former = [before.meeting_id, before.number, id];
      this.#former('former_decision', insertFormerDecision, former, after === null);
      if (after !== null) this.#notFormer(id, after);
    }
    if (after !== null) {
      if (before === null) this.#new.set(id, after);
      else this.#stale.add(id);
    }
    for (const { to_id } of before?.links ?? []) this.#stale.add(to_id);
    for (const { to_id } of after?.links ?? []) this.#stale.add(to_id);
  }

  /** Keeps a former reference; that of a removed record with its removal, so that many removals are written together. */
  #former(table: string, insert: Statement, values: readonly Value[], removed: boolean): void {
    if (removed) this.#pending.remove(table, insert, values);
    else this.#pending.add(table, insert, values);
  }

  #notFormer(id: number, { meeting_id, number }: Decision): void {
    this.#pending.add('former_decision', removeFormerDecision, [meeting_id, number, id]);
  }

  /** No decision links to a new one yet, so its status needs no query. */
  #writeNewStatus(id: number, fields: Decision, meeting: MeetingDays): void {
    const decided = decidedOn(fields.date, meeting);
    const { action, period, referred_to_id, number, meeting_id } = fields;
    let key = `${decided} ${referred_to_id !== null} ${statusAction(action)}`;
    for (const name of statusFields) key += `\n${fields[name] ?? ''}`;
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
    for (const values of statusRows(intervals, copies)) this.#pending.add('decision_status', insertStatus, values);
  }
}

type Decision = FieldsOf<'decision'>;

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

function putAll(derived: readonly Value[], values: Value[], index: number): void {
  for (let at = 0; at < derived.length; at += 1) values[index + at] = derived[at] as Value;
}

/** The days of a meeting, null if there is none of that id. */
export async function meetingDays(reader: Pick<Engine, 'rows'>, id: number): Promise<MeetingDays | null> {
  const [row] = await reader.rows<MeetingDays>(sql`select body_id, date, end_date from meeting where id = ${id}`);
  return row ?? null;
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
