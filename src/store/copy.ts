import sql, { join, raw } from 'sql-template-tag';
import { refused } from '../domain/problem';
import { entityNames } from '../domain/schema';
import type { Engine } from './engine';
import { insertInto, storedTables } from './statements';
import type { Reader, Value } from './store';
import { rebuildIndex } from './words';

/** How many rows are read and written at a time. */
const batchSize = 500;

/**
 * In a write: copies everything from another register unchanged, including its history; the search index is rebuilt.
 *
 * @throws Problem `refused` if the register is not empty.
 */
export async function copyAll(engine: Engine, source: Reader): Promise<void> {
  const [entry] = await engine.rows(sql`select 1 as one from history limit 1`);
  if (entry !== undefined) {
    throw refused('the register to copy to is not empty', 'name another; a copy never replaces anything');
  }
  await engine.deferReferences();
  for (const { table, columns, key } of storedTables()) {
    const insert = insertInto(table, columns);
    const all = sql`select ${join(columns.map((name) => raw(name)))} from ${raw(table)} order by ${raw(key)}`;
    for await (const rows of source.batches<Record<string, Value>>(all, batchSize)) {
      await engine.runAll(
        insert,
        rows.map((row) => columns.map((name) => row[name] ?? null)),
      );
    }
  }
  for (const entity of entityNames) {
    const last = await source.lastId(entity);
    if (last > 0) await engine.countFrom(entity, last);
  }
  await rebuildIndex(engine);
}
