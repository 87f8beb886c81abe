import type { FieldValue } from '../../domain/fields';
import { missing } from '../../domain/problem';
import type { EntityName } from '../../domain/schema';
import type { Reader } from '../../store/store';
import { agendasOf } from '../agenda/find';
import type { Recorded, Recorder } from '../record/recorder';
import { findMeeting } from './find';

type Values = Readonly<Record<string, FieldValue>>;

/** What was done at a meeting, recorded at once: decisions of a meeting on record, or of a new one with its agenda. */
export interface Proceedings {
  /** The reference of the meeting, or a meeting that is not on record yet. */
  readonly meeting: string | { readonly fields: Values; readonly agenda: readonly Values[] };
  /** Decisions in their order, without their meeting. */
  readonly decisions: readonly Values[];
}

/** A record of the proceedings, once it is written. */
export interface RecordedPart {
  readonly entity: EntityName;
  /** What was asked to be recorded. */
  readonly values: Values;
  readonly recorded: Recorded;
}

/**
 * Records a meeting, if it is new, its agenda items and decisions, in this order.
 *
 * @throws Problem with the first rule that is broken; nothing of it is to be kept then.
 */
export async function recordProceedings(
  recorder: Recorder,
  { meeting, decisions }: Proceedings,
): Promise<readonly RecordedPart[]> {
  const parts: RecordedPart[] = [];
  const add = async (entity: EntityName, values: Values): Promise<string> => {
    const recorded = await recorder.record(entity, values);
    parts.push({ entity, values, recorded });
    return recorded.ref;
  };
  const ref = typeof meeting === 'string' ? meeting : await add('meeting', meeting.fields);
  const agenda = typeof meeting === 'string' ? [] : meeting.agenda;
  for (const values of agenda) await add('agenda_item', { ...values, meeting: ref });
  for (const values of decisions) await add('decision', { ...values, meeting: ref });
  return parts;
}

/**
 * The reference of a meeting, and the numbers and titles of its agenda. Presenters and notes are left out: they belong to that
 * meeting alone.
 *
 * @throws Problem `missing` when there is no such meeting, or it has no agenda.
 */
export async function agendaOf(reader: Reader, meeting: string): Promise<{ ref: string; agenda: readonly Values[] }> {
  const { id, ref } = await findMeeting(reader, meeting);
  const agenda = (await agendasOf(reader, [id])).get(id);
  if (agenda === undefined)
    throw missing(`${ref} has no agenda items`, '`cica agenda list` shows the meetings that have some');
  return { ref, agenda: agenda.map(({ number, title }) => ({ number, title })) };
}
