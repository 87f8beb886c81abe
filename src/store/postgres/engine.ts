import type { Client, QueryConfig, QueryResult } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { lockedRegister, unusable } from '../../domain/problem';
import { type EntityName, entityNames } from '../../domain/schema';
import { type Engine, entityNumber, maxWait, type SearchWords, type Statement, type WordsChange } from '../engine';
import { largestIds } from '../ids';
import { refuseNewer, schemaVersion } from '../migrations';
import { insertInto } from '../statements';
import type { Value } from '../store';
import { staleWords, wordsOf } from '../words';
import type { ServerAddress } from './address';
import { cork } from './connection';
import { copyInto } from './copyInto';
import { dialect } from './dialect';
import { engineProblem, isConnectionLost, isTransient } from './errors';
import { integrityProblems } from './integrity';
import { maxQueueWait, watchLockWait } from './lockWait';
import { searchVectors } from './search';

/** The number of rows from which COPY is faster than one statement per row. */
const minRowsForCopy = 10;

/** The first version of the schema with the table `writer`, which a writer locks. */
const firstVersionWithWriter = 4;

/**
 * The statement that makes a transaction the only writer of a register: only roles that may write can block writers, and
 * readers never wait. In an older schema, it locks the history against everybody, which its owner may do.
 */
export const writeLock = (schema: string, version = firstVersionWithWriter): string =>
  version < firstVersionWithWriter
    ? `lock table ${schema}.history in access exclusive mode`
    : `lock table ${schema}.writer in share row exclusive mode`;

const keepId = sql`insert into last_id (entity, id) values (${null}, ${null})
  on conflict (entity) do update set id = greatest(last_id.id, excluded.id)`;
const insertSearch = insertInto('search', ['place', 'id', 'part', 'long', 'words']);

/** A query; throws if its text writes. */
function readOnly(query: Sql): Sql {
  const [, first = ''] = /^\s*(\w+)/.exec(query.text) ?? [];
  const isQuery = /^(select|with)$/i.test(first) && !/\b(insert|update|delete|merge)\b/i.test(query.text);
  if (!isQuery) throw new Error(`not a query: ${query.text}`);
  return query;
}

/** The rows of a record in the search index: one, or several of a long record. */
function searchRows(id: number, words: SearchWords) {
  const vectors = searchVectors(words);
  return vectors.map((vector, part) => ({ id, part, long: vectors.length > 1, words: vector }));
}

/** The maximum number of rows sent to the server before waiting for its answers. */
const maxUnanswered = 2_000;

/** The maximum number of bytes waiting to be sent before answers are awaited: a single text may have four megabytes. */
const maxUnsent = 4_000_000;

/** PostgreSQL through pg, on one connection. The server answers requests in the order of the calls. */
export class PostgresEngine implements Engine {
  readonly dialect = dialect;
  readonly #client: Client;
  readonly #server: ServerAddress;
  readonly #migrations: string;
  /** The version of the register's schema. */
  version = schemaVersion;
  /** The pending answers to requests that were sent without waiting, and the number of rows in these requests. */
  readonly #unanswered = new Set<Promise<unknown>>();
  #unansweredRows = 0;
  #inTransaction = false;
  #role: string | null = null;
  #inOneTransaction = false;
  /** The number of open cursors, and of names given to cursors and prepared statements. */
  #cursors = 0;
  #names = 0;
  /** The names of prepared statements by text; '' for a text that has run only once. */
  readonly #prepared = new Map<string, string>();

  /** An engine on a connection to a register; `migrations` is the folder of the migrations. */
  constructor(client: Client, server: ServerAddress, migrations: string) {
    this.#client = client;
    this.#server = server;
    this.#migrations = migrations;
  }

  /** Runs `work` in one transaction, which includes the writes of stores on this engine. */
  async inOneTransaction(work: () => Promise<void>): Promise<void> {
    await this.execute(`begin isolation level read committed read write; set local lock_timeout = ${maxWait}`);
    this.#inOneTransaction = true;
    this.#inTransaction = true;
    try {
      await work();
      await this.#endTransaction();
    } catch (error) {
      await this.execute('rollback').catch(() => undefined);
      throw error;
    } finally {
      this.#inOneTransaction = false;
      this.#inTransaction = false;
    }
  }

  async begin(kind: 'read' | 'write', waiting: () => void = () => undefined): Promise<void> {
    if (this.#inOneTransaction) return;
    if (kind === 'read') this.#send(beginRead);
    else this.#beginWrite(waiting);
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    if (this.#inOneTransaction) return;
    this.#inTransaction = false;
    await this.#endTransaction().catch((error: unknown) => {
      if (!isConnectionLost(error)) throw error;
      throw unusable(
        `the connection to ${this.#server.displayUrl} was lost during the commit`,
        '`cica log` shows whether the changes were recorded; nothing half-written was kept',
      );
    });
  }

  /** Commits. If a statement failed before, the server rolls back instead, and reports no error. */
  async #endTransaction(): Promise<void> {
    const { command } = await this.#ask({ text: 'commit' });
    if (command !== 'COMMIT') throw new Error(`the server ended the transaction with ${command}`);
  }

  async written(): Promise<void> {
    await this.#awaitAnswers();
  }

  async rollback(): Promise<void> {
    if (this.#inOneTransaction) return;
    this.#inTransaction = false;
    this.#unanswered.clear();
    this.#unansweredRows = 0;
    // no need to wait: if the connection is lost, the server rolls back
    this.#request({ text: 'rollback' }).catch(() => undefined);
  }

  async bytes(): Promise<number> {
    const [row] = await this.rows<{ bytes: number }>(sql`select sum(pg_total_relation_size(oid)) as bytes from pg_class
      where relkind = 'r' and relnamespace = to_regnamespace(current_schema()::text)`);
    return row?.bytes ?? 0;
  }

  async deferReferences(): Promise<void> {
    this.#send({ text: 'set constraints all deferred' });
  }

  async countFrom(entity: EntityName, id: number): Promise<void> {
    await this.runAll(keepId, [[entity, id]]);
  }

  async role(): Promise<string | null> {
    const [row] = this.#role === null ? await this.rows<{ role: string }>(sql`select session_user as role`) : [];
    this.#role ??= row?.role ?? null;
    return this.#role;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  isTransient(error: unknown): boolean {
    return isTransient(error);
  }

  problem(error: unknown): unknown {
    return engineProblem(error, this.#server.displayUrl);
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    const { text, values } = readOnly(query);
    return (await this.#ask(this.#prepare(text, values))).rows as Row[];
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    const { text, values } = readOnly(query);
    this.#names += 1;
    const name = `cursor_${this.#names}`;
    if (!this.#inTransaction && this.#cursors === 0) this.#send(beginRead);
    this.#cursors += 1;
    try {
      this.#send({ text: `declare ${name} no scroll cursor for ${text}`, values });
      const fetch = (): Promise<QueryResult> => this.#ask({ text: `fetch forward ${size} from ${name}` });
      for (let next = fetch(); ; ) {
        const { rows } = await next;
        // the server fetches the next rows while these are processed
        if (rows.length === size) {
          next = fetch();
          next.catch(() => undefined);
        }
        if (rows.length > 0) yield rows as Row[];
        if (rows.length < size) return;
      }
    } finally {
      this.#cursors -= 1;
      const last = !this.#inTransaction && this.#cursors === 0;
      // no need to wait; after an error, the transaction has already ended
      this.#request({ text: last ? 'commit' : `close ${name}` }).catch(() => undefined);
    }
  }

  async runAll({ text, into }: Statement, values: readonly (readonly Value[])[]): Promise<void> {
    if (into !== undefined && values.length >= minRowsForCopy) this.#track(this.#copy(into, values));
    else for (const one of values) this.#send(this.#prepare(text, one));
    this.#unansweredRows += values.length;
    const { writableLength } = this.#client.connection.stream;
    if (this.#unansweredRows > maxUnanswered || writableLength > maxUnsent) await this.#awaitAnswers();
  }

  /** Runs statements without values. */
  async execute(text: string): Promise<void> {
    await this.#ask({ text });
  }

  /** Runs a single statement in the extended protocol, as connection poolers and sharded servers require. */
  async executeOne(text: string): Promise<void> {
    await this.#ask({ text, queryMode: 'extended' } as QueryConfig);
  }

  lastIds(): Promise<Map<EntityName, number>> {
    return largestIds(this, sql`select entity as name, id from last_id`);
  }

  async indexAll(changes: readonly WordsChange[]): Promise<void> {
    const replaced = changes.filter(({ before }) => before !== null);
    if (replaced.length > 0) {
      this.#send({
        text: `delete from search using unnest($1::smallint[], $2::bigint[]) as gone (place, id)
          where search.place = gone.place and search.id = gone.id`,
        values: [replaced.map(({ entity }) => entityNumber(entity)), replaced.map(({ id }) => id)],
      });
    }
    // only the last change of a record counts
    const newest = new Map(changes.map((change) => [`${change.entity} ${change.id}`, change]));
    const rows: Value[][] = [];
    for (const { entity, id, after } of newest.values()) {
      if (after === null) continue;
      for (const { part, long, words } of searchRows(id, after)) {
        rows.push([entityNumber(entity), id, part, long ? 1 : 0, words]);
      }
    }
    await this.runAll(insertSearch, rows);
  }

  async clearIndex(): Promise<void> {
    await this.execute('truncate search');
  }

  async integrity(): Promise<string[]> {
    return integrityProblems(this, this.#migrations);
  }

  async staleWords(checked: () => void): Promise<string[]> {
    const stale: string[] = [];
    for (const [number, entity] of entityNames.entries()) {
      for await (const records of wordsOf(this, entity)) {
        for (const _ of records) checked();
        stale.push(...(await this.#staleRecords(number, entity, records)));
      }
      const orphans = await this.rows<{ id: string }>(sql`select distinct cast(id as text) as id from search
        where place = ${number}::smallint and not exists (select 1 from ${raw(entity)} e where e.id = search.id) order by id`);
      stale.push(...orphans.map(({ id }) => staleWords(entity, id)));
    }
    const unknown = await this.rows<{ id: string }>(sql`select distinct cast(id as text) as id from search
      where place < 0 or place >= ${entityNames.length} order by id`);
    stale.push(...unknown.map(({ id }) => staleWords(undefined, id)));
    return stale;
  }

  /** The findings about those records whose words in the index differ. */
  async #staleRecords(
    number: number,
    entity: EntityName,
    records: ReadonlyMap<number, SearchWords>,
  ): Promise<string[]> {
    const rows = [...records].flatMap(([id, words]) => searchRows(id, words));
    const [ids, parts] = [rows.map(({ id }) => id), rows.map(({ part }) => part)];
    const [long, vectors] = [rows.map((row) => row.long), rows.map(({ words }) => words)];
    const stale = await this.rows<{ id: number }>(sql`
      select distinct coalesce(stored.id, expected.id) as id
        from (select * from search where place = ${number}::smallint and id = any(${[...records.keys()]}::bigint[])) as stored
          full join unnest(${ids}::bigint[], ${parts}::smallint[], ${long}::boolean[], ${vectors}::text[])
            as expected (id, part, long, words)
            on expected.id = stored.id and expected.part = stored.part
        where stored.words is distinct from expected.words::tsvector or stored.long is distinct from expected.long
        order by 1`);
    return stale.map(({ id }) => staleWords(entity, id));
  }

  /**
   * Begins a write once no other is in progress. Each of its requests sees what others committed before it. Sequential scans
   * are disabled, because the plan of a prepared statement is reused: one made for an empty table must also suit a full one.
   */
  #beginWrite(waiting: () => void): void {
    const { schema, displayUrl } = this.#server;
    // answered before the lock is granted, so that a server that is only slow is not reported as locked
    const begun = this.#request({
      text: `begin isolation level read committed read write; set local lock_timeout = ${maxQueueWait};
        set local enable_seqscan to off; select pg_backend_pid() as pid`,
    }) as Promise<unknown> as Promise<QueryResult<{ readonly pid: number }>[]>;
    const locked = this.#request({
      text: `${writeLock(schema, this.version)}; select schema, session_user::text as role from ${schema}.register`,
    }) as Promise<unknown> as Promise<QueryResult<BegunRow>[]>;
    const stopWatching = begun.then((results) =>
      watchLockWait(this.#server, results.at(-1)?.rows[0]?.pid as number, waiting),
    );
    this.#track(stopWatching);
    const write = locked.catch(async (error: unknown) => {
      throw (await (await stopWatching)()) ? lockedRegister(displayUrl) : error;
    });
    this.#track(
      write.then(async (results) => {
        void (await stopWatching)();
        this.#checkBegun(results);
      }),
    );
  }

  #checkBegun(results: readonly QueryResult<BegunRow>[]): void {
    const [row] = results.at(-1)?.rows ?? [];
    this.#role = row?.role ?? null;
    // the register may have been migrated since it was opened
    refuseNewer(row?.schema ?? 0, this.#server.displayUrl);
  }

  /** Prepares a statement, under a name, when it runs for the second time. */
  #prepare(text: string, values: readonly unknown[]): QueryConfig {
    const name = this.#prepared.get(text);
    if (name) return { name, text, values: values as unknown[] };
    if (name === '') {
      this.#names += 1;
      this.#prepared.set(text, `cica_${this.#names}`);
      return this.#prepare(text, values);
    }
    if (this.#prepared.size < maxPrepared) this.#prepared.set(text, '');
    return { text, values: values as unknown[] };
  }

  /** Sends a request without waiting for its answer; if it fails, the next awaited request throws its error. */
  #send(query: QueryConfig): void {
    this.#track(this.#request(query));
  }

  #track(answer: Promise<unknown>): void {
    answer.catch(() => undefined);
    this.#unanswered.add(answer);
  }

  /** Waits for all pending answers; throws the first error. */
  async #awaitAnswers(): Promise<void> {
    const sent = [...this.#unanswered];
    this.#unansweredRows = 0;
    // not Promise.all: a request after the one that failed may be rejected before it
    const answers = await Promise.allSettled(sent);
    for (const answer of sent) this.#unanswered.delete(answer);
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  }

  /** Sends a request and waits for its answer, and for those to all earlier requests. */
  async #ask(query: QueryConfig): Promise<QueryResult> {
    const answer = this.#request(query);
    answer.catch(() => undefined);
    await this.#awaitAnswers();
    return answer;
  }

  #request(query: QueryConfig): Promise<QueryResult> {
    cork(this.#client);
    return this.#client.query(query);
  }

  #copy(into: NonNullable<Statement['into']>, values: readonly (readonly Value[])[]): Promise<void> {
    cork(this.#client);
    return copyInto(this.#client, into, values);
  }
}

/** The row returned at the start of a write. */
interface BegunRow {
  readonly schema: number;
  readonly role: string;
}

const beginRead: QueryConfig = { text: 'begin isolation level repeatable read read only' };

/** The maximum number of prepared statements. */
const maxPrepared = 500;
