import { tokens } from './fold';
import { Problem } from './problem';
import { lineLimit, withCommas } from './text';

export { fold, tokens } from './fold';

/** A word or phrase to search for: consecutive tokens, of which the last may be a prefix. */
export type SearchTerm = { tokens: string[]; prefix: boolean };

/** A range of a text in UTF-16 positions, the end exclusive. */
export type TextRange = { start: number; end: number };

const quotes = '"“”„«»';
const termPattern = new RegExp(`[${quotes}]([^${quotes}]*)(?:[${quotes}]|$)(\\*?)|([^\\s*${quotes}]+)(\\*?)`, 'g');

/**
 * Parses a search query: words, phrases in quotes ("…", “…”, „…“, «…»), and a `*` directly after either for a prefix.
 * A word that folds to several tokens is a phrase. All other punctuation is a separator; an unclosed quote ends with the
 * text. Never throws: a query without any token has no terms.
 *
 * @example parseQuery('"draft budget" follow-up turk*')
 */
export function parseQuery(words: string): SearchTerm[] {
  return Array.from(words.matchAll(termPattern), ([, phrase, phraseStar, word, wordStar]) => ({
    tokens: tokens(phrase ?? word ?? '').map(({ token }) => token),
    prefix: (phraseStar || wordStar) === '*',
  })).filter((term) => term.tokens.length > 0);
}

export const phrasePattern = new RegExp(`[${quotes}][^${quotes}]*(?:[${quotes}]|$)`, 'g');

/** As `parseQuery`, but throws a `usage` Problem for more than `lineLimit` characters: many words take long to highlight. */
export function searchTerms(words: string): SearchTerm[] {
  if (words.length <= lineLimit) return parseQuery(words);
  throw new Problem('usage', `more than ${withCommas(lineLimit)} characters to search for`, 'search for fewer words');
}

/**
 * The FTS5 expression for rows that have all the terms, in the given columns or any. Without terms it is the empty string,
 * which matches nothing.
 *
 * @example ftsQuery(parseQuery('draft turk*'), ['title', 'text']) // '{title text} : ("draft" AND "turk"*)'
 */
export function ftsQuery(terms: readonly SearchTerm[], columns?: readonly string[]): string {
  // A token consists of letters, digits and marks, so nothing in it needs escaping.
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
 * The ranges of the original text that match any of the terms, in order and without overlaps. A phrase is one range, from
 * the start of its first token to the end of its last.
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
