import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Entity } from '../domain/entities';
import type { Input, InputRecord } from '../domain/input';
import { Problem } from '../domain/problem';
import type { TextStream } from './decode';
import { columnName, unknownColumn } from './entityOf';

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

interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads the records of an entity from CSV with a header. A line that cannot be read is a problem, and the next lines
 * are read all the same; after a quote that is not closed nothing can be.
 *
 * @throws Problem `refused` for a header with a column that the entity does not have, or twice the same.
 */
export async function* readCsv(text: TextStream, delimiter: string, entity: Entity): AsyncIterable<Input> {
  const parser = Readable.from(text).pipe(
    parse({ delimiter, relax_column_count: true, skip_empty_lines: true, info: true }),
  );
  let columns: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      const line = info.lines - lineBreaks(record);
      if (columns === undefined) {
        columns = headerOf(record, entity);
      } else if (record.length !== columns.length) {
        yield { problem: { line, column: 1, ...widthProblem(record.length, columns.length) } };
      } else {
        yield recordOf(entity, columns, record, line);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { problem: { line: lineOf(error), column: 1, ...quoteProblem(error) } };
  }
}

function headerOf(record: readonly string[], entity: Entity): string[] {
  const columns = record.map(columnName);
  for (const [index, column] of columns.entries()) {
    if (!entity.columns.some(({ name }) => name === column)) throw unknownColumn(entity, column);
    if (columns.indexOf(column) !== index) {
      throw new Problem('refused', `the column "${column}" is there twice`, 'remove one of the two', column);
    }
  }
  return columns;
}

function recordOf(entity: Entity, columns: readonly string[], record: readonly string[], line: number): InputRecord {
  const values = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
  return {
    entity: entity.name,
    values,
    position: (column) => ({ line, column: column === undefined ? 1 : columns.indexOf(column) + 1 || 1 }),
  };
}

/** The line breaks inside the fields of a record: it ends so many lines after it began. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, field) => sum + (field.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

const widthProblem = (has: number, header: number) => ({
  message: `the line has ${has} fields, the header ${header}`,
  advice: 'put a field that has the delimiter in it in quotes',
});

const lineOf = (error: CsvError): number => (typeof error.lines === 'number' ? error.lines : 1);

const quoteProblem = (error: CsvError) => ({
  message: `the quotes are not right: ${error.message.replace(/^[^:]*: /, '')}`,
  advice: 'double a quote inside a field ("") and put the field in quotes; nothing after it was read',
});
