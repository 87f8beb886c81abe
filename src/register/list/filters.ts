import sql, { join, raw, type Sql } from 'sql-template-tag';
import { firstYear, lastDay, lastYear, parsePartialDate } from '../../domain/date';
import { foldName } from '../../domain/fold';
import { didYouMean } from '../../domain/nearest';
import { Problem, readFlag } from '../../domain/problem';
import { type EntityName, entities, isStored, storedName } from '../../domain/schema';
import { parseStart } from '../../domain/span';
import { parseWord } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { Directory, isNamed } from '../directory';
import { find } from '../find';
import { findMeeting } from '../meeting/find';
import { type Alternatives, alternatives, type FilterValues } from './alternatives';
import { type AsOf, type Filtered, type Listing, type ListingParts, listingOf } from './listing';

/** The filters of all lists, as given by flags. */
export interface Filters {
  readonly action?: FilterValues;
  readonly body?: FilterValues;
  readonly chair?: FilterValues;
  readonly decision?: FilterValues;
  /** False for decisions without evidence: `--no-evidence`. */
  readonly evidence?: boolean;
  readonly inForce?: boolean;
  readonly instrument?: FilterValues;
  readonly item?: FilterValues;
  readonly kind?: FilterValues;
  readonly meeting?: FilterValues;
  readonly mode?: FilterValues;
  readonly overdue?: boolean;
  readonly party?: FilterValues;
  readonly place?: FilterValues;
  readonly reportsTo?: FilterValues;
  readonly responsible?: FilterValues;
  readonly role?: FilterValues;
  readonly standing?: FilterValues;
  readonly status?: FilterValues;
  readonly tag?: FilterValues;
  readonly text?: FilterValues;
  readonly to?: FilterValues;
  readonly year?: FilterValues;
  readonly since?: string;
  readonly until?: string;
}

/** Lists the records of an entity that match the filters; filters that the entity does not have are ignored. */
export type List = (reader: Reader, filters: Filters, asOf: AsOf) => Promise<Filtered>;

/** Conditions made by `excluding`. */
const exclusions = new WeakSet<Sql>();

/** Whether a condition excludes records. It leaves so many that no index is worth reading for it. */
export const isExclusion = (condition: Sql): boolean => exclusions.has(condition);

/** A condition: another one is false or null. */
function excluding(condition: Sql): Sql {
  const excluded = sql`(${condition}) is not true`;
  exclusions.add(excluded);
  return excluded;
}

/** The conditions for all uses of a flag; `conditionFor` makes the one for a list of alternatives. */
export async function filterBy(
  uses: FilterValues,
  conditionFor: (values: readonly string[]) => Sql | Promise<Sql>,
  parse: (use: string) => Alternatives[] = alternatives,
): Promise<Sql[]> {
  const where: Sql[] = [];
  for (const { values, isExcluded } of (uses ?? []).flatMap(parse)) {
    const condition = await conditionFor(values);
    where.push(isExcluded ? excluding(condition) : condition);
  }
  return where;
}

/** Conditions: for every use of a flag, an expression equals one of the alternatives. */
export function oneOf<Value extends string | number>(
  uses: FilterValues,
  expression: Sql,
  read: (text: string) => Value | Promise<Value>,
): Promise<Sql[]> {
  return filterBy(uses, async (values) => {
    const found = await Promise.all(values.map(read));
    return found.length === 1 ? sql`${expression} = ${found[0]}` : sql`${expression} in (${join(found)})`;
  });
}

/**
 * A condition: an expression equals one of some names, in any spelling on record that `foldName` considers equal.
 *
 * @param onRecord all values of the expression
 * @param keysOf the names by which a value on record is found; by default, the value itself
 */
export function isSpelled(
  expression: Sql,
  onRecord: readonly string[],
  names: readonly string[],
  keysOf = (text: string): readonly string[] => [text],
): Sql {
  const wanted = new Set(names.map(foldName));
  const found = onRecord.filter((spelling) => keysOf(spelling).some((key) => wanted.has(foldName(key))));
  return found.length === 0 ? sql`1 = 0` : sql`${expression} in (${join(found)})`;
}

/** A note for each name that is not on record, with the nearest ones that are: `no decision has the tag "enviroment"`. */
export function unknownNames(absence: string, onRecord: readonly string[], names: readonly string[]): string[] {
  const known = new Set(onRecord.map(foldName));
  const unknown = names.filter((name) => !known.has(foldName(name)));
  return unknown.map((name) => `${absence} "${name}"; ${didYouMean(name, onRecord)}`.replace(/; $|\s+$/, ''));
}

/** A condition: an id is that of one of the named records. */
export async function isRecord(values: FilterValues, reader: Reader, entity: EntityName, id: Sql): Promise<Sql[]> {
  if (values === undefined) return [];
  const directory = isNamed(entity) ? await Directory.load(reader, entity) : undefined;
  const named = async (text: string) =>
    // a meeting may also be named by an item or decision of it
    directory?.find(text) ?? (entity === 'meeting' ? findMeeting(reader, text) : find(reader, entity, text));
  return oneOf(values, id, async (text) => (await named(text)).id);
}

/** The conditions of filters named like stored columns: enumerations and references. */
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
    // within a meeting, an agenda item may be named by its number alone
    if (type !== 'reference' || column.entity === 'agenda_item') continue;
    where.push(...(await isRecord(values, reader, column.entity as EntityName, is)));
  }
  return where;
}

/** A list with no filters other than those of `columnConditions`. */
export function listOf<E extends EntityName>(entity: E, parts: ListingParts<E>): List {
  const listing = listingOf(entity, parts);
  return async (reader, filters) => ({ listing, where: await columnConditions(reader, filters, listing) });
}

/** The days from `--since` to `--until`, or of `--year`, as full dates; null where open. */
export interface DayRange {
  readonly from: string | null;
  readonly until: string | null;
}

/** Ranges of days, one of which must contain a day; if `isExcluded`, none of them may. */
interface DayRanges {
  readonly ranges: readonly DayRange[];
  readonly isExcluded: boolean;
}

/** The ranges of days that time filters ask for; a day must satisfy every group. */
export function dayRanges(filters: Filters, today: string): DayRanges[] {
  const groups: DayRanges[] = (filters.year ?? []).flatMap(alternatives).map(({ values, isExcluded }) => ({
    ranges: values.map((year) => readFlag('--year', () => yearRange(year))),
    isExcluded,
  }));
  const { since, until } = filters;
  if (since !== undefined || until !== undefined) {
    const from = since === undefined ? null : readFlag('--since', () => parseStart(since, today, today));
    const last = until === undefined ? null : readFlag('--until', () => lastDay(parsePartialDate(until, today)));
    if (from !== null && last !== null && from > last) throw sinceAfterUntil(from, last);
    groups.push({ ranges: [{ from, until: last }], isExcluded: false });
  }
  return groups;
}

/** The problem that a range of dates ends before it starts. */
export const sinceAfterUntil = (since: string, until: string): Problem =>
  new Problem('usage', `--since ${since} is later than --until ${until}`, 'give the earlier one with --since');

/** The days of a year or a range of years: `2022-2024`. */
function yearRange(text: string): DayRange {
  const [, first, last = first] = /^(\d{4})(?:\s*(?:-|–|\.\.)\s*(\d{4}))?$/.exec(text) ?? [];
  const advice = 'write a year like 2023, several as 2022,2023 or 2022-2024';
  if (first === undefined || last === undefined) throw new Problem('usage', `"${text}" is not a year`, advice);
  const far = [first, last].find((year) => Number(year) < firstYear || Number(year) > lastYear);
  if (far !== undefined) {
    throw new Problem('usage', `the year ${far} is not between ${firstYear} and ${lastYear}`, advice);
  }
  if (last < first) {
    throw new Problem('usage', `the years ${text} end before they start`, `write the earlier first: ${last}-${first}`);
  }
  return { from: `${first}-01-01`, until: `${last}-12-31` };
}

/** Conditions: a full date satisfies each group of ranges. */
export function inRanges(groups: readonly DayRanges[], expression: Sql): Sql[] {
  return groups.map(({ ranges, isExcluded }) => {
    const inRange = ranges.map(({ from, until }) => {
      const bounds = [];
      if (from !== null) bounds.push(sql`${expression} >= ${from}`);
      if (until !== null) bounds.push(sql`${expression} <= ${until}`);
      return sql`(${join(bounds, ' and ')})`;
    });
    const inside = sql`(${join(inRange, ' or ')})`;
    return isExcluded ? excluding(inside) : inside;
  });
}
