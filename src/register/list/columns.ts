import sql, { raw, type Sql } from 'sql-template-tag';
import { didYouMean } from '../../domain/nearest';
import { Problem } from '../../domain/problem';
import { type Column, type Entity, type EntityName, entities, isPart, isStored, storedName } from '../../domain/schema';

/**
 * The SQL of an entity's columns that are one value, in the order of the schema: what its table, under an alias, holds as
 * it is listed; `expressions` say where references and computed columns come from, or a column that is shown otherwise.
 */
export function listColumns(
  entity: EntityName,
  alias: string,
  expressions: Readonly<Record<string, Sql>>,
): Readonly<Record<string, Sql>> {
  const schema = entities[entity];
  return Object.fromEntries(
    schema.columns.flatMap((column) => {
      const own = isStored(schema, column) && !isPart(schema, column) && column.type !== 'reference';
      const value = expressions[column.name] ?? (own ? sql`${raw(`${alias}.${storedName(column)}`)}` : undefined);
      return value === undefined ? [] : [[column.name, value]];
    }),
  );
}

/** A decision's reference, by the aliases of the decision and of its meeting. */
export const decisionRef = (decision: string, meeting: string): Sql =>
  raw(`${meeting}.ref || '/' || cast(${decision}.number as text)`);

/**
 * The columns of an entity that a user names with commas; all of them when none are named.
 *
 * @throws Problem `usage` with the nearest ones.
 */
export function columnsNamed(entity: Entity, names: string | undefined): Column[] {
  if (names === undefined) return [...entity.columns];
  const known = entity.columns.map(({ name }) => name);
  return names.split(',').map((typed) => {
    const name = typed.trim().replaceAll('-', '_');
    const column = entity.columns.find((one) => one.name === name);
    if (column === undefined) throw unknownColumn('show', name, known);
    return column;
  });
}

/** The problem that a list has no such column. */
export function unknownColumn(verb: string, name: string, known: readonly string[]): Problem {
  return new Problem(
    'usage',
    `no column "${name}" to ${verb}`,
    `${didYouMean(name, known)}the columns are ${known.join(', ')}`,
  );
}
