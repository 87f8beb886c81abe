import type { DraftOf } from '../../src/domain/record';
import type { EntityName } from '../../src/domain/schema';
import type { Saved, Transaction } from '../../src/store/store';
import { completeFields } from '../../src/store/transaction';

/** Creates a record, or changes the one of that id, by no rule. */
export async function saveRecord<E extends EntityName>(
  transaction: Transaction,
  entity: E,
  { id, fields }: { readonly id?: number; readonly fields: DraftOf<E> },
): Promise<Saved> {
  const before = id === undefined ? null : await transaction.read(entity, id);
  return transaction.save(entity, before, completeFields(entity, fields));
}

/** Removes the record of that id, by no rule. */
export async function removeRecord(transaction: Transaction, entity: EntityName, id: number): Promise<void> {
  const record = await transaction.read(entity, id);
  if (record === null) throw new Error(`no ${entity} of id ${id}`);
  transaction.remove(entity, record);
}
