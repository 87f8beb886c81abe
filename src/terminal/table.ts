import { own } from '../domain/own';
import { formatValue, type Row, type RowValue } from '../domain/row';
import { type Action, pastTense } from '../domain/vocabulary';
import { cut, fitted, gap, padded, type ShownColumn } from './columns';
import { type Output, visible } from './output';
import { measure } from './width';

/** Writes rows as a table for people: fitted to the terminal, or plain and whole in a pipe. */
export class TableWriter {
  readonly #columns: readonly string[];
  readonly #output: Output;
  readonly #header: boolean;
  /** The widths of the columns in a pipe, which the first rows decide. */
  #widths: number[] | undefined;
  /** The columns at a terminal, which the first rows decide. */
  #shown: readonly ShownColumn[] | undefined;

  constructor(columns: readonly string[], output: Output, header: boolean) {
    this.#columns = columns;
    this.#output = output;
    this.#header = header;
  }

  /** The columns that the terminal had no room for. */
  get leftOut(): string[] {
    const shown = this.#shown?.map(({ place }) => place);
    return shown === undefined ? [] : this.#columns.filter((_, place) => !shown.includes(place)).map(heading);
  }

  /** The text of the next rows. */
  async rows(rows: readonly Row[]): Promise<string> {
    const cells = rows.map((row) => this.#columns.map((name) => cellText(name, row)));
    return this.#output.isTerminal ? this.#fitted(cells, rows) : this.#plain(cells);
  }

  /** Not by cli-table3, which cuts what is wider than a column, as a later row may be. */
  #plain(cells: readonly string[][]): string {
    const headed = this.#widths === undefined && this.#header ? [this.#columns.map(heading), ...cells] : cells;
    this.#widths ??= naturalWidths(headed, this.#columns.length);
    const widths = this.#widths;
    const line = (texts: readonly string[]) => texts.map((text, index) => padded(text, widths[index] ?? 0)).join(gap);
    return headed.map((texts) => `${line(texts).trimEnd()}\n`).join('');
  }

  async #fitted(cells: readonly string[][], rows: readonly Row[]): Promise<string> {
    if (cells.length === 0) return '';
    const { default: CliTable } = await import('cli-table3');
    const { colour, width } = this.#output;
    const headed = this.#shown === undefined && this.#header;
    this.#shown ??= this.#fit(cells, width);
    const shown = this.#shown;
    // cut here: cli-table3 would part letters from their marks
    const line = (texts: readonly string[], paint: (text: string, name: string) => string): string[] =>
      shown.map(({ place, name, width }) => paint(cut(texts[place] ?? '', width), name));
    const table = new CliTable({ colWidths: shown.map(({ width }) => width), style: unstyled, chars: borders });
    if (headed) table.push(line(this.#columns.map(heading), (text) => colour.bold(text)));
    table.push(...cells.map((texts, row) => line(texts, (text, name) => painted(name, text, rows[row], colour))));
    return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
  }

  #fit(cells: readonly string[][], width: number): readonly ShownColumn[] {
    const heads = this.#columns.map(heading);
    const filled = this.#columns.map((_, place) => cells.some((line) => line[place] !== ''));
    const headed = this.#header ? [heads, ...cells] : cells;
    return fitted(this.#columns, naturalWidths(headed, heads.length), filled, width);
  }
}

const unstyled = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };

/** Space between the columns is enough: all other lines of a table are left out. */
const lines = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((line) =>
  ['', '-mid', '-left', '-right'].map((part) => [line + part, '']),
);
const borders: Record<string, string> = { ...Object.fromEntries(lines), middle: gap };

const heading = (name: string): string => name.replaceAll('_', ' ');

/** A cell as people read it: the action in the past tense, a referral with the body that it waits for, on one line. */
function cellText(name: string, row: Row): string {
  return visible(words(name, row)).replaceAll(/[\t\n]+/g, ' ');
}

function words(name: string, row: Row): string {
  const value: RowValue | undefined = row[name];
  if (name === 'action' && typeof value === 'string') return pastTense(value as Action);
  if (name === 'status' && value === 'referred' && row.referred_to)
    return `referred to ${formatValue(row.referred_to)}`;
  return formatValue(value);
}

const statusColours: Record<string, 'green' | 'yellow' | 'red' | 'dim'> = {
  'in force': 'green',
  accepted: 'green',
  referred: 'yellow',
  upcoming: 'yellow',
  rejected: 'red',
  deferred: 'red',
  recorded: 'dim',
  ended: 'dim',
};

function painted(name: string, cell: string, row: Row | undefined, colour: Output['colour']): string {
  if (name === 'ref' || name === 'code') return colour.cyan(cell);
  const status = name === 'status' && typeof row?.status === 'string' ? own(statusColours, row.status) : undefined;
  return status === undefined ? cell : colour[status](cell);
}

function naturalWidths(cells: readonly string[][], columns: number): number[] {
  return Array.from({ length: columns }, (_, index) =>
    cells.reduce((most, line) => Math.max(most, measure(line[index] ?? '')), 0),
  );
}
