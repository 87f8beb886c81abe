import { Problem } from '../../domain/problem';
import { withArticle } from '../../domain/text';

/** Several problems of one record as one: an import reports each of them. */
export const severalProblems = (parts: readonly Problem[]): Problem =>
  new Problem(parts[0]?.kind ?? 'refused', parts.map(({ message }) => message).join('; '), '', { parts });

/** The problem that a record lacks a column that it needs. */
export function missingField(label: string, column: string): Problem {
  const what = column.replaceAll('_', ' ');
  const message = `${withArticle(label)} needs ${withArticle(what)}`;
  return new Problem('usage', message, `give the ${what} too`, { column, reason: 'missing field' });
}

/** The problem that a record cannot be removed, since others depend on it. */
export function hasDependents(what: string, dependents: readonly string[], advice: string): Problem {
  const shown = dependents.slice(0, 50).join(', ');
  const more = dependents.length > 50 ? ` and ${dependents.length - 50} more` : '';
  const depend = dependents.length === 1 ? 'depends' : 'depend';
  return new Problem('refused', `${what} cannot be removed: ${shown}${more} ${depend} on it`, advice);
}
