import { groupBy } from '../domain/groupBy';
import { danglingReference } from '../domain/problem';
import type { EntityName } from '../domain/schema';
import { ChangeLookup, changesAfter } from './changes';
import type { Change, ChangeOf } from './history';
import type { StoredRecord, Transaction } from './store';

/** The records that some changes touched, as they are now, while these changes are undone. */
export class TouchedRecords {
  readonly #transaction: Transaction;
  readonly #lookup: ChangeLookup;
  readonly #records = new Map<string, StoredRecord<EntityName>>();

  private constructor(transaction: Transaction, lookup: ChangeLookup) {
    this.#transaction = transaction;
    this.#lookup = lookup;
  }

  /** Reads the records of some changes. */
  static async read(
    transaction: Transaction,
    lookup: ChangeLookup,
    changes: readonly Change[],
  ): Promise<TouchedRecords> {
    const touched = new TouchedRecords(transaction, lookup);
    for (const [entity, own] of groupBy(changes, (change) => change.entity)) {
      const ids = own.map(({ id }) => id);
      for (const [id, record] of await transaction.readAll(entity, ids)) touched.#set(entity, id, record);
    }
    return touched;
  }

  /** A record; undefined if it does not exist. */
  get(entity: EntityName, id: number): StoredRecord<EntityName> | undefined {
    return this.#records.get(`${entity} ${id}`);
  }

  /**
   * Undoes a change; returns the record's new version, or null if it is removed. `removedBy` is the change that last removed
   * a removed record.
   */
  async invert<E extends EntityName>(change: ChangeOf<E>, removedBy = change.change): Promise<number | null> {
    const { entity, id, operation } = change;
    if (operation === 'removed') {
      const was = { id, removedBy, created: await this.#lookup.first(change.change) };
      const { version, fields } = this.#transaction.restore(entity, was, change.before ?? {});
      this.#set(entity, id, { id, version, fields });
      return version;
    }
    const current = this.get(entity, id) as StoredRecord<E> | undefined;
    if (current === undefined) throw danglingReference(entity, id);
    if (operation === 'created') {
      this.#transaction.remove(entity, current);
      this.#records.delete(`${entity} ${id}`);
      return null;
    }
    const fields = { ...current.fields, ...change.before };
    const { version } = this.#transaction.save(entity, current, fields);
    this.#set(entity, id, { id, version, fields });
    return version;
  }

  /** Notes a version that was given to a record. */
  setVersion(entity: EntityName, id: number, version: number): void {
    const record = this.get(entity, id);
    if (record !== undefined) this.#set(entity, id, { ...record, version });
  }

  #set(entity: EntityName, id: number, record: StoredRecord<EntityName>): void {
    this.#records.set(`${entity} ${id}`, record);
  }
}

/** Undoes everything after a change; `setVersion` resets a record to the version that it had then. */
export async function rewind(
  transaction: Transaction,
  change: number,
  setVersion: (entity: Change['entity'], id: number, version: number) => void,
): Promise<void> {
  const lookup = new ChangeLookup(transaction);
  for await (const block of changesAfter(transaction, change)) {
    const changes = block.changes.filter((one) => one.change > change);
    const records = await TouchedRecords.read(transaction, lookup, changes);
    for (const one of changes.toReversed()) {
      const version = await records.invert(one);
      if (version === null || one.last === null) continue;
      setVersion(one.entity, one.id, one.last);
      records.setVersion(one.entity, one.id, one.last);
    }
    await transaction.settle();
  }
}
