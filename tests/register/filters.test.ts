import { describe, expect, it } from 'vitest';
import { alternatives } from '../../src/register/list/alternatives';
import { dayRanges } from '../../src/register/list/filters';

describe('the alternatives of a filter', () => {
  it.each<[string, string[], string[]]>([
    ['a', ['a'], []],
    [' a , b,, c ', ['a', 'b', 'c'], []],
    ['a b', ['a b'], []],
    ['not', ['not'], []],
    ['a-b,a:not:b', ['a-b', 'a:not:b'], []],
    ['not:a', [], ['a']],
    ['not:a,b', [], ['a', 'b']],
    ['not:a,not:b', [], ['a', 'b']],
    ['a,b,not:c,d', ['a', 'b'], ['c', 'd']],
    [' NOT: a ,, b ', [], ['a', 'b']],
    ['not:sponsor:a', [], ['sponsor:a']],
    ['not:not:a', [], ['not:a']],
  ])('in %j', (text, included, excluded) => {
    const groups = [
      { values: included, isExcluded: false },
      { values: excluded, isExcluded: true },
    ];
    expect(alternatives(text)).toEqual(groups.filter(({ values }) => values.length > 0));
  });

  it.each(['not:', 'not: ', 'a,not:', 'not:,a'])('say what to exclude: not %j', (text) => {
    expect(() => alternatives(text)).toThrow(
      expect.objectContaining({
        message: '"not:" without a value',
        advice: 'write what to exclude after it: not:VALUE',
      }),
    );
  });

  it.each([
    ['-a', '-a', 'to exclude it, write not:a'],
    ['a, -b c', '-b c', 'to exclude it, write not:b c'],
    ['not:-a', '-a', 'to exclude it, write not:a'],
    ['-', '-', 'to exclude it, write not:VALUE'],
    ['--limit', '--limit', 'it looks like a flag: give the filter before it a value'],
  ])('do not begin with a hyphen: %j', (text, value, advice) => {
    const message = `the value "${value}" of a filter begins with a hyphen`;
    expect(() => alternatives(text)).toThrow(expect.objectContaining({ kind: 'usage', message, advice }));
  });

  it.each(['', ' ', ',', ' , '])('are at least one: not %j', (text) => {
    expect(() => alternatives(text)).toThrow('a filter without a value');
  });

  it('are at most 200', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
    expect(alternatives(many(200).join())).toEqual([{ values: many(200), isExcluded: false }]);
    expect(() => alternatives(many(200).toSpliced(100, 0, 'not:a').join())).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: 'a filter has 201 values; the limit is 200',
        advice: 'give fewer at a time',
      }),
    );
  });
});

describe('the days of a filter', () => {
  const days = (from: string | null, until: string | null) => ({ from, until });
  const years = (first: number, last = first) => days(`${first}-01-01`, `${last}-12-31`);
  const all = (...ranges: ReturnType<typeof days>[]) => ({ ranges, isExcluded: false });
  const none = (...ranges: ReturnType<typeof days>[]) => ({ ranges, isExcluded: true });

  it.each<[Parameters<typeof dayRanges>[0], ReturnType<typeof dayRanges>]>([
    [{}, []],
    [{ year: ['2023'] }, [all(years(2023))]],
    [{ year: ['2022,2023'] }, [all(years(2022), years(2023))]],
    [{ year: ['2022', '2023'] }, [all(years(2022)), all(years(2023))]],
    [{ year: ['2022-2024'] }, [all(years(2022, 2024))]],
    [{ year: ['2022 – 2024,2019..2020, 2017'] }, [all(years(2022, 2024), years(2019, 2020), years(2017))]],
    [{ year: ['2023-2023'] }, [all(years(2023))]],
    [{ year: ['not:2023'] }, [none(years(2023))]],
    [{ year: ['2020-2024,not:2021,2022-2023'] }, [all(years(2020, 2024)), none(years(2021), years(2022, 2023))]],
    [{ since: '2023-02' }, [all(days('2023-02-01', null))]],
    [{ until: '2023-02' }, [all(days(null, '2023-02-28'))]],
    [{ since: '2023', until: '2023' }, [all(years(2023))]],
    [{ year: ['2023'], since: '2023-02-03' }, [all(years(2023)), all(days('2023-02-03', null))]],
  ])('%j', (filters, expected) => {
    expect(dayRanges(filters, '2025-01-15')).toEqual(expected);
  });

  const howToWrite = 'write a year like 2023, several as 2022,2023 or 2022-2024';

  it.each([
    ...['23', '12023', '2023a', 'a2023', '2023-01', '2022-23', '2022-', '2022-2023-2024', 'year'].map((text) => [
      text,
      `--year: "${text}" is not a year`,
      howToWrite,
    ]),
    ['1799', '--year: the year 1799 is not between 1800 and 2200', howToWrite],
    ['0000-2024', '--year: the year 0000 is not between 1800 and 2200', howToWrite],
    ['2022-9999', '--year: the year 9999 is not between 1800 and 2200', howToWrite],
    ['2024-2022', '--year: the years 2024-2022 end before they start', 'write the earlier first: 2022-2024'],
    ['not:2024-2022', '--year: the years 2024-2022 end before they start', 'write the earlier first: 2022-2024'],
    ['-2022', 'the value "-2022" of a filter begins with a hyphen', 'to exclude it, write not:2022'],
  ])('are not those of the year %s', (text, message, advice) => {
    expect(() => dayRanges({ year: [text] }, '2025-01-15')).toThrow(
      expect.objectContaining({ kind: 'usage', message, advice }),
    );
  });
});
