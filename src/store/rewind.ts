import { danglingReference } from '../domain/problem';
import type { EntityName } from '../domain/schema';
import { ChangeLookup, changesAfter } from './changes';
import type { Change, ChangeOf } from './history';
import type { Transaction } from './store';

/**
 * Undoes a change; returns the record's new version, or null if it is removed. `removedBy` is the change that last removed
 * a removed record.
 */
export async function invert<E extends EntityName>(
  transaction: Transaction,
  lookup: ChangeLookup,
  change: ChangeOf<E>,
  removedBy = change.change,
): Promise<number | null> {
  const { entity, id, operation } = change;
  if (operation === 'created') {
    await transaction.remove(entity, id);
    return null;
  }
  if (operation === 'removed') {
    const was = { id, removedBy, created: await lookup.first(change.change) };
    return transaction.restore(entity, was, change.before ?? {}).version;
  }
  const current = await transaction.read(entity, id);
  if (current === null) throw danglingReference(entity, id);
  const fields = { ...current.fields, ...change.before };
  return (await transaction.save(entity, { ...current, fields })).version;
}

/** Undoes everything after a change; `setVersion` resets a record to the version that it had then. */
export async function rewind(
  transaction: Transaction,
  change: number,
  setVersion: (entity: Change['entity'], id: number, version: number) => Promise<void>,
): Promise<void> {
  const lookup = new ChangeLookup(transaction);
  for await (const block of changesAfter(transaction, change)) {
    for (const one of block.changes.toReversed()) {
      if (one.change <= change) break;
      const version = await invert(transaction, lookup, one);
      if (version !== null && one.last !== null) await setVersion(one.entity, one.id, one.last);
    }
  }
}
