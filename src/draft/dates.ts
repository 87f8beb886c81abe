import { isPartialDate } from '../domain/date';
import { monthNames } from '../domain/dateForms';

/** A date or range of days in a text, as far as the text says it. */
export interface FoundDate {
  /** ISO 8601; `--12-12` if no year is given. */
  readonly first: string;
  readonly last?: string;
  readonly hasYear: boolean;
  readonly start: number;
  readonly end: number;
}

const month = `(${monthNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|t)?\\.?`).join('|')})`;
const day = '(\\d{1,2})(?:st|nd|rd|th)?';
const upTo = '(?:\\s?[-–—]\\s?|\\s(?:to|and|until)\\s)';
const year = '((?:19|20)\\d\\d)';

/** Day before month: "12 December 2023", "20-22 October 2015", "the 22 September". */
const dayFirst = new RegExp(`\\b${day}(?:${upTo}${day})?(?: of)? ${month}(?:,? ${year})?\\b`, 'gi');
/** Month before day: "December 12, 2023", "June 21-23, 2021", "Dec. 12". */
const monthFirst = new RegExp(`\\b${month} ${day}(?:${upTo}${day})?\\b(?:,? ${year}\\b)?(?!:)`, 'gi');
const iso = /\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b/g;

/** The days that a text names, in order. Years are those next to the day. */
export function datesIn(text: string): FoundDate[] {
  const found = [
    ...Array.from(text.matchAll(dayFirst), ({ 0: whole, 1: first, 2: last, 3: name, 4: inYear, index }) =>
      dateOf({ whole, index, first, last, name, inYear }),
    ),
    ...Array.from(text.matchAll(monthFirst), ({ 0: whole, 1: name, 2: first, 3: last, 4: inYear, index }) =>
      dateOf({ whole, index, first, last, name, inYear }),
    ),
    ...Array.from(text.matchAll(iso), ({ 0: whole, index }) => ({
      ...{ first: whole, hasYear: true, start: index, end: index + whole.length },
    })),
  ];
  const valid = found.filter((date): date is FoundDate => date !== undefined && isValid(date));
  valid.sort((one, other) => one.start - other.start);
  return valid.filter(({ start }, index) => start >= (valid[index - 1]?.end ?? 0));
}

interface Parts {
  readonly whole: string;
  readonly index: number;
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly name: string | undefined;
  readonly inYear: string | undefined;
}

function dateOf({ whole, index, first = '', last, name = '', inYear }: Parts): FoundDate | undefined {
  const number = monthNames.findIndex((one) => one.toLowerCase().startsWith(name.slice(0, 3).toLowerCase())) + 1;
  if (number === 0) return undefined;
  const iso = (text: string): string => `${inYear ?? '-'}-${String(number).padStart(2, '0')}-${text.padStart(2, '0')}`;
  const end = last === undefined || Number(last) <= Number(first) ? {} : { last: iso(last) };
  return { first: iso(first), ...end, hasYear: inYear !== undefined, start: index, end: index + whole.length };
}

const isValid = ({ first, last = first }: FoundDate): boolean =>
  [first, last].every((one) => isPartialDate(one.replace(/^-/, '2000')));

/** The date, with a year from elsewhere in the text. */
export const inYear = (date: FoundDate, year: string): FoundDate => ({
  ...date,
  first: date.first.replace(/^-/, year),
  ...(date.last !== undefined && { last: date.last.replace(/^-/, year) }),
  hasYear: true,
});
