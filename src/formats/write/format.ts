import type { Row } from '../../domain/row';

/** Formats rows piece by piece, so that a list of any length takes constant memory. */
export interface RowWriter {
  /** The text before the first row. */
  head(): string;
  rows(rows: readonly Row[]): string;
  /** The text after the last row. */
  end(): string;
}

export interface WriteOptions {
  /** Whether to begin with the column names, in formats with a header. */
  readonly header: boolean;
  /** Whether the file is for spreadsheets: escapes formulas, and marks the file as UTF-8 for Excel. */
  readonly excel: boolean;
}

/** Creates a writer for columns by name, in that order. */
export type Format = (columns: readonly string[], options: WriteOptions) => Promise<RowWriter>;
