import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import type { ColumnsOf } from '../../domain/record';
import type { Row, RowValue } from '../../domain/row';
import { type Column, columnOf, type EntityName, entities, isPart, isStored, storedName } from '../../domain/schema';
import { storedList } from '../../store/statements';
import type { Reader } from '../../store/store';
import { type SortedList, sorted } from './order';

/** A row of a list: the columns asked for, by name, and the record's id. */
export type ListRow = Record<string, RowValue> & { readonly id: number };

/** A column that is put together from several rows, in SQL: as JSON, and as CSV has it. */
export interface ListedPart {
  readonly json: Sql;
  text(quoted: (column: Sql) => Sql): Sql;
}

/** How an entity is listed: where its columns come from, and their order. */
export interface Listing extends SortedList {
  /** What the entity's table is called in the SQL. */
  readonly alias: string;
  /** Everything from `from` on to the joins' conditions, which end in a WHERE that filters go on with AND. */
  readonly from: Sql;
  /** The columns that are put together from several rows. */
  readonly parts?: Readonly<Record<string, ListedPart>>;
  /** The columns that the order begins with, and their names: rows in which they are equal follow each other. */
  readonly groups?: { readonly columns: Sql; readonly names: Sql };
}

/** The columns whose values are not in the entity's own table. */
type Elsewhere<E extends EntityName> = Extract<
  ColumnsOf<E>,
  { computed: true } | { unstored: true } | { type: 'reference' }
>['name'];

/** What an entity's list does not take from the schema. */
export type ListingParts<E extends EntityName> = Omit<Listing, 'entity' | 'alias' | 'id' | 'columns'> & {
  /** "e" unless given. */
  readonly alias?: string;
  /** The id of the entity's table unless given. */
  readonly id?: Sql;
  /** Where references and computed columns come from, and what is shown in place of a stored value. */
  readonly columns: { readonly [Name in Elsewhere<E>]: Sql } & { readonly [Name in ColumnsOf<E>['name']]?: Sql };
};

/** How an entity is listed: its columns that are one value, in the order of the schema, are read from its table. */
export function listingOf<E extends EntityName>(
  entity: E,
  { alias = 'e', id = raw(`${alias}.id`), columns, ...rest }: ListingParts<E>,
): Listing {
  const given: Readonly<Record<string, Sql | undefined>> = columns;
  const values = entities[entity].columns.flatMap((column) => {
    const own = isStored(column) && !isPart(column) ? raw(`${alias}.${storedName(column)}`) : undefined;
    const value = given[column.name] ?? own;
    return value === undefined ? [] : [[column.name, value] as const];
  });
  return { entity, alias, id, columns: Object.fromEntries(values), ...rest };
}

/** A list and the conditions that its filters make. */
export interface Filtered {
  readonly listing: Listing;
  readonly where: readonly Sql[];
  /** What to tell the user about the filters, such as that a name is not on record. */
  readonly notes?: readonly string[];
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

/** A list's rows, a batch at a time, in constant memory; each with `more` values, which are no columns. */
export async function* list(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  more: readonly { readonly name: string; readonly value: Sql }[] = [],
): AsyncIterable<ListRow[]> {
  const { where, limit = null } = request;
  const columns = columnsOf(listing, request);
  const parts = columns.flatMap(({ name }) => {
    const json = listing.parts?.[name]?.json;
    return json === undefined ? [] : [{ name, value: sql`cast(${json} as text)` }];
  });
  const single = columns.filter(({ name }) => listing.columns[name] !== undefined);
  const lists = single.filter(({ type }) => type === 'list');
  const values = [
    { name: 'id', value: listing.id },
    ...more,
    ...single.map(({ name }) => ({ name, value: listing.columns[name] })),
    ...parts,
  ];
  const chosen = sql`${listing.from} ${conditions(where)}`;
  const { first, condition, order } = sorted(reader.dialect, listing, request, chosen);
  const query = sql`${first} select ${join(values.map(({ name, value }) => sql`${value} as ${raw(`"${name}"`)}`))}
    ${chosen} ${condition} order by ${order} ${limit === null ? empty : sql`limit ${limit}`}`;
  for await (const rows of reader.batches<ListRow>(query, batchSize)) {
    for (const { name } of lists) for (const row of rows) row[name] = storedList(row[name] as string);
    for (const { name } of parts) for (const row of rows) row[name] = JSON.parse(row[name] as string) as RowValue;
    yield rows;
  }
}

/** The columns that a list is asked for. */
export function columnsOf({ entity }: Listing, { columns }: ListRequest): readonly Column[] {
  return columns?.map((name) => columnOf(entities[entity], name)) ?? entities[entity].columns;
}

/** How many rows a list has, counted to `most`. */
export async function count(reader: Reader, listing: Listing, where: readonly Sql[], most: number): Promise<number> {
  const [row] = await reader.rows<{ number: number }>(sql`select count(*) as number from (
    select 1 as one ${listing.from} ${conditions(where)} limit ${most}) as counted`);
  return Number(row?.number ?? 0);
}

/** All rows of a list at once: for what is known to be small. */
export async function listAll(reader: Reader, listing: Listing, request: ListRequest): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  for await (const batch of list(reader, listing, request)) rows.push(...batch);
  return rows;
}

/** All rows of a list at once, with only the requested columns: without the id. */
export async function listColumns(
  reader: Reader,
  listing: Listing,
  request: ListRequest & { readonly columns: readonly string[] },
): Promise<Row[]> {
  const rows = await listAll(reader, listing, request);
  return rows.map((row) => Object.fromEntries(request.columns.map((name) => [name, row[name] ?? null])));
}

/** The most conditions of a list: engines take a thousand, with what each is made of. */
const maxConditions = 50;

/** Conditions after those of a list's joins. */
export function conditions(where: readonly Sql[] = []): Sql {
  if (where.length > maxConditions) {
    const advice = 'put values of one filter together, with commas';
    throw new Problem('usage', `more than ${maxConditions} filters at once`, advice);
  }
  return where.length === 0 ? empty : sql`and ${join([...where], ' and ')}`;
}
