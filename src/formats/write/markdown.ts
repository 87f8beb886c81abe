import { formatValue } from '../../domain/row';
import type { Format } from './format';

/** A table in GitHub's Markdown; characters that would end a cell or begin markup are escaped. */
export const markdown: Format = async (columns, { header }) => ({
  head: () => (header ? line(columns.map(escaped)) + line(columns.map(() => '---')) : ''),
  rows: (rows) => rows.map((row) => line(columns.map((name) => escaped(formatValue(row[name]))))).join(''),
  end: () => '',
});

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const escaped = (text: string): string => text.replace(/[\\|<>`*_[\]]/g, '\\$&').replace(/\n/g, '<br>');
