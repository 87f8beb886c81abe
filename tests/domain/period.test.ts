import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import { parsePeriod, periodDays } from '../../src/domain/period';

const today = '2024-03-01';

describe('parsePeriod', () => {
  it.each([
    ['2024', '2024', '2024-01-01', '2024-12-31'],
    [' 2024 ', '2024', '2024-01-01', '2024-12-31'],
    ['2024-2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024..2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024–2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024 – 2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024 - 2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024 to 2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024 TO 2026', '2024-2026', '2024-01-01', '2026-12-31'],
    ['2024-2024', '2024', '2024-01-01', '2024-12-31'],
    ['2024-04-01..2025-03-31', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['2024-04-01 .. 2025-03-31', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['2024-04-01–2025-03-31', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['2024-04-01 - 2025-03-31', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['1 April 2024 .. 31 Mar 2025', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['today..31 Dec 2024', '2024-03-01..2024-12-31', '2024-03-01', '2024-12-31'],
    ['01.04.2024 - 31.03.2025', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['01.04.2024-31.03.2025', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['2024/04/01-2025/03/31', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    ['15/04/2024 to 31/03/2025', '2024-04-15..2025-03-31', '2024-04-15', '2025-03-31'],
    ['1st April 2024 to 31 March 2025', '2024-04-01..2025-03-31', '2024-04-01', '2025-03-31'],
    // Days stay days: what was written is kept.
    ['2024-01-01..2024-12-31', '2024-01-01..2024-12-31', '2024-01-01', '2024-12-31'],
    ['2024-02-29..2024-02-29', '2024-02-29..2024-02-29', '2024-02-29', '2024-02-29'],
  ])('%j is %s, the days %s to %s', (text, canonical, first, last) => {
    expect(parsePeriod(text, today)).toBe(canonical);
    expect(periodDays(canonical)).toEqual({ first, last });
  });

  it.each([
    ['', '"" is not a period', 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31'],
    ['12024-2026', '"12024-2026" is not a period', 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31'],
    ['2024-25', '"2024-25" is not a period', 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31'],
    ['2024-04', '"2024-04" is not a period', 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31'],
    ['2024-04-01', '"2024-04-01" is not a period', 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31'],
    ['2026-2024', 'the period 2026-2024 ends before it starts', 'write the earlier end first: 2024-2026'],
    [
      '2025-03-31..2024-04-01',
      'the period 2025-03-31..2024-04-01 ends before it starts',
      'write the earlier end first: 2024-04-01..2025-03-31',
    ],
    ['2024-04..2025-03', '"2024-04" is not a full date', 'write the day too, as in 2023-12-12'],
    ['2024..2025-03-31', '"2024" is not a full date', 'write the day too, as in 2023-12-12'],
    ['2023-02-30..2023-03-01', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['1024', 'the year 1024 is not between 1800 and 2200', 'check the year'],
  ])('%j is refused: %s', (text, message, advice) => {
    expect(() => parsePeriod(text, today)).toThrow(expect.objectContaining({ kind: 'usage', message, advice }));
  });

  it('keeps canonical text as it is', () => {
    const years = fc.tuple(fc.integer({ min: 1800, max: 2100 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(years, fc.nat(30_000), fc.nat(9_999), ([year, more], offset, length) => {
        const start = addDays('1900-01-01', offset);
        const ofYears = more === 0 ? String(year) : `${year}-${year + more}`;
        const ofDays = `${start}..${addDays(start, length)}`;
        expect([ofYears, ofDays].map((period) => parsePeriod(period, today))).toEqual([ofYears, ofDays]);
        expect(periodDays(ofDays)).toEqual({ first: start, last: addDays(start, length) });
      }),
    );
  });
});
