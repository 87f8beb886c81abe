import type { Input, InputProblem } from '../../domain/input';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import type { TextStream } from './decode';
import { columnName, detectEntity, unknownColumn } from './detectEntity';
import type { ReadFormat } from './format';
import { isTooLong, ParsedRows, type SkippedRecord } from './parsedRows';
import { type CsvRow, PlainRows } from './plainRows';
import { tooLong } from './tooLong';

/** The possible delimiters of a file; the most frequent one in its first line is used. */
const delimiters = [',', ';', '\t', '|'];

/** The delimiter and the column names in the first line of a CSV file. */
export function csvHeader(start: string): { delimiter: string; columns: string[] } {
  const first = start.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  const delimiter = counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
  const columns = first.split(delimiter).map((name) => columnName(name.replace(/^\s*"(.*)"\s*$/, '$1')));
  return { delimiter, columns };
}

/** The content of a CSV file; if the header matches no entity, the problem is at its column. */
export const csvContent: ReadFormat = async (start, as) => {
  if (start.trimStart().startsWith('[')) {
    throw new Problem(
      'refused',
      'JSON arrays cannot be imported',
      "write one object per line, as NDJSON: cica export --format ndjson, or jq -c '.[]'",
    );
  }
  const { delimiter, columns } = csvHeader(start);
  try {
    const entity = as ?? detectEntity(columns);
    return { entity: entity.name, read: (text) => readCsv(text, delimiter, entity) };
  } catch (error) {
    return { entity: 'decision', problem: headerProblem(Problem.of(error), columns, 1) };
  }
};

/**
 * Reads the records of an entity in batches from CSV with a header. A line that cannot be read is a problem, and
 * reading continues with the next line; it ends at a quote that is not closed, and at a header with an unknown or a
 * duplicate column.
 */
export async function* readCsv(text: TextStream, delimiter: string, entity: Entity): AsyncIterable<readonly Input[]> {
  const quotes = new QuoteProblems();
  let columns: string[] | undefined;
  let read = 0;
  let skipped: SkippedRecord[] = [];
  reading: for await (const { rows, parser } of rowsOf(text, delimiter)) {
    skipped = parser?.skipped ?? [];
    const inputs: Input[] = [];
    for (const { record, first, last } of rows) {
      read = last;
      if (columns === undefined) {
        if (skipped.some(({ line }) => line !== undefined && line < first)) break reading; // that was the header
        const header = record.map(columnName);
        const problem = problemOf(header, entity);
        if (problem !== null) {
          yield [{ problem: headerProblem(problem, header, first) }];
          return;
        }
        columns = header;
      } else inputs.push(inputOf(entity, columns, record, first));
    }
    inputs.push(...quotes.of(skipped, read));
    skipped.splice(0, isTooLong(skipped.at(-1)) ? skipped.length - 1 : skipped.length);
    yield inputs;
  }
  const [last] = skipped;
  yield isTooLong(last)
    ? [{ problem: tooLong('the record', { line: read + 1, column: 1 }) }]
    : quotes.of(skipped, read);
}

/** A batch of rows, and the parser that read them unless they are plain. */
interface Rows {
  readonly rows: readonly CsvRow[];
  readonly parser?: ParsedRows;
}

async function* rowsOf(text: TextStream, delimiter: string): AsyncIterable<Rows> {
  const plain = new PlainRows(delimiter);
  let parser: ParsedRows | undefined;
  for await (const piece of withLineFeeds(text)) {
    if (parser === undefined) {
      yield { rows: plain.split(piece) };
      if (plain.isOver) parser = await ParsedRows.after(plain, delimiter);
    } else {
      yield { rows: parser.take(), parser };
      parser.write(piece);
    }
    if (parser?.isOver) break;
  }
  if (parser === undefined && plain.rest.length > 0) parser = await ParsedRows.after(plain, delimiter);
  if (parser !== undefined) yield { rows: await parser.end(), parser };
}

/**
 * The text with LF line ends: the parser supports only one kind in a file, and counts a CRLF inside a field as two lines.
 */
async function* withLineFeeds(text: TextStream): TextStream {
  let divided = false;
  for await (const piece of text) {
    const whole = divided && piece.startsWith('\n') ? piece.slice(1) : piece;
    divided = piece.endsWith('\r');
    yield whole.includes('\r') ? whole.replaceAll(/\r\n?/g, '\n') : whole;
  }
}

/** Why the columns of a header are invalid; null if they are valid. */
function problemOf(columns: readonly string[], entity: Entity): Problem | null {
  for (const [index, column] of columns.entries()) {
    if (!entity.columns.some(({ name }) => name === column)) return unknownColumn(entity, column);
    if (columns.indexOf(column) !== index) {
      return new Problem('refused', `the column "${column}" occurs twice`, 'remove one of the two', column);
    }
  }
  return null;
}

/** A problem with a header, at the column concerned. */
export function headerProblem(
  { message, advice, column }: Problem,
  columns: readonly string[],
  line: number,
): InputProblem {
  return { line, column: column === undefined ? 1 : columns.lastIndexOf(column) + 1 || 1, message, advice };
}

function inputOf(entity: Entity, columns: readonly string[], record: readonly string[], line: number): Input {
  if (record.length !== columns.length) {
    return { problem: { line, column: 1, ...widthProblem(record.length, columns.length) } };
  }
  const values: Record<string, string> = {};
  for (let at = 0; at < columns.length; at += 1) values[columns[at] as string] = record[at] ?? '';
  return {
    entity: entity.name,
    values,
    position: (column) => ({ line, column: column === undefined ? 1 : columns.indexOf(column) + 1 || 1 }),
  };
}

const widthProblem = (has: number, header: number) => ({
  message: `the line has ${has} ${has === 1 ? 'field' : 'fields'}, but the header has ${header}`,
  advice: 'put fields that contain the delimiter in quotes',
});

/** Problems with quotes, one per line. */
class QuoteProblems {
  /** The last line that was reported. */
  #lastReported = 0;
  /** After text that follows a closing quote, the parser continues as if the quote were open. */
  #seemsOpen = false;

  /** The problems of further records; `read` is the last line that was read without one. */
  of(records: readonly SkippedRecord[], read: number): Input[] {
    const problems: InputProblem[] = [];
    for (const { code, line: at, column } of records) {
      if (code === 'CSV_MAX_RECORD_SIZE') continue;
      if (code === 'CSV_INVALID_CLOSING_QUOTE') this.#seemsOpen = true;
      const open = code === 'CSV_QUOTE_NOT_CLOSED';
      if (open && this.#seemsOpen) continue;
      const line = open || at === undefined ? Math.max(read, this.#lastReported) + 1 : at;
      if (line <= this.#lastReported) continue;
      this.#lastReported = line;
      const message = open ? 'a field begins with a quote that nothing closes' : 'a field is not quoted correctly';
      problems.push({ line, column: typeof column === 'number' ? column + 1 : 1, message, advice: quoteAdvice });
    }
    return problems.map((problem) => ({ problem }));
  }
}

const quoteAdvice = 'put the whole field in quotes, and double each quote inside it: "the ""Astana"" plan"';
