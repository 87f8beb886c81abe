import { reportedVerbs } from '../domain/reportedVerbs';
import type { Reason } from './actors';
import { isConditional } from './certainty';
import { isNoun } from './grammar';
import type { Token } from './tokens';

/** Why a sentence says nothing by itself of a verb that stands in it. */
export function describes(sentence: string, tokens: readonly Token[]): { readonly reason?: Reason } {
  const verbs = tokens.filter(({ lower }) =>
    reportedVerbs(lower).some(({ form, rest }) => form === 'past' && rest.length === 0),
  );
  if (isConditional(tokens) && names(tokens)) return { reason: 'it depends on a condition' };
  if (verbs.length === 0) return {};
  return {
    reason: quotation.test(sentence) && verbs.every(({ isAside }) => isAside) ? 'a quotation' : 'it is said in passing',
  };
}

/** Whether an operative verb stands in a sentence in any form that could be its predicate. */
export const names = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ lower, isAside }, index) =>
      !isAside &&
      !isNoun(tokens[index - 1]?.lower ?? '') &&
      reportedVerbs(lower).some(({ form, rest }) => form !== 'continuous' && rest.length === 0),
  );

const quotation = /^["“«]|^[^"“]*[”"»],?\s+(?:he|she|it|[A-ZÀ-ỿ][A-Za-zÀ-ỿ.'’ -]+) (?:said|added|noted|stated|told)\b/u;

const speech =
  /,["”’]?\s+(?:(?:he|she|they|it|the [A-Za-zÀ-ỿ -]{1,60}|[A-ZÀ-ỿ][A-Za-zÀ-ỿ.'’ -]{1,60})\s+(?:has |have |also )?(?:said|added|stated|told|noted|explained|continued|remarked|concluded|stressed|underlined)|(?:said|added|stated|noted|explained) [A-ZÀ-ỿ][^,]{1,80})[^,]{0,80}\.?["”]?$/u;

/** Why a sentence is someone's words; undefined if it is the report's own. */
export function speakerReason(sentence: string): Reason | undefined {
  if (quotation.test(sentence)) return 'a quotation';
  const reporter = /press service|ministry|news|agency|reports|communiqu|statement|press release|spokesperson/i;
  const found = speech.exec(sentence);
  return found !== null && !reporter.test(found[0]) ? 'a person speaks' : undefined;
}
