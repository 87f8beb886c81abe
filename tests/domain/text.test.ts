import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, graphemeStart, lineLimit, textLimit, truncate, withCommas } from '../../src/domain/text';

const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });
const control = (code: string) => refusal(`title contains a control character (${code})`, 'remove it');

describe.each([
  ['one line', cleanLine],
  ['several lines', cleanText],
] as const)('a text of %s', (_, clean) => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['  2024 budget ', '2024 budget'],
    ['\u00a02024 budget\u3000', '2024 budget'],
    ['\ufeff2024 budget', '2024 budget'],
    ['\n2024 budget\r\n', '2024 budget'],
    ['Cafe\u0301', 'Café'],
    ['يُوافق على الميزانية', 'يُوافق على الميزانية'],
    ['批准二〇二四年预算', '批准二〇二四年预算'],
    ['👩‍👩‍👧 𝔸', '👩‍👩‍👧 𝔸'],
    ['\u202bעברית\u202c', '\u202bעברית\u202c'],
  ])('%j is kept as %j', (text, kept) => {
    expect(clean('title', text)).toBe(kept);
  });

  it.each([
    ['\0', 'U+0000'],
    ['\b', 'U+0008'],
    ['\v', 'U+000B'],
    ['\f', 'U+000C'],
    ['\x1b[31mred', 'U+001B'],
    ['\x1f', 'U+001F'],
    ['\x7f', 'U+007F'],
    ['\x80', 'U+0080'],
    ['\x9b31m', 'U+009B'],
    ['\u0085', 'U+0085'],
  ])('%j is refused', (text, code) => {
    for (const whole of [text, `before${text}`, ` ${text} `]) {
      expect(() => clean('title', whole)).toThrow(control(code));
    }
  });

  it.each(['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d'])('half a character is refused: %j', (text) => {
    expect(() => clean('title', text)).toThrow(
      refusal('title contains an incomplete Unicode character', 'type that part again'),
    );
  });

  it('is the same when it is read again', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(anything, (text) => {
        let once: string;
        try {
          once = clean('title', text);
        } catch {
          return;
        }
        expect(clean('title', once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a text of one line', () => {
  it.each(['a\nb', 'a\r\nb', 'a\rb', 'a\tb', 'a\u2028b', 'a\u2029b'])('has no line break or tab in it: %j', (text) => {
    expect(() => cleanLine('title', text)).toThrow(
      refusal('title contains a tab or a line break', 'write it on one line'),
    );
  });

  it('has at most 1,000 characters', () => {
    expect(cleanLine('title', 'x'.repeat(lineLimit))).toHaveLength(1_000);
    expect(() => cleanLine('title', 'x'.repeat(lineLimit + 1))).toThrow(
      refusal('title has 1,001 characters; the limit is 1,000', 'shorten it'),
    );
    expect(() => cleanLine('title', 'x'.repeat(10_000_000))).toThrow(
      refusal('title has 10,000,000 characters; the limit is 1,000', 'shorten it'),
    );
  });

  it('is measured as stored, so that it can be read again', () => {
    // ten spaces are removed, an accent joins its letter, and Unicode keeps this letter of Hindi as two
    expect(cleanLine('title', `${'x'.repeat(lineLimit)}${' '.repeat(10)}`)).toHaveLength(1_000);
    expect(cleanLine('title', 'e\u0301'.repeat(lineLimit))).toHaveLength(1_000);
    expect(cleanLine('title', '\u0958'.repeat(500))).toHaveLength(1_000);
    expect(() => cleanLine('title', '\u0958'.repeat(501))).toThrow(
      refusal('title has 1,002 characters; the limit is 1,000', 'shorten it'),
    );
  });
});

describe('a text of several lines', () => {
  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\r\n\r\nb', 'a\n\nb'],
    ['a\n\rb', 'a\n\nb'],
    ['a\tb', 'a\tb'],
    ['a  \n  b', 'a  \n  b'],
    ['a\u2028b', 'a\u2028b'],
    ['\u200b\u00ad \u2060', ''],
  ])('%j is kept as %j', (text, kept) => {
    expect(cleanText('text', text)).toBe(kept);
  });

  it('has at most 1,000,000 characters', () => {
    expect(cleanText('text', 'x'.repeat(textLimit))).toHaveLength(1_000_000);
    expect(cleanText('text', 'x\r\n'.repeat(textLimit / 2))).toHaveLength(999_999);
    expect(() => cleanText('text', 'x'.repeat(textLimit + 1))).toThrow(
      refusal('text has 1,000,001 characters; the limit is 1,000,000', 'shorten it'),
    );
  });
});

it('a whole number is read with commas, as English writes it', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (number) => withCommas(number) === number.toLocaleString('en')));
});

describe('a truncated text', () => {
  const family = '👩‍👩‍👧';
  it.each([
    ['budget', 6, 'budget'],
    ['budget', 5, 'budge…'],
    ['budget', 0, '…'],
    ['', 0, ''],
    // before the character that stands across the place
    ['a👍b', 2, 'a…'],
    ['a👍b', 3, 'a👍…'],
    [`a${family}b`, 5, 'a…'],
    ['cafe\u0301s', 4, 'caf…'],
    ['cafe\u0301s', 5, 'cafe\u0301…'],
  ])('%j to %d', (text, most, cut) => {
    expect(truncate(text, most)).toBe(cut);
  });

  it('has an offset after its end if it is shorter', () => {
    expect([graphemeStart('budget', 6), graphemeStart('budget', 9), graphemeStart('', 0)]).toEqual([6, 6, 0]);
  });
});
