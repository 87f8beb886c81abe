import { didYouMean } from './nearest';
import { Problem } from './problem';

/* The forms in which people write dates. Ambiguous forms stay ambiguous: `11/12/2023` has two readings. */

export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** In the order of `Date.getUTCDay`. */
export const weekdayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The year, month and day of a date, as far as it is known. */
export type DateNumbers = readonly [year: number, month?: number, day?: number];

/** Which comes first in `11/12/2023`, the day or the month. */
export type DateOrder = 'dmy' | 'mdy';

/** A time of day with its offset from UTC, as JavaScript reads them: `09:30:00` and `+05:00`, `Z`, or none if local. */
export interface TimeOfDay {
  readonly time: string;
  readonly zone: string;
}

/** The unambiguous forms, as `normalized` writes them. */
const forms = [
  /^(?<year>\d{4})$/,
  /^(?<year>\d{4})(?<mark>[-/])(?<month>\d{1,2})(\k<mark>(?<day>\d{1,2}))?$/,
  /^(?<year>\d{4})\.(?<month>\d{1,2})\.(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/,
  // with dots the day is first, in every country that writes them
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  /^(?<day>\d{1,2})(st|nd|rd|th)?( of )?[-/. ]?(?<name>\p{L}+)(\.?, ?|[-/. ]?)(?<year>\d{4})$/u,
  /^(?<name>\p{L}+)[-/. ](?<day>\d{1,2})(st|nd|rd|th)?(, ?|[-/. ])(?<year>\d{4})$/u,
  /^(?<name>\p{L}+)(\.?, ?|[-/. ])(?<year>\d{4})$/u,
  /^(?<year>\d{4})[-/. ](?<name>\p{L}+)([-/. ](?<day>\d{1,2}))?$/u,
];

/** Two numbers and a year: whether the day or the month comes first depends on the country. */
const eitherForm = /^(?<first>\d{1,2})(?<mark>[-/ ])(?<second>\d{1,2})\k<mark>(?<year>\d{4})$/;

const shortYearForm = /^(\d{1,2}[-/. ](\d{1,2}|\p{L}+)|\p{L}+[-/. ]\d{1,2},?)[-/. ]'?\d\d$/u;

const dayOfRange = String.raw`(\p{L}+ )?\d{1,2}(st|nd|rd|th|\.)?( ?\p{L}+|\d{1,2}\.)?(,? ?\d{4})?|\d{4}-\d{1,2}-\d{1,2}`;
const rangeForm = new RegExp(
  `^(?=.*\\d{4})(${dayOfRange})( ?(-|–|—|\\.\\.|&) ?| (to|until|and) )(${dayOfRange})$`,
  'u',
);

const timeForm =
  /^(?<date>.+?)((?<=\d)t|,? )(?<time>\d{1,2}:\d\d(:\d\d([.,]\d+)?)?) ?(?<zone>z|utc|[-+]\d\d(:?\d\d)?)?$/;

/** A date as typed, in lower case, with plain hyphens and without spaces that do not matter. */
export function normalized(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([-/.]) ?/g, '$1');
}

/** The date and the time of a normalized text; null if it has no time. */
export function splitTime(typed: string): ({ readonly date: string } & TimeOfDay) | null {
  const { date = '', time = '', zone = '' } = timeForm.exec(typed)?.groups ?? {};
  if (time === '') return null;
  if (!/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d.*)?$/.test(time)) {
    throw new Problem(
      'usage',
      `${time} is not a time`,
      'hours are 00 to 23, minutes and seconds 00 to 59, as in 2024-01-15T09:30',
    );
  }
  const offset = zone.replace(/^([-+]\d\d):?(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
  return {
    date,
    time: time.replace(',', '.').replace(/^\d:/, '0$&'),
    zone: /^[zu]/.test(zone) ? 'Z' : offset,
  };
}

/** The weekday before a date, counted as in `weekdayNames`, and the rest of a normalized text; null if it has none. */
export function splitWeekday(typed: string): { readonly weekday: number; readonly date: string } | null {
  const { name, date = '' } = /^(?<name>\p{L}{3,})(\.?,? |\.)(?<date>.*\d.*)$/u.exec(typed)?.groups ?? {};
  const weekday = name === undefined ? -1 : indexOfName(weekdayNames, name);
  return weekday < 0 ? null : { weekday, date };
}

/**
 * The readings of a normalized text without a time: none if it is not a date, two if day and month may be either way round
 * and `order` does not say which. Whether the calendar has such a day is not checked.
 *
 * @throws Problem `usage` for the name of a month that is not English.
 */
export function readingsOf(typed: string, order?: DateOrder): DateNumbers[] {
  const { first, second, year } = eitherForm.exec(typed)?.groups ?? {};
  if (first !== undefined && second !== undefined) {
    const dayFirst = [Number(year), Number(second), Number(first)] as const;
    const monthFirst = [Number(year), Number(first), Number(second)] as const;
    if (order === undefined) return [dayFirst, monthFirst];
    return [order === 'dmy' ? dayFirst : monthFirst];
  }
  const parts = forms.map((form) => form.exec(typed)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return [];
  const month = parts.name === undefined ? parts.month : monthNumber(parts.name);
  const given = [parts.year, month, parts.day].filter((part) => part !== undefined);
  return [given.map(Number) as unknown as DateNumbers];
}

/** Whether a normalized text would be a date if its year had four digits: which century `12.12.23` means is a guess. */
export function hasShortYear(typed: string): boolean {
  return shortYearForm.test(typed);
}

/** Whether a normalized text would be the first and the last of several days: `12-13 dec 2023`. */
export function isDateRange(typed: string): boolean {
  return rangeForm.test(typed);
}

/** 1 to 12 for a month's English name, which may be abbreviated: Sep, Sept, September. */
function monthNumber(name: string): number {
  const index = indexOfName(monthNames, name);
  if (index >= 0) return index + 1;
  const near = didYouMean(name.normalize('NFD').replace(/\p{M}/gu, ''), monthNames);
  const advice = `${near}write the month in English or as a number, as in 12 Dec 2023 or 2023-12-12`;
  throw new Problem('usage', `there is no month "${name}"`, advice);
}

/** The index of the name that a text in lower case is or abbreviates to three letters or more; -1 if there is none. */
function indexOfName(names: readonly string[], text: string): number {
  return text.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(text));
}
