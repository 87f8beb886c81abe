import type { FieldValue } from '../../domain/fields';
import type { EntityName } from '../../domain/schema';
import { find } from '../find';
import type { Current, Recorded, Recorder } from './recorder';

/** A record that an action names, as it is in the transaction that changes it. */
export async function currentNamed<E extends EntityName>(
  recorder: Recorder,
  entity: E,
  reference: string,
): Promise<Current<E>> {
  const { id } = await find(recorder.transaction, entity, reference);
  return recorder.current(entity, id);
}

/** Changes fields of the record that a reference names; those that are absent stay as they are. */
export async function editRecord(
  recorder: Recorder,
  entity: EntityName,
  reference: string,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Recorded> {
  return recorder.record(entity, fields, await currentNamed(recorder, entity, reference));
}
