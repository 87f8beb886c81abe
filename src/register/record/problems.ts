import { memoized } from '../../domain/memoized';
import { Problem, refused } from '../../domain/problem';
import type { DraftOf, FieldsOf } from '../../domain/record';
import { type Column, type EntityName, entities, storedName } from '../../domain/schema';
import { withArticle } from '../../domain/text';
import type { Fields } from '../../store/store';
import { completeFields } from '../../store/transaction';

/** Combines the problems of one record; an import reports each part. */
export const severalProblems = (parts: readonly Problem[]): Problem =>
  new Problem(parts[0]?.kind ?? 'refused', parts.map(({ message }) => message).join('; '), parts[0]?.advice ?? '', {
    parts,
  });

/** Nouns for required columns whose names are not nouns. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['what', 'description'],
  ['on', 'date'],
]);

/** The problem that a required column is missing. */
export function missingField(label: string, column: string): Problem {
  const what = nouns.get(column) ?? column.replaceAll('_', ' ');
  const message = `${withArticle(label)} needs ${withArticle(what)}`;
  const advice = nouns.has(column) ? `give it as "${column}"` : `give the ${what} too`;
  return new Problem('usage', message, advice, { column, reason: 'missing field' });
}

/** Throws a Problem `refused` where a record cannot be removed because others depend on it. */
export function refuseDependents(what: string, dependents: readonly { readonly ref: string }[], advice: string): void {
  if (dependents.length === 0) return;
  const shown = dependents
    .slice(0, 50)
    .map(({ ref }) => ref)
    .join(', ');
  const more = dependents.length > 50 ? ` and ${dependents.length - 50} more` : '';
  const depend = dependents.length === 1 ? 'depends' : 'depend';
  throw refused(`${what} cannot be removed: ${shown}${more} ${depend} on it`, advice);
}

/**
 * All stored fields of a draft, null where absent.
 *
 * @throws Problem `usage` for the first required column that is missing.
 */
export function requireFields<E extends EntityName>(entity: E, draft: DraftOf<E>): FieldsOf<E> {
  const fields = completeFields(entity, draft);
  for (const { name, stored } of requiredColumns(entity)) {
    if (!(fields as Fields)[stored]) throw missingField(entities[entity].label, name);
  }
  return fields;
}

/** The required columns of an entity, and the fields in which they are stored. */
const requiredColumns = memoized((entity: EntityName) =>
  entities[entity].columns
    .filter((column: Column) => column.required)
    .map((column) => ({ name: column.name, stored: storedName(column) })),
);
