import { measure } from './width';
import { longestWord } from './wrap';

/** Columns stand so far apart. */
export const gap = '  ';

/** What stands under a row is so far in. */
export const indent = '  ';

/** A column that is no wider than this is not wrapped, and no other is made narrower, but for the text of a list. */
const narrow = 16;

/** A column of a table, as far as its place on the screen goes. */
export interface Column {
  /** Its place among all. */
  readonly place: number;
  /** The width of what is in it; 0 for nothing. */
  readonly filled: number;
  /** The width with its heading. */
  readonly natural: number;
  /** The longest word in it or its heading. */
  readonly word: number;
}

/** A column that is shown, and how. */
export interface ShownColumn {
  readonly place: number;
  readonly width: number;
  /** Whether it stands under the row, on lines of its own. */
  readonly isUnder: boolean;
}

/** Measures columns: their texts by row, and their headings, empty where none are shown. */
export function measured(headings: readonly string[], rows: readonly (readonly string[])[]): Column[] {
  return headings.map((heading, place) => {
    const texts = rows.map((row) => row[place] ?? '');
    const filled = texts.reduce((most, text) => Math.max(most, measure(text)), 0);
    const word = [heading, ...texts].reduce((most, text) => Math.max(most, longestWord(text)), 0);
    return { place, filled, natural: Math.max(filled, measure(heading)), word };
  });
}

/** The columns as two measurements found them. */
export const widestOf = (before: readonly Column[], found: readonly Column[]): Column[] =>
  found.map((column, index) => {
    const { filled = 0, natural = 0, word = 0 } = before[index] ?? {};
    return {
      place: column.place,
      filled: Math.max(filled, column.filled),
      natural: Math.max(natural, column.natural),
      word: Math.max(word, column.word),
    };
  });

/**
 * Fits columns into a terminal so that no word needs to be broken. The widest, which is the text of the list, is wrapped to a
 * third of the terminal, others to `narrow`. Where that is not enough, columns with nothing in them are left out, then those
 * that the list can spare; if that does not help either, the text moves under each row. At last all columns are wrapped, and
 * those from the end on left out.
 *
 * @param spare the places of the columns that the list can spare, the first one first
 */
export function fitted(all: readonly Column[], spare: readonly number[], terminal: number): readonly ShownColumn[] {
  const text = textOf(all.filter(({ place }) => place > 0 && !spare.includes(place)));
  const sized = all.map((column) => sizedFor(column, column.place === text, terminal));
  const empty = all.filter(({ filled, place }) => filled === 0 && place > 0).map(({ place }) => place);
  const dispensable = [...new Set([...empty, ...spare])];
  const without = (number: number): SizedColumn[] =>
    sized.filter(({ place }) => !dispensable.slice(0, number).includes(place));
  for (const under of text === undefined ? [undefined] : [undefined, text]) {
    for (let number = 0; number <= dispensable.length; number += 1) {
      const beside = without(number).filter(({ place }) => place !== under);
      if (excess(beside, 'least', terminal) <= 0) return placed(beside, under, terminal);
    }
  }
  const beside = without(dispensable.length).filter(({ place }) => place !== text);
  while (beside.length > 1 && excess(beside, 'word', terminal) > 0) beside.pop();
  return placed(beside, text, terminal, 'word');
}

/** A column with the width that it has, that below which it is wrapped only in need, and that of its longest word. */
interface SizedColumn {
  readonly place: number;
  readonly least: number;
  readonly word: number;
  width: number;
}

/** The place of the widest column, if it is worth wrapping. */
function textOf(columns: readonly Column[]): number | undefined {
  return columns
    .filter(({ natural }) => natural > narrow)
    .toSorted((one, other) => other.natural - one.natural)
    .at(0)?.place;
}

/** A column keeps its longest word, unless that takes half of the terminal. */
function sizedFor(column: Column, isText: boolean, terminal: number): SizedColumn {
  const word = Math.min(Math.floor(terminal / 2), column.word);
  const kept = Math.min(column.filled, isText ? Math.floor(terminal / 3) : narrow);
  return { place: column.place, width: Math.min(terminal, column.natural), least: Math.max(word, kept), word };
}

/** By how much columns are wider than the terminal. */
function excess(columns: readonly SizedColumn[], width: 'word' | 'least' | 'width', terminal: number): number {
  return columns.reduce((total, column) => total + column[width], gap.length * (columns.length - 1)) - terminal;
}

/** The columns as they are shown: the widest give way, a little at a time, until all fit. */
function placed(
  beside: readonly SizedColumn[],
  under: number | undefined,
  terminal: number,
  least: 'word' | 'least' = 'least',
): readonly ShownColumn[] {
  for (let over = excess(beside, 'width', terminal); over > 0; over -= 1) {
    const giving = beside.filter((column) => column.width > column[least]);
    // one column alone may be wider than the terminal, even at its least
    const widest = (giving.length > 0 ? giving : beside).reduce((most, one) => (one.width > most.width ? one : most));
    widest.width -= 1;
  }
  const shown = beside.map(({ place, width }) => ({ place, width, isUnder: false }));
  return under === undefined ? shown : [...shown, { place: under, width: terminal - indent.length, isUnder: true }];
}
