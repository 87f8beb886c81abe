import type { SearchField } from '../../domain/schema';
import type { SearchTerm } from '../../domain/searchText';
import type { SearchWords } from '../engine';

/** The weight of each field in the index. */
const weights: Readonly<Record<SearchField, string>> = { title: 'A', text: 'B', other: 'C' };
const fields = ['title', 'text', 'other'] as const;

/** The server's limits (its manual: limitations of text search): positions in a text, positions of one lexeme, bytes. */
const maxPositions = 16_000;
const maxPositionsPerWord = 255;
const maxBytes = 900_000;
/** A lexeme has less than 2,048 bytes: 500 characters of four. */
const maxTokenLength = 500;
const tokenStart = /^.{500}/su;
/** The number of tokens at the end of a row that the next row repeats, so that phrases across both are found. */
const overlap = 100;

// the tokens of folded text contain only these: fold.ts
const token = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;

/** A token as stored in the index. */
const lexeme = (text: string): string => (text.length > maxTokenLength && tokenStart.exec(text)?.[0]) || text;

interface IndexedToken {
  readonly lexeme: string;
  readonly weight: string;
  /** Tokens of different fields are never adjacent. */
  readonly position: number;
}

/** The words of a record as tsvectors in text form: one, or several for a long record. */
export function searchVectors(words: SearchWords): string[] {
  const indexed: IndexedToken[] = [];
  let position = 0;
  for (const field of fields) {
    for (const [found] of words[field].matchAll(token)) {
      position += 1;
      indexed.push({ lexeme: lexeme(found), weight: weights[field], position });
    }
    position += 1;
  }
  const vectors: string[] = [];
  for (let start = 0; start < indexed.length; ) {
    const end = endOf(indexed, start);
    vectors.push(vectorText(indexed.slice(start, end), (indexed[start]?.position ?? 1) - 1));
    start = end === indexed.length ? end : end - overlap;
  }
  return vectors.length === 0 ? [''] : vectors;
}

/** The end of the row that begins at a token, so that it stays within the server's limits. */
function endOf(indexed: readonly IndexedToken[], start: number): number {
  const first = indexed[start]?.position ?? 0;
  const counts = new Map<string, number>();
  let bytes = 0;
  for (let end = start; end < indexed.length; end += 1) {
    const { lexeme: text, position } = indexed[end] as IndexedToken;
    const count = (counts.get(text) ?? 0) + 1;
    bytes += 4 * text.length;
    if (count > maxPositionsPerWord || position - first >= maxPositions || bytes > maxBytes) return end;
    counts.set(text, count);
  }
  return indexed.length;
}

function vectorText(indexed: readonly IndexedToken[], before: number): string {
  const positions = new Map<string, string[]>();
  for (const { lexeme: text, weight, position } of indexed) {
    const known = positions.get(text) ?? [];
    known.push(`${position - before}${weight}`);
    positions.set(text, known);
  }
  return [...positions].map(([text, list]) => `'${text}':${list.join(',')}`).join(' ');
}

/** The tsquery of a term in the given fields, or in all if none are given: its tokens next to each other. */
export function termQuery({ tokens, prefix }: SearchTerm, searched: readonly SearchField[]): string {
  const marks =
    searched.length === 0 || searched.length === fields.length ? '' : searched.map((field) => weights[field]).join('');
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
