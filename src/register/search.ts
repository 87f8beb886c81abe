import sql, { join } from 'sql-template-tag';
import { parseMeetingReference, parseReference } from '../domain/reference';
import { formatValue, type Row, type RowValue } from '../domain/row';
import { type Column, type EntityName, entities, entityNames } from '../domain/schema';
import { matches, type SearchTerm, searchTerms, type TextRange } from '../domain/searchText';
import { graphemeStart } from '../domain/text';
import type { Reader, SearchScope } from '../store/store';
import { nothingToSearch } from './decision/partConditions';
import { type ListRow, listAll } from './list/listing';
import { lists } from './list/lists';

/** A record that matches a search. */
export interface Hit {
  readonly entity: EntityName;
  readonly ref: string;
  readonly date: string | null;
  /** The title, or the name. */
  readonly title: string;
  /** The column in which the words are shown. */
  readonly field: string;
  /** An excerpt of that column around the first of the words. */
  readonly excerpt: string;
  /** The words in the excerpt. */
  readonly marks: readonly TextRange[];
}

const batchSize = 500;

/** The approximate number of characters of an excerpt before and after the first match. */
const contextLength = 60;

/** The maximum number of records to rank, the newest ones: this halves the time of a search in a million. */
export const rankedAtMost = 5_000;

export interface SearchOptions {
  readonly limit: number | null;
  readonly maxRanked: number;
  readonly today: string;
  readonly scope?: SearchScope | undefined;
}

/**
 * At most `limit` (null: all) of the records with all the words, best matches first, among the newest `among` of them.
 *
 * @throws Problem `usage` if the words contain nothing to search for.
 */
export async function search(
  reader: Reader,
  words: string,
  { limit, maxRanked, today, scope }: SearchOptions,
): Promise<Hit[]> {
  const terms = searchTerms(words);
  if (terms.length === 0) throw nothingToSearch(words);
  const found = await reader.rows<{ entity: number; id: number }>(
    reader.dialect.ranked(terms, limit ?? Number.MAX_SAFE_INTEGER, maxRanked, scope),
  );
  const hits: Hit[] = [];
  for (let start = 0; start < found.length; start += batchSize) {
    hits.push(...(await hitsOf(reader, found.slice(start, start + batchSize), terms, today)));
  }
  return hits;
}

/** Whether more than `most` records have all the words. */
export async function hasMore(reader: Reader, words: string, most: number, scope?: SearchScope): Promise<boolean> {
  const found = reader.dialect.found(searchTerms(words), scope);
  const [row] = await reader.rows<{ number: number }>(
    sql`select count(*) as number from (select 1 as one from (${found}) as found limit ${most + 1}) as counted`,
  );
  return Number(row?.number) > most;
}

async function hitsOf(
  reader: Reader,
  found: readonly { entity: number; id: number }[],
  terms: readonly SearchTerm[],
  today: string,
): Promise<Hit[]> {
  const rows = new Map<string, ListRow>();
  for (const [number, name] of entityNames.entries()) {
    const ids = found.filter(({ entity }) => entity === number).map(({ id }) => id);
    if (ids.length === 0) continue;
    const { listing } = await lists[name](reader, {}, { day: today, isRequested: false });
    const columns = entities[name].columns.filter(
      (column) => column.search || column.name === entities[name].key || column.name === 'date',
    );
    const read = await listAll(reader, listing, {
      columns: columns.map((column) => column.name),
      where: [sql`${listing.id} in (${join(ids)})`],
    });
    for (const row of read) rows.set(`${name} ${row.id}`, row);
  }
  return found.flatMap(({ entity, id }) => {
    const name = entityNames[entity] as EntityName;
    const row = rows.get(`${name} ${id}`);
    return row === undefined ? [] : [hitOf(name, row, terms)];
  });
}

function hitOf(entity: EntityName, row: ListRow, terms: readonly SearchTerm[]): Hit {
  const searched = entities[entity].columns.filter(({ search: field }) => field !== undefined);
  const { column, text, ranges } = bestColumn(searched, row, terms);
  return {
    entity,
    // a document without a symbol is named by its title
    ref: formatValue(row[entities[entity].key] ?? row.title),
    date: formatValue(row.date) || meetingDate(formatValue(row.ref)),
    title: formatValue(row.title ?? row.name ?? row.what ?? row.note),
    field: column,
    ...excerptOf(text, ranges),
  };
}

/** The date of the meeting in an agenda item's reference. */
function meetingDate(ref: string): string | null {
  const meeting = parseReference(ref)?.meeting;
  return meeting === undefined ? null : (parseMeetingReference(meeting)?.date ?? null);
}

/** The column that has most of the words, the first of several; for a list, the item. */
function bestColumn(columns: readonly Column[], row: Row, terms: readonly SearchTerm[]) {
  let best = { column: columns[0]?.name ?? '', text: '', ranges: [] as TextRange[], count: -1 };
  for (const { name } of columns) {
    for (const text of texts(row[name])) {
      const ranges = matches(text, [...terms]);
      const count = terms.filter((term) => matches(text, [term]).length > 0).length;
      if (count > best.count) best = { column: name, text, ranges, count };
    }
  }
  return best;
}

function texts(value: RowValue | undefined): string[] {
  if (Array.isArray(value)) return value as string[];
  return typeof value === 'string' ? [value] : [];
}

function excerptOf(text: string, ranges: readonly TextRange[]): Pick<Hit, 'excerpt' | 'marks'> {
  const first = ranges[0] ?? { start: 0, end: 0 };
  const start = first.start - contextLength;
  const from = start <= 0 ? 0 : afterWord(text, start, 1);
  const end = first.end + contextLength;
  const until = end >= text.length ? text.length : afterWord(text, end, 0);
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  const marks = ranges
    .filter(({ start, end }) => start >= from && end <= until)
    .map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  return { excerpt: `${before}${text.slice(from, until)}${until < text.length ? '…' : ''}`, marks };
}

/** The nearest space from an offset on, or `after` it, so that no word is cut; without one nearby, a character boundary. */
function afterWord(text: string, offset: number, after: 0 | 1): number {
  const space = text.slice(offset, offset + 20).search(/\s/);
  return space === -1 ? graphemeStart(text, offset) : offset + space + after;
}
