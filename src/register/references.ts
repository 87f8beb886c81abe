import sql, { empty, type Sql } from 'sql-template-tag';
import { foldName, symbolKey } from '../domain/fold';
import { didYouMean, nearest } from '../domain/nearest';
import { lostRecord, Problem } from '../domain/problem';
import { agendaReference, decisionReference, parseReference } from '../domain/reference';
import type { DraftOf, EntityName } from '../domain/schema';
import { forms } from '../domain/vocabulary';
import { queryInChunks } from '../store/queryInChunks';
import { grouped } from '../store/statusFacts';
import type { Reader } from '../store/store';
import { Directory, isNamed } from './directory';

/** A record that a reference names, with the reference that it has now. */
export interface Found {
  readonly entity: EntityName;
  readonly id: number;
  readonly ref: string;
}

/**
 * The meeting of a reference, also of a former one.
 *
 * @throws Problem `missing` when there is none, or it was removed.
 */
export async function findMeeting(reader: Reader, text: string): Promise<Found> {
  const reference = parseReference(text);
  if (reference === null) {
    throw new Problem(
      'missing',
      `no meeting "${text}"`,
      'a meeting is named by its body and first day, like SOC-2023-12-12; `cica meeting list` shows all',
    );
  }
  const found = await meetingOf(reader, reference.meeting);
  if (found !== null) return found;
  const meetings = await reader.rows<{ ref: string }>(
    sql`select ref from meeting order by met_on desc, id desc limit 10000`,
  );
  const near = nearest(
    reference.meeting,
    meetings.map(({ ref }) => ref),
  );
  throw new Problem(
    'missing',
    `no meeting ${reference.meeting}`,
    `${near.length > 0 ? `did you mean ${near.join(' or ')}? ` : ''}\`cica meeting list\` shows all`,
  );
}

async function meetingOf(reader: Reader, ref: string): Promise<Found | null> {
  const [found] = await reader.rows<{ id: number; ref: string }>(sql`select id, ref from meeting where ref = ${ref}`);
  if (found !== undefined) return { entity: 'meeting', ...found };
  const [former] = await reader.rows<{ id: number | null; ref: string | null }>(sql`
    select m.id, m.ref from former_meeting f left join meeting m on m.id = f.meeting_id where f.ref = ${ref}
      order by case when m.id is null then 1 else 0 end, f.meeting_id desc`);
  if (former === undefined) return null;
  if (former.id === null || former.ref === null) {
    throw new Problem('missing', `the meeting ${ref} was removed`, `\`cica log ${ref}\` shows when and by whom`);
  }
  return { entity: 'meeting', id: former.id, ref: former.ref };
}

/**
 * The decision of a reference, also of a former one, or of an official symbol.
 *
 * @throws Problem `missing` when there is none, or it was removed.
 */
async function findDecision(reader: Reader, text: string): Promise<Found> {
  const symbol = await decisionOfSymbol(reader, text.trim());
  if (symbol !== null) return symbol;
  const reference = parseReference(text);
  if (reference?.kind !== 'decision') {
    throw new Problem(
      'missing',
      `no decision "${text}"`,
      'a decision is named by its meeting and number, like SOC-2023-12-12/5; `cica decision list` shows all',
    );
  }
  const meeting = await findMeeting(reader, reference.meeting);
  const [found] = await reader.rows<{ id: number }>(
    sql`select id from decision where meeting_id = ${meeting.id} and number = ${reference.number}`,
  );
  if (found !== undefined) {
    return { entity: 'decision', id: found.id, ref: decisionReference(meeting.ref, reference.number) };
  }
  const [former] = await reader.rows<{ id: number | null; ref: string; number: number }>(
    sql`select d.id, m.ref, d.number from former_decision f
      left join decision d on d.id = f.decision_id
      left join meeting m on m.id = d.meeting_id
      where f.number = ${reference.number} and (f.meeting_id = ${meeting.id} or f.meeting_id in (
        select meeting_id from former_meeting where ref = ${meeting.ref}))`,
  );
  const typed = decisionReference(meeting.ref, reference.number);
  if (former === undefined) {
    throw new Problem('missing', `no decision ${typed}`, `\`cica decision list --meeting ${meeting.ref}\` shows all`);
  }
  if (former.id === null) {
    throw new Problem('missing', `the decision ${typed} was removed`, `\`cica log ${typed}\` shows when and by whom`);
  }
  return { entity: 'decision', id: former.id, ref: decisionReference(former.ref, former.number) };
}

/** The reference of a decision of an id. */
export async function decisionRefOf(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ ref: string; number: number }>(
    sql`select m.ref, d.number from decision d join meeting m on m.id = d.meeting_id where d.id = ${id}`,
  );
  if (row === undefined) throw lostRecord('decision', id);
  return decisionReference(row.ref, row.number);
}

/** The first day of the date of a decision of an id. */
export async function decisionDate(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ decided_on: string }>(sql`select decided_on from decision where id = ${id}`);
  if (row === undefined) throw lostRecord('decision', id);
  return row.decided_on;
}

async function findTask(reader: Reader, text: string): Promise<Found> {
  const id = /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
  const [found] = await reader.rows(sql`select id from task where id = ${id}`);
  if (found !== undefined) return { entity: 'task', id, ref: String(id) };
  throw new Problem('missing', `no task "${text}"`, 'a task is named by its number; `cica task list` shows all');
}

async function findDocument(reader: Reader, text: string): Promise<Found> {
  const [, meeting = '', rest = ''] = /^(\S+)\s+(.+)$/s.exec(text.trim()) ?? [];
  const reference = parseReference(meeting);
  const within = reference?.kind === 'meeting' ? await meetingOf(reader, reference.meeting) : null;
  const name = within === null ? text.trim() : rest;
  const called = await documentsCalled(reader, name, within?.id);
  const bySymbol = called.filter(({ symbol }) => symbol !== null && symbolKey(symbol) === symbolKey(name));
  const byTitle = called.filter(({ symbol }) => symbol === null);
  const fitting = [bySymbol, byTitle, called].find((some) => some.length > 0) ?? [];
  const [found] = fitting;
  if (found === undefined) {
    throw new Problem(
      'missing',
      `no document "${text}"`,
      'a document is named by its symbol, or its whole title; `cica document list` shows all',
    );
  }
  if (fitting.length > 1) throw severalDocuments(name, fitting);
  return { entity: 'document', id: found.id, ref: found.symbol ?? found.title };
}

/** A document as it is told from others. */
export interface KnownDocument {
  readonly id: number;
  readonly symbol: string | null;
  readonly title: string;
  readonly meeting_id: number | null;
  /** The reference of its meeting. */
  readonly meeting: string | null;
}

const documentColumns = sql`e.id, e.symbol, e.title, e.meeting_id, m.ref as meeting
  from document e left join meeting m on m.id = e.meeting_id`;

/** The documents of a symbol, in any spelling that is the same; of a meeting, or of none (null), if that is said. */
export function documentsOfSymbol(reader: Reader, symbol: string, meeting?: number | null): Promise<KnownDocument[]> {
  const key = symbolKey(symbol);
  const ofSymbol = sql`e.symbol_key = ${key}`;
  // by the index of the meeting: every meeting may have a document "1"
  const ofMeeting = sql`e.meeting_id = ${meeting} and e.symbol_key || '' = ${key}`;
  const where =
    meeting === undefined ? ofSymbol : meeting === null ? sql`${ofSymbol} and e.meeting_id is null` : ofMeeting;
  return reader.rows<KnownDocument>(sql`select ${documentColumns} where ${where} order by e.id`);
}

/** The documents of some ids. */
export function documentsOfIds(reader: Reader, ids: readonly number[]): Promise<KnownDocument[]> {
  return queryInChunks(ids, (list) =>
    reader.rows<KnownDocument>(sql`select ${documentColumns} where e.id in (${list}) order by e.id`),
  );
}

/** The documents of a symbol or title, of a meeting if one is said; all are looked through where none is written so. */
async function documentsCalled(reader: Reader, name: string, meeting: number | undefined): Promise<KnownDocument[]> {
  const here = meeting === undefined ? empty : sql`and e.meeting_id = ${meeting}`;
  const written = await reader.rows<KnownDocument>(sql`
    select ${documentColumns} where (e.symbol_key = ${symbolKey(name)} or e.title = ${name}) ${here} order by e.id`);
  if (written.length > 0) return written;
  const all = await reader.rows<KnownDocument>(sql`select ${documentColumns} where 1 = 1 ${here} order by e.id`);
  return all.filter(({ title }) => foldName(title) === foldName(name));
}

/** The problem that a name fits several documents, with how to name each. */
export function severalDocuments(name: string, documents: readonly KnownDocument[]): Problem {
  return new Problem(
    'refused',
    `${documents.length} documents are called "${name}"`,
    'name one by its meeting and symbol, or by its symbol',
    {
      details: documents.slice(0, severalTold).map(({ symbol, title, meeting }) => {
        const own = symbol ?? title;
        return `${meeting === null ? own : `"${meeting} ${own}"`}  ${title}`;
      }),
    },
  );
}

/** So many of the records that a name fits are told. */
const severalTold = 20;

/**
 * The decision of an official symbol, also of a form and symbol ("Resolution 1"); null when there is none. Case, spaces and
 * the kind of hyphen do not matter. What looks like a reference is none, unless a symbol is exactly that.
 *
 * @throws Problem `refused` when it fits several, with their references.
 */
async function decisionOfSymbol(reader: Reader, text: string): Promise<Found | null> {
  const exactly = parseReference(text) === null ? empty : sql`and d.symbol = ${text}`;
  const found = await decisionsOfSymbol(reader, text, exactly);
  const [, word = '', rest = ''] = /^(\p{L}+)\s*(.+)$/su.exec(text) ?? [];
  const form = forms.find((one) => one === foldName(word));
  if (found.length === 0 && form !== undefined) {
    found.push(...(await decisionsOfSymbol(reader, rest, sql`and d.form = ${form}`)));
  }
  const [first, ...others] = found;
  if (first === undefined) return null;
  if (others.length === 0) return { entity: 'decision', id: first.id, ref: first.ref };
  throw new Problem('refused', `${found.length} decisions have the symbol "${text}"`, 'name one by its reference', {
    details: found
      .slice(0, severalTold)
      .map(({ ref, form, title }) => `${ref}  ${form === null ? '' : `${form}: `}${title}`),
  });
}

async function decisionsOfSymbol(reader: Reader, symbol: string, also: Sql) {
  return reader.rows<{ id: number; ref: string; form: string | null; title: string }>(sql`
    select d.id, m.ref || '/' || cast(d.number as text) as ref, d.form, d.title
      from decision d join meeting m on m.id = d.meeting_id
      where d.symbol_key = ${symbolKey(symbol)} ${also} order by d.met_on desc, d.meeting_id desc, d.number limit 1000`);
}

/**
 * The agenda item of a reference (`SOC-2023-12-12#4.1`), or of a number where its meeting is known.
 *
 * @throws Problem `missing` when there is none.
 */
export async function findAgendaItem(reader: Reader, text: string, meetingId?: number): Promise<Found> {
  const reference = parseReference(text);
  if (reference?.kind !== 'agenda item' && meetingId === undefined) {
    throw new Problem(
      'missing',
      `no agenda item "${text}"`,
      'an agenda item is named by its meeting and number, like SOC-2023-12-12#4; `cica agenda list` shows all',
    );
  }
  const meeting =
    reference?.kind === 'agenda item'
      ? await findMeeting(reader, reference.meeting)
      : await meetingOfId(reader, meetingId as number);
  const number = reference?.kind === 'agenda item' ? reference.number : text.trim();
  const items = (await agendasOf(reader, [meeting.id])).get(meeting.id) ?? [];
  const found = itemOf(items, number);
  if (found === undefined) {
    const numbers = items.map((item) => item.number).join(', ');
    throw new Problem(
      'missing',
      `no agenda item ${agendaReference(meeting.ref, number)}`,
      numbers === '' ? `\`cica agenda add ${meeting.ref} TITLE\` adds one` : `the agenda has ${numbers}`,
    );
  }
  return { entity: 'agenda_item', id: found.id, ref: agendaReference(meeting.ref, found.number) };
}

/** An item of a meeting's agenda. */
export interface AgendaEntry {
  readonly id: number;
  readonly number: string;
  readonly title: string;
}

/** The agendas of meetings, each in its order, of those that have one. */
export async function agendasOf(reader: Reader, meetings: readonly number[]): Promise<Map<number, AgendaEntry[]>> {
  const items = await queryInChunks(meetings, (list) =>
    reader.rows<AgendaEntry & { readonly meeting_id: number }>(sql`
      select meeting_id, id, number, title from agenda_item where meeting_id in (${list}) order by sort_key, id`),
  );
  return grouped(items, ({ meeting_id }) => meeting_id);
}

/** The item of a number, in capitals or not. */
export function itemOf(items: readonly AgendaEntry[], number: string): AgendaEntry | undefined {
  return (
    items.find((item) => item.number === number) ??
    items.find((item) => item.number.toLowerCase() === number.toLowerCase())
  );
}

async function meetingOfId(reader: Reader, id: number): Promise<Found> {
  const [found] = await reader.rows<{ ref: string }>(sql`select ref from meeting where id = ${id}`);
  if (found === undefined) throw lostRecord('meeting', id);
  return { entity: 'meeting', id, ref: found.ref };
}

/**
 * The record of an entity that a text names: a body, party or instrument by its code or name, a task by its number, a
 * document by its symbol or title, the rest by reference. Objections, standings and acts are named by their parts.
 *
 * @throws Problem `missing` when there is none.
 */
export async function find(reader: Reader, entity: EntityName, text: string): Promise<Found> {
  if (entity === 'meeting') {
    const reference = parseReference(text);
    if (reference !== null && reference.kind !== 'meeting') {
      throw new Problem('missing', `"${text}" is the reference of a ${reference.kind}, not of a meeting`, 'look again');
    }
    return findMeeting(reader, text);
  }
  if (entity === 'decision') return findDecision(reader, text);
  if (entity === 'agenda_item') return findAgendaItem(reader, text);
  if (entity === 'task') return findTask(reader, text);
  if (entity === 'document') return findDocument(reader, text);
  if (!isNamed(entity)) throw new Error(`nothing names a ${entity}`);
  const { id, code } = (await Directory.load(reader, entity)).find(text);
  return { entity, id, ref: code };
}

/**
 * Whatever has that reference: a meeting, decision, agenda item, official symbol, body, party, instrument or document.
 *
 * @throws Problem `missing` when nothing has.
 */
export async function findAnything(reader: Reader, text: string): Promise<Found> {
  const symbol = await decisionOfSymbol(reader, text.trim());
  if (symbol !== null) return symbol;
  const reference = parseReference(text);
  if (reference !== null) {
    return find(reader, reference.kind === 'agenda item' ? 'agenda_item' : reference.kind, text);
  }
  const names: string[] = [];
  for (const entity of ['body', 'party'] as const) {
    const directory = await Directory.load(reader, entity);
    const named = directory.named(text);
    if (named !== undefined) return { entity, id: named.id, ref: named.code };
    names.push(...directory.names());
  }
  for (const entity of ['instrument', 'document'] as const) {
    const found = await find(reader, entity, text).catch((error: unknown) => {
      if (error instanceof Problem && error.kind === 'missing') return null;
      throw error;
    });
    if (found !== null) return found;
  }
  throw new Problem(
    'missing',
    `nothing is called "${text}"`,
    `${didYouMean(text, names)}search for it: cica search "${text}"`,
  );
}

/**
 * The meeting of a document: the one that it names, or that of its agenda item or decision; null for none.
 *
 * @throws Problem `refused` when these are of several meetings.
 */
export async function documentMeeting(reader: Reader, fields: DraftOf<'document'>): Promise<number | null> {
  const meetings = await reader.rows<{ meeting_id: number }>(sql`
    select meeting_id from agenda_item where id = ${fields.item_id ?? null}
    union
    select meeting_id from decision where id = ${fields.decision_id ?? null}`);
  const meeting = fields.meeting_id ?? meetings[0]?.meeting_id ?? null;
  if (meetings.every(({ meeting_id }) => meeting_id === meeting)) return meeting;
  throw new Problem(
    'refused',
    'the meeting, agenda item and decision of a document are not of one meeting',
    'name only the decision, or only the agenda item',
    'meeting',
  );
}
