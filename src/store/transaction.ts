import sql from 'sql-template-tag';
import { danglingReference } from '../domain/problem';
import type { DraftOf, FieldsOf } from '../domain/record';
import type { EntityName } from '../domain/schema';
import { Derived, type StoredChange } from './derived';
import type { Engine } from './engine';
import { type Block, type ChainHead, HistoryWriter, withoutEmpty } from './history';
import { readRecord } from './records';
import { historyColumns, insertInto, statementsFor } from './statements';
import type {
  Dialect,
  FieldChange,
  Fields,
  Origin,
  RecordToSave,
  Removed,
  Saved,
  StoredRecord,
  Transaction,
  Value,
} from './store';
import { versionConflict } from './store';
import { WriteBuffer } from './writeBuffer';

const insertBlock = insertInto('history', ['id', ...historyColumns]);

/** A transaction on any engine: writes tables, history and derived data together. */
export class RegisterTransaction implements Transaction {
  readonly #engine: WriteBuffer;
  readonly #history: HistoryWriter;
  readonly #derived: Derived;
  #lastBlock: number;

  private constructor(engine: Engine, history: HistoryWriter, lastBlock: number) {
    this.#lastBlock = lastBlock;
    this.#engine = new WriteBuffer(engine);
    this.#history = history;
    this.#derived = new Derived(this.#engine);
  }

  /** Wraps the transaction that an engine has begun; call `finish` before the commit. */
  static async begin(engine: Engine, origin: Origin, command: string): Promise<RegisterTransaction> {
    const [last] = await engine.rows<Pick<Block, 'entry' | 'first_change' | 'changes' | 'hash'> & { id: number }>(
      sql`select id, entry, first_change, changes, hash from history order by id desc limit 1`,
    );
    const head: ChainHead =
      last === undefined
        ? { entry: 0, change: 0, hash: '' }
        : { entry: last.entry, change: last.first_change + last.changes - 1, hash: last.hash };
    const at = origin.now().toISOString();
    const history = new HistoryWriter(head, { at, actor: origin.actor, role: await engine.role(), command });
    return new RegisterTransaction(engine, history, last?.id ?? 0);
  }

  get dialect(): Dialect {
    return this.#engine.dialect;
  }

  get entry(): number {
    return this.#history.entry;
  }

  recordUndo(command: string, entries: readonly number[]): void {
    this.#history.recordUndo(command, entries);
  }

  rows<Row>(query: Parameters<Engine['rows']>[0]): Promise<Row[]> {
    return this.#engine.rows<Row>(query);
  }

  batches<Row>(query: Parameters<Engine['batches']>[0], size: number): AsyncIterable<Row[]> {
    return this.#engine.batches<Row>(query, size);
  }

  read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null> {
    return readRecord(this.#engine, entity, id);
  }

  lastId(entity: EntityName): Promise<number> {
    return this.#engine.lastId(entity);
  }

  async save<E extends EntityName>(entity: E, record: RecordToSave<E>): Promise<Saved> {
    const after = completeFields(entity, record.fields);
    if (record.id === undefined) return this.#create(entity, after);
    const before = await this.read(entity, record.id);
    if (before === null || (record.version !== undefined && before.version !== record.version)) {
      throw versionConflict(entity, before === null);
    }
    const changes = differences(before.fields, after);
    if (changes.length === 0) return { id: before.id, version: before.version, outcome: 'unchanged', changes };
    return this.#update(entity, before, after, changes);
  }

  async restore<E extends EntityName>(entity: E, was: Removed, fields: DraftOf<E>): Promise<Saved> {
    const after = completeFields(entity, fields);
    if (entity === 'decision') await this.#derived.restoring(was.id, after as FieldsOf<'decision'>);
    return this.#create(entity, after, was);
  }

  async remove(entity: EntityName, id: number): Promise<void> {
    const before = await this.read(entity, id);
    if (before === null) throw danglingReference(entity, id);
    await this.#derived.removing(entity, id);
    for (const part of statementsFor(entity).parts) await this.#engine.run(part.remove, [id]);
    await this.#engine.run(statementsFor(entity).remove, [id]);
    await this.#derived.stored(storedChange(entity, id, before.fields, null));
    await this.#append(entity, id, 'removed', before.version, withoutEmpty(before.fields), null);
  }

  /** Writes everything still buffered; the last step before the commit. */
  async finish(): Promise<void> {
    await this.#derived.flush();
    await this.#engine.flush();
    const block = this.#history.flush();
    if (block !== null) await this.#writeBlock(block);
  }

  /** Sets the version of a record, to rewind the register to an earlier state. */
  async setVersion(entity: EntityName, id: number, version: number): Promise<void> {
    await this.#engine.run(statementsFor(entity).setVersion, [version, id]);
  }

  async rebuild(): Promise<void> {
    await this.#derived.rebuild();
  }

  async #create<E extends EntityName>(entity: E, after: FieldsOf<E>, was: Removed | null = null): Promise<Saved> {
    const version = this.#history.nextChange;
    const derived = await this.#derived.columns(entity, after as Fields);
    const id = was?.id ?? (await this.#engine.nextId(entity));
    const values = [id, ...this.#scalarValues(entity, after as Fields), ...derived, was?.created ?? version, version];
    this.#engine.later(entity, statementsFor(entity).insert, values);
    this.#writeParts(entity, id, after as Fields);
    await this.#derived.stored(storedChange(entity, id, null, after));
    await this.#append(
      entity,
      id,
      'created',
      was?.removedBy ?? null,
      null,
      withoutEmpty(after, statementsFor(entity).empty),
    );
    return { id, version, outcome: 'created', changes: [] };
  }

  async #update<E extends EntityName>(
    entity: E,
    before: StoredRecord<E>,
    after: FieldsOf<E>,
    changes: FieldChange[],
  ): Promise<Saved> {
    const { id } = before;
    const version = this.#history.nextChange;
    const { parts, update, setVersion } = statementsFor(entity);
    const changedParts = parts.filter((part) => changes.some(({ field }) => field === part.name));
    if (changes.length > changedParts.length) {
      const derived = await this.#derived.columns(entity, after as Fields);
      this.#engine.later(entity, update, [...this.#scalarValues(entity, after), ...derived, version, id]);
    } else this.#engine.later(entity, setVersion, [version, id]);
    for (const part of changedParts) this.#engine.later(part.table, part.remove, [id]);
    this.#writeParts(entity, id, after, changedParts);
    const oldValues = Object.fromEntries(changes.map(({ field, before: value }) => [field, value]));
    const newValues = Object.fromEntries(changes.map(({ field, after: value }) => [field, value]));
    await this.#derived.stored(storedChange(entity, id, before.fields, after));
    await this.#append(entity, id, 'changed', before.version, oldValues, newValues);
    return { id, version, outcome: 'updated', changes };
  }

  #scalarValues(entity: EntityName, fields: Fields): Value[] {
    const { scalars, lists } = statementsFor(entity);
    return scalars.map((field) => {
      const value = fields[field] ?? null;
      return lists.has(field) || Array.isArray(value) ? JSON.stringify(value ?? []) : value;
    });
  }

  #writeParts(entity: EntityName, id: number, fields: Fields, parts = statementsFor(entity).parts): void {
    for (const { name, table, columns, insert } of parts) {
      const values = fields[name];
      if (!Array.isArray(values)) continue;
      for (const [position, value] of values.entries()) {
        this.#engine.later(table, insert, [id, position + 1, ...partRow(columns, value)]);
      }
    }
  }

  /** Appends a record's change to the history, and writes the buffers that are full. */
  #append(
    entity: EntityName,
    id: number,
    operation: 'created' | 'changed' | 'removed',
    last: number | null,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): Promise<void> | undefined {
    const block = this.#history.append({ entity, id, operation, last, before, after });
    return block !== null || this.#engine.isFull ? this.#settle(block) : undefined;
  }

  async #settle(block: Block | null): Promise<void> {
    if (block !== null) await this.#writeBlock(block);
    await this.#engine.flushFull();
  }

  async #writeBlock(block: Block): Promise<void> {
    this.#lastBlock += 1;
    const values = historyColumns.map((column) => block[column as keyof Block]);
    await this.#engine.run(insertBlock, [this.#lastBlock, ...values]);
  }
}

/** The columns of a row of a part's table: a plain value fills the only one. */
function partRow(columns: readonly string[], value: string | Readonly<Record<string, Value>>): Value[] {
  return typeof value === 'string' ? [value] : columns.map((column) => value[column] ?? null);
}

function storedChange<E extends EntityName>(
  entity: E,
  id: number,
  before: FieldsOf<E> | null,
  after: FieldsOf<E> | null,
): StoredChange {
  return { entity, id, before, after } as StoredChange;
}

/** Every stored field of a record, null unless given. Required fields must be given. */
export function completeFields<E extends EntityName>(entity: E, given: DraftOf<E>): FieldsOf<E> {
  const from = given as Fields;
  const fields: Fields = { ...statementsFor(entity).empty };
  for (const field in fields) fields[field] = from[field] ?? null;
  return fields as FieldsOf<E>;
}

/** The fields in which two records differ; an absent field, an empty list and null are equal. */
export function differences(before: Fields, after: Fields): FieldChange[] {
  const plain = (value: Fields[string]) => (Array.isArray(value) && value.length === 0 ? null : (value ?? null));
  return Object.keys(after)
    .map((field) => ({ field, before: plain(before[field]), after: plain(after[field]) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
