import sql, { join, raw, type Sql } from 'sql-template-tag';
import { lastDay, parsePartialDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { type EntityName, entities, isStored, storedName } from '../../domain/schema';
import { parseStart } from '../../domain/span';
import { withCommas } from '../../domain/text';
import { parseWord } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { Directory, isNamed } from '../directory';
import { find } from '../find';
import { findMeeting } from '../meeting/find';
import { type AsOf, type Filtered, type Listing, type ListingParts, listingOf } from './listing';

/** The values of one flag, each "or" with commas; several times the flag is "and". */
export type FilterValues = readonly string[] | undefined;

/** The filters of all lists, as cica takes them; every text is read as its flag says. */
export interface Filters {
  readonly action?: FilterValues;
  readonly body?: FilterValues;
  readonly decision?: FilterValues;
  readonly inForce?: boolean;
  readonly instrument?: FilterValues;
  readonly item?: FilterValues;
  readonly kind?: FilterValues;
  readonly meeting?: FilterValues;
  readonly mode?: FilterValues;
  readonly overdue?: boolean;
  readonly party?: FilterValues;
  readonly reportsTo?: FilterValues;
  readonly responsible?: FilterValues;
  readonly standing?: FilterValues;
  readonly status?: FilterValues;
  readonly tag?: FilterValues;
  readonly text?: FilterValues;
  readonly to?: FilterValues;
  readonly year?: FilterValues;
  readonly since?: string;
  readonly until?: string;
}

/** Lists an entity: its records that pass those of the filters that it has. */
export type List = (reader: Reader, filters: Filters, asOf: AsOf) => Promise<Filtered>;

/** The most alternatives of one filter; what engines take of all filters together is some tens of thousands. */
const mostAlternatives = 200;

/**
 * The alternatives of one use of a flag.
 *
 * @throws Problem `usage` for none, or more than `mostAlternatives`.
 */
export function alternatives(value: string): string[] {
  const found = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (found.length === 0) throw new Problem('usage', 'a filter without a value', 'give one, or leave the filter out');
  if (found.length > mostAlternatives) {
    throw new Problem(
      'usage',
      `a filter with ${withCommas(found.length)} values; the limit is ${mostAlternatives}`,
      'ask for fewer at a time',
    );
  }
  return found;
}

/** Where an expression is one of the alternatives, for every use of a flag. */
export async function oneOf<Value extends string | number>(
  values: FilterValues,
  expression: Sql,
  read: (text: string) => Value | Promise<Value>,
): Promise<Sql[]> {
  const where: Sql[] = [];
  for (const value of values ?? []) {
    const found = await Promise.all(alternatives(value).map(read));
    where.push(found.length === 1 ? sql`${expression} = ${found[0]}` : sql`${expression} in (${join(found)})`);
  }
  return where;
}

/** Where an id is that of one of the records named. */
export async function isRecord(values: FilterValues, reader: Reader, entity: EntityName, id: Sql): Promise<Sql[]> {
  if (values === undefined) return [];
  const directory = isNamed(entity) ? await Directory.load(reader, entity) : undefined;
  const named = async (text: string) =>
    // a meeting may also be named by what stands under it
    directory?.find(text) ?? (entity === 'meeting' ? findMeeting(reader, text) : find(reader, entity, text));
  return oneOf(values, id, async (text) => (await named(text)).id);
}

/** The conditions of the filters that are named as the flags of stored columns are: enumerations and references. */
export async function columnConditions(
  reader: Reader,
  filters: Filters,
  { entity, alias }: Pick<Listing, 'entity' | 'alias'>,
): Promise<Sql[]> {
  const where: Sql[] = [];
  for (const column of entities[entity].columns.filter(isStored)) {
    const { name, type, flag = name, values: words = [] } = column;
    const filter = flag.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase());
    const values = (filters as Readonly<Record<string, FilterValues>>)[filter];
    const is = raw(`${alias}.${storedName(column)}`);
    if (type === 'enum') where.push(...(await oneOf(values, is, (text) => parseWord(words, name, text))));
    // an agenda item may be named by its number alone, in a meeting
    if (type !== 'reference' || column.entity === 'agenda_item') continue;
    where.push(...(await isRecord(values, reader, column.entity as EntityName, is)));
  }
  return where;
}

/** A list whose filters are all those of `columnConditions`. */
export function listOf<E extends EntityName>(entity: E, parts: ListingParts<E>): List {
  const listing = listingOf(entity, parts);
  return async (reader, filters) => ({ listing, where: await columnConditions(reader, filters, listing) });
}

/** The days from `--since` to `--until`, or of `--year`, as full dates; null where open. */
export interface DayRange {
  readonly from: string | null;
  readonly until: string | null;
}

/** The ranges of days that time filters allow: one or another of each group, all groups. */
export function dayRanges(filters: Filters, today: string): DayRange[][] {
  const groups: DayRange[][] = (filters.year ?? []).map((value) =>
    alternatives(value).map((year) => {
      if (!/^\d{4}$/.test(year))
        throw new Problem('usage', `"${year}" is not a year`, 'write it like 2023, several as 2022,2023');
      return { from: `${year}-01-01`, until: `${year}-12-31` };
    }),
  );
  const { since, until } = filters;
  if (since !== undefined || until !== undefined) {
    groups.push([
      {
        from: since === undefined ? null : parseStart(since, today, today),
        until: until === undefined ? null : lastDay(parsePartialDate(until, today)),
      },
    ]);
  }
  return groups;
}

/** Where a full date lies in the ranges. */
export function inRanges(groups: readonly DayRange[][], expression: Sql): Sql[] {
  return groups.map((group) => {
    const ranges = group.map(({ from, until }) => {
      const bounds = [];
      if (from !== null) bounds.push(sql`${expression} >= ${from}`);
      if (until !== null) bounds.push(sql`${expression} <= ${until}`);
      return sql`(${join(bounds, ' and ')})`;
    });
    return sql`(${join(ranges, ' or ')})`;
  });
}
