import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, parseJson } from '../../src/domain/json';

describe('JSON', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['4.10', '4.10'],
    ['1e3', '1e3'],
    ['-0', '-0'],
    ['-1.5E+400', '-1.5E+400'],
    [' [ 1 , "1" , null , true , false , [ ] , { } ] ', ['1', '1', null, true, false, [], {}]],
    ['{"a":4.10,"b":{"c":[007]}}'.replace('007', '7.0'), { a: '4.10', b: { c: ['7.0'] } }],
    ['"12 and \\"4.10\\""', '12 and "4.10"'],
    ['"\\\\"', '\\'],
    ['["a\\\\","b"]', ['a\\', 'b']],
    ['{"\\u0061":"\\ud83d\\ude00\\u0000"}', { a: '😀\u0000' }],
  ])('%s has its numbers as they were written', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each([
    ['{"a":1,"a":1}', 'the key "a" occurs twice'],
    ['{"a":1,"\\u0061":2}', 'the key "a" occurs twice'],
    ['{"x":[{"a":null,"b":1,"a":null}]}', 'the key "a" occurs twice'],
    ['{"__proto__":1,"__proto__":2}', 'the key "__proto__" occurs twice'],
    ['{"a":01}', 'in JSON'],
    ['{"a":1,}', 'in JSON'],
    ['', 'JSON'],
    ['[[[[[[[[[[[]]]]]]]]]]]', 'values are nested too deeply'],
    [`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, 'values are nested too deeply'],
  ])('%.60s is refused', (text, message) => {
    expect(() => parseJson(text)).toThrow(message);
  });

  it('may have the same key in several objects, and __proto__ as a key', () => {
    expect(parseJson('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: '1' }, { a: { a: '2' } }]);
    const value = parseJson('{"__proto__":{"x":1}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect((value as { x?: unknown }).x).toBeUndefined();
  });

  it('is otherwise read as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        expect(parseJson(text)).toEqual(withTexts(JSON.parse(text)));
      }),
    );
  });
});

/** A value with the texts of its numbers. */
function withTexts(value: unknown): Json {
  if (typeof value === 'number') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return value as Json;
  if (Array.isArray(value)) return value.map(withTexts);
  const members = Object.entries(value).map(([key, one]): [string, Json] => [key, withTexts(one)]);
  return Object.fromEntries(members);
}
