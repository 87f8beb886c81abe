import { stringify } from 'csv-stringify/sync';
import { formatValue, type Row } from '../../domain/row';
import type { Format, RowWriter, WriteOptions } from './format';

/** Tells Excel that the file is UTF-8. */
const byteOrderMark = '\ufeff';

/** CSV (RFC 4180), with quotes only where needed, doubled inside. Lines end in LF for scripts, in CRLF for spreadsheets. */
export const csv: Format = async (columns, options) => delimited(',', columns, options);

/** As `csv`, with tabs as delimiters. */
export const tsv: Format = async (columns, options) => delimited('\t', columns, options);

function delimited(delimiter: string, columns: readonly string[], { header, excel }: WriteOptions): RowWriter {
  const write = (rows: string[][]): string =>
    stringify(rows, {
      delimiter,
      escape_formulas: excel,
      record_delimiter: excel ? 'windows' : 'unix',
      quoted_match: /\r/,
    });
  return {
    head: () => (excel ? byteOrderMark : '') + (header ? write([[...columns]]) : ''),
    rows: (rows) => write(rows.map((row) => cells(row, columns))),
    end: () => '',
  };
}

function cells(row: Row, columns: readonly string[]): string[] {
  return columns.map((name) => formatValue(row[name]));
}
