import { Problem } from './problem';

/*
 * Calendar dates as text: a full day `2023-12-12`, or a partial date, which may also be a month `2023-09` or a year `2010`.
 * Texts of one precision compare as the days do. Arithmetic is in UTC, where every day has 24 hours.
 */

const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** Years outside are slips of the finger: no body that keeps a register met before, and none plans that far. */
const [firstYear, lastYear] = [1800, 2200];

const fullLength = '2023-12-12'.length;

const millisecondsPerDay = 86_400_000;

/** A longer span of months is as long as this one, which goes beyond all years that are known: days end at the year 0. */
const longestSpan = 500 * 12;

const howToWrite = 'write a date as 2023-12-12, 12 Dec 2023, or today';

const isoForm = /^(?<year>\d{4})(-(?<month>\d\d)(-(?<day>\d\d))?)?$/;

/** The forms whose parts nobody has to guess, in lower case with single spaces. */
const partialForms = [
  isoForm,
  /^(?<day>\d{1,2}) (?<name>\p{L}+)\.? (?<year>\d{4})$/u,
  /^(?<name>\p{L}+)\.? (?<day>\d{1,2}),? (?<year>\d{4})$/u,
  /^(?<name>\p{L}+)\.? (?<year>\d{4})$/u,
];

/** Two numbers and a year: whether the day or the month comes first depends on the country. */
const unclearForm = /^(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})$/;

const relativeDays = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** 28 to 31; the month from 1. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The ISO text of a year, of a month where that is given, of a day where that is given too. */
function isoText(year: number, month?: number, day?: number): string {
  const two = (part: number | undefined) => (part === undefined ? '' : `-${String(part).padStart(2, '0')}`);
  return String(year).padStart(4, '0') + two(month) + two(day);
}

/** The numbers of a partial date: year, month, day; as many as it has. */
function numbersOf(partial: string): [number, number?, number?] {
  return partial.split('-').map(Number) as [number, number?, number?];
}

/** What keeps the numbers from being a date of the calendar, and what to do; null when nothing does. */
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

/** 1 to 12 for a month's English name or its beginning, from three letters on: Sep, Sept, September. */
function monthNumber(name: string): number {
  const index = name.length < 3 ? -1 : monthNames.findIndex((known) => known.toLowerCase().startsWith(name));
  if (index < 0) throw new Problem('usage', `there is no month "${name}"`, 'write its English name: Sep or September');
  return index + 1;
}

/** Why the text is refused: both readings named where there are two, the only one where there is one. */
function unreadable(text: string): Problem {
  const [first, second, year] = unclearForm.exec(text.trim())?.slice(1).map(Number) ?? [];
  if (first === undefined || second === undefined || year === undefined) {
    return new Problem('usage', `"${text}" is not a date`, howToWrite);
  }
  const readings = [isoText(year, second, first), isoText(year, first, second)].filter(isPartialDate);
  const advice = [...new Set(readings)].map((date) => `${date} for ${longDate(date)}`).join(', or ');
  const message = `"${text}" does not say which number is the day and which the month`;
  return new Problem('usage', message, advice === '' ? howToWrite : `write ${advice}`);
}

/** The ISO text of the date. Throws the `calendarProblem` if there is one. */
function existing(...numbers: [number, number?, number?]): string {
  const problem = calendarProblem(...numbers);
  if (problem !== null) throw problem;
  return isoText(...numbers);
}

/**
 * A date that may be known only to its month or year: what `parseDate` takes, and `2023-09`, `Sep 2023`, `September 2023`, `2010`.
 * Returns the ISO text, as precise as what was given. Throws a `usage` Problem as `parseDate` does.
 */
export function parsePartialDate(text: string, today: string): string {
  const typed = text.trim().replace(/\s+/g, ' ').toLowerCase();
  const offset = relativeDays.get(typed);
  if (offset !== undefined) return addDays(today, offset);
  const parts = partialForms.map((form) => form.exec(typed)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) throw unreadable(text);
  const month = parts.name === undefined ? parts.month : monthNumber(parts.name);
  const given = [parts.year, month, parts.day].filter((part) => part !== undefined);
  return existing(...(given.map(Number) as [number, number?, number?]));
}

/**
 * A full day: `2023-12-12`, `12 Dec 2023`, `12 December 2023`, `December 12, 2023`, `today`, `yesterday`, `tomorrow`.
 * Returns it in ISO 8601. Throws a `usage` Problem when it cannot be read, has to be guessed (`12/12/2023`, and even
 * `25/12/2023`: whoever writes so will write 5/12 tomorrow), is only a month or year, or is not in the calendar.
 */
export function parseDate(text: string, today: string): string {
  const date = parsePartialDate(text, today);
  if (date.length === fullLength) return date;
  throw new Problem('usage', `"${text}" is not a full date`, 'write the day too, as in 2023-12-12');
}

/** Whether the text is a day, month or year of the calendar in ISO 8601, as the register keeps it. */
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

/** Whether all of a partial date lies in the days from the first of `start` to the last of `end`, or of `start` if null. */
export function within(day: string, start: string, end: string | null): boolean {
  return firstDay(day) >= firstDay(start) && lastDay(day) <= lastDay(end ?? start);
}

/** The day so many days later, or earlier if negative; in the years 0 to 9999. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The order of two full days: negative, 0 or positive, as sorting takes it. */
export function compareDays(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** How many days `later` is after `earlier`; negative when it is before. */
export function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / millisecondsPerDay;
}

/** The same day so many months later, or that month's last day where it has no such day: 31 Jan + 1 = 28 Feb. */
function addMonths(day: string, months: number): string {
  const [year, month = 1, dayOfMonth = 1] = numbersOf(day);
  const total = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  return isoText(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/**
 * A deadline: a full date as `parseDate` takes it, or a span counted from the (first) day of `from`: `14d`, `2w`, `3m`, `1y`.
 * Returns the day in ISO 8601. Throws a `usage` Problem as `parseDate` does, and for a span that cannot be read.
 */
export function parseDeadline(text: string, from: string, today: string): string {
  const typed = text.trim().toLowerCase();
  const [, digits, unit] = /^(\d{1,4})([dwmy])$/.exec(typed) ?? [];
  if (digits !== undefined) {
    const [start, count] = [firstDay(from), Number(digits)];
    if (unit === 'd' || unit === 'w') return existing(...numbersOf(addDays(start, unit === 'w' ? count * 7 : count)));
    return existing(...numbersOf(addMonths(start, unit === 'y' ? count * 12 : count)));
  }
  if (!/^(\d{1,3}|\d+ ?\p{L}+)$/u.test(typed)) return parseDate(text, today);
  const message = `"${text}" is neither a date nor a span of time`;
  throw new Problem(
    'usage',
    message,
    'write 14d, 2w, 3m or 1y for days, weeks, months or years, or a date as 2023-12-12',
  );
}

/**
 * A span of time in days, `90d`, `2w`, `3m` or `1y`; months and years counted back from a day.
 * Throws a `usage` Problem for what cannot be read.
 */
export function parseSpan(text: string, day: string): number {
  const [, digits, unit] = /^(\d{1,4})([dwmy])$/.exec(text.trim().toLowerCase()) ?? [];
  if (digits === undefined) {
    throw new Problem(
      'usage',
      `"${text}" is not a span of time`,
      'write 90d, 2w, 3m or 1y: days, weeks, months or years',
    );
  }
  const count = Number(digits);
  if (unit === 'd' || unit === 'w') return unit === 'w' ? count * 7 : count;
  return daysBetween(addMonths(day, -Math.min(unit === 'y' ? count * 12 : count, longestSpan)), day);
}

/** The calendar date where the program runs, which is what its user calls today. */
export function localToday(now: Date): string {
  return isoText(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/**
 * A moment: a date as `parseDate` takes it, or a date with a time, `2024-01-15T09:30` or `2024-01-15 09:30:00`, local
 * unless it ends in Z. Returns it in UTC, `2024-01-15T09:30:00.000Z`; of a date alone its first moment, or the first of
 * the next day with `end`. Throws a `usage` Problem for what cannot be read.
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

/** A partial date for people: "12 December 2023", "September 2023", "2010". */
export function longDate(partial: string): string {
  const [year, month, day] = numbersOf(partial);
  return [day, month && monthNames[month - 1], year].filter((part) => part !== undefined).join(' ');
}

/** The longest meeting, in days: the end of a longer one is a slip. Lists of a time rely on it (decisionList.ts). */
export const longestMeeting = 366;
