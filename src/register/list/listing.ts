import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { NamedLink } from '../../domain/links';
import { didYouMean } from '../../domain/nearest';
import { own } from '../../domain/own';
import { Problem } from '../../domain/problem';
import { decisionReference } from '../../domain/reference';
import type { RowParty, RowValue } from '../../domain/row';
import { type Column, columnOf, type Entity, type EntityName, entities } from '../../domain/schema';
import { storedList } from '../../store/statements';
import type { Reader } from '../../store/store';
import { answersTo } from '../decision/answers';

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

/** What a list is asked for. */
export interface ListRequest {
  readonly columns: readonly string[];
  readonly where: readonly Sql[];
  /** Columns to sort by; `-` before one turns it round. Empty: the list's own order. */
  readonly sort: readonly string[];
  /** The most rows; null for all. */
  readonly limit: number | null;
}

/** So many rows are read at a time. */
const batchSize = 500;

/** A list's rows, a batch at a time, in constant memory. */
export async function* list(reader: Reader, listing: Listing, request: ListRequest): AsyncIterable<Listed[]> {
  const entity = entities[listing.entity];
  const wanted = request.columns.map((name) => columnOf(entity, name));
  const plain = wanted.filter((column) => listing.columns[column.name] !== undefined);
  const selected = plain.map((column) => sql`${listing.columns[column.name]} as ${raw(`"${column.name}"`)}`);
  const query = sql`select ${join([sql`${listing.id} as id`, ...selected])} ${tail(listing, request)}`;
  for await (const rows of reader.batches<Record<string, RowValue> & { id: number }>(query, batchSize)) {
    for (const column of plain.filter(({ type }) => type === 'list')) {
      for (const row of rows) row[column.name] = storedList(row[column.name] as string);
    }
    if (wanted.some(({ name }) => name === 'parties')) await attachParties(reader, rows);
    if (wanted.some(({ name }) => name === 'tags')) await attachTags(reader, rows);
    if (wanted.some(({ name }) => name === 'links')) await attachLinks(reader, rows);
    if (wanted.some(({ name }) => name === 'answered_by')) await attachAnswers(reader, rows, listing.day ?? '');
    yield rows;
  }
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
  if (keys === undefined || request.sort.length > 0) return null;
  const wanted = request.columns.map((name) => columnOf(entities[listing.entity], name));
  const values: { name: string; value: Sql; plain: boolean }[] = [];
  for (const column of wanted) {
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
    const where = [...request.where, ...after];
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

const tail = (listing: Listing, { where, sort, limit }: ListRequest): Sql => sql`${listing.from} ${conditions(where)}
  order by ${orderOf(listing, sort)} ${limit === null ? empty : sql`limit ${limit}`}`;

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

/**
 * The columns of an entity that a user names with commas; all of them when none are named.
 *
 * @throws Problem `usage` with the nearest ones.
 */
export function columnsNamed(entity: Entity, names: string | undefined): Column[] {
  if (names === undefined) return [...entity.columns];
  const known = entity.columns.map(({ name }) => name);
  return names.split(',').map((typed) => {
    const name = typed.trim().replaceAll('-', '_');
    const column = entity.columns.find((one) => one.name === name);
    if (column === undefined) throw unknownColumn('show', name, known);
    return column;
  });
}

/** The problem that a list has no such column. */
export function unknownColumn(verb: string, name: string, known: readonly string[]): Problem {
  return new Problem(
    'usage',
    `no column "${name}" to ${verb}`,
    `${didYouMean(name, known)}the columns are ${known.join(', ')}`,
  );
}

async function attachParties(reader: Reader, rows: Listed[]): Promise<void> {
  const parties = await partiesOf(
    reader,
    rows.map(({ id }) => id),
  );
  for (const row of rows) (row as Record<string, RowValue>).parties = parties.get(row.id) ?? [];
}

/** The parties of decisions, with their roles, by the decisions' ids. */
export async function partiesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, RowParty[]>> {
  const parties = new Map<number, RowParty[]>();
  for (let start = 0; start < ids.length; start += batchSize) {
    const rows = await reader.rows<RowParty & { decision_id: number }>(sql`
      select p.decision_id, p.role, party.code as party, party.name
        from decision_party p join party on party.id = p.party_id
        where p.decision_id in (${join(ids.slice(start, start + batchSize))})
        order by p.decision_id, p.position`);
    for (const { decision_id, role, party, name } of rows) {
      const list = parties.get(decision_id) ?? [];
      list.push({ role, party, name });
      parties.set(decision_id, list);
    }
  }
  return parties;
}

async function attachTags(reader: Reader, rows: Listed[]): Promise<void> {
  const byDecision = grouped(
    rows,
    await reader.rows<{ decision_id: number; tag: string }>(sql`
      select decision_id, tag from decision_tag
        where decision_id in (${join(rows.map(({ id }) => id))})
        order by decision_id, position`),
  );
  for (const row of rows) {
    (row as Record<string, RowValue>).tags = (byDecision.get(row.id) ?? []).map(({ tag }) => tag);
  }
}

async function attachLinks(reader: Reader, rows: Listed[]): Promise<void> {
  const byDecision = grouped(
    rows,
    await reader.rows<NamedLink & { decision_id: number; number: number }>(sql`
      select l.decision_id, l.relation, m.ref, d.number, l.answer, l.note
        from decision_link l join decision d on d.id = l.to_id join meeting m on m.id = d.meeting_id
        where l.decision_id in (${join(rows.map(({ id }) => id))})
        order by l.decision_id, l.position`),
  );
  for (const row of rows) {
    const links = (byDecision.get(row.id) ?? []).map(({ relation, ref, number, answer, note }) => ({
      relation,
      ref: decisionReference(ref, number),
      answer,
      note,
    }));
    (row as Record<string, RowValue>).links = links;
  }
}

async function attachAnswers(reader: Reader, rows: Listed[], day: string): Promise<void> {
  const answers = await answersTo(
    reader,
    rows.map(({ id }) => id),
    day,
  );
  for (const row of rows) (row as Record<string, RowValue>).answered_by = answers.get(row.id)?.ref ?? null;
}

function grouped<Part extends { decision_id: number }>(rows: Listed[], parts: Part[]): Map<number, Part[]> {
  const byDecision = new Map<number, Part[]>(rows.map(({ id }) => [id, []]));
  for (const part of parts) byDecision.get(part.decision_id)?.push(part);
  return byDecision;
}
