import { join, type Sql } from 'sql-template-tag';

/** How many values stand in one list: few lengths, since each is a statement of its own, and these are kept. */
const lengths = [1, 8, 64, 512] as const;
const longest = 512;

/**
 * The rows of a query for each of some values, asked for many at once: `ask` gets the list that stands in IN (…). The rows
 * of one value come in the order of the query, those of one list before those of the next.
 */
export async function queryInChunks<Row>(
  values: Iterable<string | number>,
  ask: (list: Sql) => Promise<Row[]>,
): Promise<Row[]> {
  const all = [...new Set(values)];
  const rows: Row[] = [];
  for (let start = 0; start < all.length; start += longest) {
    const some = all.slice(start, start + longest);
    const length = lengths.find((one) => one >= some.length) ?? longest;
    const list = join([...some, ...Array<string | number | undefined>(length - some.length).fill(some.at(-1))]);
    for (const row of await ask(list)) rows.push(row);
  }
  return rows;
}
