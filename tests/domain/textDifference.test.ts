import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { textDifference } from '../../src/domain/textDifference';

/** The difference with marks: `[-removed-]`, `{+added+}`. */
const marked = (before: string, after: string): string =>
  textDifference(before, after)
    .segments.map((segment) => {
      if ('same' in segment) return segment.same;
      const { removed, added } = segment;
      return (removed === '' ? '' : `[-${removed}-]`) + (added === '' ? '' : `{+${added}+}`);
    })
    .join('');

test.each([
  ['2024 plan of work', '2025 plan of work', '[-2024-]{+2025+} plan of work'],
  ['Budget of 1,000 dollars', 'Budget of 2,500.50 dollars', 'Budget of [-1,000-]{+2,500.50+} dollars'],
  ['The Secretariat reports', 'The whole Secretariat reports', 'The {+whole +}Secretariat reports'],
  ['The States’ plan', 'The State’s plan', 'The [-States’-]{+State’s+} plan'],
  ['План работы на 2024 год', 'План работ на 2025 год', 'План [-работы-]{+работ+} на [-2024-]{+2025+} год'],
  ['建立信任措施', '建立互信措施', '建立{+互+}信[-任-]措施'],
  ['one\ntwo\nthree\n', 'one\nthree\n', 'one\n[-two\n-]three\n'],
  ['A budget', 'Nothing of the kind', '[-A budget-]{+Nothing of the kind+}'],
  ['', 'new', '{+new+}'],
  ['old', '', '[-old-]'],
  ['same', 'same', 'same'],
  ['', '', ''],
])('%j to %j', (before, after, expected) => {
  expect(marked(before, after)).toBe(expected);
});

describe('a difference', () => {
  const text = fc.array(fc.constantFrom('plan', 'budget', 'of', ' ', '\n', '.', '建', 'е\u0301', '👩‍👧'), {
    maxLength: 40,
  });

  it('gives both texts back', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const { segments } = textDifference(before, after);
        expect(segments.map((part) => ('same' in part ? part.same : part.removed)).join('')).toBe(before);
        expect(segments.map((part) => ('same' in part ? part.same : part.added)).join('')).toBe(after);
      }),
    );
  });

  it.each([
    ['one paragraph', ' '],
    ['a paragraph for each word', '\n'],
  ])('of two unrelated texts of a million characters, %s, says that it compared less, in seconds', (_, separator) => {
    const words = (factor: number) => Array.from({ length: 150_000 }, (_, index) => `w${(index * factor) % 49_999}`);
    const started = performance.now();
    const { byWord } = textDifference(words(7).join(separator), words(11).join(separator));
    expect(byWord).toBe(false);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
