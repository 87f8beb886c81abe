import { addDays, lastDay, localToday, parseDate, parsePartialDate } from './date';
import { normalized, splitTime } from './dateForms';
import { parseStart } from './span';

/**
 * Parses a point in time: a date with a time, `2024-01-15T09:30` or `15 Jan 2024 09:30:00`, local unless it ends in Z or
 * an offset like +05:00, or a date without one, which means its first moment, or with `end` the first moment after it.
 * A month or year counts from its first day, with `end` to its last; a span counts back from today, without `end`.
 * Returns it in UTC, `2024-01-15T09:30:00.000Z`. Throws a `usage` Problem for invalid input.
 */
export function parseMoment(text: string, today: string, end: boolean): string {
  const timed = splitTime(normalized(text));
  if (timed !== null) return new Date(`${parseDate(text, today)}T${timed.time}${timed.zone}`).toISOString();
  const day = end ? addDays(lastDay(parsePartialDate(text, today)), 1) : parseStart(text, today, today);
  return new Date(`${day}T00:00:00`).toISOString();
}

/** A point in time in local time, to the minute: "2025-01-15 12:00". */
export function localMinute(at: string): string {
  const time = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${localToday(time)} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
