import { parseDate, parsePartialDate } from './date';
import type { DateOrder } from './dateForms';
import { isObject, type Json, parseJson } from './json';
import { type NamedLink, parseLink, parseLinkText, type RawLink } from './links';
import { didYouMean } from './nearest';
import { parsePeriod } from './period';
import { Problem } from './problem';
import { validAgendaNumber } from './reference';
import type { Column, ColumnType, Entity } from './schema';
import { isSpan, parseDeadline } from './span';
import { cleanLine, cleanText, listLimit, withCommas } from './text';
import { type PartyRole, parseAction, parseWord, partyRoles } from './vocabulary';

/** A party and its role as users write them: the party is named by its code, name or alias. */
export interface NamedParty {
  readonly role: PartyRole;
  readonly party: string;
}

/** An unparsed value from a flag, a prompt or a file; null or an empty string clears the field. */
export type RawValue = string | null | readonly RawItem[];

/** An unparsed list item: a string, or a party or link as an object. */
export type RawItem = string | RawObject;

/** A party or a link as written in JSON and YAML. */
export type RawObject = RawLink & { readonly role?: string | null; readonly party?: string | null };

/** An unparsed record, keyed by column; an absent column leaves the field unchanged. */
export type RawRecord = Readonly<Record<string, RawValue | undefined>>;

/** A parsed value; a reference is not yet resolved. */
export type FieldValue = string | number | null | string[] | NamedParty[] | NamedLink[];

/** Parsed values, keyed by column. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The parsed fields, keyed by column, and the problems with the others. */
export interface ParsedFields {
  readonly fields: Record<string, FieldValue>;
  readonly problems: readonly Problem[];
}

/**
 * Parses the values of a record by column type; computed columns are ignored. `today` is an ISO date, `order` that of day
 * and month in `11/12/2023`, if known.
 */
export function parseFields(entity: Entity, raw: RawRecord, today: string, order?: DateOrder): ParsedFields {
  const fields: Record<string, FieldValue> = {};
  const problems: Problem[] = [];
  for (const column of entity.columns) {
    const value = raw[column.name];
    if (value === undefined || column.computed) continue;
    try {
      fields[column.name] = parseValue(column, value, today, order);
    } catch (error) {
      problems.push(Problem.of(error).at(column.name));
    }
  }
  return { fields, problems };
}

/**
 * Parses one value by its column's type.
 *
 * @throws Problem `usage` that says what is invalid, and what would be valid.
 */
export function parseValue(column: Column, raw: RawValue, today: string, order?: DateOrder): FieldValue {
  if (raw === '') return listTypes.has(column.type) ? [] : null;
  if (listTypes.has(column.type)) return parseList(column, items(raw, column.name));
  if (raw === null) return null;
  if (typeof raw !== 'string') {
    throw new Problem(
      'usage',
      `${column.name} takes one value, not a list`,
      'write a single text; quote it if it contains [ ] or commas',
    );
  }
  const text = column.type === 'text' ? cleanText(column.name, raw) : cleanLine(column.name, raw);
  return text === '' ? null : (parsers[column.type]?.(text, column, today, order) ?? text);
}

const listTypes: ReadonlySet<ColumnType> = new Set(['parties', 'links', 'list']);

/**
 * Parses the items of a list.
 *
 * @throws Problem `usage` for more than `listLimit` items, or an invalid one.
 */
function parseList(column: Column, list: readonly RawItem[]): FieldValue {
  if (list.length > listLimit) {
    const [count, limit] = [list.length, listLimit].map(withCommas);
    throw new Problem('usage', `${column.name} has ${count} items; the limit is ${limit}`, 'leave out some of them');
  }
  if (column.type === 'parties') return parseParties(list);
  return column.type === 'links' ? parseLinks(list) : parseLines(column, list);
}

type ValueParser = (text: string, column: Column, today: string, order?: DateOrder) => string | number;

/** How a value of one line is read, by the type of its column; any other text is taken as it is. */
const parsers: { readonly [type in ColumnType]?: ValueParser } = {
  date: (text, _, ...dates) => parseDate(text, ...dates),
  'partial date': (text, _, ...dates) => parsePartialDate(text, ...dates),
  period: (text, _, ...dates) => parsePeriod(text, ...dates),
  action: parseAction,
  code: parseCode,
  // a span counts from the decision's date, which is not known here: it is resolved once the record is complete
  deadline: (text, _, today, order) => (isSpan(text) ? text.toLowerCase() : parseDeadline(text, today, today, order)),
  enum: (text, { name, values = [] }) => parseWord(values, name, text),
  integer: (text, { name }) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new Problem('usage', `${name} is not a whole number: "${text}"`, 'write it in digits, 0 or more');
  },
  number: (text) => {
    if (validAgendaNumber(text)) return text;
    throw new Problem('usage', `"${text}" is not a valid agenda item number`, 'write it like 4, 4.1 or AOB');
  },
};

/**
 * Parses the code of a body or party, and returns it in upper case.
 *
 * @throws Problem `usage` if it has characters other than A to Z and digits, or does not begin with a letter.
 */
export function parseCode(text: string): string {
  // tested before the conversion: the upper-case forms of ß and ı are ASCII
  if (/^[A-Za-z][A-Za-z0-9]{0,19}$/.test(text)) return text.toUpperCase();
  throw new Problem(
    'usage',
    `"${text}" is not a valid code`,
    'use a letter A to Z and up to 19 more letters or digits, like SOC or KAZ',
  );
}

/** The items of a list; a string is `a; b`, or a JSON array if an item contains a semicolon. */
function items(raw: RawValue, name: string): readonly RawItem[] {
  if (raw === null) return [];
  if (typeof raw !== 'string') return raw;
  return raw.trimStart().startsWith('[') ? jsonItems(raw, name) : raw.split(';');
}

function jsonItems(text: string, name: string): readonly RawItem[] {
  let list: Json = null;
  try {
    list = parseJson(text);
  } catch (error) {
    // invalid JSON is reported below
    if (error instanceof Problem) throw error;
  }
  if (Array.isArray(list) && list.every((item) => typeof item === 'string' || isRawObject(item))) return list;
  throw new Problem('usage', `${name} is not a valid list`, 'write it as: first; second');
}

/** Whether a value is an object of strings, like a party or a link in JSON and YAML. */
export function isRawObject(item: unknown): item is RawObject {
  return isObject(item) && Object.values(item).every((value) => value === null || typeof value === 'string');
}

/** The keys of a party or link written as an object. */
export const partyKeys = ['role', 'party', 'name'];
export const linkKeys = ['relation', 'ref', 'answer', 'note'];

/** Checks that an object has no unknown key, whose value would be lost. Throws a `usage` Problem if it has one. */
function checkKeys(item: RawObject, known: readonly string[], what: string): RawObject {
  const unknown = Object.keys(item).find((key) => !known.includes(key));
  if (unknown === undefined) return item;
  const advice = `${didYouMean(unknown, known)}the keys are ${known.join(', ')}`;
  throw new Problem('usage', `${what} has no key "${unknown}"`, advice);
}

function parseLinks(list: readonly RawItem[]): NamedLink[] {
  const links = list
    .filter((item) => typeof item !== 'string' || item.trim() !== '')
    .map((item) => (typeof item === 'string' ? parseLinkText(item) : parseLink(checkKeys(item, linkKeys, 'a link'))));
  return uniqueBy(links, ({ relation, ref, answer }) => JSON.stringify([relation, ref, answer]));
}

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
    .map((item) => (typeof item === 'string' ? parseNamedParty(item) : partyOf(checkKeys(item, partyKeys, 'a party'))));
  return uniqueBy(parties, ({ role, party }) => `${role}:${party}`);
}

const partyOf = ({ role, party }: RawObject): NamedParty => namedParty(role, party ?? '');

/** The first item for each key. */
export function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  if (items.length < 2) return [...items];
  const found = new Map<string, Item>();
  for (const item of items) {
    const own = key(item);
    if (!found.has(own)) found.set(own, item);
  }
  return [...found.values()];
}

/**
 * Parses a party as typed: `applicant:SAU`, `SAU`. The role defaults to "subject".
 *
 * @throws Problem `usage` for an unknown role, or a missing party.
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

/** A list as one string, as written to CSV and parsed by `parseValue`. */
export function joinList(list: readonly string[]): string {
  const plain = list.every((item) => !item.includes(';') && item === item.trim()) && !list[0]?.startsWith('[');
  return plain ? list.join('; ') : JSON.stringify(list);
}
