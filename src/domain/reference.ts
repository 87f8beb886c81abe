import { isPartialDate } from './date';
import type { EntityName } from './schema';
import { splitNames } from './splitNames';

/** A parsed reference; `meeting` is a meeting's reference. */
export type Reference =
  | { kind: 'meeting'; meeting: string }
  | { kind: 'decision'; meeting: string; number: number }
  | { kind: 'agenda item'; meeting: string; number: string };

/** A parsed meeting reference; `suffix` is 0 if absent, 1 for -b, 2 for -c … */
export interface MeetingReference {
  body: string;
  date: string;
  suffix: number;
}

/** Three letters suffice for 18,278 meetings of one body on one day; a longer suffix is something else. */
const meetingForm = /^([A-Z][A-Z0-9]*)-(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:-([a-z]{1,3}))?$/;

/** At most nine digits, so that the number is exact wherever it is stored. */
const decisionNumberForm = /^[1-9]\d{0,8}$/;

/** \p{M} covers the vowels and accents that many scripts write as separate characters. */
const agendaNumberForm = /^[\p{L}0-9][\p{L}\p{M}0-9.-]{0,19}$/u;
const maxAgendaNumberLength = 20;

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The letters for a count from 0, as in spreadsheet columns: a … z, aa, ab … */
function suffixLetters(count: number): string {
  const last = letters.charAt(count % letters.length);
  return count < letters.length ? last : suffixLetters(Math.floor(count / letters.length) - 1) + last;
}

/** The inverse of `suffixLetters`. */
function suffixCount(suffix: string): number {
  return [...suffix].reduce((count, letter) => count * letters.length + letters.indexOf(letter) + 1, 0) - 1;
}

/**
 * A meeting's reference: its body's code and its date, which may be partial: `SOC-2023-12-12`, `MC-2023-09`. `suffix`
 * distinguishes meetings of one body on one date: 0 adds nothing, 1 adds `-b`, 25 `-z`, 26 `-aa`; there is no `-a`.
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
 * Parses a meeting's reference, or returns null unless the text has exactly its form: an upper-case body code, a
 * lower-case suffix, and a valid date (which rules out the symbol `DOC-1234`).
 */
export function parseMeetingReference(reference: string): MeetingReference | null {
  const [, body, date, suffix] = meetingForm.exec(reference) ?? [];
  if (body === undefined || date === undefined || suffix === 'a' || !isPartialDate(date)) return null;
  return { body, date, suffix: suffix === undefined ? 0 : suffixCount(suffix) };
}

/** A meeting's reference with the body's code in upper case and the suffix in lower case. */
function normalizeCase(meeting: string): string {
  const codeEnd = meeting.search(/-|$/);
  return meeting.slice(0, codeEnd).toUpperCase() + meeting.slice(codeEnd).toLowerCase();
}

/**
 * Parses a reference, or returns null if the text does not have the form of one; it may then be a decision's symbol.
 * Case, surrounding space and the kind of hyphen do not matter (word processors have several), except that an agenda item's number stays as typed.
 */
export function parseReference(text: string): Reference | null {
  const [, typedMeeting = '', mark, number = ''] = /^([^/#]*)(?:([/#])(.*))?$/s.exec(text.trim()) ?? [];
  const meeting = normalizeCase(typedMeeting.replaceAll(/[\u2010\u2011]/g, '-'));
  if (parseMeetingReference(meeting) === null) return null;
  if (mark === undefined) return { kind: 'meeting', meeting };
  if (mark === '#') return validAgendaNumber(number) ? { kind: 'agenda item', meeting, number } : null;
  return decisionNumberForm.test(number) ? { kind: 'decision', meeting, number: Number(number) } : null;
}

/** The references in a text that consists of several; empty if it is not such a text. */
export function referencesIn(text: string): string[] {
  const names = splitNames(text);
  return names.every((name) => parseReference(name.replace(/^[a-z ]+:/, '')) !== null) ? names : [];
}

/**
 * Whether the text is a valid agenda item number: 1 to 20 letters of any script, digits, dots and hyphens, beginning with
 * a letter or digit. Spaces, `/` and `#` are excluded: a reference must parse, and need no quotes in a shell.
 */
export function validAgendaNumber(text: string): boolean {
  return agendaNumberForm.test(text);
}

/**
 * A sort key whose byte order is the order of the agenda: 4, 4.1, 4.2, 4.10, 10, 10a, AOB. Runs of digits are padded to
 * the maximum length; letters sort after digits, ignoring case.
 */
export function agendaSortKey(number: string): string {
  return number.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(maxAgendaNumberLength, '0'));
}

/** The record to which a reference resolves, with its current reference. */
export interface FoundRecord {
  readonly entity: EntityName;
  readonly id: number;
  readonly ref: string;
}
