import { isDeepStrictEqual } from 'node:util';
import { own } from '../domain/own';
import { formatValue, type Row } from '../domain/row';
import { type Action, pastTense } from '../domain/vocabulary';
import { type Column, fitted, gap, indent, measured, type ShownColumn, widestOf } from './columns';
import { type Output, visible } from './output';
import { padded, wrapAtMost } from './wrap';

/** A value as people read it. */
export interface Reading {
  readonly text: string;
  readonly colour?: 'bold' | 'cyan' | 'green' | 'yellow' | 'red' | 'dim' | undefined;
}

/** How people read the values of columns, where not as they are in data. */
export type Readings = Readonly<Record<string, (row: Row) => Reading>>;

/** What a table shows, and how. */
export interface TableOptions {
  readonly columns: readonly string[];
  /** The columns that a narrow terminal leaves out, the first one first. */
  readonly spare?: readonly string[] | undefined;
  readonly readings?: Readings | undefined;
  readonly header: boolean;
}

/** A cell, or what stands under a row, takes no more lines than this. */
const mostLines = 4;

/** Writes rows as a table for people: fitted to the terminal, or plain and whole in a pipe. */
export class TableWriter {
  readonly #options: TableOptions;
  readonly #output: Output;
  readonly #colour: Output['colour'];
  readonly #headings: readonly string[];
  /** How the value of each column is read. */
  readonly #read: readonly ((row: Row) => Reading)[];
  /** What was measured of the columns: the first rows decide, and at a terminal later ones whose words are longer. */
  #columns: readonly Column[] = [];
  /** The columns that have a place at the terminal. */
  #shown: readonly ShownColumn[] = [];

  constructor(options: TableOptions, output: Output) {
    this.#options = options;
    this.#output = output;
    this.#colour = output.colour;
    const { columns, readings = {} } = options;
    this.#headings = columns.map((name) => name.replaceAll('_', ' '));
    this.#read = columns.map((name) => own(readings, name) ?? own(usualReadings, name) ?? plainReading(name));
  }

  /** The columns with something in them that the terminal had no room for. */
  get leftOut(): string[] {
    const shown = this.#shown.map(({ place }) => place);
    const missing = this.#columns.filter(({ place, filled }) => filled > 0 && !shown.includes(place));
    return this.#output.isTerminal ? missing.map(({ place }) => this.#headings[place] ?? '') : [];
  }

  /** The text of the next rows. */
  rows(rows: readonly Row[]): string {
    const cells = rows.map((row) => this.#read.map((read) => onOneLine(read(row))));
    const headings = this.#headings.map((text): Reading => ({ text, colour: 'bold' }));
    const lines = this.#layOut(cells) && this.#options.header ? [headings, ...cells] : cells;
    const texts = lines.flatMap((line) => (this.#output.isTerminal ? this.#wrapped(line) : [this.#plain(line)]));
    return texts.map((line) => `${line.trimEnd()}\n`).join('');
  }

  /** Finds a place for the columns where they have none, or too narrow a one; returns whether anything moved. */
  #layOut(cells: readonly (readonly Reading[])[]): boolean {
    const { columns, spare = [], header } = this.#options;
    const isFirst = this.#columns.length === 0;
    if (!isFirst && !this.#output.isTerminal) return false;
    const texts = cells.map((line) => line.map(({ text }) => text));
    const found = measured(header ? this.#headings : columns.map(() => ''), texts);
    const isTooNarrow = ({ place, width, isUnder }: ShownColumn) => !isUnder && (found[place]?.word ?? 0) > width;
    if (!isFirst && !this.#shown.some(isTooNarrow)) return false;
    this.#columns = widestOf(this.#columns, found);
    const places = spare.map((name) => columns.indexOf(name)).filter((place) => place > 0);
    const before = this.#shown;
    this.#shown = fitted(this.#columns, places, this.#output.width);
    return !isDeepStrictEqual(before, this.#shown);
  }

  #plain(line: readonly Reading[]): string {
    return line.map(({ text }, place) => padded(text, this.#columns[place]?.natural ?? 0)).join(gap);
  }

  /** The lines of a row at the terminal. */
  #wrapped(line: readonly Reading[]): string[] {
    const parts = this.#shown.map(({ place, ...column }) => {
      const { text, colour } = line[place] ?? { text: '' };
      return { ...column, colour, texts: wrapAtMost(text, column.width, mostLines) };
    });
    const beside = parts.filter(({ isUnder }) => !isUnder);
    const height = Math.max(...beside.map(({ texts }) => texts.length));
    const rows = Array.from({ length: height }, (_, index) =>
      beside.map(({ texts, width, colour }) => this.#painted(texts[index] ?? '', colour, width)).join(gap),
    );
    const under = parts.filter(({ isUnder, texts }) => isUnder && texts[0] !== '');
    const below = under.flatMap(({ texts, colour }) => texts.map((text) => indent + this.#painted(text, colour)));
    return [...rows, ...below];
  }

  /** A text in its colour, with spaces up to a width. */
  #painted(text: string, colour: Reading['colour'], width = 0): string {
    const painted = colour === undefined ? text : this.#colour[colour](text);
    return painted + padded(text, width).slice(text.length);
  }
}

const onOneLine = ({ text, colour }: Reading): Reading => ({
  text: visible(text).replaceAll(/[\t\n]+/g, ' '),
  colour,
});

const plainReading =
  (name: string) =>
  (row: Row): Reading => ({ text: formatValue(row[name]) });

/** The columns that people read alike in every list. */
const usualReadings: Readings = {
  ref: ({ ref }) => ({ text: formatValue(ref), colour: 'cyan' }),
  code: ({ code }) => ({ text: formatValue(code), colour: 'cyan' }),
  action: ({ action }) => ({ text: action ? pastTense(action as Action) : '' }),
  // a referral with the body that it waits for
  status: ({ status, referred_to }) => ({
    text: status === 'referred' && referred_to ? `referred to ${formatValue(referred_to)}` : formatValue(status),
    colour: own(statusColours, formatValue(status)),
  }),
};

const statusColours: Readonly<Record<string, NonNullable<Reading['colour']>>> = {
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
