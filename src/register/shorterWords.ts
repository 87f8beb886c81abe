import sql from 'sql-template-tag';
import { type SearchTerm, searchTerms } from '../domain/searchText';
import type { Reader, SearchScope } from '../store/store';

/** A word of a search, and the beginning of it to search for instead. */
export interface ShorterWord {
  readonly word: string;
  readonly beginning: string;
}

/** At most so many words are tried, each with so many beginnings, among so many records that have them. */
const mostTerms = 6;
const mostBeginnings = 12;
const mostRecords = 5_000;

/** A beginning has so many characters, and at least half of the word. */
const shortest = 3;

/**
 * The beginnings with which a search that found nothing finds something: of the words that nothing has, or else of the
 * first one that is enough. Empty if there are none. Each beginning is the longest that helps.
 */
export async function shorterWords(reader: Reader, words: string, scope?: SearchScope): Promise<ShorterWord[]> {
  const terms = searchTerms(words);
  if (terms.length > mostTerms) return [];
  const known: SearchTerm[] = [];
  const absent: SearchTerm[] = [];
  for (const term of terms) ((await isFound(reader, [term])) ? known : absent).push(term);
  if (absent.length === 0) {
    for (const term of known) {
      const others = known.filter((other) => other !== term);
      const shorter = await shorterTerm(reader, term, others, scope);
      if (shorter !== null) return [shown(term, shorter)];
    }
    return [];
  }
  const found: ShorterWord[] = [];
  for (const term of absent) {
    const shorter = await shorterTerm(reader, term, known, scope);
    if (shorter === null) return [];
    known.push(shorter);
    found.push(shown(term, shorter));
  }
  return found;
}

/** The longest beginning of a term that some record has together with the others. */
async function shorterTerm(
  reader: Reader,
  { tokens, prefix }: SearchTerm,
  others: readonly SearchTerm[],
  scope?: SearchScope,
): Promise<SearchTerm | null> {
  const characters = [...(tokens.at(-1) ?? '')];
  const longest = characters.length - (prefix ? 1 : 0);
  const least = Math.max(shortest, Math.ceil(characters.length / 2), longest - mostBeginnings + 1);
  for (let length = longest; length >= least; length -= 1) {
    const shorter = { tokens: [...tokens.slice(0, -1), characters.slice(0, length).join('')], prefix: true };
    if (await isFound(reader, [...others, shorter], scope)) return shorter;
  }
  return null;
}

/** Whether one of the first records with all the terms is in the scope. */
async function isFound(reader: Reader, terms: readonly SearchTerm[], scope?: SearchScope): Promise<boolean> {
  const where = scope?.(sql`hit.place`, sql`hit.id`) ?? sql`1 = 1`;
  const [row] = await reader.rows(
    sql`select 1 as one from (select place, id from (${reader.dialect.found(terms)}) as found limit ${mostRecords}) as hit
      where ${where} limit 1`,
  );
  return row !== undefined;
}

/** Punctuation separates tokens, so that a hyphen between them makes the same term. */
const shown = (term: SearchTerm, shorter: SearchTerm): ShorterWord => ({
  word: wordOf(term),
  beginning: wordOf(shorter),
});

const wordOf = ({ tokens, prefix }: SearchTerm): string => `${tokens.join('-')}${prefix ? '*' : ''}`;
