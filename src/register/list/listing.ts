import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import type { ColumnsOf } from '../../domain/record';
import type { Row, RowValue } from '../../domain/row';
import { type Column, columnOf, type EntityName, entities, isPart, isStored, storedName } from '../../domain/schema';
import { storedList } from '../../store/statements';
import type { LinesByMeeting, Reader } from '../../store/store';
import { type SortedList, sorted } from './order';

/** A row of a list: the requested columns by name, and the record's id. */
export type ListRow = Record<string, RowValue> & { readonly id: number };

/** The SQL of a column that is aggregated from several rows: as JSON, and as text for CSV. */
export interface ListedPart {
  readonly json: Sql;
  text(quoted: (column: Sql) => Sql): Sql;
}

/** How an entity is listed: where its columns come from, and their order. */
export interface Listing extends SortedList {
  /** The alias of the entity's table in the SQL. */
  readonly alias: string;
  /** The SQL from FROM to the join conditions in WHERE; filters are appended with AND. */
  readonly from: Sql;
  /** The columns that are aggregated from several rows. */
  readonly parts?: Readonly<Record<string, ListedPart>>;
  /** The columns of the meeting, if the order begins with that of the meetings. */
  readonly byMeeting?: Pick<LinesByMeeting, 'day' | 'meeting' | 'meetings'>;
}

/** The columns whose values are not in the entity's own table. */
type Elsewhere<E extends EntityName> = Extract<
  ColumnsOf<E>,
  { computed: true } | { unstored: true } | { type: 'reference' }
>['name'];

/** What the list of an entity does not get from the schema. */
export type ListingParts<E extends EntityName> = Omit<Listing, 'entity' | 'alias' | 'id' | 'columns'> & {
  /** "e" unless given. */
  readonly alias?: string;
  /** The default is the id of the entity's table. */
  readonly id?: Sql;
  /** The SQL for references and computed columns, and for values shown instead of stored ones. */
  readonly columns: { readonly [Name in Elsewhere<E>]: Sql } & { readonly [Name in ColumnsOf<E>['name']]?: Sql };
};

/** How an entity is listed: columns with a single value are read from its table, in the order of the schema. */
export function listingOf<E extends EntityName>(
  entity: E,
  { alias = 'e', id = raw(`${alias}.id`), columns, ...rest }: ListingParts<E>,
): Listing {
  const given: Readonly<Record<string, Sql | undefined>> = columns;
  const values = entities[entity].columns.flatMap((column) => {
    const stored = isStored(column) && !isPart(column) ? raw(`${alias}.${storedName(column)}`) : undefined;
    const value = given[column.name] ?? stored;
    return value === undefined ? [] : [[column.name, value] as const];
  });
  return { entity, alias, id, columns: Object.fromEntries(values), ...rest };
}

/** A list and the conditions of its filters. */
export interface Filtered {
  readonly listing: Listing;
  readonly where: readonly Sql[];
  /** Notes for the user about the filters, such as that a name is not on record. */
  readonly notes?: readonly string[];
}

/** The day as of which statuses are shown; if it was requested, later decisions are hidden. */
export interface AsOf {
  readonly day: string;
  readonly isRequested: boolean;
}

export interface ListRequest {
  /** All if none are given. */
  readonly columns?: readonly string[];
  readonly where?: readonly Sql[];
  /** Columns to sort by; `-` before one reverses it. If empty, the list's own order. */
  readonly sort?: readonly string[];
  /** The maximum number of rows; null for all. */
  readonly limit?: number | null;
}

/** The number of rows that are read at a time. */
const batchSize = 500;

/** A list's rows in batches, in constant memory; each row has the `extra` values in addition to its columns. */
export async function* list(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  extra: readonly { readonly name: string; readonly value: Sql }[] = [],
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
    ...extra,
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

/** The requested columns of a list. */
export function columnsOf({ entity }: Listing, { columns }: ListRequest): readonly Column[] {
  return columns?.map((name) => columnOf(entities[entity], name)) ?? entities[entity].columns;
}

/** The number of rows of a list, counted up to `most`. */
export async function count(reader: Reader, listing: Listing, where: readonly Sql[], most: number): Promise<number> {
  const [row] = await reader.rows<{ number: number }>(sql`select count(*) as number from (
    select 1 as one ${listing.from} ${conditions(where)} limit ${most}) as counted`);
  return Number(row?.number ?? 0);
}

/** All rows of a list at once, for lists that are known to be short. */
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

/** The maximum number of conditions of a list: engines allow a thousand, including nested ones. */
const maxConditions = 50;

/** Conditions to append to those of a list's joins. */
export function conditions(where: readonly Sql[] = []): Sql {
  if (where.length > maxConditions) {
    const advice = 'put values of one filter together, with commas';
    throw new Problem('usage', `more than ${maxConditions} filters at once`, advice);
  }
  return where.length === 0 ? empty : sql`and ${join([...where], ' and ')}`;
}
