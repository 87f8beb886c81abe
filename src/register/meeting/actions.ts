import type { FieldValue } from '../../domain/fields';
import { missing } from '../../domain/problem';
import type { EntityName } from '../../domain/schema';
import type { Reader } from '../../store/store';
import { agendasOf } from '../agenda/find';
import type { Recorded, Recorder } from '../record/recorder';
import { findMeeting } from './find';

type Values = Readonly<Record<string, FieldValue>>;

/**
 * What was done at a meeting, to be recorded together: decisions of a meeting on record, or of a new one with its agenda.
 */
export interface Proceedings {
  /** The reference of the meeting, or a meeting that is not on record yet. */
  readonly meeting: string | { readonly fields: Values; readonly agenda: readonly Values[] };
  /** Decisions in their order, without their meeting. */
  readonly decisions: readonly Values[];
}

/** A record of the proceedings after it was written. */
export interface RecordedPart {
  readonly entity: EntityName;
  /** The values to record. */
  readonly values: Values;
  readonly recorded: Recorded;
}

/**
 * Records a meeting if it is new, then its agenda items and decisions, in this order.
 *
 * @throws Problem for the first broken rule; the transaction must then be rolled back.
 */
export async function* recordProceedings(
  recorder: Recorder,
  { meeting, decisions }: Proceedings,
): AsyncGenerator<RecordedPart> {
  const add = async (entity: EntityName, values: Values): Promise<RecordedPart> => ({
    entity,
    values,
    recorded: await recorder.record(entity, values),
  });
  let ref = meeting;
  if (typeof ref !== 'string') {
    const { fields, agenda } = ref;
    const part = await add('meeting', fields);
    yield part;
    ref = part.recorded.ref;
    for (const values of agenda) yield await add('agenda_item', { ...values, meeting: ref });
  }
  for (const values of decisions) yield await add('decision', { ...values, meeting: ref });
}

/**
 * The reference of a meeting, and the numbers and titles of its agenda. Presenters and notes are omitted: they belong
 * to that meeting only.
 *
 * @throws Problem `missing` if there is no such meeting, or it has no agenda.
 */
export async function agendaOf(reader: Reader, meeting: string): Promise<{ ref: string; agenda: readonly Values[] }> {
  const { id, ref } = await findMeeting(reader, meeting);
  const agenda = (await agendasOf(reader, [id])).get(id);
  if (agenda === undefined)
    throw missing(`${ref} has no agenda items`, '`cica agenda list` shows the meetings that have some');
  return { ref, agenda: agenda.map(({ number, title }) => ({ number, title })) };
}
