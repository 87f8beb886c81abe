import sql, { type Sql } from 'sql-template-tag';
import { ownValue } from '../../domain/ownValue';
import type { Column } from '../../domain/schema';
import type { Dialect, Reader } from '../../store/store';
import { columnsOf, conditions, type Listing, type ListRequest, list } from './listing';
import { sorted } from './order';

/** Lines of a list, each ending in a line feed: text, or bytes in UTF-8. */
export interface Lines {
  readonly text: string | Uint8Array;
  readonly count: number;
}

/** The SQL of a line, without its end. */
type LineFormat = (dialect: Dialect, listing: Listing, columns: readonly Column[]) => Sql;

const delimited =
  (delimiter: string): LineFormat =>
  (dialect, { columns: values, parts }, columns) => {
    const quoted = (text: Sql): Sql => dialect.csvText(text, delimiter);
    const texts = columns.map((column) => {
      const { [column.name]: value = sql`null` } = values;
      return parts?.[column.name]?.text(quoted) ?? (isPlain(column) ? value : quoted(value));
    });
    return dialect.csvLine(texts, delimiter);
  };

const lineFormats: { readonly [format: string]: LineFormat } = {
  csv: delimited(','),
  tsv: delimited('\t'),
  ndjson: (dialect, { columns: values, parts }, columns) => {
    const members = [...new Set(columns)].map(({ name }) => {
      const part = parts?.[name]?.json;
      return { name, value: part === undefined ? (values[name] ?? sql`null`) : dialect.jsonValue(part) };
    });
    return sql`cast(${dialect.jsonObject(members)} as text)`;
  },
};

/** The maximum number of columns in a line, supported by every engine. */
const maxColumns = 400;

/**
 * The lines of a list in CSV, TSV or NDJSON, built by the engine: the same bytes as formats/write/ produces from rows, in a
 * third of the time. Null for other formats, and where a column is a list stored as JSON, which may be corrupt.
 */
export function listLines(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  format: string,
): AsyncIterable<Lines> | null {
  const columns = columnsOf(listing, request);
  const { parts, byMeeting } = listing;
  const lineFormat = ownValue(lineFormats, format);
  if (lineFormat === undefined || columns.length > maxColumns) return null;
  if (columns.some(({ name, type }) => type === 'list' && parts?.[name] === undefined)) return null;
  const line = lineFormat(reader.dialect, listing, columns);
  const { joinedLines } = reader.dialect;
  const isInOrder = (request.sort ?? []).length === 0 && (request.limit ?? null) === null;
  if (!isInOrder || byMeeting === undefined || joinedLines === null) return rowLines(reader, listing, request, line);
  const { from } = listing;
  const { order } = sorted(reader.dialect, listing, request, from);
  return joined(reader, joinedLines({ ...byMeeting, line, from, filters: conditions(request.where), order }));
}

/** The types of columns whose values never need quotes in CSV; computed columns never need them either. */
const plainTypes: ReadonlySet<Column['type']> = new Set([
  ...(['ref', 'code', 'number', 'reference', 'date', 'partial date', 'deadline', 'period'] as const),
  ...(['integer', 'enum', 'action'] as const),
]);

const isPlain = ({ type, computed }: Column): boolean => computed === true || plainTypes.has(type);

async function* rowLines(reader: Reader, listing: Listing, request: ListRequest, line: Sql): AsyncIterable<Lines> {
  for await (const rows of list(reader, listing, { ...request, columns: [] }, [{ name: 'line', value: line }])) {
    yield { text: rows.map((row) => `${row.line as string}\n`).join(''), count: rows.length };
  }
}

/** Lines that the engine has joined. */
async function* joined(reader: Reader, query: Sql): AsyncIterable<Lines> {
  for await (const rows of reader.batches<{ lines: Uint8Array | null; count: number }>(query, 20)) {
    yield {
      text: Buffer.concat(rows.flatMap(({ lines }) => lines ?? [])),
      count: rows.reduce((sum, { count }) => sum + count, 0),
    };
  }
}
