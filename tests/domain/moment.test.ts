import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../src/domain/moment';

const today = '2024-03-01';

const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });
const howToWrite = 'write a date as 2023-12-12, 12 Dec 2023, or today';
const bothWays = 'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12';

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
    ['15.01.2024', local(2024, 0, 15)],
    ['today', local(2024, 2, 1)],
    ['2024-01', local(2024, 0, 1)],
    ['2024', local(2024, 0, 1)],
    ['7d', local(2024, 1, 23)],
    ['1m', local(2024, 1, 1)],
    ['15.01.2024 9:30', local(2024, 0, 15, 9, 30)],
    ['15 Jan 2024, 09:30', local(2024, 0, 15, 9, 30)],
    ['yesterday 9:30', local(2024, 1, 29, 9, 30)],
    ['2024-01-15T09:30:00.1234Z', '2024-01-15T09:30:00.123Z'],
    ['2024-01-15T09:30:00,5 UTC', '2024-01-15T09:30:00.500Z'],
    ['2024-01-15T09:30+05:00', '2024-01-15T04:30:00.000Z'],
    ['2024-01-15 09:30 -0530', '2024-01-15T15:00:00.000Z'],
    ['2024-01-15T02:30+05', '2024-01-14T21:30:00.000Z'],
  ])('%j begins at %s', (text, moment) => {
    expect(parseMoment(text, today, false)).toBe(moment);
  });

  it.each([
    ['2024-01-15', local(2024, 0, 16)],
    ['2024-12-31', local(2025, 0, 1)],
    ['yesterday', local(2024, 2, 1)],
    ['2024-02', local(2024, 2, 1)],
    ['2023', local(2024, 0, 1)],
    ['2024-01-15T09:30', local(2024, 0, 15, 9, 30)],
  ])('%j, both ends inside, is over at %s', (text, moment) => {
    expect(parseMoment(text, today, true)).toBe(moment);
  });

  it.each([
    [
      '2024-01-15T25:00',
      '25:00 is not a time',
      'hours are 00 to 23, minutes and seconds 00 to 59, as in 2024-01-15T09:30',
    ],
    [
      '2024-01-15T09:60Z',
      '09:60 is not a time',
      'hours are 00 to 23, minutes and seconds 00 to 59, as in 2024-01-15T09:30',
    ],
    ['2024-02-30T09:30', 'there is no 30 February 2024', 'February 2024 has the days 1 to 29'],
    ['2024-01-15T9:5', '"2024-01-15T9:5" is neither a date nor a span of time', bothWays],
    ['at 2024-01-15T09:30', '"at 2024-01-15T09:30" is not a date', howToWrite],
    ['2024-01-15T09:30+5', '"2024-01-15T09:30+5" is neither a date nor a span of time', bothWays],
    ['soon', '"soon" is neither a date nor a span of time', bothWays],
    ['2024-01 09:30', '"2024-01 09:30" is not a date', howToWrite],
    [
      '11/12/2023 09:30',
      '"11/12/2023 09:30" does not say which number is the day and which the month',
      'write 2023-12-11 for 11 December 2023, or 2023-11-12 for 12 November 2023',
    ],
  ])('%j is none', (text, message, advice) => {
    expect(() => parseMoment(text, today, false)).toThrow(refusal(message, advice));
  });

  it('as an end is not a span', () => {
    expect(() => parseMoment('7d', today, true)).toThrow(refusal('"7d" is not a date', howToWrite));
  });

  it('as printed by the history is read back as the same', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1800-01-02'), max: new Date('2200-12-30'), noInvalidDate: true }),
        (time) => {
          expect(parseMoment(time.toISOString(), today, true)).toBe(time.toISOString());
        },
      ),
    );
  });
});
