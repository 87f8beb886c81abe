import { isDeepStrictEqual } from 'node:util';
import { ownValue } from '../domain/ownValue';
import { formatValue, type Row } from '../domain/row';
import { type Action, pastTense } from '../domain/vocabulary';
import { type Column, combineColumns, fitColumns, gap, indent, measureColumns, type ShownColumn } from './columns';
import { type Output, visible } from './output';
import { padTo, wrapAtMost } from './wrap';

/** A value formatted for people. */
export interface Cell {
  readonly text: string;
  readonly colour?: 'bold' | 'cyan' | 'green' | 'yellow' | 'red' | 'dim' | undefined;
}

/** Formats the cells of columns that people read differently from data, by column. */
export type CellFormatters = Readonly<Record<string, (row: Row) => Cell>>;

/** What a table shows, and how. */
export interface TableOptions {
  readonly columns: readonly string[];
  /** Columns that a narrow terminal may omit, the most dispensable first. */
  readonly spare?: readonly string[] | undefined;
  readonly formatters?: CellFormatters | undefined;
  readonly header: boolean;
}

/** The maximum number of lines of a cell, in its column or under the row. */
const maxLines = 4;

/** Formats rows as a table for people: fitted to the terminal, or in full in a pipe. */
export class TableWriter {
  readonly #options: TableOptions;
  readonly #output: Output;
  readonly #colour: Output['colour'];
  readonly #headings: readonly string[];
  /** The formatter of each column. */
  readonly #formatters: readonly ((row: Row) => Cell)[];
  /** The measured columns: the first rows decide, and at a terminal also later ones with longer words. */
  #columns: readonly Column[] = [];
  /** The columns that fit in the terminal. */
  #shown: readonly ShownColumn[] = [];

  constructor(options: TableOptions, output: Output) {
    this.#options = options;
    this.#output = output;
    this.#colour = output.colour;
    const { columns, formatters = {} } = options;
    this.#headings = columns.map((name) => name.replaceAll('_', ' '));
    this.#formatters = columns.map(
      (name) => ownValue(formatters, name) ?? ownValue(defaultFormatters, name) ?? plainFormatter(name),
    );
  }

  /** The headings of non-empty columns that did not fit in the terminal. */
  get leftOut(): string[] {
    const shown = this.#shown.map(({ index }) => index);
    const missing = this.#columns.filter(({ index, content }) => content > 0 && !shown.includes(index));
    return this.#output.isTerminal ? missing.map(({ index }) => this.#headings[index] ?? '') : [];
  }

  /** The text of the next rows. */
  async rows(rows: readonly Row[]): Promise<string> {
    const cells = rows.map((row) => this.#formatters.map((format) => onOneLine(format(row))));
    const headings = this.#headings.map((text): Cell => ({ text, colour: 'bold' }));
    const lines = this.#layOut(cells) && this.#options.header ? [headings, ...cells] : cells;
    const texts = this.#output.isTerminal ? await this.#wrapped(lines) : lines.map((line) => this.#plain(line));
    return texts.map((line) => `${line.trimEnd()}\n`).join('');
  }

  /** Lays out the columns for the first rows, and again if a column is too narrow; returns whether the layout changed. */
  #layOut(cells: readonly (readonly Cell[])[]): boolean {
    const { columns, spare = [], header } = this.#options;
    const isFirst = this.#columns.length === 0;
    if (!isFirst && !this.#output.isTerminal) return false;
    const texts = cells.map((line) => line.map(({ text }) => text));
    const measured = measureColumns(header ? this.#headings : columns.map(() => ''), texts);
    const isTooNarrow = ({ index, width, isUnder }: ShownColumn) => !isUnder && (measured[index]?.word ?? 0) > width;
    if (!isFirst && !this.#shown.some(isTooNarrow)) return false;
    this.#columns = combineColumns(this.#columns, measured);
    const spareIndexes = spare.map((name) => columns.indexOf(name)).filter((index) => index > 0);
    const before = this.#shown;
    this.#shown = fitColumns(this.#columns, spareIndexes, this.#output.width);
    return !isDeepStrictEqual(before, this.#shown);
  }

  /** Not by cli-table3, which truncates text that is wider than its column, as in a later row. */
  #plain(line: readonly Cell[]): string {
    return line.map(({ text }, index) => padTo(text, this.#columns[index]?.full ?? 0)).join(gap);
  }

  /** The lines of rows at the terminal: cli-table3 lays out the columns; text under a row follows it. */
  async #wrapped(rows: readonly (readonly Cell[])[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const { default: CliTable } = await import('cli-table3');
    const [beside, under] = [false, true].map((isUnder) => this.#shown.filter((column) => column.isUnder === isUnder));
    const table = new CliTable({
      colWidths: (beside ?? []).map(({ width }) => width),
      style: unstyled,
      chars: borders,
    });
    const texts = rows.map((row) => (beside ?? []).map((column) => this.#linesOf(row, column)));
    table.push(...texts.map((row) => row.map((lines) => lines.join('\n'))));
    const lines = table.toString().split('\n');
    return rows.flatMap((row, index) => {
      const height = Math.max(...(texts[index] ?? []).map(({ length }) => length));
      const below = (under ?? []).flatMap((column) => this.#linesOf(row, column)).filter((line) => line !== '');
      return [...lines.splice(0, height), ...below.map((line) => indent + line)];
    });
  }

  /** A cell in its column, wrapped and coloured line by line. */
  #linesOf(row: readonly Cell[], { index, width }: ShownColumn): string[] {
    const { text, colour } = row[index] ?? { text: '' };
    const lines = wrapAtMost(text, width, maxLines);
    return colour === undefined ? lines : lines.map((line) => (line === '' ? line : this.#colour[colour](line)));
  }
}

const unstyled = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };

/** The columns are separated by spaces only: a table has no lines. */
const noLines = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((line) =>
  ['', '-mid', '-left', '-right'].map((part) => [line + part, '']),
);
const borders: Record<string, string> = { ...Object.fromEntries(noLines), middle: gap };

const onOneLine = ({ text, colour }: Cell): Cell => ({
  text: visible(text).replaceAll(/[\t\n]+/g, ' '),
  colour,
});

const plainFormatter =
  (name: string) =>
  (row: Row): Cell => ({ text: formatValue(row[name]) });

/** The formatters that every table uses. */
const defaultFormatters: CellFormatters = {
  ref: ({ ref }) => ({ text: formatValue(ref), colour: 'cyan' }),
  code: ({ code }) => ({ text: formatValue(code), colour: 'cyan' }),
  action: ({ action }) => ({ text: action ? pastTense(action as Action) : '' }),
  // a referral with the body that it waits for
  status: ({ status, referred_to }) => ({
    text: status === 'referred' && referred_to ? `referred to ${formatValue(referred_to)}` : formatValue(status),
    colour: ownValue(statusColours, formatValue(status)),
  }),
};

const statusColours: Readonly<Record<string, NonNullable<Cell['colour']>>> = {
  'in force': 'green',
  accepted: 'green',
  referred: 'yellow',
  upcoming: 'yellow',
  overdue: 'red',
  rejected: 'red',
  deferred: 'red',
  recorded: 'dim',
  ended: 'dim',
  done: 'dim',
};
