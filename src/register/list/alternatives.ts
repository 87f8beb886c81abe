import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';

/**
 * The values of one flag, one for each time it is given; the uses are "and". In one use, values with commas are "or", and
 * all from `not:` on are excluded: `referred,not:ended,lapsed`.
 */
export type FilterValues = readonly string[] | undefined;

/** The most alternatives of one filter; what engines take of all filters together is some tens of thousands. */
const mostAlternatives = 200;

/** Values of one use of a flag: a record is listed if it has one of them, or if excluded has none. */
export interface Alternatives {
  readonly values: readonly string[];
  readonly isExcluded: boolean;
}

/**
 * The alternatives of one use of a flag: those before `not:`, and those from there on.
 *
 * @throws Problem `usage` for none, more than `mostAlternatives`, and one that begins with a hyphen.
 */
export function alternatives(use: string): Alternatives[] {
  const found = use.split(',').filter((text) => text.trim() !== '');
  if (found.length === 0) throw withoutValue();
  if (found.length > mostAlternatives) {
    throw new Problem(
      'usage',
      `a filter with ${withCommas(found.length)} values; the limit is ${mostAlternatives}`,
      'ask for fewer at a time',
    );
  }
  const included: string[] = [];
  const excluded: string[] = [];
  for (const one of found) {
    const { value, isExcluded } = parseExclusion(one);
    refuseHyphen(value);
    if (isExcluded || excluded.length > 0) excluded.push(value);
    else included.push(value);
  }
  return [
    { values: included, isExcluded: false },
    { values: excluded, isExcluded: true },
  ].filter(({ values }) => values.length > 0);
}

/** The one alternative of a flag that takes a text, in which commas separate nothing. */
export function wholeText(use: string): Alternatives[] {
  const { value, isExcluded } = parseExclusion(use);
  refuseHyphen(value);
  return [{ values: [value], isExcluded }];
}

/**
 * Whether `not:` stands before a value, and the value without it.
 *
 * @throws Problem `usage` if there is none.
 */
export function parseExclusion(text: string): { readonly value: string; readonly isExcluded: boolean } {
  const typed = text.trim();
  if (typed === '') throw withoutValue();
  const value = typed.replace(/^not:\s*/i, '');
  if (value === '') throw new Problem('usage', '"not:" without a value', 'write what to exclude after it: not:VALUE');
  return { value, isExcluded: value !== typed };
}

const withoutValue = (): Problem =>
  new Problem('usage', 'a filter without a value', 'give one, or leave the filter out');

/** Refuses a value that begins with a hyphen: it would be read as if it did not, and list what is to be left out. */
function refuseHyphen(value: string): void {
  if (!value.startsWith('-')) return;
  const advice = value.startsWith('--')
    ? 'it looks like a flag: give the filter before it a value'
    : `to exclude it, write not:${value.slice(1).trim() || 'VALUE'}`;
  throw new Problem('usage', `the value "${value}" of a filter begins with a hyphen`, advice);
}
