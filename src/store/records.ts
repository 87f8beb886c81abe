import sql, { raw } from 'sql-template-tag';
import type { EntityName } from '../domain/schema';
import type { Engine } from './engine';
import { queryInChunks } from './queryInChunks';
import { derivedColumns, partStatements, partTables, statementsFor, storedList } from './statements';
import type { Fields, ReadRecord, Value } from './store';

/** The stored fields of a record, null when there is none of that id. */
export async function readRecord(
  engine: Pick<Engine, 'run'>,
  entity: EntityName,
  id: number,
): Promise<ReadRecord | null> {
  const { select, lists, parts } = statementsFor(entity);
  const [row] = await engine.run(select, [id]);
  if (row === undefined) return null;
  const { version, ...scalars } = row;
  const fields: Fields = scalars;
  for (const list of lists) fields[list] = storedList(scalars[list] as string);
  for (const part of parts) {
    const { columns } = partTables[part];
    const rows = await engine.run(partStatements[part].select, [id]);
    fields[part] = columns.length === 1 ? rows.map((one) => one[columns[0]] as string) : (rows as never);
  }
  return { id, version: version as number, fields };
}

/** A row of an entity's table, and its parts by their names. */
export interface StoredRow {
  readonly row: Fields & { readonly version: number; readonly created: number };
  readonly parts: Readonly<Record<string, readonly unknown[]>>;
}

const noParts = {};

/** The rows of an entity's records by their ids, of those that are there. */
export async function readRows(
  reader: Pick<Engine, 'rows'>,
  entity: EntityName,
  ids: readonly number[],
): Promise<Map<number, StoredRow>> {
  const into = new Map<number, StoredRow>();
  const { scalars, parts } = statementsFor(entity);
  const columns = ['id', 'version', 'created', ...scalars, ...derivedColumns[entity]].join(', ');
  const found = await queryInChunks(ids, (list) =>
    reader.rows<StoredRow['row']>(sql`select ${raw(columns)} from ${raw(entity)} where id in (${list})`),
  );
  for (const row of found) into.set(row.id as number, { row, parts: parts.length === 0 ? noParts : {} });
  for (const part of parts) {
    const { table, columns: names } = partTables[part];
    const rows = await queryInChunks(ids, (list) =>
      reader.rows<Record<string, Value>>(sql`
        select decision_id, ${raw(names.join(', '))} from ${raw(table)} where decision_id in (${list})
          order by decision_id, position`),
    );
    for (const { decision_id, ...values } of rows) {
      const own = into.get(decision_id as number)?.parts as Record<string, unknown[]> | undefined;
      if (own === undefined) continue;
      own[part] ??= [];
      own[part].push(names.length === 1 ? values[names[0]] : values);
    }
  }
  return into;
}

/** The stored fields of a row. */
export function fieldsOf(entity: EntityName, { row, parts }: StoredRow): Fields {
  const { scalars, lists, empty } = statementsFor(entity);
  const fields: Fields = { ...empty, ...(parts as Fields) };
  for (const name of scalars) fields[name] = row[name] as Fields[string];
  for (const list of lists) fields[list] = storedList(row[list] as string);
  return fields;
}
