import { tokens } from './fold';
import { Problem } from './problem';
import { lineLimit, withCommas } from './text';

export { fold, tokens } from './fold';

/** One thing that has to be found: its tokens next to each other, the last one as a prefix if so. */
export type SearchTerm = { tokens: string[]; prefix: boolean };

/** A range of a text in UTF-16 positions, the end not included. */
export type TextRange = { start: number; end: number };

const quotes = '"“”„«»';
const termPattern = new RegExp(`[${quotes}]([^${quotes}]*)(?:[${quotes}]|$)(\\*?)|([^\\s*${quotes}]+)(\\*?)`, 'g');

/**
 * Reads what a user typed: words, phrases in quotes ("…", “…”, „…“, «…»), and a `*` directly after either for a prefix.
 * A word that folds to several tokens is a phrase. All other punctuation only divides; an unclosed quote ends with the
 * text. Never throws: a text in which there is nothing to look for gives no terms.
 *
 * @example parseQuery('"draft budget" follow-up turk*')
 */
export function parseQuery(words: string): SearchTerm[] {
  return Array.from(words.matchAll(termPattern), ([, phrase, phraseStar, word, wordStar]) => ({
    tokens: tokens(phrase ?? word ?? '').map(({ token }) => token),
    prefix: (phraseStar || wordStar) === '*',
  })).filter((term) => term.tokens.length > 0);
}

/**
 * What a user wants to find, as `parseQuery` reads it. Throws a `usage` Problem for more than `lineLimit` characters: many
 * words take long to mark.
 */
export function searchTerms(words: string): SearchTerm[] {
  if (words.length <= lineLimit) return parseQuery(words);
  const most = withCommas(lineLimit);
  throw new Problem('usage', `more than ${most} characters to search for`, 'search for fewer words');
}

/**
 * The FTS5 expression that finds the rows with all terms, in the given columns or in any. The empty string, which finds
 * nothing, for no terms.
 *
 * @example ftsQuery(parseQuery('draft turk*'), ['title', 'text']) // '{title text} : ("draft" AND "turk"*)'
 */
export function ftsQuery(terms: readonly SearchTerm[], columns?: readonly string[]): string {
  // A token holds letters, digits and marks only, so nothing in it needs escaping.
  const expression = terms.map((term) => `"${term.tokens.join(' ')}"${term.prefix ? '*' : ''}`).join(' AND ');
  return columns && expression ? `{${columns.join(' ')}} : (${expression})` : expression;
}

function isAt(found: readonly { token: string }[], position: number, term: SearchTerm): boolean {
  const last = term.tokens.length - 1;
  return term.tokens.every((wanted, index) => {
    const token = found[position + index]?.token;
    return token === wanted || (term.prefix && index === last && token?.startsWith(wanted) === true);
  });
}

/** Joins ranges that overlap or touch; returns them in order. */
function merged(ranges: TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
    const previous = result.at(-1);
    if (previous && range.start <= previous.end) previous.end = Math.max(previous.end, range.end);
    else result.push({ ...range });
  }
  return result;
}

/**
 * The ranges of a text, as it was before folding, that any of the terms matches: in order, apart from each other. A
 * phrase gives one range from its first token's start to its last one's end.
 *
 * @example matches('Budget for Türkiye', parseQuery('turk*')) // [{start: 11, end: 18}]
 */
export function matches(text: string, terms: readonly SearchTerm[]): TextRange[] {
  const found = tokens(text);
  const ranges = found.flatMap(({ start }, position) =>
    terms
      .filter((term) => isAt(found, position, term))
      .map((term) => ({ start, end: found[position + term.tokens.length - 1]?.end ?? start })),
  );
  return merged(ranges);
}
