import type { Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import type { Engine, Statement, WordsChange } from './engine';
import { partTables } from './statements';
import type { Dialect, Value } from './store';

/** The tables that rows wait for, in an order in which what a row refers to is written before it. */
const tables = [
  ...entityNames,
  ...partTables.map(({ table }) => table),
  'former_meeting',
  'former_decision',
  'decision_status',
];

const places = new Map(tables.map((table, place) => [table, place]));

const tableNames = new RegExp(`\\b(?:${tables.join('|')})\\b`, 'g');

/** So many writes of a table wait at most. */
const most = 500;

/**
 * An engine in a transaction that writes later, table by table: one statement run five hundred times takes half of the
 * time that it takes in turn with others (in an import of 10,000 decisions). A query sees all that was written: what waits for a
 * table that its text names goes first.
 */
export class WriteBuffer {
  readonly dialect: Dialect;
  readonly #engine: Engine;
  /** By place in `tables`: statements, each with the values of its runs. */
  #waiting: { readonly statement: Statement; readonly rows: (readonly Value[])[] }[][] = tables.map(() => []);
  #counts = tables.map(() => 0);
  #words: WordsChange[] = [];
  /** So many of the tables have to be written, since enough waits for the last of them. */
  #full = 0;
  /** What is being written, on an engine that takes time for it. */
  #writing: Promise<void> | null = null;
  readonly #lastIds = new Map<EntityName, number>();
  /** How many of the tables have to be written before a statement, and whether the search index has, by its text. */
  readonly #reaches = new Map<string, { readonly count: number; readonly search: boolean }>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.dialect = engine.dialect;
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    await this.#writeFor(query.sql);
    return this.#engine.rows<Row>(query);
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    await this.#writeFor(query.sql);
    yield* this.#engine.batches<Row>(query, size);
  }

  /** Runs a statement now and returns its rows, if it has any. */
  async run(statement: Statement, values: readonly Value[]): Promise<Record<string, Value>[]> {
    await this.#writeFor(statement.sql);
    return this.#engine.run(statement, values);
  }

  async lastId(entity: EntityName): Promise<number> {
    return this.#lastIds.get(entity) ?? (await this.#engine.lastId(entity));
  }

  /** The id of a new record. */
  nextId(entity: EntityName): number | Promise<number> {
    const last = this.#lastIds.get(entity);
    return last === undefined
      ? this.#engine.lastId(entity).then((id) => this.#numbered(entity, id + 1))
      : this.#numbered(entity, last + 1);
  }

  #numbered(entity: EntityName, id: number): number {
    this.#lastIds.set(entity, id);
    return id;
  }

  /** Runs a statement that writes a table, before anyone can see that it was not run yet. */
  later(table: string, statement: Statement, values: readonly Value[]): void {
    const place = places.get(table) ?? 0;
    const waiting = this.#waiting[place] ?? [];
    const last = waiting.at(-1);
    if (last?.statement === statement) last.rows.push(values);
    else waiting.push({ statement, rows: [values] });
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    if (this.#counts[place] >= most && place >= this.#full) this.#full = place + 1;
  }

  /** Puts a record's words in the search index in place of those it had, as late; null: none. */
  index(change: WordsChange): void {
    this.#words.push(change);
  }

  /** Whether so much waits that it is to be written when a record is done. */
  get isFull(): boolean {
    return this.#full > 0 || this.#words.length >= most;
  }

  /** Writes what enough waits for. */
  async settle(): Promise<void> {
    if (this.#full > 0) await this.#write(this.#full);
    if (this.#words.length >= most) await this.#writeWords();
  }

  async clearIndex(): Promise<void> {
    this.#words = [];
    await this.#engine.clearIndex();
  }

  /** Writes all that waits. */
  async flush(): Promise<void> {
    await this.#write(tables.length);
    await this.#writeWords();
  }

  async #writeFor(text: string): Promise<void> {
    let reach = this.#reaches.get(text);
    if (reach === undefined) {
      const named = text.match(tableNames) ?? [];
      const count = Math.max(0, ...named.map((name) => (places.get(name) ?? 0) + 1));
      reach = { count, search: /\bsearch\b/.test(text) };
      this.#reaches.set(text, reach);
    }
    await this.#write(reach.count);
    if (reach.search && this.#words.length > 0) await this.#writeWords();
  }

  /** Writes what waits for the first tables, after what others asked for before. */
  async #write(count: number): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    if (this.#counts.every((waiting, place) => place >= count || waiting === 0)) return;
    this.#writing = this.#writeTables(count).finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async #writeTables(count: number): Promise<void> {
    if (count >= this.#full) this.#full = 0;
    for (let place = 0; place < count; place += 1) {
      if (this.#counts[place] === 0) continue;
      const waiting = this.#waiting[place] ?? [];
      this.#waiting[place] = [];
      this.#counts[place] = 0;
      for (const { statement, rows } of waiting) await this.#engine.runAll(statement, rows);
    }
  }

  async #writeWords(): Promise<void> {
    const words = this.#words;
    this.#words = [];
    await this.#engine.indexAll(words);
  }
}
