import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { own } from '../../domain/own';
import { Problem } from '../../domain/problem';
import type { RowValue } from '../../domain/row';
import { type Column, columnOf, type EntityName, entities } from '../../domain/schema';
import { storedList } from '../../store/statements';
import type { Reader } from '../../store/store';
import { attachParts } from '../decision/parts';
import { unknownColumn } from './columns';

/** A row of a list: the columns asked for, by name, and the record's id. */
export type Listed = Record<string, RowValue> & { readonly id: number };

/** How an entity is listed: where its columns come from, and their order. */
export interface Listing {
  readonly entity: EntityName;
  /** Everything from `from` on to the joins' conditions, which end in a WHERE that filters go on with AND. */
  readonly from: Sql;
  readonly id: Sql;
  /** The SQL of every column that is one value; parts are attached to the rows. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** Newest first, or as the entity is read. */
  readonly order: Sql;
  /** The columns of the order of which each row has others, by which the next page is found. */
  readonly keys?: readonly OrderKey[];
  /** What stands for a column when it is sorted by: never empty, and in an index. */
  readonly sorts?: Readonly<Record<string, Sql>>;
  /** The day that answers are shown for. */
  readonly day?: string;
}

interface OrderKey {
  readonly value: Sql;
  readonly descending: boolean;
}

/** A list and the conditions that its filters make. */
export interface Filtered {
  readonly listing: Listing;
  readonly where: readonly Sql[];
}

/** The day that statuses are shown for: a day asked for hides what was decided later. */
export interface AsOf {
  readonly day: string;
  readonly asked: boolean;
}

/** What a list is asked for. */
export interface ListRequest {
  /** All of them where none are named. */
  readonly columns?: readonly string[];
  readonly where?: readonly Sql[];
  /** Columns to sort by; `-` before one turns it round. Empty: the list's own order. */
  readonly sort?: readonly string[];
  /** The most rows; null for all. */
  readonly limit?: number | null;
}

/** So many rows are read at a time. */
const batchSize = 500;

/** A list's rows, a batch at a time, in constant memory. */
export async function* list(reader: Reader, listing: Listing, request: ListRequest): AsyncIterable<Listed[]> {
  const wanted = columnsOf(listing, request);
  const selected = wanted.filter(({ name }) => listing.columns[name] !== undefined);
  const parts = wanted.filter((column) => !selected.includes(column)).map(({ name }) => name);
  const lists = selected.filter(({ type }) => type === 'list');
  const values = selected.map(({ name }) => sql`${listing.columns[name]} as ${raw(`"${name}"`)}`);
  const query = sql`select ${join([sql`${listing.id} as id`, ...values])} ${tail(listing, request)}`;
  for await (const rows of reader.batches<Listed>(query, batchSize)) {
    for (const { name } of lists) for (const row of rows) row[name] = storedList(row[name] as string);
    await attachParts(reader, rows, parts, listing.day ?? '');
    yield rows;
  }
}

function columnsOf({ entity }: Listing, { columns }: ListRequest): readonly Column[] {
  return columns?.map((name) => columnOf(entities[entity], name)) ?? entities[entity].columns;
}

/** What a line of each format is made of by the engine. */
const delimiters: { readonly [format: string]: string } = { csv: ',', tsv: '\t' };

/** The types of columns whose texts never need quotes in CSV. */
const plainTypes: ReadonlySet<Column['type']> = new Set([
  ...(['ref', 'code', 'date', 'partial date', 'deadline', 'period', 'integer', 'enum', 'action'] as const),
]);

const isPlain = ({ type, entity }: Column): boolean =>
  plainTypes.has(type) || (type === 'reference' && entity !== 'agenda_item' && entity !== 'document');

/** Lines of a list in UTF-8, each with a line feed after it. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * The lines of a list in CSV, TSV or NDJSON, put together by the engine a page at a time, in half the time; the same
 * bytes as formats/ writes. Null for another format, another order, and where a column is put together from several rows.
 * A page is a query of its own: the reader has to be a snapshot.
 */
export function listLines(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  format: string,
): AsyncIterable<Lines> | null {
  const { keys } = listing;
  if (keys === undefined || (request.sort ?? []).length > 0) return null;
  const values: { name: string; value: Sql; plain: boolean }[] = [];
  for (const column of columnsOf(listing, request)) {
    const value = listing.columns[column.name];
    if (value === undefined || column.type === 'list') return null;
    values.push({ name: column.name, value, plain: isPlain(column) });
  }
  const delimiter = own(delimiters, format);
  if (values.length === 0 || (delimiter === undefined && format !== 'ndjson')) return null;
  const { dialect } = reader;
  const line = delimiter === undefined ? dialect.jsonLine(values) : dialect.csvLine(values, delimiter);
  if (dialect.joinedLines === null) return oneByOne(reader, sql`select ${line} as line ${tail(listing, request)}`);
  return pages(reader, listing, request, line, keys, dialect.joinedLines);
}

async function* oneByOne(reader: Reader, query: Sql): AsyncIterable<Lines> {
  for await (const rows of reader.batches<{ readonly line: string }>(query, batchSize)) {
    const text = rows.map(({ line }) => `${line}\n`).join('');
    yield { bytes: Buffer.from(text, 'utf8'), count: rows.length };
  }
}

async function* pages(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  line: Sql,
  keys: readonly OrderKey[],
  joined: Sql,
): AsyncIterable<Lines> {
  let after: Sql[] = [];
  for (let left = request.limit ?? Number.POSITIVE_INFINITY; left > 0; left -= batchSize) {
    const where = [...(request.where ?? []), ...after];
    const page = tail(listing, { ...request, where, limit: Math.min(left, batchSize) });
    const [lines] = await reader.rows<{ bytes: Uint8Array | null; count: number }>(
      sql`select ${joined} as bytes, count(*) as count from (select ${line} as line ${page}) as page`,
    );
    if (lines?.bytes) yield { bytes: lines.bytes, count: Number(lines.count) };
    if (Number(lines?.count) < batchSize) return;
    const values = join(keys.map(({ value }, place) => sql`${value} as ${raw(`key${place}`)}`));
    const [last] = await reader.rows<Record<string, string | number>>(
      sql`select ${values} ${tail(listing, { ...request, where, limit: 1 })} offset ${batchSize - 1}`,
    );
    if (last === undefined) return;
    after = [comesAfter(keys, Object.values(last))];
  }
}

/** Where a row comes after one of those keys: the first key bounds what the index has to read. */
function comesAfter(keys: readonly OrderKey[], values: readonly (string | number)[]): Sql {
  const beyond = (place: number): Sql =>
    keys[place]?.descending
      ? sql`${keys[place]?.value} < ${values[place]}`
      : sql`${keys[place]?.value} > ${values[place]}`;
  const equal = (place: number): Sql => sql`${keys[place]?.value} = ${values[place]}`;
  const cases = keys.map((_, place) =>
    join([...keys.slice(0, place).map((_key, at) => equal(at)), beyond(place)], ' and '),
  );
  const bound = keys[0]?.descending ? sql`<=` : sql`>=`;
  return sql`${keys[0]?.value} ${bound} ${values[0]} and (${join(cases, ' or ')})`;
}

/** How many rows a list has, counted to `most`. */
export async function count(reader: Reader, listing: Listing, where: readonly Sql[], most: number): Promise<number> {
  const [row] = await reader.rows<{ number: number }>(sql`select count(*) as number from (
    select 1 as one ${listing.from} ${conditions(where)} limit ${most}) as counted`);
  return Number(row?.number ?? 0);
}

/** All rows of a list at once: for what is known to be small. */
export async function listAll(reader: Reader, listing: Listing, request: ListRequest): Promise<Listed[]> {
  const rows: Listed[] = [];
  for await (const batch of list(reader, listing, request)) rows.push(...batch);
  return rows;
}

function tail(listing: Listing, { where = [], sort = [], limit = null }: ListRequest): Sql {
  return sql`${listing.from} ${conditions(where)}
  order by ${orderOf(listing, sort)} ${limit === null ? empty : sql`limit ${limit}`}`;
}

/** The most conditions of a list: engines take a thousand, with what each is made of. */
const mostConditions = 50;

function conditions(where: readonly Sql[]): Sql {
  if (where.length > mostConditions) {
    const advice = 'put values of one filter together, with commas';
    throw new Problem('usage', `more than ${mostConditions} filters at once`, advice);
  }
  return where.length === 0 ? empty : sql`and ${join([...where], ' and ')}`;
}

function orderOf(listing: Listing, sort: readonly string[]): Sql {
  if (sort.length === 0) return listing.order;
  const terms = sort.map((term) => {
    const name = term.replace(/^-/, '');
    const column = own(listing.columns, name);
    if (column === undefined) throw unknownColumn('sort by', name, Object.keys(listing.columns));
    const sorted = own(listing.sorts ?? {}, name);
    if (sorted !== undefined) return term.startsWith('-') ? sql`${sorted} desc` : sorted;
    return term.startsWith('-') ? sql`${column} desc nulls last` : sql`${column} asc nulls last`;
  });
  return join([...terms, listing.order]);
}
