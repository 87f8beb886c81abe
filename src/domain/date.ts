import { Problem } from './problem';

/*
 * Calendar dates as ISO 8601 strings: a full date `2023-12-12`, or a partial date, which may also be a month `2023-09` or
 * a year `2010`. Strings of equal precision sort chronologically. Arithmetic is in UTC, where every day has 24 hours.
 */

const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** Years outside this range are typing errors: no body with a register met earlier, and none plans further ahead. */
const [firstYear, lastYear] = [1800, 2200];

const fullLength = '2023-12-12'.length;

const millisecondsPerDay = 86_400_000;

/** Longer spans are capped: this one reaches past every supported year, and dates end at the year 0. */
const maxMonths = 500 * 12;

const howToWrite = 'write a date as 2023-12-12, 12 Dec 2023, or today';

const isoForm = /^(?<year>\d{4})(-(?<month>\d\d)(-(?<day>\d\d))?)?$/;

/** The unambiguous forms, in lower case with single spaces. */
const partialForms = [
  isoForm,
  /^(?<day>\d{1,2}) (?<name>\p{L}+)\.? (?<year>\d{4})$/u,
  /^(?<name>\p{L}+)\.? (?<day>\d{1,2}),? (?<year>\d{4})$/u,
  /^(?<name>\p{L}+)\.? (?<year>\d{4})$/u,
];

/** Two numbers and a year: whether the day or the month comes first depends on the country. */
const ambiguousForm = /^(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})$/;

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
function numbersOf(partial: string): [number, number?, number?] {
  return partial.split('-').map(Number) as [number, number?, number?];
}

/** Why the numbers are not a calendar date; null if they are one. */
function calendarProblem(year: number, month = 1, day = 1): Problem | null {
  if (year < firstYear || year > lastYear) {
    return new Problem('usage', `the year ${year} is not between ${firstYear} and ${lastYear}`, howToWrite);
  }
  const name = monthNames[month - 1];
  if (name === undefined) {
    return new Problem('usage', `there is no month ${month}`, 'months are 01 to 12, as in 2023-12-12');
  }
  const days = daysInMonth(year, month);
  if (day >= 1 && day <= days) return null;
  return new Problem('usage', `there is no ${day} ${name} ${year}`, `${name} ${year} has the days 1 to ${days}`);
}

/** 1 to 12 for a month's English name, which may be abbreviated to three letters or more: Sep, Sept, September. */
function monthNumber(name: string): number {
  const index = name.length < 3 ? -1 : monthNames.findIndex((known) => known.toLowerCase().startsWith(name));
  if (index < 0) throw new Problem('usage', `there is no month "${name}"`, 'write its English name: Sep or September');
  return index + 1;
}

/** Why the text is refused; the advice names every possible reading of an ambiguous one. */
function unreadable(text: string): Problem {
  const [first, second, year] = ambiguousForm.exec(text.trim())?.slice(1).map(Number) ?? [];
  if (first === undefined || second === undefined || year === undefined) {
    return new Problem('usage', `"${text}" is not a date`, howToWrite);
  }
  const readings = [isoText(year, second, first), isoText(year, first, second)].filter(isPartialDate);
  const advice = [...new Set(readings)].map((date) => `${date} for ${longDate(date)}`).join(', or ');
  const message = `"${text}" does not say which number is the day and which the month`;
  return new Problem('usage', message, advice === '' ? howToWrite : `write ${advice}`);
}

/** The ISO date of the numbers. Throws the `calendarProblem` if there is one. */
function validDate(...numbers: [number, number?, number?]): string {
  const problem = calendarProblem(...numbers);
  if (problem !== null) throw problem;
  return isoText(...numbers);
}

/**
 * Parses a date that may be known only to the month or year: whatever `parseDate` accepts, and `2023-09`, `Sep 2023`,
 * `September 2023`, `2010`. Returns it in ISO 8601 at the precision given. Throws a `usage` Problem as `parseDate` does.
 */
export function parsePartialDate(text: string, today: string): string {
  const typed = text.trim().replace(/\s+/g, ' ').toLowerCase();
  const offset = relativeDays.get(typed);
  if (offset !== undefined) return addDays(today, offset);
  const parts = partialForms.map((form) => form.exec(typed)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) throw unreadable(text);
  const month = parts.name === undefined ? parts.month : monthNumber(parts.name);
  const given = [parts.year, month, parts.day].filter((part) => part !== undefined);
  return validDate(...(given.map(Number) as [number, number?, number?]));
}

/**
 * Parses a full date: `2023-12-12`, `12 Dec 2023`, `12 December 2023`, `December 12, 2023`, `today`, `yesterday`,
 * `tomorrow`. Returns it in ISO 8601. Throws a `usage` Problem if it is not a date, is only a month or year, does not
 * exist, or is written in an ambiguous form: `12/12/2023`, and even `25/12/2023`, because the next may be 5/12.
 */
export function parseDate(text: string, today: string): string {
  const date = parsePartialDate(text, today);
  if (date.length === fullLength) return date;
  throw new Problem('usage', `"${text}" is not a full date`, 'write the day too, as in 2023-12-12');
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
export function within(day: string, start: string, end: string | null): boolean {
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
function addMonths(day: string, months: number): string {
  const [year, month = 1, dayOfMonth = 1] = numbersOf(day);
  const total = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  return isoText(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/** A span as typed, `14d`, `2w`, `3m`, `1y`, in days or else in months; null for anything else. */
function spanOf(text: string): { readonly days: number } | { readonly months: number } | null {
  const [, digits, unit] = /^(\d{1,4})([dwmy])$/.exec(text.trim().toLowerCase()) ?? [];
  const count = Number(digits);
  if (unit === 'd' || unit === 'w') return { days: unit === 'w' ? count * 7 : count };
  return unit === undefined ? null : { months: unit === 'y' ? count * 12 : count };
}

/**
 * Parses a deadline: a full date as in `parseDate`, or a span from the (first) day of `from`: `14d`, `2w`, `3m`, `1y`.
 * Returns the day in ISO 8601. Throws a `usage` Problem as `parseDate` does, and for an invalid span.
 */
export function parseDeadline(text: string, from: string, today: string): string {
  const span = spanOf(text);
  if (span !== null) {
    const start = firstDay(from);
    return validDate(...numbersOf('days' in span ? addDays(start, span.days) : addMonths(start, span.months)));
  }
  if (!/^(\d{1,3}|\d+ ?\p{L}+)$/u.test(text.trim())) return parseDate(text, today);
  const message = `"${text}" is neither a date nor a span of time`;
  throw new Problem(
    'usage',
    message,
    'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12',
  );
}

/**
 * Parses a span of time, `90d`, `2w`, `3m` or `1y`, and returns its days; months and years count back from `day`.
 * Throws a `usage` Problem for an invalid span.
 */
export function parseSpan(text: string, day: string): number {
  const span = spanOf(text);
  if (span === null) {
    throw new Problem(
      'usage',
      `"${text}" is not a span of time`,
      'write 90d, 2w, 3m or 1y: days, weeks, months or years',
    );
  }
  return 'days' in span ? span.days : daysBetween(addMonths(day, -Math.min(span.months, maxMonths)), day);
}

/** The date in the local time zone, which is what the user calls today. */
export function localToday(now: Date): string {
  return isoText(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/**
 * Parses a point in time: a date as in `parseDate`, or a date with a time, `2024-01-15T09:30` or `2024-01-15 09:30:00`,
 * local unless it ends in Z. Returns it in UTC, `2024-01-15T09:30:00.000Z`. A date without a time means its first
 * moment, or with `end` the first moment of the next day. Throws a `usage` Problem for invalid input.
 */
export function parseMoment(text: string, today: string, end: boolean): string {
  const [, date, time, utc] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z?)$/i.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined) {
    const day = parseDate(text, today);
    return new Date(`${end ? addDays(day, 1) : day}T00:00:00`).toISOString();
  }
  const moment = new Date(`${parseDate(date, today)}T${time}${utc?.toUpperCase()}`);
  if (!Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new Problem('usage', `there is no time ${time}`, 'write it as 2024-01-15T09:30, local time, or with Z for UTC');
}

/** A partial date in words: "12 December 2023", "September 2023", "2010". */
export function longDate(partial: string): string {
  const [year, month, day] = numbersOf(partial);
  return [day, month && monthNames[month - 1], year].filter((part) => part !== undefined).join(' ');
}

/** The longest meeting, in days; a later end is a typing error. Lists filtered by date rely on it (decision/list.ts). */
export const maxMeetingDays = 366;
