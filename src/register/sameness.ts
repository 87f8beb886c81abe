import sql from 'sql-template-tag';
import type { EntityName } from '../domain/entities';
import type { FieldValue } from '../domain/fields';
import { Problem } from '../domain/problem';
import { parseReference } from '../domain/reference';
import type { Current, Recorder } from './recorder';

/** Finds the record that an imported one stands for: the rules of sameness in docs/formats.md. */
export class Sameness {
  readonly #recorder: Recorder;
  /** The decisions and items that a record of this import stands for already. */
  readonly #matched = { decision: new Set<number>(), agenda_item: new Set<number>() };
  /** The meeting of the last reference that was looked up. */
  #lastMeeting: { readonly ref: string; readonly id: number } | undefined;

  /** The decisions of the meeting that was asked for last: a file's decisions stand meeting by meeting. */
  #lastDecisions: { readonly meeting: number; readonly byName: ReadonlyMap<string, readonly OnRecord[]> } | undefined;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Notes that a record of this import stands for one: the next equal one is another. */
  matched(entity: 'decision' | 'agenda_item', id: number): void {
    this.#matched[entity].add(id);
  }

  /** The record that an imported one stands for, null for a new one. */
  async onRecord(entity: EntityName, fields: Record<string, FieldValue>): Promise<Current | null> {
    const id = await this.#idOnRecord(entity, fields);
    return id === undefined ? null : this.#recorder.current(entity, id);
  }

  async #idOnRecord(entity: EntityName, fields: Record<string, FieldValue>): Promise<number | undefined> {
    const { transaction } = this.#recorder;
    const text = (name: string): string | undefined => (fields[name] as string | null | undefined) ?? undefined;
    if (entity === 'body' || entity === 'party') {
      const code = text('code');
      return code === undefined ? undefined : (await this.#recorder.directory(entity)).withCode(code)?.id;
    }
    if (entity === 'meeting') return this.#meetingId(text('ref'), text('body'), text('date'));
    const reference = text('ref');
    if (entity === 'decision' && reference !== undefined) return this.#decisionId(reference);
    const symbol = text('symbol');
    if (entity === 'decision' && symbol !== undefined) {
      const [found] = await transaction.rows<{ id: number }>(sql`select id from decision where symbol = ${symbol}`);
      if (found !== undefined) return found.id;
    }
    const meetingText = text('meeting');
    const meeting = meetingText === undefined ? undefined : await this.#meetingId(meetingText, undefined, undefined);
    if (meeting === undefined) return undefined;
    const title = text('title') ?? '';
    const equals =
      entity === 'agenda_item'
        ? await this.#equalItems(meeting, text('number'), title)
        : (await this.#decisionsOf(meeting))
            .get(sameAs(text('action') ?? '', title))
            ?.filter((one) => symbol === undefined || one.symbol === null);
    return equals?.find(({ id }) => !this.#matched[entity].has(id))?.id;
  }

  /** The agenda items of that number, or without one of that title. */
  async #equalItems(meeting: number, number: string | undefined, title: string): Promise<{ id: number }[]> {
    const items = await this.#recorder.transaction.rows<{ id: number; number: string; title: string }>(
      sql`select id, number, title from agenda_item where meeting_id = ${meeting} order by sort_key, id`,
    );
    if (number === undefined) return items.filter((item) => item.title === title);
    return items.filter((item) => item.number.toLowerCase() === number.toLowerCase());
  }

  /**
   * The decisions that a meeting had on record when it was first asked for, by action and title: those that this import
   * adds stand for a record of it already.
   */
  async #decisionsOf(meeting: number): Promise<ReadonlyMap<string, readonly OnRecord[]>> {
    if (this.#lastDecisions?.meeting === meeting) return this.#lastDecisions.byName;
    const rows = await this.#recorder.transaction.rows<OnRecord & { action: string; title: string }>(
      sql`select id, symbol, action, title from decision where meeting_id = ${meeting} order by number`,
    );
    const byName = new Map<string, OnRecord[]>();
    for (const { action, title, ...one } of rows) {
      const name = sameAs(action, title);
      byName.set(name, [...(byName.get(name) ?? []), one]);
    }
    this.#lastDecisions = { meeting, byName };
    return byName;
  }

  /** A meeting by its reference, a former one too; without one, the only meeting of that body and first day. */
  async #meetingId(ref: string | undefined, body: string | undefined, date: string | undefined) {
    const { transaction } = this.#recorder;
    if (ref !== undefined) {
      if (this.#lastMeeting?.ref === ref) return this.#lastMeeting.id;
      const reference = parseReference(ref)?.meeting ?? ref;
      const [found] = await transaction.rows<{ id: number }>(sql`
        select id from meeting where ref = ${reference}
        union all
        select m.id from former_meeting f join meeting m on m.id = f.meeting_id where f.ref = ${reference}`);
      if (found !== undefined) this.#lastMeeting = { ref, id: found.id };
      return found?.id;
    }
    if (body === undefined || date === undefined) return undefined;
    const bodyId = (await this.#recorder.directory('body')).named(body)?.id;
    if (bodyId === undefined) return undefined;
    const found = await transaction.rows<{ id: number; ref: string }>(
      sql`select id, ref from meeting where body_id = ${bodyId} and date = ${date} order by id`,
    );
    if (found.length < 2) return found[0]?.id;
    throw new Problem(
      'refused',
      `there are several meetings of ${body} on ${date}: ${found.map((one) => one.ref).join(', ')}`,
      'say which with its ref',
      'date',
    );
  }

  /** A decision by its reference, a former one too. */
  async #decisionId(text: string): Promise<number | undefined> {
    const reference = parseReference(text);
    if (reference?.kind !== 'decision') return undefined;
    const meeting = await this.#meetingId(reference.meeting, undefined, undefined);
    if (meeting === undefined) return undefined;
    const [found] = await this.#recorder.transaction.rows<{ id: number }>(sql`
      select id from decision where meeting_id = ${meeting} and number = ${reference.number}
      union all
      select d.id from former_decision f join decision d on d.id = f.decision_id
        where f.meeting_id = ${meeting} and f.number = ${reference.number}`);
    return found?.id;
  }
}

interface OnRecord {
  readonly id: number;
  readonly symbol: string | null;
}

/** A decision's action and title as one text: an action has no line feed. */
const sameAs = (action: string, title: string): string => `${action}\n${title}`;

/** A reference only says which record is meant, once that is found. */
export function withoutReference(
  entity: EntityName,
  fields: Record<string, FieldValue>,
  current: Current | null,
): Record<string, FieldValue> {
  if (current === null || (entity !== 'meeting' && entity !== 'decision')) return fields;
  const { ref, ...rest } = fields;
  return rest;
}
