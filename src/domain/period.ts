import { firstDay, lastDay, parseDate, parsePartialDate } from './date';
import { Problem } from './problem';

const oneYear = /^\d{4}$/;
const twoYears = /^(\d{4})\s*(?:-|–|\.\.)\s*(\d{4})$/;
/** A hyphen joins two days only with spaces around it: days have hyphens inside. */
const twoDays = /^(.+?)\s*(?:–|\.\.|\s-\s)\s*(.+)$/;

/**
 * The period that something is for: a year `2024`, years `2024-2026`, or days `2024-04-01..2025-03-31`, both ends inside.
 * Takes `..` or an en dash in both, spaces around them, and days as `parseDate` takes them. Returns the canonical text:
 * years stay years, days stay days, and a range of one year is that year.
 * Throws a `usage` Problem when it cannot be read, an end is not a full day, or it ends before it starts.
 */
export function parsePeriod(text: string, today: string): string {
  const typed = text.trim();
  if (oneYear.test(typed)) return parsePartialDate(typed, today);
  const [, firstYear, lastYear] = twoYears.exec(typed) ?? [];
  if (firstYear !== undefined && lastYear !== undefined) {
    const years = inOrder(parsePartialDate(firstYear, today), parsePartialDate(lastYear, today), '-');
    return firstYear === lastYear ? firstYear : years;
  }
  const [, start, end] = twoDays.exec(typed) ?? [];
  if (start === undefined || end === undefined) {
    const advice = 'write a period as 2024, 2024-2026 or 2024-04-01..2025-03-31';
    throw new Problem('usage', `"${text}" is not a period`, advice);
  }
  return inOrder(parseDate(start, today), parseDate(end, today), '..');
}

/** The two ends of one precision, joined. Throws a `usage` Problem when the end is before the start. */
function inOrder(start: string, end: string, mark: string): string {
  if (end >= start) return start + mark + end;
  const advice = `write the earlier end first: ${end}${mark}${start}`;
  throw new Problem('usage', `the period ${start}${mark}${end} ends before it starts`, advice);
}

/** The first and the last day of a period in canonical text, both inside. */
export function periodDays(period: string): { first: string; last: string } {
  const [start = period, end = start] = period.split(period.includes('..') ? '..' : '-');
  return { first: firstDay(start), last: lastDay(end) };
}
