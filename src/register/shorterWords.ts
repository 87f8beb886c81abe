import sql from 'sql-template-tag';
import { type SearchTerm, searchTerms } from '../domain/searchText';
import type { Reader, SearchScope } from '../store/store';

/** A word of a search, and a beginning of it to search for instead. */
export interface ShorterWord {
  readonly word: string;
  readonly beginning: string;
}

/** Limits the time: on the words of a search, the beginnings tried for each, and the records checked for each of these. */
const maxTerms = 6;
const maxBeginnings = 12;
const maxRecords = 5_000;

/** A beginning has at least this many characters, and half of the word. */
const minLength = 3;

/** Hints for a search without results. */
export interface ShorterWords {
  /** Words, each with the longest beginning that has matches. */
  readonly shorter: readonly ShorterWord[];
  /** Whether a record has all these beginnings and the other words; otherwise each has matches only by itself. */
  readonly together: boolean;
  /** The words of which no record has even a beginning. */
  readonly lost: readonly string[];
}

/**
 * For a search without results, the beginnings of words with which it has some: of every word that occurs nowhere, or if each
 * occurs somewhere, of the first word for which that suffices. Each is the longest that helps.
 */
export async function shorterWords(reader: Reader, words: string, scope?: SearchScope): Promise<ShorterWords> {
  const terms = searchTerms(words);
  if (terms.length > maxTerms) return { shorter: [], together: false, lost: [] };
  const known: SearchTerm[] = [];
  const absent: SearchTerm[] = [];
  for (const term of terms) ((await isFound(reader, [term])) ? known : absent).push(term);
  const together =
    absent.length > 0 ? await beginnings(reader, absent, known, scope) : await oneBeginning(reader, known, scope);
  if (together !== null) return { shorter: together, together: true, lost: [] };
  const shorter: ShorterWord[] = [];
  const lost: string[] = [];
  for (const term of absent) {
    const alone = await shorterTerm(reader, term, [], scope);
    if (alone === null) lost.push(wordOf(term, ' '));
    else shorter.push(toWords(term, alone));
  }
  return { shorter, together: false, lost };
}

/** Beginnings of all absent words that some record has together with the known ones. */
async function beginnings(
  reader: Reader,
  absent: readonly SearchTerm[],
  known: readonly SearchTerm[],
  scope?: SearchScope,
): Promise<ShorterWord[] | null> {
  const others = [...known];
  const found: ShorterWord[] = [];
  for (const term of absent) {
    const shorter = await shorterTerm(reader, term, others, scope);
    if (shorter === null) return null;
    others.push(shorter);
    found.push(toWords(term, shorter));
  }
  return found;
}

/** The beginning of the first of the known words that some record has together with the others. */
async function oneBeginning(
  reader: Reader,
  known: readonly SearchTerm[],
  scope?: SearchScope,
): Promise<ShorterWord[] | null> {
  for (const term of known) {
    const others = known.filter((other) => other !== term);
    const shorter = await shorterTerm(reader, term, others, scope);
    if (shorter !== null) return [toWords(term, shorter)];
  }
  return null;
}

/** The longest beginning of a term that a record has together with the other terms; null if there is none. */
async function shorterTerm(
  reader: Reader,
  { tokens, prefix }: SearchTerm,
  others: readonly SearchTerm[],
  scope?: SearchScope,
): Promise<SearchTerm | null> {
  const characters = [...(tokens.at(-1) ?? '')];
  const longest = characters.length - (prefix ? 1 : 0);
  const least = Math.max(minLength, Math.ceil(characters.length / 2), longest - maxBeginnings + 1);
  for (let length = longest; length >= least; length -= 1) {
    const shorter = { tokens: [...tokens.slice(0, -1), characters.slice(0, length).join('')], prefix: true };
    if (await isFound(reader, [...others, shorter], scope)) return shorter;
  }
  return null;
}

/** Whether one of the first records with all the terms is in the scope. */
async function isFound(reader: Reader, terms: readonly SearchTerm[], scope?: SearchScope): Promise<boolean> {
  const where = scope?.(sql`hit.entity`, sql`hit.id`) ?? sql`1 = 1`;
  const [row] = await reader.rows(
    sql`select 1 as one from (select entity, id from (${reader.dialect.found(terms)}) as found limit ${maxRecords}) as hit
      where ${where} limit 1`,
  );
  return row !== undefined;
}

/** Both terms as a user would type them. Tokens are joined with hyphens, which make the same term. */
const toWords = (term: SearchTerm, shorter: SearchTerm): ShorterWord => ({
  word: wordOf(term),
  beginning: wordOf(shorter),
});

const wordOf = ({ tokens, prefix }: SearchTerm, separator = '-'): string =>
  `${tokens.join(separator)}${prefix ? '*' : ''}`;
