import { describe, expect, it } from 'vitest';
import { alternatives, dayRanges } from '../../src/register/list/filters';

describe('the alternatives of a filter', () => {
  it.each([
    ['a', ['a']],
    [' a , b,, c ', ['a', 'b', 'c']],
    ['a b', ['a b']],
  ])('in %j', (text, expected) => {
    expect(alternatives(text)).toEqual(expected);
  });

  it.each(['', ' ', ',', ' , '])('are one at least: not %j', (text) => {
    expect(() => alternatives(text)).toThrow('a filter without a value');
  });

  it('are 200 at most', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
    expect(alternatives(many(200).join())).toEqual(many(200));
    expect(() => alternatives(many(201).join())).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: 'a filter with 201 values; the limit is 200',
        advice: 'ask for fewer at a time',
      }),
    );
  });
});

describe('the days of a filter', () => {
  const year = (text: string) => ({ from: `${text}-01-01`, until: `${text}-12-31` });

  it.each<[Parameters<typeof dayRanges>[0], ReturnType<typeof dayRanges>]>([
    [{}, []],
    [{ year: ['2023'] }, [[year('2023')]]],
    [{ year: ['2022,2023'] }, [[year('2022'), year('2023')]]],
    [{ year: ['2022', '2023'] }, [[year('2022')], [year('2023')]]],
    [{ since: '2023-02' }, [[{ from: '2023-02-01', until: null }]]],
    [{ until: '2023-02' }, [[{ from: null, until: '2023-02-28' }]]],
    [{ since: '2023', until: '2023' }, [[year('2023')]]],
    [{ year: ['2023'], since: '2023-02-03' }, [[year('2023')], [{ from: '2023-02-03', until: null }]]],
  ])('%j', (filters, expected) => {
    expect(dayRanges(filters, '2025-01-15')).toEqual(expected);
  });

  it.each(['23', '12023', '2023a', 'a2023', '2023-01', 'year'])('are not those of the year %s', (text) => {
    expect(() => dayRanges({ year: [text] }, '2025-01-15')).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: `"${text}" is not a year`,
        advice: 'write it like 2023, several as 2022,2023',
      }),
    );
  });
});
