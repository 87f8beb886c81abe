import { type ListedRow, type ListedValue, listedText } from '../domain/listed';
import { type Action, pastTense } from '../domain/vocabulary';
import { type Output, visible } from './output';
import { type Measure, measureFor } from './width';

/** No column is made narrower than this. */
const narrowest = 8;

/** Writes rows as a table for people: fitted to the terminal, or plain and whole in a pipe. */
export class TableWriter {
  readonly #columns: readonly string[];
  readonly #output: Output;
  readonly #header: boolean;
  /** The widths of the columns in a pipe, which the first rows decide. */
  #widths: number[] | undefined;

  constructor(columns: readonly string[], output: Output, header: boolean) {
    this.#columns = columns;
    this.#output = output;
    this.#header = header;
  }

  /** The text of the next rows. */
  async rows(rows: readonly ListedRow[]): Promise<string> {
    const cells = rows.map((row) => this.#columns.map((name) => cellText(name, row)));
    const measure = await measureFor(cells);
    return this.#output.isTerminal ? this.#boxed(cells, rows, measure) : this.#plain(cells, measure);
  }

  #plain(cells: readonly string[][], measure: Measure): string {
    const first = this.#widths === undefined;
    const headed = first && this.#header ? [this.#columns.map(heading), ...cells] : cells;
    this.#widths ??= naturalWidths(headed, this.#columns.length, measure);
    const widths = this.#widths;
    return headed
      .map(
        (line) =>
          `${line
            .map((cell, index) => padded(cell, widths[index] ?? 0, measure))
            .join('  ')
            .trimEnd()}\n`,
      )
      .join('');
  }

  async #boxed(cells: readonly string[][], rows: readonly ListedRow[], measure: Measure): Promise<string> {
    if (cells.length === 0) return '';
    const { default: CliTable } = await import('cli-table3');
    const { colour } = this.#output;
    const head = this.#columns.map(heading);
    const widths = fitted(naturalWidths([head, ...cells], head.length, measure), this.#output.width);
    const table = new CliTable({
      head: this.#header ? head.map((name) => colour.bold(name)) : [],
      colWidths: widths.map((width) => width + 2),
      style: { head: [], border: [] },
      chars: lines,
    });
    for (const [index, line] of cells.entries()) {
      const row = rows[index];
      table.push(line.map((cell, column) => painted(this.#columns[column] ?? '', cell, row, colour)));
    }
    return `${table.toString()}\n`;
  }
}

/** One line under the heading is enough. */
const lines = {
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
  middle: ' ',
};

const heading = (name: string): string => name.replaceAll('_', ' ');

/** A cell as people read it: the action in the past tense, a referral with the body that it waits for, on one line. */
function cellText(name: string, row: ListedRow): string {
  return visible(words(name, row)).replaceAll(/[\t\n]+/g, ' ');
}

function words(name: string, row: ListedRow): string {
  const value: ListedValue | undefined = row[name];
  if (name === 'action' && typeof value === 'string') return pastTense(value as Action);
  if (name === 'status' && value === 'referred' && row.referred_to) return `referred to ${listedText(row.referred_to)}`;
  return listedText(value);
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

function painted(name: string, cell: string, row: ListedRow | undefined, colour: Output['colour']): string {
  if (name === 'ref' || name === 'code') return colour.cyan(cell);
  const status = name === 'status' && typeof row?.status === 'string' ? statusColours[row.status] : undefined;
  return status === undefined ? cell : colour[status](cell);
}

function naturalWidths(cells: readonly string[][], columns: number, measure: Measure): number[] {
  return Array.from({ length: columns }, (_, index) =>
    cells.reduce((most, line) => Math.max(most, measure(line[index] ?? '')), 0),
  );
}

/** Widths that fit into the terminal: the widest columns give way first. */
function fitted(widths: number[], terminal: number): number[] {
  const fit = [...widths];
  const room = terminal - 3 * (widths.length - 1) - 2;
  while (fit.reduce((sum, width) => sum + width, 0) > room) {
    const widest = Math.max(...fit);
    if (widest <= narrowest) break;
    fit[fit.indexOf(widest)] = widest - 1;
  }
  return fit;
}

const padded = (cell: string, width: number, measure: Measure): string =>
  cell + ' '.repeat(Math.max(0, width - measure(cell)));
