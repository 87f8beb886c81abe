import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { own } from '../../domain/own';
import { type Column, columnOf, type EntityName, entities } from '../../domain/schema';
import type { Dialect } from '../../store/store';
import { unknownColumn } from './columns';

/** What is known of a list to sort it. */
export interface SortedList {
  readonly entity: EntityName;
  readonly id: Sql;
  /** The SQL of every column that is one value; parts are attached to the rows. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** Newest first, or as the entity is read; the last of it tells all records apart. */
  readonly order: Sql | ((dialect: Dialect) => Sql);
  /** The same order by expressions: of rows that are equal in a text. For columns SQLite walks an index that begins with them. */
  readonly ties?: Sql;
  /** What a column is sorted by, one after the other, in place of its value: never empty. */
  readonly sorts?: Readonly<Record<string, readonly [Sql, ...Sql[]]>>;
}

/** A text in natural order: domain/order.ts. */
export const naturally = (dialect: Dialect, text: Sql, direction = raw('asc nulls last')): Sql =>
  sql`${dialect.orderKey(text)} ${direction}, ${text} ${direction}`;

/** How the rows of a list are sorted. */
interface Sorted {
  readonly order: Sql;
  /** Precedes the query. */
  readonly first: Sql;
  /** Chooses the rows within the limit, where that is faster than to leave it to the engine. */
  readonly condition: Sql;
}

/** The order of the rows that are `chosen` from a list. */
export function sorted(
  dialect: Dialect,
  list: SortedList,
  { sort = [], limit = null }: { readonly sort?: readonly string[]; readonly limit?: number | null },
  chosen: Sql,
): Sorted {
  const terms = sort.map((term) => sortTerm(list, term));
  const order = orderOf(dialect, list, terms);
  const [term] = terms;
  if (limit === null || limit > mostNearest || !term?.isText) return { order, first: empty, condition: empty };
  const { values, descending } = term;
  return {
    order,
    first: sql`with bound as materialized (${boundOf(dialect, values[0], descending, chosen, limit)})`,
    condition: sql`and ${list.id} in (
      select ${list.id} ${chosen} and ${dialect.isWithin(values[0], sql`(select key from bound)`, descending)}
        order by ${order} limit ${limit})`,
  };
}

/** Up to this limit, so many rows for each one of it are looked at for a bound. */
const mostNearest = 400;
const sampledEach = 50;

/**
 * The key of a text that no text within the limit is beyond: the last within it of some rows. To see that a text is beyond it
 * takes a tenth of the time of its key.
 */
function boundOf(dialect: Dialect, text: Sql, descending: boolean, chosen: Sql, limit: number): Sql {
  return sql`select key from (
      select ${dialect.orderKey(text)} as key ${chosen} and ${text} is not null limit ${limit * sampledEach}) as sampled
    order by key ${raw(descending ? 'desc' : 'asc')} limit 1 offset ${limit - 1}`;
}

/** A term of a sort. */
interface SortTerm {
  readonly values: readonly [Sql, ...Sql[]];
  /** Whether the first value is a text, sorted in natural order. */
  readonly isText: boolean;
  readonly neverEmpty: boolean;
  readonly descending: boolean;
}

/** The types of columns that are texts; the natural order of dates, periods and the vocabulary is that of their characters. */
const textTypes: ReadonlySet<Column['type']> = new Set([
  'line',
  'text',
  'list',
  'code',
  'number',
  'ref',
  'reference',
] as const);

function sortTerm(list: SortedList, term: string): SortTerm {
  const name = term.replace(/^-/, '');
  const value = own(list.columns, name);
  if (value === undefined) throw unknownColumn('sort by', name, Object.keys(list.columns));
  const { type, computed } = columnOf(entities[list.entity], name);
  const sorts = own(list.sorts ?? {}, name);
  return {
    values: sorts ?? [value],
    isText: textTypes.has(type) && !(type === 'line' && computed),
    neverEmpty: sorts !== undefined,
    descending: term.startsWith('-'),
  };
}

function orderOf(dialect: Dialect, { order, ties }: SortedList, terms: readonly SortTerm[]): Sql {
  const sorted = terms.flatMap(({ values: [first, ...more], isText, neverEmpty, descending }) => {
    // SQLite reads from no index what is to have its nulls last
    const direction = raw((descending ? 'desc' : 'asc') + (neverEmpty ? '' : ' nulls last'));
    const one = isText ? naturally(dialect, first, direction) : sql`${first} ${direction}`;
    return [one, ...more.map((value) => sql`${value} ${direction}`)];
  });
  const rest = typeof order === 'function' ? order(dialect) : order;
  return join([...sorted, terms.some(({ isText }) => isText) ? (ties ?? rest) : rest]);
}
