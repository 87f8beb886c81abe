import { raw, type Sql } from 'sql-template-tag';
import { didYouMean } from '../../domain/nearest';
import { Problem } from '../../domain/problem';
import type { ColumnsOf } from '../../domain/record';
import { type EntityName, entities, isPart, isStored, storedName } from '../../domain/schema';

/** The columns whose values are not in the entity's own table; `answered_by` is put together as parts are. */
type Elsewhere<E extends EntityName> = Exclude<
  Extract<ColumnsOf<E>, { computed: true } | { unstored: true } | { type: 'reference' }>['name'],
  'answered_by'
>;

/**
 * The SQL of an entity's columns that are one value, in the order of the schema. `expressions` say where references and
 * computed columns come from, and what is shown in place of a stored value; the rest is read from the table of the alias.
 */
export function listColumns<E extends EntityName>(
  entity: E,
  alias: string,
  expressions: { readonly [Name in Elsewhere<E>]: Sql } & { readonly [Name in ColumnsOf<E>['name']]?: Sql },
): Readonly<Record<string, Sql>> {
  const given: Readonly<Record<string, Sql | undefined>> = expressions;
  return Object.fromEntries(
    entities[entity].columns.flatMap((column) => {
      const own = isStored(column) && !isPart(column) ? raw(`${alias}.${storedName(column)}`) : undefined;
      const value = given[column.name] ?? own;
      return value === undefined ? [] : [[column.name, value]];
    }),
  );
}

/** A decision's reference, by the aliases of the decision and of its meeting. */
export const decisionRef = (decision: string, meeting: string): Sql =>
  raw(`${meeting}.ref || '/' || cast(${decision}.number as text)`);

/**
 * The columns that a user names with commas; all of them when none are named.
 *
 * @throws Problem `usage` with the nearest ones.
 */
export function columnsNamed(known: readonly string[], names: string | undefined): readonly string[] {
  if (names === undefined) return known;
  const named = names.split(',').map((name) => name.trim().replaceAll('-', '_'));
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownColumn('show', unknown, known);
  return named;
}

/** The problem that a list has no such column. */
export function unknownColumn(verb: string, name: string, known: readonly string[]): Problem {
  return new Problem(
    'usage',
    `no column "${name}" to ${verb}`,
    `${didYouMean(name, known)}the columns are ${known.join(', ')}`,
  );
}
