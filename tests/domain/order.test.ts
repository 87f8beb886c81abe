import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, compareToKey, firstBound, orderKey } from '../../src/domain/order';
import { orderedText } from '../support/orderedTexts';

describe('the order of texts', () => {
  it.each([
    ['numbers', ['2', '3', '3.2', '3.10', '3a', '10', '10a', 'AOB']],
    ['references', ['MC-2023', 'SOC-2023/2', 'SOC-2023/10', 'SOC-2023-12-12', 'SOC-2023-12-12/2', 'SOC-2023-12-12/10']],
    [
      'suffixes',
      ['MC-2023', 'MC-2023/1', 'MC-2023-b', 'MC-2023-b/1', 'MC-2023-z', 'MC-2023-aa', 'MC-2023-aa/1', 'MC-2023-ab'],
    ],
    [
      'items',
      ['SOC-2023-12-12#2', 'SOC-2023-12-12#3.10', 'SOC-2023-12-12#3a', 'SOC-2023-12-12#10', 'SOC-2023-12-12-b#1'],
    ],
    ['symbols', ['CICA/SOC/2023/2', 'CICA/SOC/2023/10', 'CICA/SOC/2023/10/Rev.1', 'CICA/SOC-2/2023/1']],
    ['codes', ['G7', 'G20', 'G77', 'GCC']],
    ['names', ['Aland', 'Åland', 'aland 2', 'Åland 10', 'Łódź', 'lodzer', 'Strasse', 'Straße', 'Türkiye', 'Zaire']],
    ['case', ['Budget', 'budget', 'Budget 2024']],
    ['other scripts', ['Ёлка', 'елка 2', 'Ёлка 10', '合作']],
    ['digits of other scripts', ['มติ ๒', 'มติ ๑๐', 'قرار ٢', 'قرار ١٠'].toSorted(compareTexts)],
    ['leading zeros', ['item 007', 'item 7', 'item 08']],
    ['long numbers', ['9', '99999999999999999999', 'a']],
    ['characters beyond 16 bits', ['\u{e000}', '\u{20000}']],
  ])('has %s as people count', (_, texts) => {
    expect(texts.toReversed().toSorted(compareTexts)).toEqual(texts);
  });

  it('counts in other scripts, too', () => {
    expect(compareTexts('มติ ๒', 'มติ ๑๐')).toBeLessThan(0);
    expect(compareTexts('قرار ٢', 'قرار ١٠')).toBeLessThan(0);
  });

  it('is total: only identical texts are equal, and it is transitive', () => {
    fc.assert(
      fc.property(orderedText, orderedText, orderedText, (one, two, three) => {
        expect(compareTexts(one, two) === 0).toBe(one === two);
        expect(compareTexts(one, two) > 0).toBe(compareTexts(two, one) < 0);
        if (compareTexts(one, two) <= 0 && compareTexts(two, three) <= 0) {
          expect(compareTexts(one, three)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is that of whole numbers', () => {
    const number = fc.bigInt(0n, 99_999_999_999_999_999_999n);
    fc.assert(
      fc.property(number, number, (one, two) => {
        expect(Math.sign(compareTexts(`item ${one}`, `item ${two}`))).toBe(one < two ? -1 : one > two ? 1 : 0);
      }),
    );
  });
});

/** Compares keys as engines do. */
const compareBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

describe('a key', () => {
  it('is compared without being computed, with the same result', () => {
    fc.assert(
      fc.property(orderedText, orderedText, (text, other) => {
        const key = orderKey(other);
        expect(Math.sign(compareToKey(text, key)), JSON.stringify([text, other])).toBe(
          compareBytes(orderKey(text), key),
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([false, true])('has a bound in its first character (descending: %s)', (descending) => {
    const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    fc.assert(
      fc.property(orderedText, orderedText, (text, other) => {
        const bound = firstBound(orderKey(other), descending);
        if (bound === null || text >= '\u007f') return;
        const difference = compareBytes(lower(text), bound);
        if (descending ? difference < 0 : difference > 0) {
          const keys = compareBytes(orderKey(text), orderKey(other));
          expect(descending ? -keys : keys, JSON.stringify([text, other])).toBe(1);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
