import { firstDay, lastDay, parseDate, parsePartialDate } from './date';
import type { DateOrder } from './dateForms';
import { Problem } from './problem';

const oneYear = /^\d{4}$/;
const twoYears = /^(\d{4})\s*(?:-|–|\.\.|\bto\b)\s*(\d{4})$/i;
/** A hyphen needs spaces around it, unless no date of the two has hyphens: `01.04.2024-31.03.2025`. */
const twoDays = /^(.+?)\s*(?:–|\.\.|\s-\s|\sto\s|(?<=[./]\d+)-(?=\d+[./]))\s*(.+)$/i;

/**
 * Parses a period: a year `2024`, years `2024-2026`, or dates `2024-04-01..2025-03-31`, both ends inclusive. Either range
 * may use `..`, an en dash or `to`, and dates as in `parseDate`. Returns the canonical form: years stay
 * years, dates stay dates, and a range of one year becomes that year.
 * Throws a `usage` Problem if it is not a period, an end is not a full date, or it ends before it starts.
 */
export function parsePeriod(text: string, today: string, order?: DateOrder): string {
  const typed = text.trim();
  if (oneYear.test(typed)) return parsePartialDate(typed, today);
  const [, firstYear, lastYear] = twoYears.exec(typed) ?? [];
  if (firstYear !== undefined && lastYear !== undefined) {
    const years = joinEnds(parsePartialDate(firstYear, today), parsePartialDate(lastYear, today), '-');
    return firstYear === lastYear ? firstYear : years;
  }
  const [, start, end] = twoDays.exec(typed) ?? [];
  if (start === undefined || end === undefined) {
    const advice = 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31';
    throw new Problem('usage', `"${text}" is not a period`, advice);
  }
  return joinEnds(parseDate(start, today, order), parseDate(end, today, order), '..');
}

/** Joins two ends of equal precision. Throws a `usage` Problem if the end is before the start. */
function joinEnds(start: string, end: string, separator: string): string {
  if (end >= start) return start + separator + end;
  const advice = `write the earlier end first: ${end}${separator}${start}`;
  throw new Problem('usage', `the period ${start}${separator}${end} ends before it starts`, advice);
}

/** The first and the last day of a period in canonical form, both inclusive. */
export function periodDays(period: string): { first: string; last: string } {
  const [start = period, end = start] = period.split(period.includes('..') ? '..' : '-');
  return { first: firstDay(start), last: lastDay(end) };
}
