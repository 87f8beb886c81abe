import sql, { raw } from 'sql-template-tag';
import { memoized } from '../domain/memoized';
import { type EntityName, entities } from '../domain/schema';
import { fieldTypes } from './blocks';
import { queryInChunks } from './queryInChunks';
import { readRows, type StoredRow } from './records';
import { statementsFor, storedList } from './statements';
import type { Dialect, Reader, Value } from './store';

/** A row, and the columns whose values are not stored as cica stores them, though they read alike: 1.0 is 1 in JavaScript. */
export interface CheckedRow extends StoredRow {
  readonly hidden: readonly string[];
}

/** As `readRows`, with what the values do not show. */
export async function readCheckedRows(
  reader: Reader,
  entity: EntityName,
  ids: readonly number[],
): Promise<Map<number, CheckedRow>> {
  const { lists } = statementsFor(entity);
  const rows = await readRows(reader, entity, ids);
  const numbers = await queryInChunks(ids, (list) =>
    reader.rows<{ id: number; names: string }>(sql`
      select id, ${otherNumbers(reader.dialect)(entity)} as names from ${raw(entity)} where id in (${list})`),
  );
  const checked = new Map<number, CheckedRow>();
  for (const { id, names } of numbers) {
    const stored = rows.get(id) as StoredRow;
    const otherLists = [...lists].filter((name) => isOtherForm(stored.row[name]));
    checked.set(id, { ...stored, hidden: [...names.split(',').slice(0, -1), ...otherLists] });
  }
  return checked;
}

/** Whether a stored list reads as one, but is not in the form in which cica stores it. */
function isOtherForm(value: Value | undefined): boolean {
  const text = String(value);
  const list = storedList(text);
  return typeof value !== 'string' || (list[0] !== text && JSON.stringify(list) !== text);
}

/** The SQL of the names of columns with numbers that are not stored as integers, with a comma after each. */
const otherNumbers = memoized((dialect: Dialect) =>
  memoized((entity: EntityName) => {
    const derived = entities[entity].derivedColumns.filter((name) => name.endsWith('_id'));
    const names = statementsFor(entity).scalars.filter((name) => fieldTypes(entity).get(name) === 'integer');
    const cases = [...names, ...derived, 'created', 'version'].map(
      (name) => `case when not (${dialect.hasType(name, 'integer')}) then '${name},' end`,
    );
    return raw(`concat(${cases.join(', ')})`);
  }),
);
