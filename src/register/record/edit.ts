import type { FieldValues } from '../../domain/fields';
import type { EntityName } from '../../domain/schema';
import { find } from '../find';
import type { Current, Recorded, Recorder } from './recorder';

/** Reads the named record in the transaction that changes it. */
export async function currentNamed<E extends EntityName>(
  recorder: Recorder,
  entity: E,
  reference: string,
): Promise<Current<E>> {
  const { id } = await find(recorder.transaction, entity, reference);
  return recorder.current(entity, id);
}

/** Updates the named record; absent fields stay unchanged. */
export async function editRecord(
  recorder: Recorder,
  entity: EntityName,
  reference: string,
  fields: FieldValues,
): Promise<Recorded> {
  return recorder.record(entity, fields, await currentNamed(recorder, entity, reference));
}
