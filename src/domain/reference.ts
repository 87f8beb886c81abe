import { isPartialDate } from './date';
import type { EntityName } from './schema';

/** What a reference names, taken apart; `meeting` is a meeting's reference. */
export type Reference =
  | { kind: 'meeting'; meeting: string }
  | { kind: 'decision'; meeting: string; number: number }
  | { kind: 'agenda item'; meeting: string; number: string };

/** A meeting's reference taken apart; `suffix` is 0 without one, 1 for -b, 2 for -c … */
export interface MeetingReference {
  body: string;
  date: string;
  suffix: number;
}

/** A suffix of three letters is the 18,278th meeting of a body on one day; a longer one is something else. */
const meetingForm = /^([A-Z][A-Z0-9]*)-(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:-([a-z]{1,3}))?$/;

/** Nine digits at most, so that the number is exact wherever it is kept. */
const decisionNumberForm = /^[1-9]\d{0,8}$/;

/** Marks are the vowels and accents that many scripts write as characters of their own. */
const agendaNumberForm = /^[\p{L}0-9][\p{L}\p{M}0-9.-]{0,19}$/u;
const longestAgendaNumber = 20;

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The letters for a counter from 0, as spreadsheets name columns: a … z, aa, ab … */
function suffixLetters(count: number): string {
  const last = letters.charAt(count % letters.length);
  return count < letters.length ? last : suffixLetters(Math.floor(count / letters.length) - 1) + last;
}

/** The counter for the letters: the inverse of `suffixLetters`. */
function suffixCount(suffix: string): number {
  return [...suffix].reduce((count, letter) => count * letters.length + letters.indexOf(letter) + 1, 0) - 1;
}

/**
 * A meeting's reference: its body's code and its date, which may be partial: `SOC-2023-12-12`, `MC-2023-09`.
 * `suffix` tells apart those that would be the same: 0 has none, 1 is `-b`, 25 `-z`, 26 `-aa`; there is no `-a`.
 */
export function meetingReference(bodyCode: string, date: string, suffix = 0): string {
  const base = `${bodyCode}-${date}`;
  return suffix === 0 ? base : `${base}-${suffixLetters(suffix)}`;
}

/** A decision's reference: `SOC-2023-12-12/5`. */
export function decisionReference(meeting: string, number: number): string {
  return `${meeting}/${number}`;
}

/** An agenda item's reference: `SOC-2023-12-12#4.1`. */
export function agendaReference(meeting: string, number: string): string {
  return `${meeting}#${number}`;
}

/**
 * A meeting's reference taken apart, or null when the text has not exactly its form: capital letters in the body,
 * small ones in the suffix, and a date of the calendar (so that the symbol `DOC-1234` is none).
 */
export function parseMeetingReference(reference: string): MeetingReference | null {
  const [, body, date, suffix] = meetingForm.exec(reference) ?? [];
  if (body === undefined || date === undefined || suffix === 'a' || !isPartialDate(date)) return null;
  return { body, date, suffix: suffix === undefined ? 0 : suffixCount(suffix) };
}

/** The text with its body's code in capital and its suffix in small letters. */
function withUsualCase(meeting: string): string {
  const codeEnd = meeting.search(/-|$/);
  return meeting.slice(0, codeEnd).toUpperCase() + meeting.slice(codeEnd).toLowerCase();
}

/**
 * What the text refers to, or null when it has not the form of a reference: it may then be a decision's symbol.
 * Case and surrounding space do not matter; an agenda item's number is kept as typed.
 */
export function parseReference(text: string): Reference | null {
  const [, typedMeeting = '', mark, number = ''] = /^([^/#]*)(?:([/#])(.*))?$/s.exec(text.trim()) ?? [];
  const meeting = withUsualCase(typedMeeting);
  if (parseMeetingReference(meeting) === null) return null;
  if (mark === undefined) return { kind: 'meeting', meeting };
  if (mark === '#') return validAgendaNumber(number) ? { kind: 'agenda item', meeting, number } : null;
  return decisionNumberForm.test(number) ? { kind: 'decision', meeting, number: Number(number) } : null;
}

/**
 * Whether the text can be an agenda item's number: 1 to 20 letters of any script, digits, dots and hyphens, the first a
 * letter or digit. No space, `/` or `#`, so that a reference needs no quotes and can be taken apart.
 */
export function validAgendaNumber(text: string): boolean {
  return agendaNumberForm.test(text);
}

/**
 * A text whose byte order is the agenda's order: 4, 4.1, 4.2, 4.10, 10, 10a, AOB. Runs of digits are padded to the
 * longest that there can be; letters come after digits, whatever their case.
 */
export function agendaSortKey(number: string): string {
  return number.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(longestAgendaNumber, '0'));
}

/** A record that a reference names, with the reference that it has now. */
export interface Found {
  readonly entity: EntityName;
  readonly id: number;
  readonly ref: string;
}
