import { describe, expect, it } from 'vitest';
import { isSpan, parseDeadline, parseEnd, parseStart } from '../../src/domain/span';

const today = '2024-03-01';

const refusal = (message: string, advice: string) => expect.objectContaining({ kind: 'usage', message, advice });

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
    ['20.12.2023', '2023-12-12', '2023-12-20'],
    ['2023-12-20T00:00', '2023-12-12', '2023-12-20'],
    ['tomorrow', '2023-12-12', '2024-03-02'],
  ])('%s from %s is %s', (text, from, expected) => {
    expect(parseDeadline(text, from, today)).toBe(expected);
  });

  it.each(['14', '14 days', '14x', '14dx', '12 Dec', '99999d', '-14d', 'soon', ''])(
    '%j is refused as neither',
    (text) => {
      const advice = 'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12';
      const problem = refusal(`"${text}" is neither a date nor a span of time`, advice);
      expect(() => parseDeadline(text, '2023-12-12', today)).toThrow(problem);
    },
  );

  it.each([
    ['2024', '"2024" is not a full date'],
    ['12.12.23', '"12.12.23" does not say which century'],
    ['11/12/2023', '"11/12/2023" does not say which number is the day and which the month'],
    ['30.02.2024', 'there is no 30 February 2024'],
    ['999y', '"999y" from 2023-12-12 leads beyond the years 1800 to 2200'],
    ['9999y', '"9999y" from 2023-12-12 leads beyond the years 1800 to 2200'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseDeadline(text, '2023-12-12', today)).toThrow(message);
  });
});

describe('the start of a span', () => {
  it.each([
    ['90d', '2024-10-17'],
    ['2w', '2025-01-01'],
    ['1m', '2024-12-15'],
    [' 3M ', '2024-10-15'],
    ['1y', '2024-01-15'],
    ['0d', '2025-01-15'],
    ['12.12.2023', '2023-12-12'],
    ['2023-09', '2023-09-01'],
    ['2023', '2023-01-01'],
    ['yesterday', '2024-02-29'],
  ])('%s, from 15 January 2025, is %s', (text, day) => {
    expect(parseStart(text, '2025-01-15', today)).toBe(day);
  });

  it('is the last day of a shorter month', () => {
    expect(parseStart('1m', '2025-03-31', today)).toBe('2025-02-28');
    expect(parseStart('1y', '2024-02-29', today)).toBe('2023-02-28');
  });
});

describe('how far to look ahead', () => {
  it.each([
    ['90d', '2025-05-01'],
    ['1m', '2025-02-28'],
    ['1y', '2026-01-31'],
    ['0d', '2025-01-31'],
    ['31.03.2027', '2027-03-31'],
    ['2027-03', '2027-03-31'],
    ['2027', '2027-12-31'],
  ])('%s, from 31 January 2025, is to %s', (text, day) => {
    expect(parseEnd(text, '2025-01-31', today)).toBe(day);
  });

  it('is not back', () => {
    expect(parseEnd('today', today, today)).toBe(today);
    expect(() => parseEnd('yesterday', today, today)).toThrow(
      refusal('2024-02-29 is before 2024-03-01, from which to look ahead', 'write a later date, or a span: 30d'),
    );
  });
});

describe.each([
  ['parseStart', parseStart],
  ['parseEnd', parseEnd],
] as const)('%s', (_, parse) => {
  it.each(['', '3', 'd', '3x', '1.5d', '-3d', '12345d', 'x3d', '3dx', 'soon'])('refuses "%s"', (text) => {
    const advice = 'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12';
    expect(() => parse(text, today, today)).toThrow(refusal(`"${text}" is neither a date nor a span of time`, advice));
    expect(isSpan(text)).toBe(false);
  });

  it.each(['9999y', '9999m', '2026y'])('refuses "%s", which leads too far', (text) => {
    expect(() => parse(text, today, today)).toThrow(
      refusal(
        `"${text}" from 2024-03-01 leads beyond the years 1800 to 2200`,
        'write a shorter span, or a date as 2023-12-12',
      ),
    );
  });
});
