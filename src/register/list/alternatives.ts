import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';

/**
 * The values of a flag, one for each use of it; a record must match every use. Within a use, values separated by commas are
 * alternatives, and those after `not:` are excluded: `referred,not:ended,lapsed`.
 */
export type FilterValues = readonly string[] | undefined;

/** The maximum number of alternatives of one filter; engines accept some tens of thousands in all filters. */
const maxAlternatives = 200;

/** Values of one use of a flag. A record is listed if it has one of them; if `isExcluded`, if it has none of them. */
export interface Alternatives {
  readonly values: readonly string[];
  readonly isExcluded: boolean;
}

/**
 * Parses one use of a flag: the alternatives before `not:`, and those after it.
 *
 * @throws Problem `usage` for no value, more than `maxAlternatives`, or a value that begins with a hyphen.
 */
export function alternatives(use: string): Alternatives[] {
  const found = use.split(',').filter((text) => text.trim() !== '');
  if (found.length === 0) throw withoutValue();
  if (found.length > maxAlternatives) {
    throw new Problem(
      'usage',
      `a filter has ${withCommas(found.length)} values; the limit is ${maxAlternatives}`,
      'give fewer at a time',
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

/** Parses one use of a flag that takes a text, in which commas are no separators. */
export function wholeText(use: string): Alternatives[] {
  const { value, isExcluded } = parseExclusion(use);
  refuseHyphen(value);
  return [{ values: [value], isExcluded }];
}

/**
 * Splits a value from the `not:` before it, if any.
 *
 * @throws Problem `usage` if there is no value.
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

/** Refuses a value that begins with a hyphen: folding ignores it, so `-ended` would list what the user means to exclude. */
function refuseHyphen(value: string): void {
  if (!value.startsWith('-')) return;
  const advice = value.startsWith('--')
    ? 'it looks like a flag: give the filter before it a value'
    : `to exclude it, write not:${value.slice(1).trim() || 'VALUE'}`;
  throw new Problem('usage', `the value "${value}" of a filter begins with a hyphen`, advice);
}
