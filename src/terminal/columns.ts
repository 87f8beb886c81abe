import { measure } from './width';
import { longestWord } from './wrap';

/** The space between columns. */
export const gap = '  ';

/** The indent of text under a row. */
export const indent = '  ';

/** Columns up to this width are not wrapped, and all but the text of a list keep this width. */
const narrow = 16;

/** The measured widths of a column. */
export interface Column {
  /** Its index among all columns of the table. */
  readonly index: number;
  /** The width of its widest cell; 0 if all are empty. */
  readonly content: number;
  /** The width of its widest cell or its heading. */
  readonly full: number;
  /** The width of the longest word in its cells or heading. */
  readonly word: number;
}

/** Where a column is shown. */
export interface ShownColumn {
  readonly index: number;
  readonly width: number;
  /** Whether it is shown under the row, on lines of its own. */
  readonly isUnder: boolean;
}

/** Measures columns: their headings, '' where none are shown, and the cells of each row. */
export function measureColumns(headings: readonly string[], rows: readonly (readonly string[])[]): Column[] {
  return headings.map((heading, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    const content = cells.reduce((most, text) => Math.max(most, measure(text)), 0);
    const word = [heading, ...cells].reduce((most, text) => Math.max(most, longestWord(text)), 0);
    return { index, content, full: Math.max(content, measure(heading)), word };
  });
}

/** Combines two measurements of the same columns; `before` is empty at first. */
export const combineColumns = (before: readonly Column[], measured: readonly Column[]): Column[] =>
  measured.map((column) => {
    const { content = 0, full = 0, word = 0 } = before[column.index] ?? {};
    return {
      index: column.index,
      content: Math.max(content, column.content),
      full: Math.max(full, column.full),
      word: Math.max(word, column.word),
    };
  });

/**
 * Fits columns into a terminal without breaking words. The widest column, the text of the list, is wrapped to no less than a
 * third of the terminal, others to no less than `narrow`. If that is not enough, empty columns are omitted, then those in
 * `spare`, until the rest fits. If it never does, the text moves under each row. As a last resort all columns are wrapped as
 * far as their words allow, and the last ones omitted.
 *
 * @param spare the indexes of columns that may be omitted, the most dispensable first
 * @param terminal the width of the terminal
 */
export function fitColumns(all: readonly Column[], spare: readonly number[], terminal: number): readonly ShownColumn[] {
  const text = widestColumn(all.filter(({ index }) => index > 0 && !spare.includes(index)));
  const sized = all.map((column) => sizeColumn(column, column.index === text, terminal));
  const empty = all.filter(({ content, index }) => content === 0 && index > 0).map(({ index }) => index);
  const dispensable = [...new Set([...empty, ...spare])];
  const without = (count: number): SizedColumn[] =>
    sized.filter(({ index }) => !dispensable.slice(0, count).includes(index));
  for (const under of text === undefined ? [undefined] : [undefined, text]) {
    for (let count = 0; count <= dispensable.length; count += 1) {
      const beside = without(count).filter(({ index }) => index !== under);
      if (overflow(beside, 'min', terminal) <= 0) return shrinkToFit(beside, under, terminal);
    }
  }
  const beside = without(dispensable.length).filter(({ index }) => index !== text);
  while (beside.length > 1 && overflow(beside, 'word', terminal) > 0) beside.pop();
  return shrinkToFit(beside, text, terminal, 'word');
}

/** A column with its width, the width below which it is wrapped only as a last resort, and that of its longest word. */
interface SizedColumn {
  readonly index: number;
  readonly min: number;
  readonly word: number;
  width: number;
}

/** The index of the widest column, if it is worth wrapping. */
function widestColumn(columns: readonly Column[]): number | undefined {
  return columns
    .filter(({ full }) => full > narrow)
    .toSorted((one, other) => other.full - one.full)
    .at(0)?.index;
}

/** A column keeps its longest word, unless that takes half of the terminal. */
function sizeColumn(column: Column, isText: boolean, terminal: number): SizedColumn {
  const word = Math.min(Math.floor(terminal / 2), column.word);
  const wrapped = Math.min(column.content, isText ? Math.floor(terminal / 3) : narrow);
  return { index: column.index, width: Math.min(terminal, column.full), min: Math.max(word, wrapped), word };
}

/** By how much columns are wider than the terminal; negative if they are narrower. */
function overflow(columns: readonly SizedColumn[], width: 'word' | 'min' | 'width', terminal: number): number {
  return columns.reduce((total, column) => total + column[width], gap.length * (columns.length - 1)) - terminal;
}

/** Shrinks the widest column by one until all columns fit, and adds the one under the row. */
function shrinkToFit(
  beside: readonly SizedColumn[],
  under: number | undefined,
  terminal: number,
  limit: 'word' | 'min' = 'min',
): readonly ShownColumn[] {
  for (let excess = overflow(beside, 'width', terminal); excess > 0; excess -= 1) {
    const shrinkable = beside.filter((column) => column.width > column[limit]);
    // a single column may be wider than the terminal even at its limit
    const candidates = shrinkable.length > 0 ? shrinkable : beside;
    const widest = candidates.reduce((most, one) => (one.width > most.width ? one : most));
    widest.width -= 1;
  }
  const shown = beside.map(({ index, width }) => ({ index, width, isUnder: false }));
  return under === undefined ? shown : [...shown, { index: under, width: terminal - indent.length, isUnder: true }];
}
