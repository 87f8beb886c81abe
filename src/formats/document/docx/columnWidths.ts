import type { Content, Table } from '../textDocument';

/** The width of characters in Table Text, in twips. */
const characterWidth = { capital: 150, other: 100 };

/** The maximum length of a word that a column is widened for, in characters; a reference has some 16. */
const maxWordLength = 24;

/** The left or right margin of a cell, in twips. */
export const cellMargin = 100;

/**
 * The widths of the columns of a table, in twips: in proportion to the requested widths, but each wide enough for its longest
 * word. If the table is too narrow for that, they are in proportion to these words.
 *
 * @param total the width of the table, in twips
 */
export function columnWidths({ columns, rows }: Table, total: number): number[] {
  const shares = columns.map(({ width = 1 }) => width);
  const headings = columns.map(({ heading }) => heading);
  const least = shares.map((_, index) => wordWidth([headings, ...rows].map((cells) => cells[index] ?? [])));
  if (sum(least) > total) return least.map((width) => Math.floor((total * width) / sum(least)));
  const widened = new Set<number>();
  for (;;) {
    const rest = total - sum(least.filter((_, index) => widened.has(index)));
    const others = sum(shares.filter((_, index) => !widened.has(index)));
    const widths = shares.map((share, index) => (widened.has(index) ? (least[index] ?? 0) : (rest * share) / others));
    const narrow = widths.flatMap((width, index) => (width < (least[index] ?? 0) ? [index] : []));
    if (narrow.length === 0) return widths.map(Math.floor);
    for (const index of narrow) widened.add(index);
  }
}

/** The width that the longest word in the cells of a column needs; lines can break after a hyphen, but not in a reference. */
function wordWidth(cells: readonly Content[]): number {
  let longest = 0;
  for (const run of cells.flat()) {
    const { text, unbroken = false } = typeof run === 'string' ? { text: run } : run;
    for (const [word] of text.matchAll(unbroken ? /\S+/g : /[^\s-]+-?/g)) {
      if (word.length * characterWidth.capital > longest) longest = Math.max(longest, widthOf(word));
    }
  }
  return longest + 2 * cellMargin;
}

function widthOf(word: string): number {
  const part = word.slice(0, maxWordLength);
  const capitals = part.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals * characterWidth.capital + (part.length - capitals) * characterWidth.other;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
