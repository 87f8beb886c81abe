import sql, { empty } from 'sql-template-tag';
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
    const number = text('number');
    const same =
      entity === 'agenda_item'
        ? number === undefined
          ? sql`select id from agenda_item where meeting_id = ${meeting} and title = ${title} order by sort_key, id`
          : sql`select id from agenda_item where meeting_id = ${meeting} and number = ${number}`
        : sql`select id from decision where meeting_id = ${meeting} and action = ${text('action') ?? ''}
            and title = ${title} ${symbol === undefined ? empty : sql`and symbol is null`} order by number`;
    const equals = await transaction.rows<{ id: number }>(same);
    return equals.find(({ id }) => !this.#matched[entity].has(id))?.id;
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
