import { Problem } from '../../domain/problem';
import { withArticle } from '../../domain/text';

/** Several problems of one record at once; import reports them all. */
export class Problems extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = problems;
  }
}

/** The problem that something needed is missing. */
export class MissingField extends Problem {
  override get sentence(): string {
    return this.message;
  }
}

/** The problem that a record needs a column that it has not. */
export function missingField(label: string, column: string): MissingField {
  const what = column.replaceAll('_', ' ');
  return new MissingField('usage', `${withArticle(label)} needs ${withArticle(what)}`, `give the ${what} too`, column);
}

/** The problem that a record cannot be removed, since others depend on it. */
export function hasDependents(what: string, dependents: readonly string[], advice: string): Problem {
  const shown = dependents.slice(0, 50).join(', ');
  const more = dependents.length > 50 ? ` and ${dependents.length - 50} more` : '';
  const depend = dependents.length === 1 ? 'depends' : 'depend';
  return new Problem('refused', `${what} cannot be removed: ${shown}${more} ${depend} on it`, advice);
}
