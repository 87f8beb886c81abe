import type { Row } from '../../domain/row';

/** How rows are written; every piece of text is written as it comes, so that a list needs no memory. */
export interface RowWriter {
  /** What stands before the first row. */
  head(): string;
  rows(rows: readonly Row[]): string;
  /** What stands after the last row. */
  end(): string;
}

export interface WriteOptions {
  /** Whether the names of the columns come first, where the format has them. */
  readonly header: boolean;
  /** For spreadsheets: formulas made harmless, and what Excel needs to read UTF-8. */
  readonly excel: boolean;
}

/** Makes a writer for the columns of those names, in that order. */
export type Format = (columns: readonly string[], options: WriteOptions) => Promise<RowWriter>;
