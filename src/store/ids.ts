import sql, { raw, type Sql } from 'sql-template-tag';
import type { EntityName } from '../domain/schema';
import type { Reader } from './store';

/** The largest id that a record can have: the row of the search index is a product of it. Only other tools write more. */
export const largestId = 2 ** 49;

/** So many ids are read at a time. */
const pageSize = 500;

/** A query of the next ids after one, in their order. */
export type IdPage = (after: number, size: number) => Sql;

/** The ids of an entity's records, in their order; the records may be written while it is read. */
export async function* idsOf(reader: Pick<Reader, 'rows'>, entity: EntityName): AsyncIterable<number> {
  for await (const ids of pages(reader, idsAfter(entity))) yield* ids;
}

/** A query of the ids of an entity's records after one. */
export const idsAfter =
  (entity: EntityName): IdPage =>
  (after, size) =>
    sql`select id from ${raw(entity)} where id > ${after} and id <= ${largestId} order by id limit ${size}`;

/** The ids that a query gives, from 1 to the largest that can be. */
export async function* pages(reader: Pick<Reader, 'rows'>, page: IdPage): AsyncIterable<number[]> {
  for (let after = 0; ; ) {
    const ids = (await reader.rows<{ id: number }>(page(after, pageSize))).map(({ id }) => id);
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1) as number;
  }
}

/** Of a table's column the ids that no record can have, as texts: they may be more than a number holds. */
export async function strangeIds(
  reader: Pick<Reader, 'rows'>,
  table: string,
  column: string,
  most: number,
): Promise<(string | null)[]> {
  const name = raw(column);
  const rows = await reader.rows<{ id: string | null }>(sql`
    select distinct cast(${name} as text) as id from ${raw(table)}
      where ${name} is null or ${name} < 1 or ${name} > ${largestId} order by 1 limit ${most}`);
  return rows.map(({ id }) => id);
}
