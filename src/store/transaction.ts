import sql from 'sql-template-tag';
import type { DraftOf, FieldsOf } from '../domain/record';
import { type EntityName, entities } from '../domain/schema';
import { Derived, type StoredChange } from './derived';
import type { Engine } from './engine';
import { type Block, type ChainHead, HistoryWriter, withoutEmpty } from './history';
import { PendingWrites } from './pendingWrites';
import { readRecord, readRecords } from './records';
import { historyColumns, insertInto, statementsFor } from './statements';
import type { Dialect, FieldChange, Fields, Origin, Removed, Saved, StoredRecord, Transaction, Value } from './store';

/** The number of pending changes before they are written. */
const maxWaiting = 250;

const insertBlock = insertInto('history', ['id', ...historyColumns]);

/**
 * A transaction on any engine: writes tables, history and derived data together. Saved changes are pending until there
 * are many, a query would see them, or the transaction ends.
 */
export class RegisterTransaction implements Transaction {
  readonly #engine: Engine;
  readonly #history: HistoryWriter;
  readonly #pending = new PendingWrites();
  readonly #derived: Derived;
  readonly #lastIds: Map<EntityName, number>;
  #lastBlock: number;
  #blocks: Block[] = [];
  /** The number of pending changes. */
  #waiting = 0;
  #flushed: Promise<void> = Promise.resolve();

  private constructor(engine: Engine, history: HistoryWriter, lastBlock: number, lastIds: Map<EntityName, number>) {
    this.#engine = engine;
    this.#history = history;
    this.#lastBlock = lastBlock;
    this.#lastIds = lastIds;
    this.#derived = new Derived(engine, this.#pending);
  }

  /** Wraps the transaction that an engine has begun; call `finish` before the commit. */
  static async begin(engine: Engine, origin: Origin, command: string): Promise<RegisterTransaction> {
    const [[last], lastIds] = await Promise.all([
      engine.rows<Pick<Block, 'entry' | 'first_change' | 'changes' | 'hash'> & { id: number }>(
        sql`select id, entry, first_change, changes, hash from history order by id desc limit 1`,
      ),
      engine.lastIds(),
    ]);
    const head: ChainHead =
      last === undefined
        ? { entry: 0, change: 0, hash: '' }
        : { entry: last.entry, change: last.first_change + last.changes - 1, hash: last.hash };
    const at = origin.now().toISOString();
    const history = new HistoryWriter(head, { at, actor: origin.actor, role: await engine.role(), command });
    return new RegisterTransaction(engine, history, last?.id ?? 0, lastIds);
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

  async rows<Row>(query: Parameters<Engine['rows']>[0]): Promise<Row[]> {
    await this.flush();
    return this.#engine.rows<Row>(query);
  }

  async *batches<Row>(query: Parameters<Engine['batches']>[0], size: number): AsyncIterable<Row[]> {
    await this.flush();
    yield* this.#engine.batches<Row>(query, size);
  }

  async read<E extends EntityName>(entity: E, id: number): Promise<StoredRecord<E> | null> {
    await this.flush();
    return readRecord(this.#engine, entity, id);
  }

  async readAll<E extends EntityName>(entity: E, ids: readonly number[]): Promise<Map<number, StoredRecord<E>>> {
    await this.flush();
    return readRecords(this.#engine, entity, ids);
  }

  async lastId(entity: EntityName): Promise<number> {
    return this.#lastIds.get(entity) ?? 0;
  }

  save<E extends EntityName>(entity: E, before: StoredRecord<E> | null, after: FieldsOf<E>): Saved {
    if (before === null) return this.#create(entity, after);
    const changes = differences(before.fields, after);
    if (changes.length === 0) return { id: before.id, version: before.version, outcome: 'unchanged', changes };
    return this.#update(entity, before, after, changes);
  }

  restore<E extends EntityName>(entity: E, was: Removed, draft: DraftOf<E>): StoredRecord<E> {
    const fields = completeFields(entity, draft);
    if (entity === 'decision') this.#derived.restoring(was.id, fields as FieldsOf<'decision'>);
    const { id, version } = this.#create(entity, fields, was);
    return { id, version, fields };
  }

  remove<E extends EntityName>(entity: E, { id, version, fields }: StoredRecord<E>): void {
    const { parts, remove } = statementsFor(entity);
    this.#derived.removing(entity, id);
    for (const part of parts) this.#pending.remove(part.table, part.remove, [id]);
    this.#pending.remove(entity, remove, [id]);
    this.#derived.stored(storedChange(entity, id, fields, null));
    this.#append(entity, id, 'removed', version, withoutEmpty(fields), null);
  }

  /** Writes pending changes if there are many, or long ones, which fill a block of the history. */
  async settle(): Promise<void> {
    if (this.#waiting >= maxWaiting || this.#blocks.length > 0) await this.flush();
  }

  /** Writes all pending changes; concurrent calls wait for the same write. */
  flush(): Promise<void> {
    if (this.#waiting > 0) {
      this.#waiting = 0;
      this.#flushed = this.#writePending();
    }
    return this.#flushed;
  }

  async #writePending(): Promise<void> {
    await this.#derived.complete();
    await this.#pending.write(this.#engine);
    await this.#derived.follow();
    const blocks = this.#blocks;
    this.#blocks = [];
    if (blocks.length > 0) await this.#writeBlocks(blocks);
  }

  /** Writes everything; the last step before the commit. */
  async finish(): Promise<void> {
    await this.flush();
    await this.#derived.refresh();
    const block = this.#history.flush();
    if (block !== null) await this.#writeBlocks([block]);
  }

  /** Sets the version of a record, to rewind the register to an earlier state. */
  setVersion(entity: EntityName, id: number, version: number): void {
    this.#pending.add(entity, statementsFor(entity).setVersion, [version, id]);
    this.#waiting += 1;
  }

  async rebuild(): Promise<void> {
    await this.#derived.rebuild();
  }

  #create<E extends EntityName>(entity: E, after: FieldsOf<E>, was: Removed | null = null): Saved {
    const version = this.#history.nextChange;
    const id = was?.id ?? this.#nextId(entity);
    const values = this.#row(entity, after as Fields, id, [was?.created ?? version, version]);
    this.#pending.add(entity, statementsFor(entity).insert, values);
    this.#writeParts(entity, id, after as Fields);
    this.#derived.stored(storedChange(entity, id, null, after));
    const fields = withoutEmpty(after, statementsFor(entity).empty);
    this.#append(entity, id, 'created', was?.removedBy ?? null, null, fields);
    return { id, version, outcome: 'created', changes: [] };
  }

  #nextId(entity: EntityName): number {
    const id = (this.#lastIds.get(entity) ?? 0) + 1;
    this.#lastIds.set(entity, id);
    return id;
  }

  #update<E extends EntityName>(entity: E, before: StoredRecord<E>, after: FieldsOf<E>, changes: FieldChange[]): Saved {
    const { id } = before;
    const version = this.#history.nextChange;
    const { parts, update, setVersion } = statementsFor(entity);
    const changedParts = parts.filter((part) => changes.some(({ field }) => field === part.name));
    if (changes.length > changedParts.length) {
      const values = this.#row(entity, after as Fields, null, [version, id]);
      this.#pending.add(entity, update, values);
    } else this.#pending.add(entity, setVersion, [version, id]);
    for (const part of changedParts) this.#pending.add(part.table, part.remove, [id]);
    this.#writeParts(entity, id, after, changedParts);
    const oldValues = Object.fromEntries(changes.map(({ field, before: value }) => [field, value]));
    const newValues = Object.fromEntries(changes.map(({ field, after: value }) => [field, value]));
    this.#derived.stored(storedChange(entity, id, before.fields, after));
    this.#append(entity, id, 'changed', before.version, oldValues, newValues);
    return { id, version, outcome: 'updated', changes };
  }

  /** A row of an entity's table: an id, if there is one, the record's own columns, the derived ones, and `last`. */
  #row(entity: EntityName, fields: Fields, id: number | null, last: readonly Value[]): Value[] {
    const { scalars, lists } = statementsFor(entity);
    const first = id === null ? 0 : 1;
    const derived = first + scalars.length;
    const end = derived + entities[entity].derivedColumns.length;
    const values = new Array<Value>(end + last.length);
    if (id !== null) values[0] = id;
    for (let at = 0; at < scalars.length; at += 1) {
      const field = scalars[at] as string;
      const value = fields[field] ?? null;
      const isEmptyList = value === null && lists.has(field);
      values[first + at] = Array.isArray(value) ? JSON.stringify(value) : isEmptyList ? '[]' : value;
    }
    this.#derived.putColumns(entity, fields, values, derived);
    for (let at = 0; at < last.length; at += 1) values[end + at] = last[at] as Value;
    return values;
  }

  #writeParts(entity: EntityName, id: number, fields: Fields, parts = statementsFor(entity).parts): void {
    for (const { name, table, columns, insert } of parts) {
      const values = fields[name];
      if (!Array.isArray(values)) continue;
      for (let at = 0; at < values.length; at += 1) {
        this.#pending.add(table, insert, partRow(id, at + 1, columns, values[at] as PartValue));
      }
    }
  }

  /** Appends a record's change to the history. */
  #append(
    entity: EntityName,
    id: number,
    operation: 'created' | 'changed' | 'removed',
    last: number | null,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): void {
    const block = this.#history.append({ entity, id, operation, last, before, after });
    if (block !== null) this.#blocks.push(block);
    this.#waiting += 1;
  }

  async #writeBlocks(blocks: readonly Block[]): Promise<void> {
    const rows = blocks.map((block) => {
      this.#lastBlock += 1;
      return [this.#lastBlock, ...historyColumns.map((column) => block[column as keyof Block])];
    });
    await this.#engine.runAll(insertBlock, rows);
  }
}

type PartValue = string | Readonly<Record<string, Value>>;

/** A row of a part's table: a plain value fills its only column. */
function partRow(id: number, position: number, columns: readonly string[], value: PartValue): Value[] {
  if (typeof value === 'string') return [id, position, value];
  return [id, position, ...columns.map((column) => value[column] ?? null)];
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
