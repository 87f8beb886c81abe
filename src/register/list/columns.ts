import sql, { raw, type Sql } from 'sql-template-tag';
import { didYouMean } from '../../domain/nearest';
import { Problem } from '../../domain/problem';
import { splitNames } from '../../domain/splitNames';
import type { Value } from '../../store/store';

/** A decision's reference, by the aliases of the decision and of its meeting. */
export const decisionRef = (decision: string, meeting: string): Sql =>
  raw(`${meeting}.ref || '/' || cast(${decision}.number as text)`);

/** A condition: a column has a value, or none if the value is null. */
export const hasValue = (column: string, value: Value): Sql =>
  value === null ? sql`${raw(column)} is null` : sql`${raw(column)} = ${value}`;

/**
 * The columns that a user lists with commas; all columns if none are given.
 *
 * @throws Problem `usage`, which suggests similar names, for an unknown column.
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
  const names = splitNames(name);
  if (names.length > 0 && names.every((one) => known.includes(one))) {
    return new Problem(
      'usage',
      `no column "${name}" to ${verb}`,
      `several columns are separated by commas: ${names.join(',')}`,
    );
  }
  return new Problem(
    'usage',
    `no column "${name}" to ${verb}`,
    `${didYouMean(name, known)}the columns are ${known.join(', ')}`,
  );
}
