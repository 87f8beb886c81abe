import { distance } from 'fastest-levenshtein';

/** A word of more characters is no slip of a name: comparing takes the product of both lengths. */
const longest = 200;

/**
 * The known words nearest to a mistyped one, best first, at most three; none when nothing is near
 * (more than a third of the letters, and at least two, would have to change).
 */
export function nearest(word: string, known: Iterable<string>): string[] {
  if (word.length > longest) return [];
  const typed = word.toLowerCase();
  const limit = Math.max(2, Math.floor(typed.length / 3));
  return [...new Set(known)]
    .filter(({ length }) => Math.abs(length - typed.length) <= limit) // it takes that many changes at least
    .map((candidate) => ({ candidate, far: distance(typed, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** The nearest known words as the start of an advice: `did you mean "adopt" or "accept"? `, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const found = nearest(word, known);
  return found.length === 0 ? '' : `did you mean ${found.map((one) => `"${one}"`).join(' or ')}? `;
}
