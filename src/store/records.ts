import sql, { raw } from 'sql-template-tag';
import { groupBy } from '../domain/groupBy';
import type { FieldsOf } from '../domain/record';
import { type EntityName, entities, type PartTable } from '../domain/schema';
import type { Engine } from './engine';
import { queryInChunks } from './queryInChunks';
import { statementsFor, storedList } from './statements';
import type { Fields, StoredRecord, StoredValue, Value } from './store';

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

/** The records of some ids, those that exist. */
export async function readRecords<E extends EntityName>(
  reader: Pick<Engine, 'rows'>,
  entity: E,
  ids: readonly number[],
): Promise<Map<number, StoredRecord<E>>> {
  const records = new Map<number, StoredRecord<E>>();
  for (const [id, stored] of await readRows(reader, entity, ids)) {
    records.set(id, { id, version: stored.row.version, fields: fieldsOf(entity, stored) as FieldsOf<E> });
  }
  return records;
}

/** The record of that id, null if there is none. */
export async function readRecord<E extends EntityName>(
  reader: Pick<Engine, 'rows'>,
  entity: E,
  id: number,
): Promise<StoredRecord<E> | null> {
  return (await readRecords(reader, entity, [id])).get(id) ?? null;
}
