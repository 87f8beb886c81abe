import { distance } from 'fastest-levenshtein';

/** Longer words are not compared: it takes time proportional to the product of both lengths. */
const maxLength = 200;

/**
 * The known words nearest to a mistyped one, best first, at most three. A word is near if at most a third of the letters,
 * or two, have to change.
 */
export function nearest(word: string, known: Iterable<string>): string[] {
  if (word.length > maxLength) return [];
  const typed = word.toLowerCase();
  const limit = Math.max(2, Math.floor(typed.length / 3));
  return [...new Set(known)]
    .filter(({ length }) => Math.abs(length - typed.length) <= limit) // a lower bound of the distance
    .map((candidate) => ({ candidate, far: distance(typed, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The nearest known words as a question to begin the advice with: `did you mean "adopt" or "accept"? `; '' if none. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found.length === 0 ? '' : `did you mean ${found.map((one) => `"${one}"`).join(' or ')}? `;
}
