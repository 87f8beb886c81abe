import { parseDate, parseDeadline, parsePartialDate } from './date';
import type { Column, ColumnType, Entity } from './entities';
import { type NamedLink, parseLink, parseLinkText, type RawLink } from './links';
import { parsePeriod } from './period';
import { Problem } from './problem';
import { validAgendaNumber } from './reference';
import { cleanLine, cleanText } from './text';
import { type PartyRole, parseAction, parseWord, partyRoles } from './vocabulary';

/** A party's role as it is written: the party by its code, name or alias. */
export interface NamedParty {
  readonly role: PartyRole;
  readonly party: string;
}

/** A value as it comes in from a flag, a prompt or a file; null or an empty text clears the field. */
export type RawValue = string | null | readonly RawItem[];

/** An item of a list as it comes in: a text, or the words of a party or a link. */
export type RawItem = string | RawObject;

/** The words of a party or a link, as JSON and YAML write it. */
export type RawObject = RawLink & { readonly role?: string | null; readonly party?: string | null };

/** A record as it comes in, by column; a column that is absent leaves the field as it is. */
export type RawRecord = Readonly<Record<string, RawValue | undefined>>;

/** A value that was read; a reference is still the text that names what it refers to. */
export type FieldValue = string | number | null | string[] | NamedParty[] | NamedLink[];

/** The fields of an entity that were read, by column, and what could not be. */
export interface ParsedFields {
  readonly fields: Record<string, FieldValue>;
  readonly problems: readonly Problem[];
}

/** Reads the values of a record by their columns' types; computed columns are ignored. `today` is an ISO date. */
export function parseFields(entity: Entity, raw: RawRecord, today: string): ParsedFields {
  const fields: Record<string, FieldValue> = {};
  const problems: Problem[] = [];
  for (const column of entity.columns) {
    const value = raw[column.name];
    if (value === undefined || column.computed) continue;
    try {
      fields[column.name] = parseValue(column, value, today);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      problems.push(problem.at(column.name));
    }
  }
  return { fields, problems };
}

/**
 * Reads one value by its column's type.
 *
 * @throws Problem `usage` that says what cannot be read, and how it has to be.
 */
export function parseValue(column: Column, raw: RawValue, today: string): FieldValue {
  if (raw === '') return listTypes.has(column.type) ? [] : null;
  if (column.type === 'parties') return parseParties(items(raw, column.name));
  if (column.type === 'links') return parseLinks(items(raw, column.name));
  if (column.type === 'lines') return parseLines(column, items(raw, column.name));
  if (raw === null) return null;
  if (typeof raw !== 'string') {
    throw new Problem('usage', `${column.name} takes one value, not a list`, 'give one');
  }
  const text = column.type === 'text' ? cleanText(column.name, raw) : cleanLine(column.name, raw);
  return text === '' ? null : parseScalar(column, text, today);
}

const listTypes: ReadonlySet<ColumnType> = new Set(['parties', 'links', 'lines']);

function parseScalar(column: Column, text: string, today: string): FieldValue {
  switch (column.type) {
    case 'date':
      return parseDate(text, today);
    case 'deadline':
      // a span counts from a date that is not known here: it is kept until the record is whole
      return spanForm.test(text) ? validSpan(text, today) : parseDate(text, today);
    case 'partial date':
      return parsePartialDate(text, today);
    case 'period':
      return parsePeriod(text, today);
    case 'action':
      return parseAction(text);
    case 'word':
      return parseWord(column.words ?? [], column.name, text);
    case 'integer':
      if (/^\d{1,9}$/.test(text)) return Number(text);
      throw new Problem('usage', `${column.name} is not a whole number: "${text}"`, 'write it in digits, from 0 on');
    case 'code':
      return parseCode(text);
    case 'number':
      if (validAgendaNumber(text)) return text;
      throw new Problem('usage', `"${text}" cannot be the number of an agenda item`, 'write it like 4, 4.1 or AOB');
    default:
      return text;
  }
}

const spanForm = /^\d{1,4}[a-z]+$/i;

function validSpan(text: string, today: string): string {
  parseDeadline(text, today, today);
  return text.toLowerCase();
}

/**
 * The code of a body or party, in capital letters.
 *
 * @throws Problem `usage` when it has other signs than letters A to Z and digits, or does not begin with a letter.
 */
export function parseCode(text: string): string {
  // tested as typed: the capitals of ß and ı are ASCII
  if (/^[A-Za-z][A-Za-z0-9]{0,19}$/.test(text)) return text.toUpperCase();
  throw new Problem(
    'usage',
    `"${text}" cannot be a code`,
    'use a letter A to Z and up to 19 more letters or digits, like SOC or KAZ',
  );
}

/** The items of a list; one text is `a; b`, or a JSON array where an item has a semicolon in it. */
function items(raw: RawValue, name: string): readonly RawItem[] {
  if (raw === null) return [];
  if (typeof raw !== 'string') return raw;
  if (!raw.trimStart().startsWith('[')) return raw.split(';');
  try {
    const list: unknown = JSON.parse(raw);
    if (Array.isArray(list) && list.every((item) => typeof item === 'string' || isRawObject(item))) return list;
  } catch {
    // said below, with what to do
  }
  throw new Problem('usage', `${name} is not a list that can be read`, 'write it as: first; second');
}

/** Whether a value is an object of texts, as JSON and YAML write a party or a link. */
export function isRawObject(item: unknown): item is RawObject {
  return (
    typeof item === 'object' &&
    item !== null &&
    !Array.isArray(item) &&
    Object.values(item).every((value) => value === null || typeof value === 'string')
  );
}

function parseLinks(list: readonly RawItem[]): NamedLink[] {
  const links = list
    .filter((item) => typeof item !== 'string' || item.trim() !== '')
    .map((item) => (typeof item === 'string' ? parseLinkText(item) : parseLink(item)));
  return links.filter((one, index) => links.findIndex((other) => sameLink(one, other)) === index);
}

const sameLink = (one: NamedLink, other: NamedLink): boolean =>
  one.relation === other.relation && one.ref === other.ref && one.answer === other.answer;

function parseLines(column: Column, list: readonly RawItem[]): string[] {
  const lines = list.flatMap((item) => {
    if (typeof item !== 'string') throw new Problem('usage', `${column.name} is a list of texts`, 'write a text');
    return column.name === 'tags' ? item.split(',') : [item];
  });
  return [...new Set(lines.map((line) => cleanLine(column.name, line)).filter((line) => line !== ''))];
}

function parseParties(list: readonly RawItem[]): NamedParty[] {
  const parties = list
    .filter((item) => typeof item !== 'string' || item.trim() !== '')
    .map((item) => (typeof item === 'string' ? parseNamedParty(item) : namedParty(item.role, item.party ?? '')));
  return parties.filter(
    (one, index) => parties.findIndex((other) => other.role === one.role && other.party === one.party) === index,
  );
}

/**
 * A party as it is typed: `applicant:SAU`, `SAU`. The role is "subject" where none is given.
 *
 * @throws Problem `usage` for an unknown role, or no party.
 */
export function parseNamedParty(text: string): NamedParty {
  const colon = text.indexOf(':');
  return colon === -1 ? namedParty(null, text) : namedParty(text.slice(0, colon), text.slice(colon + 1));
}

function namedParty(role: string | null | undefined, party: string): NamedParty {
  const name = cleanLine('party', party);
  if (name === '') throw new Problem('usage', 'a role without a party', 'write it as ROLE:PARTY, like applicant:SAU');
  return { role: role ? parseWord(partyRoles, 'role', role) : 'subject', party: name };
}

/** A list as one text, as CSV keeps it and `parseValue` reads it. */
export function joinList(list: readonly string[]): string {
  const plain = list.every((item) => !item.includes(';') && item === item.trim()) && !list[0]?.startsWith('[');
  return plain ? list.join('; ') : JSON.stringify(list);
}
