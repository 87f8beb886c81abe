import {
  addDays,
  addMonths,
  firstDay,
  firstYear,
  isPartialDate,
  lastDay,
  lastYear,
  looksLikeDate,
  parseDate,
  parsePartialDate,
} from './date';
import type { DateOrder } from './dateForms';
import { Problem } from './problem';

/* Days that may be given as a date or as a span of time from another day: `14d`, `2w`, `3m`, `1y`. */

const spanForm = /^(?<count>\d{1,4})(?<unit>[dwmy])$/;

/** Whether the text is a span of time: `14d`, `2w`, `3m`, `1y`. */
export function isSpan(text: string): boolean {
  return spanForm.test(text.trim().toLowerCase());
}

/**
 * The day that lies a span after a full date, or before it if `direction` is -1; null if the text is not a span.
 * Throws a `usage` Problem if that day is beyond the supported years.
 */
function addSpan(day: string, text: string, direction: 1 | -1): string | null {
  const { count, unit } = spanForm.exec(text.trim().toLowerCase())?.groups ?? {};
  if (unit === undefined) return null;
  const number = Number(count) * direction;
  const found =
    unit === 'd' || unit === 'w'
      ? addDays(day, unit === 'w' ? number * 7 : number)
      : addMonths(day, unit === 'y' ? number * 12 : number);
  if (isPartialDate(found)) return found;
  const message = `"${text}" from ${day} leads beyond the years ${firstYear} to ${lastYear}`;
  throw new Problem('usage', message, 'write a shorter span, or a date as 2023-12-12');
}

/** Checks that a text that is not a span looks like a date. Throws a `usage` Problem that says how to write both. */
function checkIsDate(text: string): void {
  if (looksLikeDate(text)) return;
  const advice = 'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12';
  throw new Problem('usage', `"${text}" is neither a date nor a span of time`, advice);
}

/**
 * Parses a deadline: a full date as in `parseDate`, or a span from the (first) day of `from`: `14d`, `2w`, `3m`, `1y`.
 * Returns the day in ISO 8601. Throws a `usage` Problem as `parseDate` does, and for an invalid span.
 */
export function parseDeadline(text: string, from: string, today: string, order?: DateOrder): string {
  const day = addSpan(firstDay(from), text, 1);
  if (day !== null) return day;
  checkIsDate(text);
  return parseDate(text, today, order);
}

/**
 * Parses the start of a range of dates: a span back from `from`, or a date; a month or year counts from its first day.
 * Returns the day in ISO 8601. Throws a `usage` Problem for anything else.
 */
export function parseStart(text: string, from: string, today: string): string {
  const day = addSpan(from, text, -1);
  if (day !== null) return day;
  checkIsDate(text);
  return firstDay(parsePartialDate(text, today));
}

/**
 * Parses how far to look ahead: a span from `from`, or a date; a month or year counts to its last day. Returns the day
 * in ISO 8601. Throws a `usage` Problem for anything else, and for a day before `from`.
 */
export function parseEnd(text: string, from: string, today: string): string {
  const day = addSpan(from, text, 1);
  if (day !== null) return day;
  checkIsDate(text);
  const end = lastDay(parsePartialDate(text, today));
  if (end >= from) return end;
  throw new Problem(
    'usage',
    `${end} is before ${from}, from which to look ahead`,
    'write a later date, or a span: 30d',
  );
}
