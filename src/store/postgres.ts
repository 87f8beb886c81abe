import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client, QueryConfig, QueryResult } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { type EntityName, entityNames, type SearchField } from '../domain/entities';
import { Problem } from '../domain/problem';
import type { SearchTerm } from '../domain/searchText';
import { staleWords, wordsOf } from './derived';
import type { Engine, SearchWords, Statement, WordsChange } from './engine';
import { isLost, isTransient, postgresProblem } from './postgresErrors';
import { searchVectors, termQuery } from './postgresSearch';
import { insertInto } from './statements';
import type { Dialect, Value } from './store';

/** How long a write waits for another writer, in milliseconds, and after how many it says so. */
const lockWait = 10_000;
const silentWait = 1_000;

/** From so many rows on COPY is faster than a statement for each. */
const copiedFrom = 10;

/** The lock that all who write to the register of a schema take: "cica" in ASCII, and the schema's name. */
export const writeLock = (schema: string): string => `select pg_advisory_xact_lock(1667852129, hashtext('${schema}'))`;

const placeOf = (entity: EntityName): number => entityNames.indexOf(entity);

const keepId = sql`insert into last_id (entity, id) values (${null}, ${null})
  on conflict (entity) do update set id = greatest(last_id.id, excluded.id)`;
const insertSearch = insertInto('search', ['place', 'id', 'part', 'long', 'words']);

/** A title's words weigh most, then those of the text, then the rest: for D, C, B, A. */
const weights = sql`'{0, 0.1, 0.3, 1}'::real[]`;

/**
 * Records (place, id, words) that have all the terms in the fields. Those of a long record may stand in several of its
 * rows: there each term is looked for by itself.
 */
function found(terms: readonly SearchTerm[], fields: readonly SearchField[], among: Sql): Sql {
  const queries = terms.map((term) => termQuery(term, fields));
  const once = sql`select place, id, words from search where words @@ ${tsquery(queries, '&')} ${among}`;
  if (terms.length === 1) return once;
  const each = queries.map((query) => sql`bool_or(words @@ ${query}::text::tsquery)`);
  return sql`${once} union all select place, id, null as words from search
    where long and words @@ ${tsquery(queries, '|')} ${among} group by place, id having ${join(each, ' and ')}`;
}

const tsquery = (queries: readonly string[], operator: '&' | '|'): Sql =>
  sql`${queries.map((query) => `(${query})`).join(operator)}::text::tsquery`;

const dialect: Dialect = {
  byIndex: () => empty,
  matching(terms, fields, entity): Sql {
    return sql`select id from (${found(terms, fields, sql`and place = ${placeOf(entity)}::smallint`)}) as matching`;
  },
  matches(terms, fields, entity, id): Sql {
    const among = sql`and place = ${placeOf(entity)}::smallint and id = ${id}`;
    return sql`exists (${found(terms, fields, among)})`;
  },
  ranked(terms, limit, among): Sql {
    const query = tsquery(
      terms.map((term) => termQuery(term, [])),
      '&',
    );
    return sql`select place, id from (
        select place, id, max(coalesce(ts_rank(${weights}, words, ${query}, 1), 0)) as rank from (
          select place, id, words from (${found(terms, [], empty)}) as hits
            order by id desc, place desc limit ${among}) as newest
          group by place, id) as ranked
      order by rank desc, id, place limit ${limit}`;
  },
  csvLine(values, delimiter): Sql {
    const sign = delimiter === '\t' ? '\\t' : delimiter;
    const texts = values.map(({ value, plain }) => {
      const text = sql`cast(${value} as text)`;
      const quoted = sql`'"' || replace(${text}, '"', '""') || '"'`;
      return plain
        ? sql`coalesce(${text}, '')`
        : sql`case when ${text} ~ ${`[${sign}"\\n\\r]`} then ${quoted} else coalesce(${text}, '') end`;
    });
    return join(texts, ` || E'${sign}' || `);
  },
  joinedLines: null,
  jsonLine(values): Sql {
    const members = values.map(
      ({ name, value }) => sql`${raw(`'"${name}":'`)} || coalesce(to_json(${value})::text, 'null')`,
    );
    return sql`'{' || ${join(members, " || ',' || ")} || '}'`;
  },
};

/** A value as COPY reads it in its text format (the server's manual: COPY, file formats). */
function copyText(value: Value | boolean | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return String(value).replace(/[\\\n\r\t]/g, (sign) => copyEscapes[sign] as string);
}
const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A query by its text: nothing that writes is one. */
function readOnly(query: Sql): Sql {
  const [, first = ''] = /^\s*(\w+)/.exec(query.text) ?? [];
  const words = /^(select|with)$/i.test(first) && !/\b(insert|update|delete|merge)\b/i.test(query.text);
  if (!words) throw new Error(`not a query: ${query.text}`);
  return query;
}

/** PostgreSQL under pg: one connection, its requests one after the other. */
export class PostgresEngine implements Engine {
  readonly dialect = dialect;
  readonly #client: Client;
  readonly #schema: string;
  readonly #place: string;
  #last: Promise<unknown> = Promise.resolve();
  #inTransaction = false;
  #asOne = false;
  /** Open cursors, and how many there ever were. */
  #cursors = 0;
  #names = 0;
  /** Texts that were asked once, and the names of those that were prepared when they came again. */
  readonly #prepared = new Map<string, string>();

  constructor(client: Client, schema: string, place: string) {
    this.#client = client;
    this.#schema = schema;
    this.#place = place;
  }

  /** One transaction of all that `work` does, also of the writes of stores on this engine. */
  async asOne(work: () => Promise<void>): Promise<void> {
    await this.execute('begin read write');
    this.#asOne = true;
    this.#inTransaction = true;
    try {
      await work();
      await this.execute('commit');
    } catch (error) {
      await this.execute('rollback').catch(() => undefined);
      throw error;
    } finally {
      this.#asOne = false;
      this.#inTransaction = false;
    }
  }

  async begin(kind: 'read' | 'write', waiting: () => void = () => undefined): Promise<void> {
    if (this.#asOne) return;
    if (kind === 'read') await this.#ask(reading);
    else await this.#beginWrite(waiting);
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    if (this.#asOne) return;
    this.#inTransaction = false;
    await this.execute('commit').catch((error: unknown) => {
      if (!isLost(error)) throw error;
      throw new Problem(
        'register',
        `the connection to ${this.#place} was lost while it was recorded`,
        '`cica log` shows whether it was; nothing half-written was kept',
      );
    });
  }

  async rollback(): Promise<void> {
    if (this.#asOne) return;
    this.#inTransaction = false;
    // where the connection is lost, the server takes back what was not committed
    await this.execute('rollback').catch(() => undefined);
  }

  async bytes(): Promise<number> {
    const [row] = await this.rows<{ bytes: number }>(sql`select sum(pg_total_relation_size(oid)) as bytes from pg_class
      where relkind = 'r' and relnamespace = to_regnamespace(current_schema()::text)`);
    return row?.bytes ?? 0;
  }

  async deferReferences(): Promise<void> {
    await this.execute('set constraints all deferred');
  }

  async countFrom(entity: EntityName, id: number): Promise<void> {
    await this.run(keepId, [entity, id]);
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#client.end();
  }

  isTransient(error: unknown): boolean {
    return isTransient(error);
  }

  problem(error: unknown): unknown {
    return postgresProblem(error, this.#place);
  }

  async rows<Row>(query: Sql): Promise<Row[]> {
    const { text, values } = readOnly(query);
    return (await this.#ask(this.#query(text, values))).rows as Row[];
  }

  async *batches<Row>(query: Sql, size: number): AsyncIterable<Row[]> {
    const { text, values } = readOnly(query);
    this.#names += 1;
    const name = `cursor_${this.#names}`;
    if (!this.#inTransaction && this.#cursors === 0) await this.#ask(reading);
    this.#cursors += 1;
    try {
      await this.#ask({ text: `declare ${name} no scroll cursor for ${text}`, values });
      const fetch = (): Promise<QueryResult> => this.#ask({ text: `fetch forward ${size} from ${name}` });
      for (let next = fetch(); ; ) {
        const { rows } = await next;
        // the server works on the next ones while these are used
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
      // after an error the transaction is over as it is
      await this.execute(last ? 'commit' : `close ${name}`).catch(() => undefined);
    }
  }

  async run(statement: Statement, values: readonly Value[]): Promise<Record<string, Value>[]> {
    return (await this.#ask(this.#query(statement.text, values))).rows as Record<string, Value>[];
  }

  async runAll({ text, into }: Statement, values: readonly (readonly Value[])[]): Promise<void> {
    if (into !== undefined && values.length >= copiedFrom) return this.#copy(into, values);
    for (const one of values) await this.#ask(this.#query(text, one));
  }

  /** Runs statements of a migration, or whatever has no values. */
  async execute(text: string): Promise<void> {
    await this.#ask({ text });
  }

  async lastId(entity: EntityName): Promise<number> {
    const [row] = await this.rows<{ id: number }>(sql`select greatest(
      (select max(id) from ${raw(entity)}), (select id from last_id where entity = ${entity}), 0) as id`);
    return row?.id ?? 0;
  }

  async indexAll(changes: readonly WordsChange[]): Promise<void> {
    const gone = changes.filter(({ before }) => before !== null);
    if (gone.length > 0) {
      await this.#ask({
        text: `delete from search using unnest($1::smallint[], $2::bigint[]) as gone (place, id)
          where search.place = gone.place and search.id = gone.id`,
        values: [gone.map(({ entity }) => placeOf(entity)), gone.map(({ id }) => id)],
      });
    }
    // of two changes of a record the later one counts
    const newest = new Map(changes.map((change) => [`${change.entity} ${change.id}`, change]));
    const rows: Value[][] = [];
    for (const { entity, id, after } of newest.values()) {
      if (after === null) continue;
      const vectors = searchVectors(after);
      for (const [part, words] of vectors.entries()) {
        rows.push([placeOf(entity), id, part, vectors.length > 1 ? 1 : 0, words]);
      }
    }
    await this.runAll(insertSearch, rows);
  }

  async clearIndex(): Promise<void> {
    await this.execute('truncate search');
  }

  async integrity(): Promise<string[]> {
    const schema = sql`(select oid from pg_namespace where nspname = current_schema())`;
    const told = await this.rows<{ finding: string }>(sql`
      select 'the index ' || c.relname || ' is not valid' as finding
        from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = ${schema} and not i.indisvalid
      union all select 'the constraint ' || conname || ' was not checked'
        from pg_constraint where connamespace = ${schema} and not convalidated
      union all select 'a trigger of ' || c.relname || ' is switched off: ' || t.tgname
        from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = ${schema} and t.tgenabled <> 'O'
      union all select 'there is a trigger that cica did not make: ' || t.tgname
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = ${schema} and not t.tgisinternal and t.tgname <> all(${triggers}::text[])
      union all select 'there is a view that cica did not make: ' || relname
        from pg_class where relnamespace = ${schema} and relkind in ('v', 'm')
      union all select 'the ' || name || ' is missing'
        from register, unnest(objects) as name where name <> all((${raw(objectNames)})::text[])
      union all select 'the trigger ' || name || ' is missing'
        from unnest(${triggers}::text[]) as name where not exists (
          select 1 from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = ${schema} and t.tgname = name)`);
    const findings = told.map(({ finding }) => finding);
    const keys = await this.rows<{ child: string; name: string; parent: string }>(sql`
      select c.relname as child, a.attname as name, p.relname as parent
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        where k.contype = 'f' and k.connamespace = ${schema} order by 1, 2`);
    for (const { child, name, parent } of keys) {
      if (child === 'decision_status') continue; // made again from the records
      const [row] = await this.rows<{ number: number }>(sql`
        select count(*) as number from ${raw(child)} c where c.${raw(name)} is not null
          and not exists (select 1 from ${raw(parent)} p where p.id = c.${raw(name)})`);
      if (row?.number) findings.push(`${row.number} of ${child} refer to a ${parent} that is not there`);
    }
    return findings;
  }

  async staleWords(looked: () => void): Promise<string[]> {
    const stale: string[] = [];
    for (const [place, entity] of entityNames.entries()) {
      for await (const records of wordsOf(this, entity)) {
        for (const _ of records) looked();
        stale.push(...(await this.#otherWords(place, entity, records)));
      }
      const left = await this.rows<{ id: number }>(sql`select distinct id from search
        where place = ${place}::smallint and not exists (select 1 from ${raw(entity)} e where e.id = search.id) order by id`);
      stale.push(...left.map(({ id }) => staleWords(entity, id)));
    }
    return stale;
  }

  /** Of some records those of which the index has other words. */
  async #otherWords(place: number, entity: EntityName, records: ReadonlyMap<number, SearchWords>): Promise<string[]> {
    const ids: number[] = [];
    const parts: number[] = [];
    const vectors: string[] = [];
    for (const [id, words] of records) {
      for (const [part, vector] of searchVectors(words).entries()) {
        ids.push(id);
        parts.push(part);
        vectors.push(vector);
      }
    }
    const other = await this.rows<{ id: number }>(sql`
      select distinct coalesce(kept.id, now.id) as id
        from (select * from search where place = ${place}::smallint and id = any(${[...records.keys()]}::bigint[])) as kept
          full join unnest(${ids}::bigint[], ${parts}::smallint[], ${vectors}::text[]) as now (id, part, words)
            on now.id = kept.id and now.part = kept.part
        where kept.words is distinct from now.words::tsvector order by 1`);
    return other.map(({ id }) => staleWords(entity, id));
  }

  /**
   * Begins a write as soon as no other one is going on. Each of its requests sees what others wrote before it began. The plan
   * of a request that was prepared while a table was empty is kept: it has to be right for a full one.
   */
  async #beginWrite(waiting: () => void): Promise<void> {
    const begin = (wait: number): Promise<unknown> =>
      this.execute(`begin isolation level read committed read write; set local lock_timeout = ${wait};
        set local enable_seqscan to off; ${writeLock(this.#schema)}; set local lock_timeout = ${lockWait}`);
    try {
      await begin(silentWait);
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03') throw error;
      await this.execute('rollback');
      waiting();
      await begin(lockWait - silentWait);
    }
  }

  /** A text that comes again is prepared, under a name. */
  #query(text: string, values: readonly unknown[]): QueryConfig {
    const name = this.#prepared.get(text);
    if (name) return { name, text, values: [...values] };
    if (name === '') {
      this.#names += 1;
      this.#prepared.set(text, `cica_${this.#names}`);
      return this.#query(text, values);
    }
    if (this.#prepared.size < mostPrepared) this.#prepared.set(text, '');
    return { text, values: [...values] };
  }

  #ask(query: QueryConfig): Promise<QueryResult> {
    return this.#inOrder(() => this.#client.query(query));
  }

  async #copy({ table, columns }: NonNullable<Statement['into']>, rows: readonly (readonly Value[])[]): Promise<void> {
    const text = rows.map((row) => `${row.map(copyText).join('\t')}\n`).join('');
    await this.#inOrder(() =>
      pipeline(
        Readable.from([Buffer.from(text)]),
        this.#client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)),
      ),
    );
  }

  #inOrder<T>(request: () => Promise<T>): Promise<T> {
    const done = this.#last.then(request);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

const reading: QueryConfig = { text: 'begin isolation level repeatable read read only' };

/** So many texts are prepared at most. */
const mostPrepared = 500;

/** A query of the names of a register's indexes and constraints; from 18 on a column that is never null has one too. */
export const objectNames = `select array_agg(name order by name) from (
  select 'index ' || relname as name from pg_class
    where relkind = 'i' and relnamespace = to_regnamespace(current_schema()::text)
  union all select 'constraint ' || conname from pg_constraint
    where contype <> 'n' and connamespace = to_regnamespace(current_schema()::text)) as objects`;

/** The triggers that a register has: the first migration says what they do. */
const triggers = ['history_only_added_to', ...entityNames.map((name) => `${name}_last_id`)];
