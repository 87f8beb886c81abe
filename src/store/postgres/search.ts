import type { SearchField } from '../../domain/schema';
import type { SearchTerm } from '../../domain/searchText';
import type { SearchWords } from '../engine';

/** The weight that stands for a field in the index. */
const weights: Readonly<Record<SearchField, string>> = { title: 'A', text: 'B', other: 'C' };
const fields = ['title', 'text', 'other'] as const;

/** The server's limits (its manual: limitations of text search): places in a text, places of one lexeme, bytes. */
const maxPositions = 16_000;
const maxPositionsPerWord = 255;
const maxBytes = 900_000;
/** A lexeme has less than 2,048 bytes: 500 characters of four. */
const maxTokenLength = 500;
const tokenStart = /^.{500}/su;
/** So many tokens at the end of a row stand at the beginning of the next as well, so that phrases are found. */
const overlap = 100;

// folded text has only these in its tokens: fold.ts
const token = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;

/** What the index keeps of a token. */
const lexeme = (text: string): string => (text.length > maxTokenLength && tokenStart.exec(text)?.[0]) || text;

interface Placed {
  readonly lexeme: string;
  readonly weight: string;
  /** Nothing is next to what is in another field. */
  readonly place: number;
}

/** The words of a record as the texts of tsvectors: one, or several of a long record. */
export function searchVectors(words: SearchWords): string[] {
  const placed: Placed[] = [];
  let place = 0;
  for (const field of fields) {
    for (const [found] of words[field].matchAll(token)) {
      place += 1;
      placed.push({ lexeme: lexeme(found), weight: weights[field], place });
    }
    place += 1;
  }
  const vectors: string[] = [];
  for (let start = 0; start < placed.length; ) {
    const end = endOf(placed, start);
    vectors.push(vectorText(placed.slice(start, end), (placed[start]?.place ?? 1) - 1));
    start = end === placed.length ? end : end - overlap;
  }
  return vectors.length === 0 ? [''] : vectors;
}

/** Where the row that begins with a token ends, so that the server keeps all its places. */
function endOf(placed: readonly Placed[], start: number): number {
  const first = placed[start]?.place ?? 0;
  const counts = new Map<string, number>();
  let bytes = 0;
  for (let end = start; end < placed.length; end += 1) {
    const { lexeme: text, place } = placed[end] as Placed;
    const count = (counts.get(text) ?? 0) + 1;
    bytes += 4 * text.length;
    if (count > maxPositionsPerWord || place - first >= maxPositions || bytes > maxBytes) return end;
    counts.set(text, count);
  }
  return placed.length;
}

function vectorText(placed: readonly Placed[], before: number): string {
  const places = new Map<string, string[]>();
  for (const { lexeme: text, weight, place } of placed) {
    const known = places.get(text) ?? [];
    known.push(`${place - before}${weight}`);
    places.set(text, known);
  }
  return [...places].map(([text, list]) => `'${text}':${list.join(',')}`).join(' ');
}

/** The tsquery of a term, in the fields named (all of them if none): its tokens next to each other. */
export function termQuery({ tokens, prefix }: SearchTerm, among: readonly SearchField[]): string {
  const marks =
    among.length === 0 || among.length === fields.length ? '' : among.map((field) => weights[field]).join('');
  const lexemes = tokens.map((text, at) => {
    const star = prefix && at === tokens.length - 1 ? '*' : '';
    return `'${lexeme(text)}'${star || marks ? ':' : ''}${star}${marks}`;
  });
  const parts: string[] = [];
  for (let start = 0; start === 0 || start < lexemes.length - 1; start += overlap) {
    parts.push(lexemes.slice(start, start + overlap + 1).join(' <-> '));
  }
  return parts.map((part) => `(${part})`).join(' & ');
}
