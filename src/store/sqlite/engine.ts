import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import sql, { type Sql } from 'sql-template-tag';
import { memoized } from '../../domain/memoized';
import { unusable } from '../../domain/problem';
import { type EntityName, entityNames } from '../../domain/schema';
import { errorCode } from '../../domain/systemError';
import { type Engine, entityNumber, maxWait, type Statement, type WordsChange, waitNoticeDelay } from '../engine';
import { largestIds } from '../ids';
import type { Value } from '../store';
import { staleWords, wordsOf } from '../words';
import { dialect } from './dialect';
import { engineProblem } from './errors';
import { type FileIdentity, isFileAt } from './file';
import { integrityProblems } from './integrity';

const insertWords = sql`insert into search (rowid, title, text, other) values (${null}, ${null}, ${null}, ${null})`;
const removeWords = sql`insert into search (search, rowid, title, text, other)
  values ('delete', ${null}, ${null}, ${null}, ${null})`;

/** As the first migration creates it. */
const searchTable = (name: string): string =>
  `create virtual table ${name} using fts5 (title, text, other, content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")`;

/** The rows of the search index: the entity's number and the record's id in one number. */
const rowOf = (entity: EntityName, id: number): number => id * 16 + entityNumber(entity);

/**
 * A prepared statement. Rows are read as arrays and turned into objects here, in half the time that the addon takes (31
 * columns: 10 µs per row instead of 19).
 */
class Prepared {
  readonly statement: Database.Statement;
  readonly #names: readonly string[];
  readonly #empty: Readonly<Record<string, null>>;

  constructor(statement: Database.Statement) {
    this.statement = statement;
    this.#names = statement.reader ? statement.columns().map(({ name }) => name) : [];
    if (statement.reader) statement.raw();
    this.#empty = Object.fromEntries(this.#names.map((name) => [name, null]));
  }

  all<Row>(values: readonly unknown[]): Row[] {
    const rows = this.statement.all(values) as unknown[][];
    return rows.map((row) => this.#object(row) as Row);
  }

  *iterate<Row>(values: readonly unknown[]): Iterable<Row> {
    for (const row of this.statement.iterate(values)) yield this.#object(row as unknown[]) as Row;
  }

  #object(values: readonly unknown[]): object {
    const row: Record<string, unknown> = { ...this.#empty };
    const names = this.#names;
    for (let at = 0; at < names.length; at += 1) row[names[at] as string] = values[at];
    return row;
  }
}

/** SQLite through better-sqlite3: one connection, whose statements are prepared once. */
export class SqliteEngine implements Engine {
  readonly dialect = dialect;
  readonly database: Database.Database;
  readonly #path: string;
  readonly #migrations: string;
  readonly #file: FileIdentity | null;
  readonly #prepare = memoized((text: string) => new Prepared(this.database.prepare(text)));
  /** The same by statement, so that the text of a frequent one is not built each time. */
  readonly #repeat = memoized((statement: Statement) => this.#prepare(statement.sql));

  /**
   * An engine on a connection to the register at a path; `migrations` is the folder of migrations, `file` the opened
   * file, null for a draft that nobody else knows.
   */
  constructor(database: Database.Database, path: string, migrations: string, file: FileIdentity | null = null) {
    this.database = database;
    this.#path = path;
    this.#migrations = migrations;
    this.#file = file;
  }

  async begin(kind: 'read' | 'write', waiting: () => void = () => undefined): Promise<void> {
    const { database } = this;
    if (kind === 'read') {
      database.exec('begin');
      return;
    }
    try {
      database.pragma(`busy_timeout = ${waitNoticeDelay}`);
      database.exec('begin immediate');
    } catch (error) {
      if (errorCode(error) !== 'SQLITE_BUSY') throw error;
      waiting();
      database.pragma(`busy_timeout = ${maxWait - waitNoticeDelay}`);
      database.exec('begin immediate');
    } finally {
      database.pragma(`busy_timeout = ${maxWait}`);
    }
  }

  async commit(): Promise<void> {
    this.#checkInPlace('nothing was changed; repeat it on the register that is there now');
    this.database.exec('commit');
    this.#checkInPlace('the change is in the file that was moved away; repeat it if that is lost');
  }

  async written(): Promise<void> {
    // every statement was run when it was asked for
  }

  /** Throws if the file was replaced, moved or removed: writes to it would be lost. */
  #checkInPlace(advice: string): void {
    if (this.#file === null || isFileAt(this.#path, this.#file)) return;
    const message = `the register ${this.#path} was replaced, moved or removed while it was open`;
    throw unusable(message, advice);
  }

  async rollback(): Promise<void> {
    if (this.database.inTransaction) this.database.exec('rollback');
  }

  async bytes(): Promise<number> {
    return statSync(this.#path).size;
  }

  async deferReferences(): Promise<void> {
    this.database.pragma('defer_foreign_keys = on');
  }

  async countFrom(entity: EntityName, id: number): Promise<void> {
    const changed = this.database.prepare('update sqlite_sequence set seq = ? where name = ?').run(id, entity);
    if (changed.changes === 0) {
      this.database.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(entity, id);
    }
  }

  async close(): Promise<void> {
    this.database.close();
  }

  async role(): Promise<null> {
    return null;
  }

  isTransient(): boolean {
    return false; // a writer has waited for all others
  }

  problem(error: unknown): unknown {
    return engineProblem(error, this.#path);
  }

  async integrity(): Promise<string[]> {
    const damage = integrityProblems(this.database);
    const { schemaProblems } = await import('./schema');
    return [...damage, ...schemaProblems(this.database, this.#migrations)];
  }

  async staleWords(checked: () => void): Promise<string[]> {
    const { database } = this;
    database.exec(searchTable('temp.words_now'));
    try {
      database.exec(`create virtual table temp.terms_kept using fts5vocab ('main', 'search', 'instance');
        create virtual table temp.terms_now using fts5vocab ('temp', 'words_now', 'instance')`);
      const insert = database.prepare('insert into temp.words_now (rowid, title, text, other) values (?, ?, ?, ?)');
      for (const entity of entityNames) {
        for await (const records of wordsOf(this, entity)) {
          for (const [id, { title, text, other }] of records) {
            checked();
            insert.run(rowOf(entity, id), title, text, other);
          }
        }
      }
      const documents = database.prepare(`
        select distinct doc from (
          select * from (select term, doc, col, "offset" from temp.terms_kept
            except select term, doc, col, "offset" from temp.terms_now)
          union all
          select * from (select term, doc, col, "offset" from temp.terms_now
            except select term, doc, col, "offset" from temp.terms_kept)
          union all
          select null, id, null, null from (select id, sz from main.search_docsize except select id, sz from temp.words_now_docsize)
          union all
          select null, id, null, null from (select id, sz from temp.words_now_docsize except select id, sz from main.search_docsize)
        ) order by doc`);
      return (documents.pluck().safeIntegers().all() as bigint[]).map((row) => {
        const at = BigInt.asUintN(4, row);
        return staleWords(entityNames[Number(at)], (row - at) / 16n);
      });
    } finally {
      for (const table of ['terms_kept', 'terms_now', 'words_now']) database.exec(`drop table if exists temp.${table}`);
    }
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    return readOnly(this.#prepare(query.sql), query).all<Row>(query.values);
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    let batch: Row[] = [];
    // a statement of its own: one that is being iterated cannot be run again
    const reading = readOnly(new Prepared(this.database.prepare(query.sql)), query);
    for (const row of reading.iterate<Row>(query.values)) {
      batch.push(row);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  async runAll(statement: Statement, values: readonly (readonly Value[])[]): Promise<void> {
    const { statement: prepared } = this.#repeat(statement);
    for (const one of values) prepared.run(...one);
  }

  lastIds(): Promise<Map<EntityName, number>> {
    return largestIds(this, sql`select name, seq as id from sqlite_sequence`);
  }

  async indexAll(changes: readonly WordsChange[]): Promise<void> {
    const [{ statement: remove }, { statement: insert }] = [this.#repeat(removeWords), this.#repeat(insertWords)];
    for (const { entity, id, before, after } of changes) {
      const row = rowOf(entity, id);
      if (before !== null) remove.run(row, before.title, before.text, before.other);
      if (after !== null) insert.run(row, after.title, after.text, after.other);
    }
  }

  async clearIndex(): Promise<void> {
    // even if it is corrupt or missing
    this.database.exec(`drop table if exists search; ${searchTable('search')}`);
  }
}

/** The statement of a query, refused if it writes. */
function readOnly(prepared: Prepared, query: Sql): Prepared {
  if (!prepared.statement.readonly) throw new Error(`not a query: ${query.sql}`);
  return prepared;
}
