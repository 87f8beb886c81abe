import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { ownValue } from '../../domain/ownValue';
import { type Column, columnOf, type EntityName, entities } from '../../domain/schema';
import type { Dialect } from '../../store/store';
import { unknownColumn } from './columns';

/** What sorting needs to know about a list. */
export interface SortedList {
  readonly entity: EntityName;
  readonly id: Sql;
  /** The SQL of every column that is one value; parts are attached to the rows. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** The default order. Its last term is unique, so that the order is total. */
  readonly order: Sql | ((dialect: Dialect) => Sql);
  /** The default order written with expressions, for rows with equal texts: given columns, SQLite would walk their index. */
  readonly ties?: Sql;
  /** For some columns, the expressions to sort by instead of the value; they are never null. */
  readonly sorts?: Readonly<Record<string, readonly [Sql, ...Sql[]]>>;
  /** For some columns with a date, another date that they follow. */
  readonly follows?: Readonly<Record<string, FollowedDate>>;
}

/** A date that begins the default order and that another date follows at once, or up to some days later. */
interface FollowedDate {
  readonly date: Sql;
  readonly days: number;
}

/** The terms of ORDER BY that sort a text in natural order (domain/order.ts). */
export const naturally = (dialect: Dialect, text: Sql, direction = raw('asc nulls last')): Sql =>
  sql`${dialect.orderKey(text)} ${direction}, ${text} ${direction}`;

/** The parts of a query that sort its rows. */
interface Sorted {
  readonly order: Sql;
  /** Precedes the query. */
  readonly first: Sql;
  /** Preselects the rows within the limit, where that is faster than leaving it to the engine. */
  readonly condition: Sql;
}

/** Sorts the rows of a list; `chosen` is their FROM and WHERE. */
export function sorted(
  dialect: Dialect,
  list: SortedList,
  { sort = [], limit = null }: { readonly sort?: readonly string[]; readonly limit?: number | null },
  chosen: Sql,
): Sorted {
  const terms = sort.map((term) => sortTerm(list, term));
  const order = orderOf(dialect, list, terms);
  const [term] = terms;
  if (term === undefined || limit === null) return { order, first: empty, condition: empty };
  const { values, descending, follows } = term;
  if (follows !== undefined) {
    const { date, days } = follows;
    const bound = sql`(select key from bound)`;
    return {
      order,
      first: sql`with bound as materialized (${boundOfDates(values[0], date, descending, chosen, limit)})`,
      condition: descending
        ? sql`and ${values[0]} >= ${bound} and ${date} >= ${dialect.daysBefore(bound, days)}`
        : sql`and ${values[0]} <= ${bound} and ${date} <= ${bound}`,
    };
  }
  // the columns are read only for the rows within the limit
  const isBounded = term.isText && limit <= maxBoundedLimit;
  const within = sql`and ${dialect.isWithin(values[0], sql`(select key from bound)`, descending)}`;
  return {
    order,
    first: isBounded
      ? sql`with bound as materialized (${boundOf(dialect, values[0], descending, chosen, limit)})`
      : empty,
    condition: sql`and ${list.id} in (
      select ${list.id} ${chosen} ${isBounded ? within : empty} order by ${order} limit ${limit})`,
  };
}

/** Up to this limit, a bound is computed, from a sample of this many rows for each row of the limit. */
const maxBoundedLimit = 400;
const sampleFactor = 50;

/**
 * A bound for the keys of texts within the limit: the last key within the limit among a sample of rows. Comparing a text with
 * the bound takes a tenth of the time that computing its key does.
 */
function boundOf(dialect: Dialect, text: Sql, descending: boolean, chosen: Sql, limit: number): Sql {
  return sql`select key from (
      select ${dialect.orderKey(text)} as key ${chosen} and ${text} is not null limit ${limit * sampleFactor}) as sampled
    order by key ${raw(descending ? 'desc' : 'asc')} limit 1 offset ${limit - 1}`;
}

/**
 * A bound for the dates within the limit, which follow another date closely: the last of those that the index of that other date
 * finds first. All within the limit are among the rows whose other date is not beyond it.
 */
function boundOfDates(value: Sql, date: Sql, descending: boolean, chosen: Sql, limit: number): Sql {
  return sql`select ${raw(descending ? 'min' : 'max')}(key) as key from (
    select ${value} as key ${chosen} order by ${date} ${raw(descending ? 'desc' : 'asc')} limit ${limit}) as first_dates`;
}

interface SortTerm {
  readonly values: readonly [Sql, ...Sql[]];
  /** Whether the first value is a text, sorted in natural order. */
  readonly isText: boolean;
  readonly neverEmpty: boolean;
  readonly descending: boolean;
  readonly follows: FollowedDate | undefined;
}

/** The types of columns sorted in natural order; dates, periods and words of the vocabulary sort by their characters. */
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
  const value = ownValue(list.columns, name);
  if (value === undefined) throw unknownColumn('sort by', name, Object.keys(list.columns));
  const { type, computed } = columnOf(entities[list.entity], name);
  const sorts = ownValue(list.sorts ?? {}, name);
  return {
    values: sorts ?? [value],
    isText: textTypes.has(type) && !(type === 'line' && computed),
    neverEmpty: sorts !== undefined,
    descending: term.startsWith('-'),
    follows: ownValue(list.follows ?? {}, name),
  };
}

function orderOf(dialect: Dialect, { order, ties }: SortedList, terms: readonly SortTerm[]): Sql {
  const sorted = terms.flatMap(({ values: [first, ...more], isText, neverEmpty, descending }) => {
    // SQLite uses no index for an order with nulls last
    const direction = raw((descending ? 'desc' : 'asc') + (neverEmpty ? '' : ' nulls last'));
    const one = isText ? naturally(dialect, first, direction) : sql`${first} ${direction}`;
    return [one, ...more.map((value) => sql`${value} ${direction}`)];
  });
  const rest = typeof order === 'function' ? order(dialect) : order;
  return join([...sorted, terms.some(({ isText }) => isText) ? (ties ?? rest) : rest]);
}
