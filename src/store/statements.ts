import sql, { join, raw } from 'sql-template-tag';
import { memoized } from '../domain/memoized';
import {
  type Entity,
  type EntityName,
  entities,
  entityNames,
  type PartColumn,
  type PartTable,
  storedFields,
} from '../domain/schema';
import type { Statement } from './engine';
import type { Fields } from './store';

/** A part of a decision: its column, its table, and the statements for that table. */
export interface Part extends PartTable {
  readonly name: string;
  /** Value: the decision's id. */
  readonly remove: Statement;
  /** Values: the decision's id, the position, the columns. */
  readonly insert: Statement;
}

interface EntityStatements {
  /** Values: id (null for the next one), scalars, derived, created, version. */
  readonly insert: Statement;
  /** Values: scalars, derived, version, id. */
  readonly update: Statement;
  /** Values: version, id. For a record of which only parts changed, since `update` rewrites all its index entries. */
  readonly setVersion: Statement;
  /** Values: derived, id, id. */
  readonly setDerived: Statement;
  /** Value: id. */
  readonly remove: Statement;
  readonly scalars: readonly string[];
  readonly lists: ReadonlySet<string>;
  readonly parts: readonly Part[];
  /** A record with every field empty; copying it is faster than adding the fields one by one. */
  readonly empty: Readonly<Fields>;
}

const placeholder = sql`${null}`;

/** The statement that inserts a row; its values are those of the columns. */
export function insertInto(table: string, columns: readonly string[]): Statement {
  const { sql: text, text: numbered } = sql`insert into ${raw(table)} (${raw(columns.join(', '))})
    values (${join(columns.map(() => placeholder))})`;
  return { sql: text, text: numbered, into: { table, columns } };
}

const assignments = (columns: readonly string[]) => join(columns.map((column) => sql`${raw(column)} = ${placeholder}`));

function partOf({ name, part: { table, columns } }: PartColumn): Part {
  return {
    name,
    table,
    columns,
    remove: sql`delete from ${raw(table)} where decision_id = ${null}`,
    insert: insertInto(table, ['decision_id', 'position', ...columns]),
  };
}

export const partTables: readonly PartTable[] = storedFields(entities.decision).parts.map(({ part }) => part);

function statementsOf(entity: Entity): EntityStatements {
  const { scalars, lists, parts } = storedFields(entity);
  const table = raw(entity.name);
  const columns = [...scalars, ...entity.derivedColumns];
  return {
    insert: insertInto(entity.name, ['id', ...columns, 'created', 'version']),
    update: sql`update ${table} set ${assignments([...columns, 'version'])} where id = ${null}`,
    setVersion: sql`update ${table} set version = ${null} where id = ${null}`,
    setDerived: sql`update ${table} set ${assignments([...entity.derivedColumns, 'id'])} where id = ${null}`,
    remove: sql`delete from ${table} where id = ${null}`,
    scalars,
    lists: new Set(lists),
    parts: parts.map(partOf),
    empty: Object.fromEntries([...scalars, ...parts.map(({ name }) => name)].map((name) => [name, null])),
  };
}

/** The tables of a register with their columns, ordered so that a row comes after the rows to which it refers. */
export function storedTables(): {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: string;
}[] {
  return [
    ...entityNames.map((name) => ({
      table: name,
      columns: ['id', ...statementsFor(name).scalars, ...entities[name].derivedColumns, 'created', 'version'],
      key: 'id',
    })),
    ...partTables.map(({ table, columns }) => ({
      table,
      columns: ['decision_id', 'position', ...columns],
      key: 'decision_id, position',
    })),
    { table: 'former_meeting', columns: ['ref', 'meeting_id'], key: 'ref, meeting_id' },
    { table: 'former_decision', columns: ['meeting_id', 'number', 'decision_id'], key: 'meeting_id, number' },
    { table: 'decision_status', columns: statusColumns, key: 'decision_id, from_date' },
    { table: 'history', columns: ['id', ...historyColumns], key: 'id' },
  ];
}

/** The columns of the status table and, without its id, of the history. */
export const statusColumns = [
  ...['decision_id', 'from_date', 'until_date', 'status', 'in_force', 'decided_on', 'met_on'],
  ...['meeting_id', 'number', 'referred_to_id'],
];
export const historyColumns = [
  ...['entry', 'at', 'actor', 'command', 'first_change', 'changes', 'packed', 'body', 'hash', 'role', 'undoes'],
];

/** Parses a stored list. Text that is not a list, written by another tool, becomes its only item. */
export function storedList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // reported by `db check`
  }
  return [text];
}

/** The statements that write and read an entity's table, generated from its columns on first use. */
export const statementsFor = memoized((name: EntityName) => statementsOf(entities[name]));
