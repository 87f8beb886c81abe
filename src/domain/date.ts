import {
  type DateNumbers,
  type DateOrder,
  hasShortYear,
  isDateRange,
  monthNames,
  normalized,
  readingsOf,
  splitTime,
  splitWeekday,
  weekdayNames,
} from './dateForms';
import { Problem } from './problem';

/*
 * Calendar dates as ISO 8601 strings: a full date `2023-12-12`, or a partial date, which may also be a month `2023-09` or
 * a year `2010`. Strings of equal precision sort chronologically. Arithmetic is in UTC, where every day has 24 hours.
 */

/** Years outside this range are typing errors: no body with a register met earlier, and none plans further ahead. */
export const [firstYear, lastYear] = [1800, 2200];

const fullLength = '2023-12-12'.length;

const millisecondsPerDay = 86_400_000;

const howToWrite = 'write a date as 2023-12-12, 12 Dec 2023, or today';

const isoForm = /^\d{4}(-\d\d(-\d\d)?)?$/;

const relativeDays = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** The number of days in a month; months count from 1. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A year, month or full date in ISO 8601, depending on the parts given. */
function isoText(year: number, month?: number, day?: number): string {
  const two = (part: number | undefined) => (part === undefined ? '' : `-${String(part).padStart(2, '0')}`);
  return String(year).padStart(4, '0') + two(month) + two(day);
}

/** The year, month and day of a partial date, as far as it has them. */
function numbersOf(partial: string): DateNumbers {
  return partial.split('-').map(Number) as unknown as DateNumbers;
}

/** Why the numbers are not a calendar date; null if they are one. */
function calendarProblem(year: number, month = 1, day?: number): Problem | null {
  if (year < firstYear || year > lastYear) {
    return new Problem('usage', `the year ${year} is not between ${firstYear} and ${lastYear}`, 'check the year');
  }
  const name = monthNames[month - 1];
  if (name === undefined) {
    const swapped = day !== undefined && monthNames[day - 1] !== undefined ? isoText(year, day, month) : '';
    const advice = isPartialDate(swapped)
      ? `for ${longDate(swapped)} write ${swapped}`
      : 'months are 01 to 12, as in 2023-12-12';
    return new Problem('usage', `there is no month ${month}`, advice);
  }
  const days = daysInMonth(year, month);
  if (day === undefined || (day >= 1 && day <= days)) return null;
  return new Problem('usage', `there is no ${day} ${name} ${year}`, `${name} ${year} has the days 1 to ${days}`);
}

/** Why a text is refused that has no reading, or several; `date` is the normalized text without weekday and time. */
function unreadable(text: string, date: string, readings: readonly string[]): Problem {
  if (readings.length > 0) {
    const advice = readings.map((date) => `${date} for ${longDate(date)}`).join(', or ');
    const message = `"${text}" does not say which number is the day and which the month`;
    return new Problem('usage', message, `write ${advice}`, { reason: 'date order' });
  }
  if (isDateRange(date)) {
    const advice = 'write one date; a meeting of several days also has --end-date (end_date in a file)';
    return new Problem('usage', `"${text}" is more than one day`, advice);
  }
  if (!hasShortYear(date)) return new Problem('usage', `"${text}" is not a date`, howToWrite);
  return new Problem(
    'usage',
    `"${text}" does not say which century`,
    'write the year in four digits, as in 2023-12-12',
  );
}

const weekdayOf = (day: string): number => new Date(day).getUTCDay();

/** The problem that a date was written with the name of another weekday. */
function otherWeekday(day: string, named: number): Problem {
  const message = `${longDate(day)} is a ${weekdayNames[weekdayOf(day)]}, not a ${weekdayNames[named]}`;
  return new Problem('usage', message, 'correct the date, or leave the weekday out');
}

/**
 * Parses a date that may be known only to the month or year: whatever `parseDate` accepts, and `2023-09`, `09/2023`,
 * `Sep 2023`, `2010`. Returns it in ISO 8601 at the precision given. Throws a `usage` Problem as `parseDate` does.
 */
export function parsePartialDate(text: string, today: string, order?: DateOrder): string {
  if (isPartialDate(text)) return text;
  const typed = normalized(text);
  const timed = splitTime(typed);
  const named = splitWeekday(timed?.date ?? typed);
  const date = named?.date ?? timed?.date ?? typed;
  const offset = relativeDays.get(date);
  if (offset !== undefined) return addDays(today, offset);
  const isDay = timed !== null || named !== null;
  const readings = readingsOf(date, order).filter(({ length }) => !isDay || length === 3);
  const valid = [
    ...new Set(readings.filter((numbers) => calendarProblem(...numbers) === null).map((one) => isoText(...one))),
  ];
  const matching = named === null ? valid : valid.filter((day) => weekdayOf(day) === named.weekday);
  const [found] = matching;
  if (found !== undefined && matching.length === 1) return found;
  if (named !== null && valid.length === 1) throw otherWeekday(valid[0] ?? '', named.weekday);
  // of two readings that the calendar lacks, the one with a month says what is wrong
  const nearest = readings.find(([, month = 1]) => month >= 1 && month <= 12) ?? readings[0];
  throw (valid.length === 0 && nearest && calendarProblem(...nearest)) || unreadable(text, date, valid);
}

/**
 * Parses a full date: `2023-12-12`, `2023/12/12`, `12.12.2023`, `12 Dec 2023`, `12th December 2023`, `December 12, 2023`,
 * `today`, `yesterday`, `tomorrow`; its weekday may come before it, and what has a time counts as its date. With slashes
 * or hyphens, day and month may be either way round, if only one is a date or has that weekday, or `order` says which:
 * `25/12/2023`. Returns it in ISO 8601. Throws a `usage` Problem if it is not a date, is only a month or year, does not
 * exist, falls on another weekday, or has two readings: `11/12/2023`.
 */
export function parseDate(text: string, today: string, order?: DateOrder): string {
  const date = parsePartialDate(text, today, order);
  if (date.length === fullLength) return date;
  throw new Problem('usage', `"${text}" is not a full date`, 'write the day too, as in 2023-12-12');
}

/** Whether the text has the form of a date, even of one that does not exist or may be read in two ways. */
export function looksLikeDate(text: string): boolean {
  if (isPartialDate(text)) return true;
  const typed = normalized(text);
  const dated = splitTime(typed)?.date ?? typed;
  const date = splitWeekday(dated)?.date ?? dated;
  return relativeDays.has(date) || hasShortYear(date) || isDateRange(date) || readingsOf(date).length > 0;
}

/** Whether the text is a valid day, month or year in ISO 8601, as the register stores it. */
export function isPartialDate(text: string): boolean {
  return isoForm.test(text) && calendarProblem(...numbersOf(text)) === null;
}

/** The first day of a partial date. */
export function firstDay(partial: string): string {
  if (partial.length === fullLength) return partial;
  const [year, month = 1, day = 1] = numbersOf(partial);
  return isoText(year, month, day);
}

/** The last day of a partial date. */
export function lastDay(partial: string): string {
  if (partial.length === fullLength) return partial;
  const [year, month = 12, day = daysInMonth(year, month)] = numbersOf(partial);
  return isoText(year, month, day);
}

/** Whether a partial date lies entirely between the first day of `start` and the last day of `end ?? start`. */
export function isWithinDays(day: string, start: string, end: string | null): boolean {
  return firstDay(day) >= firstDay(start) && lastDay(day) <= lastDay(end ?? start);
}

/** Adds days, or subtracts them if negative; for the years 0 to 9999. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** A comparator of full dates for sorting. */
export function compareDays(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The number of days from `earlier` to `later`; negative if they are the other way round. */
export function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / millisecondsPerDay;
}

/** Adds months; a day that the resulting month lacks becomes its last day: 31 Jan + 1 = 28 Feb. */
export function addMonths(day: string, months: number): string {
  const [year, month = 1, dayOfMonth = 1] = numbersOf(day);
  const total = year * 12 + (month - 1) + months;
  const newYear = Math.floor(total / 12);
  const newMonth = total - newYear * 12 + 1;
  return isoText(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/** The date in the local time zone, which is what the user calls today. */
export function localToday(now: Date): string {
  return isoText(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** A partial date in words: "12 December 2023", "September 2023", "2010". */
export function longDate(partial: string): string {
  const [year, month, day] = numbersOf(partial);
  return [day, month && monthNames[month - 1], year].filter((part) => part !== undefined).join(' ');
}

const daysInYear = 365.25;

/**
 * Describes a deadline from the number of days until it, negative if it has passed: "today", "in 5 days", "12 days overdue".
 * More than a year is given in whole years: "3 years overdue".
 */
export function dueInWords(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 0 ? `${daysInWords(-days)} overdue` : `in ${daysInWords(days)}`;
}

/** A number of days, in whole years if there are more than one: "12 days", "3 years". */
export function daysInWords(days: number): string {
  const [number, unit] = days < daysInYear ? [days, 'day'] : [Math.floor(days / daysInYear), 'year'];
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** The longest meeting, in days; a later end is a typing error. Lists filtered by date rely on it (decision/list.ts). */
export const maxMeetingDays = 366;
