import { join, type Sql } from 'sql-template-tag';

/** The possible lengths of a list: only a few, since each makes a separate prepared statement, which is cached. */
const lengths = [1, 4, 16, 64, 512] as const;
const maxLength = 512;

/**
 * Queries the rows for many values in chunks; `query` gets the list for an IN (…). Rows keep the order of the query within
 * a chunk, and chunks follow the order of the values.
 */
export async function queryInChunks<Row>(values: Iterable<string | number>, query: (list: Sql) => Promise<Row[]>) {
  const all = [...new Set(values)];
  const rows: Row[] = [];
  for (let start = 0; start < all.length; start += maxLength) {
    const chunk = all.slice(start, start + maxLength);
    const length = lengths.find((one) => one >= chunk.length) ?? maxLength;
    const list = join([...chunk, ...Array<string | number | undefined>(length - chunk.length).fill(chunk.at(-1))]);
    for (const row of await query(list)) rows.push(row);
  }
  return rows;
}
