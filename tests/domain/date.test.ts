import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDays,
  daysBetween,
  dueInWords,
  firstDay,
  isPartialDate,
  isWithinDays,
  lastDay,
  localToday,
  longDate,
  looksLikeDate,
  parseDate,
  parsePartialDate,
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
    ['1800-01-01', '1800-01-01'],
    ['2200-12-31', '2200-12-31'],
    // the year first, whatever is between the numbers
    ['2023-1-5', '2023-01-05'],
    ['2023/12/12', '2023-12-12'],
    ['2023/1/5', '2023-01-05'],
    ['2023.01.05', '2023-01-05'],
    ['20231205', '2023-12-05'],
    ['2023\u201112\u201105', '2023-12-05'],
    // with dots the day is first
    ['25.09.2024', '2024-09-25'],
    ['12.12.2023', '2023-12-12'],
    ['11.12.2023', '2023-12-11'],
    ['5.6.2023', '2023-06-05'],
    ['5. 12. 2023', '2023-12-05'],
    // with slashes or hyphens, where only one reading is a date
    ['25/12/2023', '2023-12-25'],
    ['12/25/2023', '2023-12-25'],
    ['25-12-2023', '2023-12-25'],
    ['25 12 2023', '2023-12-25'],
    ['12/12/2023', '2023-12-12'],
    ['02/29/2024', '2024-02-29'],
    // months in words
    ['12 Dec 2023', '2023-12-12'],
    ['12 december  2023', '2023-12-12'],
    ['1 Sept. 2023', '2023-09-01'],
    ['1 Sept.,2023', '2023-09-01'],
    ['12-Dec-2023', '2023-12-12'],
    ['12/Dec/2023', '2023-12-12'],
    ['12. Dec 2023', '2023-12-12'],
    ['12DEC2023', '2023-12-12'],
    ['12 December, 2023', '2023-12-12'],
    ['1st December 2023', '2023-12-01'],
    ['22nd of December 2023', '2023-12-22'],
    ['3rd Sep, 2023', '2023-09-03'],
    ['12th December 2023', '2023-12-12'],
    ['December 12, 2023', '2023-12-12'],
    ['December 12th, 2023', '2023-12-12'],
    ['Dec 12 2023', '2023-12-12'],
    ['Dec-12-2023', '2023-12-12'],
    ['2023 Dec 12', '2023-12-12'],
    ['2023-Dec-12', '2023-12-12'],
    ['today', '2024-03-01'],
    ['Yesterday', '2024-02-29'],
    ['tomorrow', '2024-03-02'],
    // what has a time counts as its date
    ['2023-12-12T10:00', '2023-12-12'],
    ['2023-12-12T23:59:59.999Z', '2023-12-12'],
    ['2023-12-12T23:30:00+05:00', '2023-12-12'],
    ['2023-12-12 00:00:00', '2023-12-12'],
    ['2023-12-12 10:00 UTC', '2023-12-12'],
    ['12.12.2023 9:05', '2023-12-12'],
    ['12 Dec 2023, 10:00', '2023-12-12'],
    ['today 10:00', '2024-03-01'],
    // a weekday that fits the date
    ['Tuesday, 12 December 2023', '2023-12-12'],
    ['tuesday 12 Dec 2023', '2023-12-12'],
    ['Tue, 12 Dec 2023', '2023-12-12'],
    ['Thurs. 14 Dec 2023', '2023-12-14'],
    ['Tuesday, December 12, 2023', '2023-12-12'],
    ['Tuesday, 2023-12-12', '2023-12-12'],
    ['Tue 12.12.2023 10:00', '2023-12-12'],
    ['Monday, 11/12/2023', '2023-12-11'],
    ['Sunday, 11/12/2023', '2023-11-12'],
  ])('%j is %s', (text, date) => {
    expect(parseDate(text, today)).toBe(date);
    expect(looksLikeDate(text)).toBe(true);
  });

  const unclear = 'does not say which number is the day and which the month';
  const century = 'does not say which century';
  const severalDays = 'is more than one day';
  const oneDay = 'write one date; a meeting of several days also has --end-date (end_date in a file)';
  const fourDigits = 'write the year in four digits, as in 2023-12-12';
  it.each([
    ['1-2-2023', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    ['1 2 2023', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    [' 01/02/2023 ', unclear, 'write 2023-02-01 for 1 February 2023, or 2023-01-02 for 2 January 2023'],
    ['11/12/2023', unclear, 'write 2023-12-11 for 11 December 2023, or 2023-11-12 for 12 November 2023'],
    ['11/12/2023 10:00', unclear, 'write 2023-12-11 for 11 December 2023, or 2023-11-12 for 12 November 2023'],
    ['12/12/23', century, fourDigits],
    ['12.12.23', century, fourDigits],
    ['12-Dec-23', century, fourDigits],
    ["12 Dec '23", century, fourDigits],
    ['Dec 12, 23', century, fourDigits],
    ['Tuesday, 12.12.23', century, fourDigits],
    ['12.12.23 10:00', century, fourDigits],
    ['12/12-2023', 'is not a date', howToWrite],
    ['next week', 'is not a date', howToWrite],
    ['45272', 'is not a date', howToWrite],
    ['10:00', 'is not a date', howToWrite],
    ['2023-12 10:00', 'is not a date', howToWrite],
    ['2023-12-12x10:00', 'is not a date', howToWrite],
    ['on 12 Dec 2023', 'is not a date', howToWrite],
    ['112 Dec 2023', 'is not a date', howToWrite],
    ['12 Dec 20231', 'is not a date', howToWrite],
    ['12 Dec 2023 in Astana', 'is not a date', howToWrite],
    ['1 Dec 12, 2023', 'is not a date', howToWrite],
    ['Dec 12, 20231', 'is not a date', howToWrite],
    ['101/02/2023', 'is not a date', howToWrite],
    ['01/02/20231', 'is not a date', howToWrite],
    ['14d', 'is not a date', howToWrite],
    ['Dienstag, 12 Dec 2023', 'is not a date', howToWrite],
    ['Tu 12 Dec 2023', 'is not a date', howToWrite],
    ['Tuesday', 'is not a date', howToWrite],
    ['Tuesday, today', 'is not a date', howToWrite],
    ['Tuesday, Dec 2023', 'is not a date', howToWrite],
    ['Tuesday, 11/12/2023', unclear, 'write 2023-12-11 for 11 December 2023, or 2023-11-12 for 12 November 2023'],
    ['12-13 Dec 2023', severalDays, oneDay],
    ['12–13 December 2023', severalDays, oneDay],
    ['12 – 13 Dec, 2023', severalDays, oneDay],
    ['12 to 13 Dec 2023', severalDays, oneDay],
    ['12 and 13 Dec 2023', severalDays, oneDay],
    ['12th & 13th Dec 2023', severalDays, oneDay],
    ['30 Nov - 2 Dec 2023', severalDays, oneDay],
    ['30 December 2023 to 2 January 2024', severalDays, oneDay],
    ['Nov 30-Dec 2, 2023', severalDays, oneDay],
    ['December 12-13, 2023', severalDays, oneDay],
    ['12.-13.12.2023', severalDays, oneDay],
    ['12.12.2023-13.12.2023', severalDays, oneDay],
    ['2023-12-12..2023-12-13', severalDays, oneDay],
    ['12-13', 'is not a date', howToWrite],
    ['', 'is not a date', howToWrite],
    ['2023-09', 'is not a full date', 'write the day too, as in 2023-12-12'],
    ['2010', 'is not a full date', 'write the day too, as in 2023-12-12'],
  ])('%j is refused: it %s', (text, why, advice) => {
    expect(() => parseDate(text, today)).toThrow(refusal(`"${text}" ${why}`, advice));
  });

  const englishMonths = 'write the month in English or as a number, as in 12 Dec 2023 or 2023-12-12';
  const checkDate = 'correct the date, or leave the weekday out';
  const times = 'hours are 00 to 23, minutes and seconds 00 to 59, as in 2024-01-15T09:30';
  const years = 'check the year';
  const months = 'months are 01 to 12, as in 2023-12-12';
  it.each([
    ['2023-02-30', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['30/02/2023', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['02/30/2023', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['29 Feb 2100', 'there is no 29 February 2100', 'February 2100 has the days 1 to 28'],
    ['2023-12-00', 'there is no 0 December 2023', 'December 2023 has the days 1 to 31'],
    ['2023-13', 'there is no month 13', months],
    ['2023-00-10', 'there is no month 0', months],
    ['2023-13-00', 'there is no month 13', months],
    ['31/31/2023', 'there is no month 31', months],
    ['12.25.2023', 'there is no month 25', 'for 25 December 2023 write 2023-12-25'],
    ['2023-25-12', 'there is no month 25', 'for 25 December 2023 write 2023-12-25'],
    ['12 Dezember 2023', 'there is no month "dezember"', `did you mean "December"? ${englishMonths}`],
    ['12 décembre 2023', 'there is no month "décembre"', `did you mean "December"? ${englishMonths}`],
    ['1 Juli 2023', 'there is no month "juli"', `did you mean "July"? ${englishMonths}`],
    ['Agust 2023', 'there is no month "agust"', `did you mean "August"? ${englishMonths}`],
    ['12 enero 2023', 'there is no month "enero"', englishMonths],
    ['12 Ma 2023', 'there is no month "ma"', `did you mean "May" or "March"? ${englishMonths}`],
    ['Monday, 12 December 2023', '12 December 2023 is a Tuesday, not a Monday', checkDate],
    ['Sun 25/12/2023', '25 December 2023 is a Monday, not a Sunday', checkDate],
    ['Tue, 30 Feb 2023', 'there is no 30 February 2023', 'February 2023 has the days 1 to 28'],
    ['1799-12-31', 'the year 1799 is not between 1800 and 2200', years],
    ['11/12/1799', 'the year 1799 is not between 1800 and 2200', years],
    ['1 Jan 2201', 'the year 2201 is not between 1800 and 2200', years],
    ['2023-12-12T25:00', '25:00 is not a time', times],
    ['2023-12-12T25:99', '25:99 is not a time', times],
  ])('%j is refused: %s', (text, message, advice) => {
    expect(() => parseDate(text, today)).toThrow(refusal(message, advice));
  });

  it.each([
    ['11/12/2023', '2023-12-11', '2023-11-12'],
    ['11-12-2023', '2023-12-11', '2023-11-12'],
    ['11.12.2023', '2023-12-11', '2023-12-11'],
    ['2023/11/12', '2023-11-12', '2023-11-12'],
  ])('%j is %s with the day first, %s with the month first', (text, dayFirst, monthFirst) => {
    expect(parseDate(text, today, 'dmy')).toBe(dayFirst);
    expect(parseDate(text, today, 'mdy')).toBe(monthFirst);
  });

  it('never misreads a date once its order is given', () => {
    expect(() => parseDate('12/25/2023', today, 'dmy')).toThrow(
      refusal('there is no month 25', 'for 25 December 2023 write 2023-12-25'),
    );
    expect(() => parseDate('25/12/2023', today, 'mdy')).toThrow('there is no month 25');
  });

  it('reads a day in every way of writing it as the same', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const name = longDate(day).split(' ')[1] ?? '';
        const short = name.slice(0, 3);
        const written = [
          `${year}/${month}/${date}`,
          `${year}${month}${date}`,
          `${date}.${month}.${year}`,
          `${Number(date)}.${Number(month)}.${year}`,
          `${date}-${short}-${year}`,
          `${Number(date)}th ${name} ${year}`,
          `${name} ${Number(date)}, ${year}`,
          `${day}T12:30:00.000Z`,
        ];
        expect(written.map((text) => parseDate(text, today))).toEqual(written.map(() => day));
        expect(parseDate(`${date}/${month}/${year}`, today, 'dmy')).toBe(day);
        expect(parseDate(`${month}/${date}/${year}`, today, 'mdy')).toBe(day);
      }),
    );
  });

  it('reads two numbers and a year only if they are unambiguous', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 }), (first, second) => {
        const two = (number: number): string => String(number).padStart(2, '0');
        const readings = [`2023-${two(second)}-${two(first)}`, `2023-${two(first)}-${two(second)}`];
        const dates = new Set(readings.filter(isPartialDate));
        const read = () => parseDate(`${first}/${second}/2023`, today);
        if (dates.size === 1) expect(read()).toBe([...dates][0]);
        else expect(read).toThrow(dates.size === 2 ? unclear : /^there is no /);
      }),
    );
  });
});

describe('a partial date', () => {
  it.each([
    ['2023-09', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['Sep 2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['february 2024', '2024-02', '2024-02-01', '2024-02-29', 'February 2024'],
    ['2010', '2010', '2010-01-01', '2010-12-31', '2010'],
    ['2023/09', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['9/2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['09.2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['Sep-2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['Sept., 2023', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['2023 September', '2023-09', '2023-09-01', '2023-09-30', 'September 2023'],
    ['2 Dec 2023', '2023-12-02', '2023-12-02', '2023-12-02', '2 December 2023'],
    ['today', '2024-03-01', '2024-03-01', '2024-03-01', '1 March 2024'],
  ])('%j is kept as %s: from %s to %s, shown as %s', (text, kept, first, last, long) => {
    expect(parsePartialDate(text, today)).toBe(kept);
    expect([firstDay(kept), lastDay(kept), longDate(kept)]).toEqual([first, last, long]);
  });

  it.each(['2023-13', '13/2023', '2023.9', '1700', 'Sep', '23', 'Sep 23', 'Sep 20231', '2023-09x', '2023-09T10:00'])(
    '%j is refused',
    (text) => {
      expect(() => parsePartialDate(text, today)).toThrow(expect.objectContaining({ kind: 'usage' }));
    },
  );

  it('shown to people is read back unchanged', () => {
    fc.assert(
      fc.property(partialDates, (partial) => {
        expect(parsePartialDate(partial, today)).toBe(partial);
        expect(parsePartialDate(longDate(partial), today)).toBe(partial);
      }),
    );
  });

  it('is in canonical form as the register stores it', () => {
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
    expect(isWithinDays(day, start, end)).toBe(expected);
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

  it('adding is the inverse of counting', () => {
    fc.assert(fc.property(days, days, (one, other) => addDays(one, daysBetween(one, other)) === other));
    fc.assert(
      fc.property(days, fc.integer({ min: -99_999, max: 99_999 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

it('months are added across years, also backwards', () => {
  expect([addMonths('2023-11-30', 3), addMonths('2024-01-31', -1), addMonths('2024-03-31', -13)]).toEqual([
    '2024-02-29',
    '2023-12-31',
    '2023-02-28',
  ]);
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

it('days are sorted chronologically', () => {
  const inOrder = ['2023-12-31', '2024-01-01', '2024-01-01', '2024-01-02'];
  expect(inOrder.toReversed().sort(compareDays)).toEqual(inOrder);
  expect([compareDays('2024-01-01', '2024-01-02'), compareDays('2024-01-02', '2024-01-01')]).toEqual([-1, 1]);
  expect(compareDays('2024-01-01', '2024-01-01')).toBe(0);
});

describe('when something falls due', () => {
  it.each([
    [0, 'today'],
    [1, 'tomorrow'],
    [5, 'in 5 days'],
    [365, 'in 365 days'],
    [366, 'in 1 year'],
    [730, 'in 1 year'],
    [731, 'in 2 years'],
    [-1, '1 day overdue'],
    [-12, '12 days overdue'],
    [-365, '365 days overdue'],
    [-366, '1 year overdue'],
    [-1356, '3 years overdue'],
  ])('%i days from now is %s', (number, expected) => {
    expect(dueInWords(number)).toBe(expected);
  });
});
