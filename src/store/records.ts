import sql, { raw } from 'sql-template-tag';
import { groupBy } from '../domain/groupBy';
import type { FieldsOf } from '../domain/record';
import { type EntityName, entities, type PartTable } from '../domain/schema';
import type { Engine } from './engine';
import { queryInChunks } from './queryInChunks';
import { statementsFor, storedList } from './statements';
import type { Fields, StoredRecord, StoredValue, Value } from './store';

/** The record of that id, null if there is none. */
export async function readRecord<E extends EntityName>(
  engine: Pick<Engine, 'run'>,
  entity: E,
  id: number,
): Promise<StoredRecord<E> | null> {
  const { select, lists, parts } = statementsFor(entity);
  const [row] = await engine.run(select, [id]);
  if (row === undefined) return null;
  const { version, ...scalars } = row;
  const fields: Fields = scalars;
  for (const list of lists) fields[list] = storedList(String(scalars[list]));
  for (const part of parts) fields[part.name] = partValues(part, await engine.run(part.select, [id]));
  return { id, version: Number(version), fields: fields as FieldsOf<E> };
}

/** The values of a part: plain values if it has a single column, otherwise objects. */
function partValues({ columns }: PartTable, rows: readonly Record<string, Value>[]): StoredValue {
  const [only, ...more] = columns;
  return (only !== undefined && more.length === 0 ? rows.map((row) => row[only]) : rows) as StoredValue;
}

/** A row of an entity's table, with its parts by name. */
export interface StoredRow {
  readonly row: Record<string, Value> & { readonly id: number; readonly version: number; readonly created: number };
  readonly parts: Fields;
}

const noParts = {};

/** The existing rows of an entity for some ids, keyed by id. */
export async function readRows(
  reader: Pick<Engine, 'rows'>,
  entity: EntityName,
  ids: readonly number[],
): Promise<Map<number, StoredRow>> {
  const into = new Map<number, StoredRow>();
  const { scalars, parts } = statementsFor(entity);
  const columns = ['id', 'version', 'created', ...scalars, ...entities[entity].derivedColumns].join(', ');
  const found = await queryInChunks(ids, (list) =>
    reader.rows<StoredRow['row']>(sql`select ${raw(columns)} from ${raw(entity)} where id in (${list})`),
  );
  for (const row of found) into.set(row.id, { row, parts: parts.length === 0 ? noParts : {} });
  for (const part of parts) {
    const rows = await queryInChunks(ids, (list) =>
      reader.rows<Record<string, Value> & { readonly decision_id: number }>(sql`
        select decision_id, ${raw(part.columns.join(', '))} from ${raw(part.table)} where decision_id in (${list})
          order by decision_id, position`),
    );
    for (const [id, own] of groupBy(rows, ({ decision_id }) => decision_id)) {
      const record = into.get(id);
      if (record !== undefined)
        record.parts[part.name] = partValues(
          part,
          own.map(({ decision_id: _, ...one }) => one),
        );
    }
  }
  return into;
}

/** The stored fields of a row. */
export function fieldsOf(entity: EntityName, { row, parts }: StoredRow): Fields {
  const { scalars, lists, empty } = statementsFor(entity);
  const fields: Fields = { ...empty, ...parts };
  for (const name of scalars) fields[name] = row[name];
  for (const list of lists) fields[list] = storedList(String(row[list]));
  return fields;
}
