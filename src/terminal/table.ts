import { own } from '../domain/own';
import { formatValue, type Row, type RowValue } from '../domain/row';
import { type Action, pastTense } from '../domain/vocabulary';
import { cut, type Fit, fitted, gap, padded } from './columns';
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
  #fit: Fit | undefined;

  constructor(columns: readonly string[], output: Output, header: boolean) {
    this.#columns = columns;
    this.#output = output;
    this.#header = header;
  }

  /** The columns that the terminal had no room for. */
  get leftOut(): string[] {
    const shown = this.#fit?.shown;
    return shown === undefined ? [] : this.#columns.filter((_, place) => !shown.includes(place)).map(heading);
  }

  /** The text of the next rows. */
  async rows(rows: readonly Row[]): Promise<string> {
    const cells = rows.map((row) => this.#columns.map((name) => cellText(name, row)));
    return this.#output.isTerminal ? this.#boxed(cells, rows) : this.#plain(cells);
  }

  #plain(cells: readonly string[][]): string {
    const first = this.#widths === undefined;
    const headed = first && this.#header ? [this.#columns.map(heading), ...cells] : cells;
    this.#widths ??= naturalWidths(headed, this.#columns.length);
    const widths = this.#widths;
    return headed
      .map(
        (line) =>
          `${line
            .map((cell, index) => padded(cell, widths[index] ?? 0))
            .join('  ')
            .trimEnd()}\n`,
      )
      .join('');
  }

  async #boxed(cells: readonly string[][], rows: readonly Row[]): Promise<string> {
    if (cells.length === 0) return '';
    const { default: CliTable } = await import('cli-table3');
    const { colour, width } = this.#output;
    const headed = this.#fit === undefined && this.#header;
    this.#fit ??= this.#fitFor(cells, width);
    const { shown, widths } = this.#fit;
    const fitting = (line: readonly string[]) =>
      shown.map((place, index) => cut(line[place] ?? '', widths[index] ?? 0));
    const heads = headed ? [fitting(this.#columns.map(heading))] : [];
    const lines = cells.map(fitting);
    const table = new CliTable({
      colWidths: [...widths],
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
      chars: borders,
    });
    table.push(...[...heads, ...lines].map((line) => line.map((cell) => blank.repeat(measure(cell)))));
    const names = shown.map((place) => this.#columns[place] ?? '');
    const texts = [
      ...heads.flatMap((line) => line.map((head) => [head, colour.bold(head)] as const)),
      ...lines.flatMap((line, row) =>
        line.map((cell, place) => [cell, painted(names[place] ?? '', cell, rows[row], colour)] as const),
      ),
    ];
    const seen = texts.filter(([cell]) => measure(cell) > 0).map(([, text]) => text);
    return `${filledIn(table.toString(), seen).replaceAll(/ +$/gm, '')}\n`;
  }

  #fitFor(cells: readonly string[][], width: number): Fit {
    const heads = this.#columns.map(heading);
    const filled = this.#columns.map((_, place) => cells.some((line) => line[place] !== ''));
    const headed = this.#header ? [heads, ...cells] : cells;
    return fitted(this.#columns, naturalWidths(headed, heads.length), filled, width);
  }
}

/**
 * What the table is laid out with in the place of texts. cli-table3 knows the width of Latin and Chinese, but counts the
 * marks of Arabic, Hindi or Thai as letters; so it gets as many blanks as a text is wide, and the text comes after.
 */
const blank = '\ue000';

/** The table with the texts in the places of the blanks. */
function filledIn(table: string, texts: readonly string[]): string {
  const next = texts.values();
  return table.replaceAll(/\ue000+/g, () => next.next().value ?? '');
}

/** Space between the columns is enough. */
const borders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  mid: '',
  'mid-mid': '',
  middle: gap,
};

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
