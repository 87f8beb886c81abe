import { distance } from 'fastest-levenshtein';
import { meaningsOf, stem } from './meanings';

/** Longer words are not compared: it takes time proportional to the product of both lengths. */
const maxLength = 200;

/**
 * The known words that a mistyped one may stand for, best first: those that mean the same if it is a word of its own
 * (`declines`: reject), else those that it abbreviates (`dec`), inflects (`adoption`) or misspells. Never one that it
 * negates. `same` is the same for two words of which one is enough.
 */
export function nearest(word: string, known: Iterable<string>, same = (found: string): unknown => found): string[] {
  const typed = word.trim().toLowerCase();
  if (typed === '' || typed.length > maxLength) return [];
  const all = [...new Set(known)];
  const own = stem(typed);
  const forms = all.filter((one) => isForm(one.toLowerCase(), own));
  const meant = [...forms, ...(meaningsOf(typed) ?? []).filter((one) => all.includes(one))];
  // a word that means something else is no slip
  const near = meaningsOf(typed) === undefined ? closest : related;
  const offered = meant.length > 0 ? meant : near(typed, all);
  const seen = new Set<unknown>();
  return offered.filter((one) => !seen.has(same(one)) && seen.add(same(one))).slice(0, 3);
}

/** Whether a word is a form of the one with that stem. */
const isForm = (word: string, own: string): boolean => word.startsWith(own) && stem(word) === own;

/** The known words as the question that an advice begins with: `did you mean "adopt" or "accept"? `; '' if there are none. */
export function didYouMean(word: string, known: Iterable<string>): string {
  return asQuestion(nearest(word, known));
}

/** Words as such a question. */
export function asQuestion(found: readonly string[]): string {
  return found.length === 0 ? '' : `did you mean ${found.map((one) => `"${one}"`).join(' or ')}? `;
}

/** Those of the words that are nearest by their letters; one that is much farther than the first is none. */
function closest(typed: string, known: readonly string[]): string[] {
  const found = known
    .map((candidate) => ({ candidate, ...farness(typed, candidate.toLowerCase()) }))
    .filter(({ far }) => far < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.far - b.far || a.letters - b.letters);
  return found.filter(({ far }) => far <= (found[0]?.far ?? 0) + 1).map(({ candidate }) => candidate);
}

const notNear = { far: Number.POSITIVE_INFINITY, letters: 0 };

/** How far a word is from what was typed, infinite if it is not near; and how many letters of the two differ. */
function farness(typed: string, known: string): { readonly far: number; readonly letters: number } {
  if (isRelated(typed, known)) return { far: 1, letters: distance(typed, known) };
  const limit = allowed(typed.length) - (typed[0] === known[0] ? 0 : 1);
  // a lower bound of the distance
  if (Math.abs(known.length - typed.length) > limit || negates(typed, known)) return notNear;
  const letters = isSwap(typed, known) ? 1 : distance(typed, known);
  return letters <= limit ? { far: letters, letters } : notNear;
}

/** Whether a word is the beginning of another, or of one in it (`dec`, `force` of in force), or a form of it (`adoption`). */
function isRelated(typed: string, known: string): boolean {
  const begun = commonStart(typed, known);
  const begins = begun === typed.length ? begun >= 2 : typed.length >= 4 && known.includes(` ${typed}`);
  return begins || (begun >= 5 && begun >= Math.min(typed.length, known.length) - 1);
}

const related = (typed: string, known: readonly string[]): string[] =>
  known.filter((one) => isRelated(typed, one.toLowerCase()));

/** How many letters of a word of some length may be wrong; the first one seldom is. */
const allowed = (length: number): number => (length < 2 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3);

/** How many letters two words begin with alike. */
function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether two letters side by side were exchanged. */
function isSwap(one: string, other: string): boolean {
  const at = commonStart(one, other);
  return (
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** Whether a word says "not" of another: `unaccepted`, `non-member`, `not held`. */
function negates(typed: string, known: string): boolean {
  const [, start = '', rest = ''] = /^(dis|non|not|un|in|im|ir|de)[- ]?(.{3,})$/.exec(typed) ?? [];
  return rest !== '' && !known.startsWith(start) && distance(rest, known) <= 1;
}
