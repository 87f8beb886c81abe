import sql, { raw } from 'sql-template-tag';
import { memoized } from '../domain/memoized';
import { type EntityName, entities } from '../domain/schema';
import { fieldTypes } from './blocks';
import { queryInChunks } from './queryInChunks';
import { readRows, type StoredRow } from './records';
import { statementsFor, storedList } from './statements';
import type { Dialect, Reader, Value } from './store';

/** A row, and its columns that are not stored in canonical form, although they read the same: 1.0 is 1 in JavaScript. */
export interface CheckedRow extends StoredRow {
  readonly nonCanonical: readonly string[];
}

/** As `readRows`, with the columns of each row that are not in canonical form. */
export async function readCheckedRows(
  reader: Reader,
  entity: EntityName,
  ids: readonly number[],
): Promise<Map<number, CheckedRow>> {
  const { lists } = statementsFor(entity);
  const rows = await readRows(reader, entity, ids);
  const numbers = await queryInChunks(ids, (list) =>
    reader.rows<{ id: number; names: string }>(sql`
      select id, ${nonCanonicalNumbers(reader.dialect)(entity)} as names from ${raw(entity)} where id in (${list})`),
  );
  const checked = new Map<number, CheckedRow>();
  for (const { id, names } of numbers) {
    const stored = rows.get(id) as StoredRow;
    const nonCanonicalLists = [...lists].filter((name) => isNonCanonical(stored.row[name]));
    checked.set(id, { ...stored, nonCanonical: [...names.split(',').slice(0, -1), ...nonCanonicalLists] });
  }
  return checked;
}

/** Whether a stored list reads as one, but is not in the form in which cica stores it. */
function isNonCanonical(value: Value | undefined): boolean {
  const text = String(value);
  const list = storedList(text);
  return typeof value !== 'string' || (list[0] !== text && JSON.stringify(list) !== text);
}

/** The SQL of the names of columns with numbers that are not stored as integers, with a comma after each. */
const nonCanonicalNumbers = memoized((dialect: Dialect) =>
  memoized((entity: EntityName) => {
    const derived = entities[entity].derivedColumns.filter((name) => name.endsWith('_id'));
    const names = statementsFor(entity).scalars.filter((name) => fieldTypes(entity).get(name) === 'integer');
    const cases = [...names, ...derived, 'created', 'version'].map(
      (name) => `case when not (${dialect.hasType(name, 'integer')}) then '${name},' end`,
    );
    return raw(`concat(${cases.join(', ')})`);
  }),
);
