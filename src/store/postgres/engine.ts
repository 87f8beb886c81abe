import type { Client, QueryConfig, QueryResult } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { unusable } from '../../domain/problem';
import { type EntityName, entityNames } from '../../domain/schema';
import {
  type Engine,
  entityNumber,
  maxWait,
  type SearchWords,
  type Statement,
  type WordsChange,
  waitNoticeDelay,
} from '../engine';
import { largestIds } from '../ids';
import { refuseNewer, schemaVersion } from '../migrations';
import { insertInto } from '../statements';
import type { Value } from '../store';
import { staleWords, wordsOf } from '../words';
import type { ServerAddress } from './address';
import { cork } from './connection';
import { copyInto } from './copyInto';
import { dialect } from './dialect';
import { engineProblem, isLost, isTransient } from './errors';
import { integrityProblems } from './integrity';
import { searchVectors } from './search';

/** From how many rows on COPY is faster than a statement for each. */
const copiedFrom = 10;

/** The first version of the schema with a table that who writes holds. */
const firstWithWriter = 4;

/**
 * The statement by which a transaction becomes the only one that writes to a register: only a role that may write can keep
 * others from it, and readers never wait. In an older schema it takes the history from all others, as its owner may.
 */
export const writeLock = (schema: string, version = firstWithWriter): string =>
  version < firstWithWriter
    ? `lock table ${schema}.history in access exclusive mode`
    : `lock table ${schema}.writer in share row exclusive mode`;

const keepId = sql`insert into last_id (entity, id) values (${null}, ${null})
  on conflict (entity) do update set id = greatest(last_id.id, excluded.id)`;
const insertSearch = insertInto('search', ['place', 'id', 'part', 'long', 'words']);

/** A query by its text: nothing that writes is one. */
function readOnly(query: Sql): Sql {
  const [, first = ''] = /^\s*(\w+)/.exec(query.text) ?? [];
  const words = /^(select|with)$/i.test(first) && !/\b(insert|update|delete|merge)\b/i.test(query.text);
  if (!words) throw new Error(`not a query: ${query.text}`);
  return query;
}

/** The rows of a record in the search index: one, or several of a long record. */
function searchRows(id: number, words: SearchWords) {
  const vectors = searchVectors(words);
  return vectors.map((vector, part) => ({ id, part, long: vectors.length > 1, words: vector }));
}

/** How many rows may be on their way to the server before its answers are waited for. */
const maxUnanswered = 2_000;

/** PostgreSQL under pg: one connection. The server answers its requests one after the other, in the order of the calls. */
export class PostgresEngine implements Engine {
  readonly dialect = dialect;
  readonly #client: Client;
  readonly #server: ServerAddress;
  readonly #migrations: string;
  /** The version of the register's schema. */
  version = schemaVersion;
  /** The answers to what was sent without waiting for them, and how many rows are among it. */
  readonly #unanswered = new Set<Promise<unknown>>();
  #unansweredRows = 0;
  #inTransaction = false;
  #role: string | null = null;
  #inOneTransaction = false;
  /** Open cursors, and how many there ever were. */
  #cursors = 0;
  #names = 0;
  /** Texts that were asked once, and the names of those that were prepared when they came again. */
  readonly #prepared = new Map<string, string>();

  /** An engine on a connection to a register; `migrations` is the folder of the migrations. */
  constructor(client: Client, server: ServerAddress, migrations: string) {
    this.#client = client;
    this.#server = server;
    this.#migrations = migrations;
  }

  /** One transaction of all that `work` does, also of the writes of stores on this engine. */
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
    if (kind === 'read') this.#send(reading);
    else this.#beginWrite(waiting);
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    if (this.#inOneTransaction) return;
    this.#inTransaction = false;
    await this.#endTransaction().catch((error: unknown) => {
      if (!isLost(error)) throw error;
      throw unusable(
        `the connection to ${this.#server.shown} was lost while it was recorded`,
        '`cica log` shows whether it was; nothing half-written was kept',
      );
    });
  }

  /** Commits. Where something failed before, a server takes the transaction back, and answers so without an error. */
  async #endTransaction(): Promise<void> {
    const { command } = await this.#ask({ text: 'commit' });
    if (command !== 'COMMIT') throw new Error(`the server ended the transaction with ${command}`);
  }

  async written(): Promise<void> {
    await this.#answers();
  }

  async rollback(): Promise<void> {
    if (this.#inOneTransaction) return;
    this.#inTransaction = false;
    this.#unanswered.clear();
    this.#unansweredRows = 0;
    // nobody has to wait for it: where the connection is lost, the server takes back what was not committed
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
    return engineProblem(error, this.#server.shown);
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    const { text, values } = readOnly(query);
    return (await this.#ask(this.#prepare(text, values))).rows as Row[];
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    const { text, values } = readOnly(query);
    this.#names += 1;
    const name = `cursor_${this.#names}`;
    if (!this.#inTransaction && this.#cursors === 0) this.#send(reading);
    this.#cursors += 1;
    try {
      this.#send({ text: `declare ${name} no scroll cursor for ${text}`, values });
      const fetch = (): Promise<QueryResult> => this.#ask({ text: `fetch forward ${size} from ${name}` });
      for (let next = fetch(); ; ) {
        const { rows } = await next;
        // the server fetches the next rows while these are used
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
      // nobody has to wait for it; after an error the transaction is over as it is
      this.#request({ text: last ? 'commit' : `close ${name}` }).catch(() => undefined);
    }
  }

  async runAll({ text, into }: Statement, values: readonly (readonly Value[])[]): Promise<void> {
    if (into !== undefined && values.length >= copiedFrom) this.#later(this.#copy(into, values));
    else for (const one of values) this.#send(this.#prepare(text, one));
    this.#unansweredRows += values.length;
    if (this.#unansweredRows > maxUnanswered) await this.#answers();
  }

  /** Runs statements that have no values. */
  async execute(text: string): Promise<void> {
    await this.#ask({ text });
  }

  /** Runs one statement by itself: the extended protocol takes no more, as poolers and divided servers ask for it. */
  async executeOne(text: string): Promise<void> {
    await this.#ask({ text, queryMode: 'extended' } as QueryConfig);
  }

  lastIds(): Promise<Map<EntityName, number>> {
    return largestIds(this, sql`select entity as name, id from last_id`);
  }

  async indexAll(changes: readonly WordsChange[]): Promise<void> {
    const gone = changes.filter(({ before }) => before !== null);
    if (gone.length > 0) {
      this.#send({
        text: `delete from search using unnest($1::smallint[], $2::bigint[]) as gone (place, id)
          where search.place = gone.place and search.id = gone.id`,
        values: [gone.map(({ entity }) => entityNumber(entity)), gone.map(({ id }) => id)],
      });
    }
    // of two changes of a record the later one counts
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
    for (const [place, entity] of entityNames.entries()) {
      for await (const records of wordsOf(this, entity)) {
        for (const _ of records) checked();
        stale.push(...(await this.#otherWords(place, entity, records)));
      }
      const left = await this.rows<{ id: string }>(sql`select distinct cast(id as text) as id from search
        where place = ${place}::smallint and not exists (select 1 from ${raw(entity)} e where e.id = search.id) order by id`);
      stale.push(...left.map(({ id }) => staleWords(entity, id)));
    }
    const others = await this.rows<{ id: string }>(sql`select distinct cast(id as text) as id from search
      where place < 0 or place >= ${entityNames.length} order by id`);
    stale.push(...others.map(({ id }) => staleWords(undefined, id)));
    return stale;
  }

  /** Of some records those of which the index has other words. */
  async #otherWords(place: number, entity: EntityName, records: ReadonlyMap<number, SearchWords>): Promise<string[]> {
    const rows = [...records].flatMap(([id, words]) => searchRows(id, words));
    const [ids, parts] = [rows.map(({ id }) => id), rows.map(({ part }) => part)];
    const [long, vectors] = [rows.map((row) => row.long), rows.map(({ words }) => words)];
    const other = await this.rows<{ id: number }>(sql`
      select distinct coalesce(kept.id, now.id) as id
        from (select * from search where place = ${place}::smallint and id = any(${[...records.keys()]}::bigint[])) as kept
          full join unnest(${ids}::bigint[], ${parts}::smallint[], ${long}::boolean[], ${vectors}::text[])
            as now (id, part, long, words)
            on now.id = kept.id and now.part = kept.part
        where kept.words is distinct from now.words::tsvector or kept.long is distinct from now.long order by 1`);
    return other.map(({ id }) => staleWords(entity, id));
  }

  /**
   * Begins a write as soon as no other one is going on. Each of its requests sees what others wrote before it began. The plan
   * of a request that was prepared while a table was empty is kept: it has to be right for a full one.
   */
  #beginWrite(waiting: () => void): void {
    // its request stays in the server's queue: asked again, it would be behind those that came later
    const notice = setTimeout(waiting, waitNoticeDelay);
    const begun = this.#request({
      text: `begin isolation level read committed read write; set local lock_timeout = ${maxWait};
        set local enable_seqscan to off; ${writeLock(this.#server.schema, this.version)};
        select schema, session_user::text as role from ${this.#server.schema}.register`,
    }).finally(() => clearTimeout(notice));
    this.#later(begun.then((results) => this.#checkBegun(results as unknown as QueryResult<BegunRow>[])));
  }

  #checkBegun(results: readonly QueryResult<BegunRow>[]): void {
    const [row] = results.at(-1)?.rows ?? [];
    this.#role = row?.role ?? null;
    // it may have been migrated since it was opened
    refuseNewer(row?.schema ?? 0, this.#server.shown);
  }

  /** A text that is run a second time is prepared, under a name. */
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

  /** Makes a request that is answered while others are made; if it fails, the next one that is waited for fails with it. */
  #send(query: QueryConfig): void {
    this.#later(this.#request(query));
  }

  #later(answer: Promise<unknown>): void {
    answer.catch(() => undefined);
    this.#unanswered.add(answer);
  }

  /** Waits for what was sent; of what fails, all who wait for it are told the first. */
  async #answers(): Promise<void> {
    const sent = [...this.#unanswered];
    this.#unansweredRows = 0;
    // not Promise.all: a request after the one that failed may be rejected before it
    const answers = await Promise.allSettled(sent);
    for (const answer of sent) this.#unanswered.delete(answer);
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  }

  /** Makes a request and waits for its answer, which comes after those to all that was sent before. */
  async #ask(query: QueryConfig): Promise<QueryResult> {
    const answer = this.#request(query);
    answer.catch(() => undefined);
    await this.#answers();
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

/** What the begin of a write tells. */
interface BegunRow {
  readonly schema: number;
  readonly role: string;
}

const reading: QueryConfig = { text: 'begin isolation level repeatable read read only' };

/** The most statements that are prepared. */
const maxPrepared = 500;
