import { finished } from 'node:stream/promises';
import { type CsvError, type Parser, parse } from 'csv-parse';
import type { Input, InputProblem } from '../../domain/input';
import { Problem } from '../../domain/problem';
import type { Entity } from '../../domain/schema';
import { recordLimit } from '../../domain/text';
import type { TextStream } from './decode';
import { columnName, detectEntity, unknownColumn } from './detectEntity';
import type { ReadFormat } from './format';
import { tooLong } from './tooLong';

/** The delimiters that a file may have; of those in its first line, the most frequent is taken. */
const delimiters = [',', ';', '\t', '|'];

/** The delimiter and the column names in the first line of a CSV file. */
export function csvHeader(start: string): { delimiter: string; columns: string[] } {
  const first = start.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  const delimiter = counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
  const columns = first.split(delimiter).map((name) => columnName(name.replace(/^\s*"(.*)"\s*$/, '$1')));
  return { delimiter, columns };
}

/** What a CSV file holds; a header that fits no entity is a problem at its column. */
export const csvContent: ReadFormat = async (start, as) => {
  if (start.trimStart().startsWith('[')) {
    throw new Problem(
      'refused',
      'a JSON array is not read',
      "write one object a line, as NDJSON: cica export --format ndjson, or jq -c '.[]'",
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

/** A row, and how many lines were read with it. */
interface ParsedRow {
  readonly record: readonly string[];
  readonly lines: number;
}

/**
 * Reads the records of an entity from CSV with a header, some at a time. A line that cannot be read is a problem, and
 * the next lines are read all the same; a quote that is not closed takes the rest of the file with it, and so does a
 * header with a column that the entity does not have, or twice the same.
 */
export async function* readCsv(text: TextStream, delimiter: string, entity: Entity): AsyncIterable<readonly Input[]> {
  const skipped: CsvError[] = [];
  const quotes = new QuoteProblems();
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    max_record_size: recordLimit,
    relax_column_count: true,
    // spaces beside a quote, and the lines of nothing but delimiters that spreadsheets end a file with
    trim: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      // a record that is too long is told at each of its further signs
      if (error !== undefined && !isTooLong(skipped.at(-1))) skipped.push(error);
    },
  });
  let columns: string[] | undefined;
  let read = 0;
  reading: for await (const rows of rowsOf(parser, text, () => isTooLong(skipped.at(-1)))) {
    const inputs: Input[] = [];
    for (const { record, lines } of rows) {
      const line = lines - lineBreaks(record);
      read = lines;
      if (columns === undefined) {
        if (skipped.some((error) => (error.lines as number) < line)) break reading; // that was the header
        const header = record.map(columnName);
        const problem = problemOf(header, entity);
        if (problem !== null) {
          yield [{ problem: headerProblem(problem, header, line) }];
          return;
        }
        columns = header;
      } else inputs.push(inputOf(entity, columns, record, line));
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

const isTooLong = (error: CsvError | undefined): boolean => error?.code === 'CSV_MAX_RECORD_SIZE';

/** The rows of a text: asked for with the `info` option and one by one, they would take half as long again. */
async function* rowsOf(parser: Parser, text: TextStream, isOver: () => boolean): AsyncIterable<readonly ParsedRow[]> {
  let rows: ParsedRow[] = [];
  parser.push = (record: string[] | null) => {
    if (record !== null) rows.push({ record, lines: parser.info.lines });
    return true;
  };
  const ended = finished(parser, { readable: false });
  for await (const piece of withLineFeeds(text)) {
    // later than it could be: the parser keeps the last row back, which belongs to those before
    if (rows.length > 0) yield rows;
    rows = [];
    parser.write(piece);
    if (isOver()) break;
  }
  if (isOver()) {
    ended.catch(() => undefined); // it is told that it was cut off
    parser.destroy();
  } else {
    parser.end();
    await ended;
  }
  yield rows;
}

/**
 * The text with lines that end in LF, whatever they ended in: the parser takes one kind of ends in a file, and counts
 * a CRLF inside a field as two lines.
 */
async function* withLineFeeds(text: TextStream): TextStream {
  let divided = false;
  for await (const piece of text) {
    const whole = divided && piece.startsWith('\n') ? piece.slice(1) : piece;
    divided = piece.endsWith('\r');
    yield whole.includes('\r') ? whole.replaceAll(/\r\n?/g, '\n') : whole;
  }
}

/** What is wrong with the columns of a header; null if nothing is. */
function problemOf(columns: readonly string[], entity: Entity): Problem | null {
  for (const [index, column] of columns.entries()) {
    if (!entity.columns.some(({ name }) => name === column)) return unknownColumn(entity, column);
    if (columns.indexOf(column) !== index) {
      return new Problem('refused', `the column "${column}" occurs twice`, 'remove one of the two', column);
    }
  }
  return null;
}

/** A problem with a header, at the column that it is about. */
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

/** The line breaks inside the fields of a record: it ends so many lines after it began. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, field) => sum + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);
}

const widthProblem = (has: number, header: number) => ({
  message: `the line has ${has} fields, the header ${header}`,
  advice: 'put a field that has the delimiter in it in quotes',
});

/** What is wrong with quotes, once a line. */
class QuoteProblems {
  /** The last line that was told of. */
  #told = 0;
  /** After text behind a closing quote, the parser goes on as if the quote were open. */
  #seemsOpen = false;

  /** What some more errors say; `read` is the last line that was read well. */
  of(errors: readonly CsvError[], read: number): Input[] {
    const problems = new Map<number, InputProblem>();
    for (const { code, lines, column } of errors) {
      if (code === 'CSV_MAX_RECORD_SIZE') continue;
      if (code === 'CSV_INVALID_CLOSING_QUOTE') this.#seemsOpen = true;
      const open = code === 'CSV_QUOTE_NOT_CLOSED';
      if (open && this.#seemsOpen) continue;
      const line = open || typeof lines !== 'number' ? Math.max(read, this.#told) + 1 : lines;
      const message = open ? 'a field begins with a quote that nothing closes' : 'the quotes of a field are not right';
      problems.set(line, { line, column: typeof column === 'number' ? column + 1 : 1, message, advice: quoteAdvice });
      this.#told = Math.max(line, this.#told);
    }
    return [...problems.values()].map((problem) => ({ problem }));
  }
}

const quoteAdvice = 'put the whole field in quotes, and double each quote inside it: "the ""Astana"" plan"';
