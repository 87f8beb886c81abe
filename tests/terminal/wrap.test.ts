import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { measure } from '../../src/terminal/width';
import { cut, wrap, wrapAfter, wrapAtMost, wrapMessage } from '../../src/terminal/wrap';

test.each([
  ['', 10, ['']],
  ['one two three', 8, ['one two', 'three']],
  ['one two three', 13, ['one two three']],
  ['a confidence-building measure', 20, ['a', 'confidence-building', 'measure']],
  ['abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
  ['see abcdefghij', 4, ['see', 'abcd', 'efgh', 'ij']],
  ['蒙古国外交部', 5, ['蒙古', '国外', '交部']],
  ['Q\u0303Q\u0303Q\u0303', 2, ['Q\u0303Q\u0303', 'Q\u0303']],
  ['a  b', 3, ['a b']],
  ['  1  a', 6, ['  1  a']],
])('%j in %i columns', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test.each([
  ['one two three four', 9, 2, ['one two', 'three…']],
  ['one two three four', 9, 3, ['one two', 'three', 'four']],
  ['one two three', 6, 1, ['one…']],
  ['abcdefghij', 6, 1, ['abcde…']],
  ['one two', 7, 1, ['one two']],
])('%j in %i columns and at most %i lines', (text, width, most, lines) => {
  expect(wrapAtMost(text, width, most)).toEqual(lines);
});

test.each([
  ['Agenda  1  Opening', 18, 'Agenda  1  Opening'],
  ['Agenda  1  Opening', 17, 'Agenda  1  Openi…'],
  ['Agenda  1  Opening', 12, 'Agenda  1…'],
  ['蒙古国外交部', 6, '蒙古…'],
])('%j cut to %i columns', (text, width, line) => {
  expect(cut(text, width)).toBe(line);
});

describe('text after a label on the first line', () => {
  it('uses the full width of later lines', () => {
    expect(wrapAfter('SOC-2023/1  ', '  ', 'Observer status for Saudi Arabia', 24)).toEqual([
      'SOC-2023/1  Observer',
      '  status for Saudi',
      '  Arabia',
    ]);
  });

  it('begins on the next line if no word fits beside it', () => {
    expect(wrapAfter('SOC-2023-12-12/15  ', '  ', 'Observer status', 24)).toEqual([
      'SOC-2023-12-12/15  ',
      '  Observer status',
    ]);
  });
});

describe('a message', () => {
  const path = `/tmp/${'x'.repeat(40)}`;
  test.each([
    ['fits', 20, 'fits'],
    [
      'cica: no such body\n  did you mean SOC? all of them',
      20,
      'cica: no such body\n  did you mean SOC?\n  all of them',
    ],
    [`the file ${path} is missing`, 20, `the file\n${path}\nis missing`],
    ['', 20, ''],
    ['a  b', 20, 'a  b'],
  ])('%j in %i columns', (message, width, wrapped) => expect(wrapMessage(message, width)).toBe(wrapped));
});

const text = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((word) => !/\s/.test(word)));

test('lines keep to the width, lose nothing, and never break a word that fits on a line', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 30 }), (words, width) => {
      const lines = wrap(words.join(' '), width);
      // an ideograph alone may be wider than what is left
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      const shown = lines.flatMap((line) => line.split(' '));
      for (const word of words) if (measure(word) <= width) expect(shown).toContain(word);
    }),
  );
});
