import { reportedVerbs } from '../domain/reportedVerbs';
import type { Reason } from './actors';
import { isConditional } from './certainty';
import { isNoun } from './grammar';
import type { Token } from './tokens';

/** Why a sentence does not itself assert a verb that it contains. */
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

/** Whether a sentence contains an operative verb in any form that could be its predicate. */
export const names = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ lower, isAside }, index) =>
      !isAside &&
      !isNoun(tokens[index - 1]?.lower ?? '') &&
      reportedVerbs(lower).some(({ form, rest }) => form !== 'continuous' && rest.length === 0),
  );

const quotation = /^["“«]|^[^"“]*[”"»],?\s+(?:he|she|it|[A-ZÀ-ỿ][A-Za-zÀ-ỿ.'’ -]+) (?:said|added|noted|stated|told)\b/u;

/** ", the minister said on Monday", ", she added": the verb has no object, unlike that of "On fees, the Council noted the report". */
const speech =
  /,["”’]?\s+(?:(?:he|she|they|it|the [A-Za-zÀ-ỿ -]{1,60}|[A-ZÀ-ỿ][A-Za-zÀ-ỿ.'’ -]{1,60})\s+(?:has |have |also )?(?<!\b(?:was|were|been) )(?:said|added|stated|told|noted|explained|continued|remarked|concluded|stressed|underlined)(?: (?:on|at|in|to|during|after|before|while|when|with|here|today|yesterday|following|[a-z]+ly)\b[^,]{0,80})?|(?:said|added|stated|noted|explained) [A-ZÀ-ỿ][^,]{1,80}[^,]{0,80})\.?["”]?$/u;

const reporterName = "(?:(?:the|an?|its) )?(?:(?!(?:and|which|who|that|it|he|she|they) )[A-Za-zÀ-ỿ\\d().’'-]+ ){1,12}?";
/** ", Trend reports", ", the press service informed", ", reported the ministry's press service": who reports what the sentence says. */
const attribution = new RegExp(
  `,[”"]? (?:(?=the |[A-ZÀ-ỿ])${reporterName}(?:reports|reported|informs|informed|announced|writes|wrote|cites|learn(?:ed|t)|says|said)(?: (?:on|in|at|citing|from|quoting) [^,;]{1,60})?|(?:reported|informed|reports) (?:the )?[^,;]{2,80})\\.?[”"]?$`,
  'u',
);

/** A sentence without the agency or office that reports it at its end. */
export const withoutAttribution = (sentence: string): string => {
  const found = /\b(?:report|inform|announce|writes|wrote|cites|learn|say|said)/.test(sentence)
    ? attribution.exec(sentence)
    : null;
  return found === null ? sentence : sentence.slice(0, found.index);
};

/** Why a sentence is someone's words; undefined if it is the report's own. */
export function speakerReason(sentence: string): Reason | undefined {
  if (quotation.test(sentence)) return 'a quotation';
  const reporter = /press service|ministry|news|agency|reports|communiqu|statement|press release|spokesperson/i;
  const found = speech.exec(sentence);
  return found !== null && !reporter.test(found[0]) ? 'a person speaks' : undefined;
}
