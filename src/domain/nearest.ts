import { distance } from 'fastest-levenshtein';
import { meaningsOf, stem } from './meanings';

/** Longer words are not compared: it takes time proportional to the product of both lengths. */
const maxLength = 200;

/**
 * Up to three known words that `word` may stand for, best first: its synonyms (`declines`: reject) and other forms
 * (`adoption`: adopt), or else words that it abbreviates (`dec`) or misspells. Never a word that it negates. Of words with
 * the same `keyOf`, only the first is returned.
 */
export function nearest(word: string, known: Iterable<string>, keyOf = (match: string): unknown => match): string[] {
  const typed = word.trim().toLowerCase();
  if (typed === '' || typed.length > maxLength) return [];
  const isNegated = negation.test(typed);
  const all = [...new Set(known)].filter((one) => negation.test(one) === isNegated);
  const [, undone] = /^un(.{4,})$/.exec(typed) ?? [];
  if (undone !== undefined && all.includes(undone)) return [];
  const typedStem = stem(typed);
  const forms = all.filter((one) => isForm(one.toLowerCase(), typedStem));
  const meanings = meaningsOf(typed);
  const matches = [...forms, ...(meanings ?? []).filter((one) => all.includes(one))];
  // a word with meanings is spelled correctly: it is not a typo of another
  if (matches.length === 0) matches.push(...(meanings ? related : closest)(typed, all));
  const seen = new Set<unknown>();
  return matches.filter((one) => !seen.has(keyOf(one)) && seen.add(keyOf(one))).slice(0, 3);
}

/** A word that negates others: `decides not to`. */
const negation = /(?<!\p{L})(not|never|non)(?!\p{L})/iu;

/** Whether a word is a form of the one with that stem. */
const isForm = (word: string, ofStem: string): boolean => word.startsWith(ofStem) && stem(word) === ofStem;

/** The question that begins a message's advice: `did you mean "adopt" or "accept"? `; '' if no word is similar. */
export function didYouMean(word: string, known: Iterable<string>): string {
  return asQuestion(nearest(word, known));
}

/** The question `did you mean …? ` for some suggestions; '' if there are none. */
export function asQuestion(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : `did you mean ${suggestions.map((one) => `"${one}"`).join(' or ')}? `;
}

/** The words closest in spelling; those much farther away than the first are left out. */
function closest(typed: string, known: readonly string[]): string[] {
  const ranked = known
    .map((candidate) => ({ candidate, ...compareSpelling(typed, candidate.toLowerCase()) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.edits - b.edits);
  return ranked.filter(({ rank }) => rank <= (ranked[0]?.rank ?? 0) + 1).map(({ candidate }) => candidate);
}

const noMatch = { rank: Number.POSITIVE_INFINITY, edits: 0 };

/** The rank of a word, 0 for the best and infinite if it is not similar, and its edit distance from what was typed. */
function compareSpelling(typed: string, known: string): { readonly rank: number; readonly edits: number } {
  if (isRelated(typed, known)) return { rank: 1, edits: distance(typed, known) };
  const limit = maxEdits(typed.length) - (typed[0] === known[0] ? 0 : 1);
  // the difference in length is a lower bound of the distance
  if (Math.abs(known.length - typed.length) > limit || negates(typed, known)) return noMatch;
  const edits = isSwap(typed, known) ? 1 : distance(typed, known);
  return edits <= limit ? { rank: edits, edits } : noMatch;
}

/** Whether a word begins another (`dec`) or a word in it (`force`: in force), or is a form of it (`adoption`). */
function isRelated(typed: string, known: string): boolean {
  const common = commonPrefixLength(typed, known);
  const begins = common === typed.length ? common >= 2 : typed.length >= 4 && known.includes(` ${typed}`);
  const shorter = Math.min(typed.length, known.length);
  return begins || (common >= 5 && common === shorter) || (common >= 6 && common === shorter - 1);
}

const related = (typed: string, known: readonly string[]): string[] =>
  known.filter((one) => isRelated(typed, one.toLowerCase()));

/** How many letters of a word of this length may be wrong; the first letter rarely is. */
const maxEdits = (length: number): number => (length < 2 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3);

function commonPrefixLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether the words differ only in two adjacent letters that changed places. */
function isSwap(one: string, other: string): boolean {
  const at = commonPrefixLength(one, other);
  return (
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** Whether a word is the negation of another, or has the opposite prefix: `unaccepted`, `non-member`, `decommends`. */
function negates(typed: string, known: string): boolean {
  const [, start = '', rest = ''] = /^(dis|non|not|un|in|im|ir|de)[- ]?(.{3,})$/.exec(typed) ?? [];
  if (rest === '' || known.startsWith(start)) return false;
  return distance(rest, known) <= 1 || (rest.length >= 5 && stem(known).endsWith(stem(rest)));
}
