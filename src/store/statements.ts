import sql, { join, raw } from 'sql-template-tag';
import { type Entity, type EntityName, entities, entityNames, storedFields } from '../domain/schema';
import type { Statement } from './engine';
import type { Fields } from './store';

/** A table of a decision's parts: its name and what a row holds beside the decision and its place. */
export const partTables = {
  parties: { table: 'decision_party', columns: ['role', 'party_id'] },
  tags: { table: 'decision_tag', columns: ['tag'] },
  links: { table: 'decision_link', columns: ['relation', 'to_id', 'answer', 'note'] },
} as const;
export type PartName = keyof typeof partTables;

/** The columns that are worked out when a record is stored; `derived.ts` gives their values, in this order. */
export const derivedColumns: { readonly [name in EntityName]: readonly string[] } = {
  body: [],
  party: [],
  meeting: ['met_on'],
  agenda_item: ['sort_key'],
  decision: ['body_id', 'met_on', 'decided_on', 'symbol_key'],
  objection: [],
  standing: ['from_date', 'until_date'],
  instrument: [],
  act: [],
  task: [],
  document: ['symbol_key'],
};

interface EntityStatements {
  /** Values: id (null for the next one), scalars, derived, created, version. */
  readonly insert: Statement;
  /** Values: scalars, derived, version, id. */
  readonly update: Statement;
  /** Values: version, id; for a record whose parts alone changed: `update` writes all its indexes anew. */
  readonly setVersion: Statement;
  /** Values: derived, id, id. */
  readonly setDerived: Statement;
  /** Value: id. */
  readonly remove: Statement;
  /** Value: id. */
  readonly select: Statement;
  readonly scalars: readonly string[];
  readonly lists: ReadonlySet<string>;
  readonly parts: readonly PartName[];
  /** A record of which every field is empty: its copies get their fields without growing one by one. */
  readonly empty: Readonly<Fields>;
}

const placeholder = sql`${null}`;

/** The statement that adds a row to a table; its values are those of the columns. */
export function insertInto(table: string, columns: readonly string[]): Statement {
  const { sql: text, text: numbered } = sql`insert into ${raw(table)} (${raw(columns.join(', '))})
    values (${join(columns.map(() => placeholder))})`;
  return { sql: text, text: numbered, into: { table, columns } };
}

const assignments = (columns: readonly string[]) => join(columns.map((column) => sql`${raw(column)} = ${placeholder}`));

function statementsOf(entity: Entity): EntityStatements {
  const { scalars, lists, parts } = storedFields(entity);
  const table = raw(entity.name);
  const columns = [...scalars, ...derivedColumns[entity.name]];
  return {
    insert: insertInto(entity.name, ['id', ...columns, 'created', 'version']),
    update: sql`update ${table} set ${assignments([...columns, 'version'])} where id = ${null}`,
    setVersion: sql`update ${table} set version = ${null} where id = ${null}`,
    setDerived: sql`update ${table} set ${assignments([...derivedColumns[entity.name], 'id'])} where id = ${null}`,
    remove: sql`delete from ${table} where id = ${null}`,
    select: sql`select ${raw(['version', ...scalars].join(', '))} from ${table} where id = ${null}`,
    scalars,
    lists: new Set(lists),
    parts: parts.map((part) => part.name as PartName),
    empty: Object.fromEntries([...scalars, ...parts.map(({ name }) => name)].map((name) => [name, null])),
  };
}

/** The tables that hold the register with their columns, in an order in which what a row refers to comes before it. */
export function storedTables(): {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: string;
}[] {
  return [
    ...entityNames.map((name) => ({
      table: name,
      columns: ['id', ...statementsFor(name).scalars, ...derivedColumns[name], 'created', 'version'],
      key: 'id',
    })),
    ...Object.values(partTables).map(({ table, columns }) => ({
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

/** A list as it is stored; what another tool wrote and is none becomes a list of that text. */
export function storedList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // told by `db check`
  }
  return [text];
}

const made = new Map<EntityName, EntityStatements>();

/** The statements that write and read an entity's table, made from its columns when they are first asked for. */
export function statementsFor(name: EntityName): EntityStatements {
  const statements = made.get(name) ?? statementsOf(entities[name]);
  made.set(name, statements);
  return statements;
}

interface PartStatements {
  readonly select: Statement;
  readonly remove: Statement;
  readonly insert: Statement;
}

function partStatementsOf(name: PartName): PartStatements {
  const { table, columns } = partTables[name];
  return {
    select: sql`select ${raw(columns.join(', '))} from ${raw(table)} where decision_id = ${null} order by position`,
    remove: sql`delete from ${raw(table)} where decision_id = ${null}`,
    insert: insertInto(table, ['decision_id', 'position', ...columns]),
  };
}

/** The statements of a part's table: select and remove take the decision's id; insert the id, the place, the columns. */
export const partStatements: { readonly [name in PartName]: PartStatements } = {
  parties: partStatementsOf('parties'),
  tags: partStatementsOf('tags'),
  links: partStatementsOf('links'),
};
