import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  compareDays,
  daysBetween,
  firstDay,
  isPartialDate,
  lastDay,
  localToday,
  longDate,
  parseDate,
  parseDeadline,
  parseMoment,
  parsePartialDate,
  parseSpan,
  within,
} from '../../src/domain/date';

const today = '2024-03-01';

const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });
const howToWrite = 'write a date as 2023-12-12, 12 Dec 2023, or today';
const days = fc.integer({ min: 0, max: 146_000 }).map((offset) => addDays('1800-01-01', offset));
const partialDates = fc.tuple(days, fc.constantFrom(4, 7, 10)).map(([day, length]) => day.slice(0, length));

describe('parseDate', () => {
  it.each([
    ['2023-12-12', '2023-12-12'],
    [' 2024-02-29 ', '2024-02-29'],
    ['12 Dec 2023', '2023-12-12'],
    ['12 december  2023', '2023-12-12'],
    ['1 Sept. 2023', '2023-09-01'],
    ['December 12, 2023', '2023-12-12'],
    ['Dec 12 2023', '2023-12-12'],
    ['today', '2024-03-01'],
    ['Yesterday', '2024-02-29'],
    ['tomorrow', '2024-03-02'],
    ['1800-01-01', '1800-01-01'],
    ['2200-12-31', '2200-12-31'],
  ])('%j is %s', (text, date) => {
    expect(parseDate(text, today)).toBe(date);
  });

  const unclear = 'does not say which number is the day and which the month';
  it.each([
    ['1-2-2023', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    ['01/02/2023', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    ['5. 12. 2023', unclear, 'write 2023-12-05 for 5 December 2023, or 2023-05-12 for 12 May 2023'],
    ['12/12/2023', unclear, 'write 2023-12-12 for 12 December 2023'],
    ['12.12.2023', unclear, 'write 2023-12-12 for 12 December 2023'],
    ['25/12/2023', unclear, 'write 2023-12-25 for 25 December 2023'],
    ['12/25/2023', unclear, 'write 2023-12-25 for 25 December 2023'],
    ['31/31/2023', unclear, howToWrite],
    ['12/12/23', 'is not a date', howToWrite],
    ['2023-1-5', 'is not a date', howToWrite],
    ['2023/12/12', 'is not a date', howToWrite],
    ['2023-12-12T10:00', 'is not a date', howToWrite],
    ['next week', 'is not a date', howToWrite],
    ['on 12 Dec 2023', 'is not a date', howToWrite],
    ['112 Dec 2023', 'is not a date', howToWrite],
    ['12 Dec 20231', 'is not a date', howToWrite],
    ['12 Dec 2023 in Astana', 'is not a date', howToWrite],
    ['1 Dec 12, 2023', 'is not a date', howToWrite],
    ['Dec 12, 20231', 'is not a date', howToWrite],
    ['101/02/2023', 'is not a date', howToWrite],
    ['01/02/20231', 'is not a date', howToWrite],
    [' 01/02/2023 ', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    ['', 'is not a date', howToWrite],
    ['2023-09', 'is not a full date', 'write the day too, as in 2023-12-12'],
    ['2010', 'is not a full date', 'write the day too, as in 2023-12-12'],
  ])('%j is refused: it %s', (text, why, advice) => {
    expect(() => parseDate(text, today)).toThrow(refusal(`"${text}" ${why}`, advice));
  });

  it.each([
    ['2023-02-30', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['29 Feb 2100', 'there is no 29 February 2100', 'February 2100 has the days 1 to 28'],
    ['2023-12-00', 'there is no 0 December 2023', 'December 2023 has the days 1 to 31'],
    ['2023-13', 'there is no month 13', 'months are 01 to 12, as in 2023-12-12'],
    ['2023-00-10', 'there is no month 0', 'months are 01 to 12, as in 2023-12-12'],
    ['12 Dezember 2023', 'there is no month "dezember"', 'write its English name: Sep or September'],
    ['12 Ma 2023', 'there is no month "ma"', 'write its English name: Sep or September'],
    ['1799-12-31', 'the year 1799 is not between 1800 and 2200', howToWrite],
    ['1 Jan 2201', 'the year 2201 is not between 1800 and 2200', howToWrite],
  ])('%j is refused: %s', (text, message, advice) => {
    expect(() => parseDate(text, today)).toThrow(refusal(message, advice));
  });
});

describe('a partial date', () => {
  it.each([
    ['2023-09', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['Sep 2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['february 2024', '2024-02', '2024-02-01', '2024-02-29', 'February 2024'],
    ['2010', '2010', '2010-01-01', '2010-12-31', '2010'],
    ['2 Dec 2023', '2023-12-02', '2023-12-02', '2023-12-02', '2 December 2023'],
    ['today', '2024-03-01', '2024-03-01', '2024-03-01', '1 March 2024'],
  ])('%j is kept as %s: from %s to %s, shown as %s', (text, kept, first, last, long) => {
    expect(parsePartialDate(text, today)).toBe(kept);
    expect([firstDay(kept), lastDay(kept), longDate(kept)]).toEqual([first, last, long]);
  });

  it.each(['2023-13', '9/2023', '1700', 'Sep', '23', '1 Sep, 2023', '3rd Sep 2023', 'Sep 20231', '2023-09x'])(
    '%j is refused',
    (text) => {
      expect(() => parsePartialDate(text, today)).toThrow(expect.objectContaining({ kind: 'usage' }));
    },
  );

  it('shown to people is read back as it was', () => {
    fc.assert(
      fc.property(partialDates, (partial) => {
        expect(parsePartialDate(partial, today)).toBe(partial);
        expect(parsePartialDate(longDate(partial), today)).toBe(partial);
      }),
    );
  });

  it('is in canonical form when it is what the register keeps', () => {
    fc.assert(fc.property(partialDates, (partial) => isPartialDate(partial)));
    for (const text of ['2023-13', '2023-02-30', '12 Dec 2023', 'today', '1234', ' 2023', '']) {
      expect(isPartialDate(text)).toBe(false);
    }
  });
});

describe('within', () => {
  it.each([
    ['2023-12-12', '2023-12-12', null, true],
    ['2023-12-13', '2023-12-12', null, false],
    ['2023-12-12', '2023-12-11', '2023-12-12', true],
    ['2023-12-10', '2023-12-11', '2023-12-12', false],
    ['2023-09-30', '2023-09', null, true],
    ['2023-10-01', '2023-09', null, false],
    ['2023-10-01', '2023-09', '2023-10', true],
    ['2023-09', '2023-09', null, true],
    ['2023-09', '2023', null, true],
    // A month is not inside some of its days.
    ['2023-09', '2023-09-14', '2023-09-15', false],
  ])('%s in %s to %s: %s', (day, start, end, expected) => {
    expect(within(day, start, end)).toBe(expected);
  });
});

describe('counting days', () => {
  it.each([
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    // The nights when clocks change in Europe: still one day.
    ['2024-03-30', 2, '2024-04-01'],
    ['2024-10-26', 2, '2024-10-28'],
  ])('%s and %i days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  it('adds what it counts', () => {
    fc.assert(fc.property(days, days, (one, other) => addDays(one, daysBetween(one, other)) === other));
    fc.assert(
      fc.property(days, fc.integer({ min: -99_999, max: 99_999 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

describe('parseDeadline', () => {
  it.each([
    ['14d', '2023-12-12', '2023-12-26'],
    [' 14D ', '2023-12-12', '2023-12-26'],
    ['2w', '2023-12-12', '2023-12-26'],
    ['3m', '2023-12-12', '2024-03-12'],
    ['1Y', '2023-12-12', '2024-12-12'],
    ['0d', '2023-12-12', '2023-12-12'],
    // a month without such a day: its last one
    ['1m', '2023-01-31', '2023-02-28'],
    ['1m', '2024-01-31', '2024-02-29'],
    ['13m', '2023-01-31', '2024-02-29'],
    ['1y', '2024-02-29', '2025-02-28'],
    // counted from the first day of what is known
    ['2w', '2023-09', '2023-09-15'],
    ['20 Dec 2023', '2023-12-12', '2023-12-20'],
    ['tomorrow', '2023-12-12', '2024-03-02'],
  ])('%s from %s is %s', (text, from, expected) => {
    expect(parseDeadline(text, from, today)).toBe(expected);
  });

  it.each(['14', '14 days', '14x', '14dx', '12 Dec', '99999d'])('%j is refused as neither', (text) => {
    const advice = 'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12';
    const problem = refusal(`"${text}" is neither a date nor a span of time`, advice);
    expect(() => parseDeadline(text, '2023-12-12', today)).toThrow(problem);
  });

  it.each([
    ['2024', '"2024" is not a full date'],
    ['soon', '"soon" is not a date'],
    ['-14d', '"-14d" is not a date'],
    ['999y', 'the year 3022 is not between 1800 and 2200'],
    ['9999y', 'the year 12022 is not between 1800 and 2200'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseDeadline(text, '2023-12-12', today)).toThrow(message);
  });
});

describe('localToday', () => {
  it.each([
    [new Date(2023, 11, 12, 0, 0, 0), '2023-12-12'],
    [new Date(2023, 11, 12, 23, 59, 59), '2023-12-12'],
    [new Date(2024, 0, 1, 12), '2024-01-01'],
  ])('is the date on the wall calendar', (now, expected) => {
    expect(localToday(now)).toBe(expected);
  });
});

describe('a span of time in days', () => {
  it.each([
    ['90d', 90],
    ['2w', 14],
    ['1m', 31], // back from 15 January
    ['2m', 61],
    ['1y', 366], // 2024 had 29 February
    [' 3M ', 92],
    ['0d', 0],
    ['500y', 182_622],
    ['9999m', 182_622],
    ['9999y', 182_622],
  ])('%s', (text, days) => {
    expect(parseSpan(text, '2025-01-15')).toBe(days);
  });

  it('of a month ends on the last day of a shorter one', () => {
    expect(parseSpan('1m', '2025-03-31')).toBe(31);
    expect(parseSpan('1y', '2024-02-29')).toBe(366);
  });

  it.each(['', '3', 'd', '3x', '1.5d', '-3d', '12345d', 'x3d', '3dx', '2024-01-01'])('"%s" is none', (text) => {
    const advice = 'write 90d, 2w, 3m or 1y: days, weeks, months or years';
    expect(() => parseSpan(text, '2025-01-15')).toThrow(refusal(`"${text}" is not a span of time`, advice));
  });
});

it('days are put in order as they come', () => {
  const inOrder = ['2023-12-31', '2024-01-01', '2024-01-01', '2024-01-02'];
  expect(inOrder.toReversed().sort(compareDays)).toEqual(inOrder);
  expect([compareDays('2024-01-01', '2024-01-02'), compareDays('2024-01-02', '2024-01-01')]).toEqual([-1, 1]);
  expect(compareDays('2024-01-01', '2024-01-01')).toBe(0);
});

describe('a moment', () => {
  const local = (year: number, month: number, day: number, hours = 0, minutes = 0, seconds = 0, ms = 0): string =>
    new Date(year, month, day, hours, minutes, seconds, ms).toISOString();

  it.each([
    ['2024-01-15T09:30', local(2024, 0, 15, 9, 30)],
    ['2024-01-15 09:30:05', local(2024, 0, 15, 9, 30, 5)],
    [' 2024-01-15t23:59:59.999 ', local(2024, 0, 15, 23, 59, 59, 999)],
    ['2024-01-15T09:30:00.5', local(2024, 0, 15, 9, 30, 0, 500)],
    ['2024-01-15T09:30Z', '2024-01-15T09:30:00.000Z'],
    ['2024-01-15 09:30:05.25z', '2024-01-15T09:30:05.250Z'],
    ['2024-01-15', local(2024, 0, 15)],
    ['15 Jan 2024', local(2024, 0, 15)],
    ['today', local(2024, 2, 1)],
  ])('%j begins at %s', (text, moment) => {
    expect(parseMoment(text, today, false)).toBe(moment);
  });

  it.each([
    ['2024-01-15', local(2024, 0, 16)],
    ['2024-12-31', local(2025, 0, 1)],
    ['yesterday', local(2024, 2, 1)],
    ['2024-01-15T09:30', local(2024, 0, 15, 9, 30)],
  ])('%j, both ends inside, is over at %s', (text, moment) => {
    expect(parseMoment(text, today, true)).toBe(moment);
  });

  it.each([
    ['2024-01-15T25:00', 'there is no time 25:00', 'write it as 2024-01-15T09:30, local time, or with Z for UTC'],
    ['2024-01-15T09:60Z', 'there is no time 09:60', 'write it as 2024-01-15T09:30, local time, or with Z for UTC'],
    ['2024-02-30T09:30', 'there is no 30 February 2024', 'February 2024 has the days 1 to 29'],
    ['at 2024-01-15T09:30', '"at 2024-01-15T09:30" is not a date', howToWrite],
    ['2024-01-15T09:30+05:00', '"2024-01-15T09:30+05:00" is not a date', howToWrite],
    ['2024-01-15x09:30', '"2024-01-15x09:30" is not a date', howToWrite],
    ['2024-01-15T09:30:00.1234', '"2024-01-15T09:30:00.1234" is not a date', howToWrite],
    ['soon', '"soon" is not a date', howToWrite],
  ])('%j is none', (text, message, advice) => {
    expect(() => parseMoment(text, today, false)).toThrow(refusal(message, advice));
  });
});
