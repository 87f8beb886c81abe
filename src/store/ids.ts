import sql, { join, raw, type Sql } from 'sql-template-tag';
import { type EntityName, entityNames } from '../domain/schema';
import type { Reader } from './store';

/** The largest valid id: row ids in the search index are a multiple of an id. Only other tools write larger ones. */
export const largestId = 2 ** 49;

/** The number of ids read per query. */
const pageSize = 500;

/** A query for the next ids after one, in order. */
export type IdPage = (after: number, size: number) => Sql;

/** A query for an entity's ids after one. */
export const idsAfter =
  (entity: EntityName): IdPage =>
  (after, size) =>
    sql`select id from ${raw(entity)} where id > ${after} and id <= ${largestId} order by id limit ${size}`;

/** The ids of a paged query, a page at a time; the consumer may write records in between. */
export async function* pages(reader: Pick<Reader, 'rows'>, page: IdPage): AsyncIterable<number[]> {
  for (let after = 0; ; ) {
    const ids = (await reader.rows<{ id: number }>(page(after, pageSize))).map(({ id }) => id);
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1) as number;
  }
}

/** The values of an id column that are not valid ids, as strings, since they may exceed a JavaScript number. */
export async function invalidIds(
  reader: Pick<Reader, 'rows'>,
  table: string,
  column: string,
  limit: number,
): Promise<(string | null)[]> {
  const name = raw(column);
  const rows = await reader.rows<{ id: string | null }>(sql`
    select distinct cast(${name} as text) as id from ${raw(table)}
      where ${name} is null or ${name} < 1 or ${name} > ${largestId} order by 1 limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** The largest id of each entity: that of a record, or one that a query of counted ones (name, id) has. */
export async function largestIds(reader: Pick<Reader, 'rows'>, counted: Sql): Promise<Map<EntityName, number>> {
  const stored = entityNames.map((name) => sql`select ${raw(`'${name}'`)} as name, max(id) as id from ${raw(name)}`);
  const rows = await reader.rows<{ name: EntityName; id: number | null }>(
    sql`select name, max(id) as id from (${join([counted, ...stored], ' union all ')}) as ids group by name`,
  );
  return new Map(rows.map(({ name, id }) => [name, id ?? 0]));
}
