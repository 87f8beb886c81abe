import sql, { type Sql } from 'sql-template-tag';
import { own } from '../../domain/own';
import { formatValue, type RowValue } from '../../domain/row';
import type { Column } from '../../domain/schema';
import type { Dialect, Reader } from '../../store/store';
import { columnsOf, conditions, type Listing, type ListRequest, list } from './listing';

/** Lines of a list, each with a line feed after it: text, or UTF-8. */
export interface Lines {
  readonly text: string | Uint8Array;
  readonly count: number;
}

/** A part of a line: columns that the engine puts together, or without `text` one that is read and put in here. */
interface Piece {
  readonly name: string;
  readonly text?: Sql;
}

/** A column that is one value. */
interface ReadColumn {
  readonly name: string;
  readonly value: Sql;
  /** Whether its texts never need quotes in CSV. */
  readonly plain: boolean;
}

interface LineFormat {
  readonly delimiter: string;
  readonly start: string;
  readonly end: string;
  /** The text of columns, by the engine; as a line of its own. */
  text(dialect: Dialect, columns: readonly ReadColumn[]): Sql;
  /** The same within a line. */
  inLine(text: string): string;
  value(name: string, value: RowValue): string;
}

const delimited = (delimiter: string): LineFormat => ({
  delimiter,
  start: '',
  end: '\n',
  text: (dialect, columns) => dialect.csvLine(columns, delimiter),
  inLine: (text) => text,
  value(_, value) {
    const text = formatValue(value);
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  },
});

const lineFormats: { readonly [format: string]: LineFormat } = {
  csv: delimited(','),
  tsv: delimited('\t'),
  ndjson: {
    delimiter: ',',
    start: '{',
    end: '}\n',
    text: (dialect, columns) => dialect.jsonLine(columns),
    inLine: (text) => text.slice(1, -1),
    value: (name, value) => `"${name}":${JSON.stringify(value)}`,
  },
};

/**
 * The lines of a list in CSV, TSV or NDJSON, the same bytes as formats/write/ makes of rows in two thirds of the time: the
 * engine puts together the columns that are one value, and parts come in between. Null for other formats.
 */
export function listLines(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  format: string,
): AsyncIterable<Lines> | null {
  const lineFormat = own(lineFormats, format);
  if (lineFormat === undefined) return null;
  const pieces = piecesOf(reader, listing, columnsOf(listing, request), lineFormat);
  const [{ text: line } = {}, ...others] = pieces;
  const { groups } = listing;
  const { joinedLines } = reader.dialect;
  const isWhole = others.length === 0 && (request.sort ?? []).length === 0 && (request.limit ?? null) === null;
  if (!isWhole || line === undefined || groups === undefined || joinedLines === null) {
    return rowLines(reader, listing, request, pieces, lineFormat);
  }
  return groupLines(
    reader,
    sql`select ${joinedLines(line, groups.within)} as text, count(*) as count ${listing.from} ${conditions(request.where)}
      group by ${groups.by} order by ${groups.order}`,
  );
}

function piecesOf(reader: Reader, listing: Listing, columns: readonly Column[], format: LineFormat): Piece[] {
  const pieces: Piece[] = [];
  let run: ReadColumn[] = [];
  const endRun = (): void => {
    if (run.length > 0) pieces.push({ name: `run${pieces.length}`, text: format.text(reader.dialect, run) });
    run = [];
  };
  for (const column of columns) {
    const value = column.type === 'list' ? undefined : listing.columns[column.name];
    if (value !== undefined) run.push({ name: column.name, value, plain: isPlain(column) });
    else {
      endRun();
      pieces.push({ name: column.name });
    }
  }
  endRun();
  return pieces;
}

/** The types of columns whose texts never need quotes in CSV; nor do those of what is computed. */
const plainTypes: ReadonlySet<Column['type']> = new Set([
  ...(['ref', 'code', 'number', 'reference', 'date', 'partial date', 'deadline', 'period'] as const),
  ...(['integer', 'enum', 'action'] as const),
]);

const isPlain = ({ type, computed }: Column): boolean => computed === true || plainTypes.has(type);

async function* rowLines(
  reader: Reader,
  listing: Listing,
  request: ListRequest,
  pieces: readonly Piece[],
  format: LineFormat,
): AsyncIterable<Lines> {
  const texts = pieces.flatMap(({ name, text }) => (text === undefined ? [] : [{ name, value: text }]));
  const columns = pieces.flatMap(({ name, text }) => (text === undefined ? [name] : []));
  for await (const rows of list(reader, listing, { ...request, columns }, texts)) {
    const lines = rows.map((row) => {
      const parts = pieces.map(({ name, text }) =>
        text === undefined ? format.value(name, row[name] ?? null) : format.inLine(row[name] as string),
      );
      return format.start + parts.join(format.delimiter) + format.end;
    });
    yield { text: lines.join(''), count: rows.length };
  }
}

/** Lines that the engine makes whole and joins, those of a group of the list at a time. */
async function* groupLines(reader: Reader, query: Sql): AsyncIterable<Lines> {
  for await (const groups of reader.batches<{ text: Uint8Array; count: number }>(query, 20)) {
    yield {
      text: Buffer.concat(groups.map(({ text }) => text)),
      count: groups.reduce((sum, one) => sum + one.count, 0),
    };
  }
}
