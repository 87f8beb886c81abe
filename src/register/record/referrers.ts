import sql, { raw, type Sql } from 'sql-template-tag';
import { type Column, type EntityName, entities, entityNames, isPart, isStored, storedName } from '../../domain/schema';
import type { Fields } from '../../store/store';

/** A stored column that refers to an entity: a reference, or the parties or links of a decision. */
export interface ReferringColumn {
  readonly owner: EntityName;
  readonly column: Column;
}

/** The columns that refer to an entity. */
export function referringColumns(entity: EntityName): ReferringColumn[] {
  return entityNames
    .flatMap((owner) => entities[owner].columns.map((column) => ({ owner, column })))
    .filter(({ column }) => isStored(column) && targetOf(column) === entity);
}

function targetOf({ type, entity }: Column): EntityName | undefined {
  if (type === 'parties') return 'party';
  return type === 'links' ? 'decision' : entity;
}

/** The records to which some fields refer, each as its entity and id. */
export function referredTo(entity: EntityName, fields: Fields): (readonly [entity: EntityName, id: number])[] {
  return (entities[entity].columns as readonly Column[]).flatMap((column) => {
    const target = isStored(column) ? targetOf(column) : undefined;
    const value = target === undefined ? null : (fields[storedName(column)] ?? null);
    if (target === undefined || value === null) return [];
    if (typeof value === 'number') return [[target, value] as const];
    const parts = value as readonly { readonly party_id?: number; readonly to_id?: number }[];
    return parts.map(({ party_id, to_id }) => [target, (party_id ?? to_id) as number] as const);
  });
}

/** A record that refers to one of the entity of a column, `target`. */
export interface Referrer {
  readonly id: number;
  readonly version: number;
  readonly target: number;
}

/** A query for the records (o) whose column refers to some of its entity; each part of a decision is a row. */
export function referrersOf({ owner, column }: ReferringColumn, ids: Sql): Sql {
  const target = isPart(column)
    ? raw(`p.${column.part.columns.find((name) => name.endsWith('_id'))}`)
    : raw(`o.${storedName(column)}`);
  const from = isPart(column)
    ? raw(`${column.part.table} p join decision o on o.id = p.decision_id`)
    : raw(`${owner} o`);
  return sql`select o.id, o.version, ${target} as target from ${from} where ${target} in (${ids})`;
}
