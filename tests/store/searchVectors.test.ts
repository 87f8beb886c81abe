import { describe, expect, it } from 'vitest';
import { searchVectors, termQuery } from '../../src/store/postgres/search';

/** How the words of a record are put for a server's index, within its limits: docs/postgresql.md. */
const vectors = (title: string, text = '', other = '') => searchVectors({ title, text, other });
const words = (count: number, word = (at: number) => `w${at}`) =>
  Array.from({ length: count }, (_, at) => word(at)).join(' ');
/** The places of each lexeme in a row. */
const placesIn = (vector = ''): Map<string, number[]> =>
  new Map(
    [...vector.matchAll(/'([^']*)':(\S+)/g)].map(([, lexeme = '', places = '']) => [
      lexeme,
      places.split(',').map((place) => Number.parseInt(place, 10)),
    ]),
  );

describe('the words of a record', () => {
  it.each([
    [['', '', ''], ['']],
    [['one two', '', ''], ["'one':1A 'two':2A"]],
    [['one two one', '', ''], ["'one':1A,3A 'two':2A"]],
    // what is in two fields is not next to each other
    [['one', 'two one', 'three'], ["'one':1A,4B 'two':3B 'three':6C"]],
    [['', '', 'one'], ["'one':1C"]],
    [["o'ne \\ two-three", '', ''], ["'o':1A 'ne':2A 'two':3A 'three':4A"]],
  ])('%j', ([title = '', text, other], expected) => {
    expect(vectors(title, text, other)).toEqual(expected);
  });

  it('that is too long for the index is truncated, at a character', () => {
    const lexeme = (text: string) => [...placesIn(vectors(text)[0]).keys()];
    expect(lexeme('a'.repeat(500))).toEqual(['a'.repeat(500)]);
    expect(lexeme('a'.repeat(501))).toEqual(['a'.repeat(500)]);
    expect(lexeme('𐐨'.repeat(501))).toEqual(['𐐨'.repeat(500)]);
  });

  it.each([
    ['places', words(16_000), words(16_001)],
    ['one word', words(255, () => 'w'), words(256, () => 'w')],
    ['bytes', words(1_125, (at) => String(at).padEnd(200, 'x')), words(1_126, (at) => String(at).padEnd(200, 'x'))],
  ])(
    'that are more than a row takes, by its %s, go on in the next, which begins with its last 100',
    (_, most, more) => {
      expect(vectors(most)).toHaveLength(1);
      const [first, second, ...rest] = vectors(more).map(placesIn);
      expect(rest).toEqual([]);
      const last = (places = new Map<string, number[]>()) => Math.max(...[...places.values()].flat());
      // of 101, the last one is new; a row counts its places from 1
      expect(last(second)).toBe(101);
      expect(last(first)).toBe(more.split(' ').length - 1);
      for (const lexeme of second?.keys() ?? []) {
        if (lexeme !== more.split(' ').at(-1)) expect(first?.has(lexeme)).toBe(true);
      }
    },
  );
});

describe('a query', () => {
  it.each<[string[], boolean, ('title' | 'text' | 'other')[], string]>([
    [['one'], false, [], "('one')"],
    [['one'], true, [], "('one':*)"],
    [['one'], false, ['title'], "('one':A)"],
    [['one'], true, ['text', 'other'], "('one':*BC)"],
    [['one'], false, ['title', 'text', 'other'], "('one')"],
    [['one', 'two'], true, [], "('one' <-> 'two':*)"],
    [['one', 'two'], true, ['title'], "('one':A <-> 'two':*A)"],
  ])('%j, a prefix: %s, in %j', (tokens, prefix, among, expected) => {
    expect(termQuery({ tokens, prefix }, among)).toBe(expected);
  });

  it('is split into parts if it is longer than the overlap of two rows', () => {
    const parts = (count: number) =>
      termQuery({ tokens: words(count).split(' '), prefix: false }, [])
        .split(' & ')
        .map((part) => part.split(' <-> ').map((token) => token.replace(/^\(?'w(\d+)'\)?$/, '$1')))
        .map((tokens) => `${tokens[0]} to ${tokens.at(-1)}`);
    expect(parts(101)).toEqual(['0 to 100']);
    expect(parts(102)).toEqual(['0 to 100', '100 to 101']);
    expect(parts(201)).toEqual(['0 to 100', '100 to 200']);
  });
});
