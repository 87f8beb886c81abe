import { finished } from 'node:stream/promises';
import type { CsvError, Parser } from 'csv-parse';
import { recordLimit } from '../../domain/text';
import type { CsvRow, PlainRows } from './plainRows';

/** A record that the parser skipped: what is wrong, and in which line and field. */
export interface SkippedRecord {
  readonly code: CsvError['code'];
  readonly line: number | undefined;
  readonly column: unknown;
}

/** Parses the rows of a CSV file from the first one that is not plain. */
export class ParsedRows {
  /** The records skipped so far; whoever has reported some may remove them. */
  readonly skipped: SkippedRecord[] = [];
  readonly #parser: Parser;
  readonly #ended: Promise<void>;
  #rows: CsvRow[] = [];

  /** Continues where `plain` ended. */
  static async after({ rest, line }: PlainRows, delimiter: string): Promise<ParsedRows> {
    const rows = new ParsedRows(await import('csv-parse'), delimiter, line - 1);
    rows.write(rest);
    return rows;
  }

  private constructor({ parse }: typeof import('csv-parse'), delimiter: string, before: number) {
    const parser = parse({
      delimiter,
      record_delimiter: '\n',
      max_record_size: recordLimit,
      relax_column_count: true,
      // allows spaces beside a quote, and the lines of delimiters with which spreadsheets end a file
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        // a record that is too long is reported again at each further character
        if (error === undefined || this.isOver) return;
        const { code, lines, column } = error;
        const line = typeof lines === 'number' ? before + lines : undefined;
        const last = this.skipped.at(-1);
        if (last?.code !== code || last.line !== line || line === undefined) this.skipped.push({ code, line, column });
        // each error contains the field so far: with many quotes in it they would take the square of its length
        if (code === 'INVALID_OPENING_QUOTE') stateOf(parser).field.reset();
      },
    });
    // with the `info` option and one by one, rows would take half as long again
    parser.push = (record: string[] | null) => {
      const last = before + parser.info.lines;
      if (record !== null) this.#rows.push({ record, first: last - lineBreaks(record), last });
      return true;
    };
    this.#parser = parser;
    this.#ended = finished(parser, { readable: false });
  }

  /** Whether a record was too long; nothing is read after it. */
  get isOver(): boolean {
    return isTooLong(this.skipped.at(-1));
  }

  write(piece: Uint8Array | string): void {
    this.#parser.write(piece);
  }

  /** The rows of the text written since the last call, except the last row, which the parser holds back. */
  take(): readonly CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Ends the text, and returns the rows that are left. */
  async end(): Promise<readonly CsvRow[]> {
    if (this.isOver) {
      this.#ended.catch(() => undefined); // it rejects because it was cut off
      this.#parser.destroy();
    } else {
      this.#parser.end();
      await this.#ended;
    }
    return this.take();
  }
}

/** The parser's state, which its types leave out: `field` is the part of a field read so far. */
const stateOf = (parser: Parser): { readonly field: { reset(): void } } =>
  (parser as unknown as { state: { field: { reset(): void } } }).state;

/** Whether a record was skipped because it is too long. */
export const isTooLong = (skipped: SkippedRecord | undefined): boolean => skipped?.code === 'CSV_MAX_RECORD_SIZE';

/** The number of line breaks inside the fields of a record: it ends that many lines after its start. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, field) => sum + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);
}
