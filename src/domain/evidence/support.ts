import { stem } from '../meanings';
import { type Action, formsOf } from '../vocabulary';
import { mentions, mixedScript, type Quotation } from './evidence';
import { wordsOf } from './quotable';

/** The claims of a decision that its evidence should support. */
export interface Claims {
  readonly action: Action;
  readonly period: string | null;
  /** The parties and bodies that it names: a label for messages, and all their names. */
  readonly named: readonly { readonly label: string; readonly names: readonly string[] }[];
}

/** The claims that neither the evidence nor the adjacent sentences support, as labels for a message. */
export function unsupported({ context }: Quotation, { action, period, named }: Claims): string[] {
  return [
    ...(saysAction(context, action) ? [] : [`action ${action}`]),
    ...(period === null || saysYears(context, period) ? [] : [`period ${period}`]),
    ...named.filter(({ names }) => !names.some((name) => mentions(context, name))).map(({ label }) => label),
  ];
}

/** Nouns of actions that do not share the stem of their verb (`nounStem`). */
const nouns: Readonly<Record<string, Action>> = {
  decision: 'decide',
  resolution: 'resolve',
  submission: 'submit',
  extension: 'extend',
  rescission: 'rescind',
};

/** Whether a text mentions an action as a verb or noun: "adopted", "the adoption of". */
export function saysAction(text: string, action: Action): boolean {
  const isForm = formsOf(action).some((form) => mentions(text, form));
  if (isForm) return true;
  const wanted = nounStem(action);
  return wordsOf(text.toLowerCase()).some(
    (word) => nouns[word] === action || (word.length > action.length && nounStem(word) === wanted),
  );
}

/** The stem that a verb shares with its noun: acknowledg(ment), authoriz(ation). */
const nounStem = (word: string): string => stem(word.replace(/(?<=...)(?:ments?|ations?)$/, '').replace(/is$/, 'iz'));

/** Whether a text mentions the years of a period: `2024`, `2024/25`, `2024-2026`. */
function saysYears(text: string, period: string): boolean {
  const years = [...period.matchAll(/\b\d{4}\b(?!-\d\d\.\.)/g)].map(([year]) => year);
  return years.every((year) => mentions(text, year) || new RegExp(`\\d{4}[/-]${year.slice(2)}(?!\\d)`).test(text));
}

/** English words that any two sentences may share. */
const functionWords = new Set(
  'a an the of to in on at by for from with and or nor not no as is are was were be been has have had it its this that these those their his her which who will would shall may into over under between about than other'.split(
    ' ',
  ),
);

/** Whether a text shares a word with another, in any form, apart from numbers and function words; true if it has no other words. */
export function sharesWord(text: string, context: string): boolean {
  const known = new Set(contentStems(context));
  let hasWords = false;
  for (const word of contentStems(text)) {
    if (known.has(word)) return true;
    hasWords = true;
  }
  return !hasWords;
}

/** The stems of words; a segmenter also finds those of languages without spaces. */
function* contentStems(text: string): Iterable<string> {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike && /\p{L}/u.test(segment) && !functionWords.has(segment)) yield stem(segment);
  }
}

const negation = /\b(?:not|never|neither|nor|cannot|failed to|declined to|refused to)\b/i;

/** Warnings about a quotation: a negation in the same sentence that it omits, and look-alike letters. */
export function quotationWarnings(evidence: string, { sentences }: Quotation): string[] {
  const [negated] = negation.exec(sentences) ?? [];
  const mixed = mixedScript(evidence);
  return [
    ...(negated === undefined || negation.test(evidence)
      ? []
      : [`leaves "${negated}" out of its evidence: check that it says so`]),
    ...(mixed === undefined ? [] : [`has "${mixed}" in its evidence, with letters of two alphabets that look alike`]),
  ];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether a text mentions the day and month of an ISO date, in words or numbers; the year may be elsewhere. */
export function saysDate(text: string, date: string): boolean {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return mentions(text, year);
  const name = months[Number(month) - 1] as string;
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const hasMonth = new RegExp(`(?<!\\p{L})${name}`, 'iu').test(text) || numbers.includes(Number(month));
  return hasMonth && (day === undefined || numbers.includes(Number(day)));
}
