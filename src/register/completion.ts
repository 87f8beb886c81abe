import sql, { raw, type Sql } from 'sql-template-tag';
import { foldName } from '../domain/fold';
import { withoutPasswords } from '../domain/password';
import { storedList } from '../store/statements';
import type { Dialect, Reader } from '../store/store';
import { decisionRef } from './list/columns';
import { naturally } from './list/order';

/** A word that a shell may complete, and its description; empty if the word says enough. */
export interface Offer {
  readonly word: string;
  readonly description: string;
}

/** Where on a command line a word is completed. */
export interface Cursor {
  /** The part typed so far. */
  readonly typed: string;
  /** The preceding arguments of the command. */
  readonly given: readonly string[];
  readonly today: string;
}

/** The maximum number of records to offer: the newest, or the most likely ones. */
const maxCompletions = 200;

/** A condition: a text begins with what was typed, ignoring case. */
const begins = (text: Sql, typed: string): Sql =>
  sql`lower(${text}) like ${`${typed.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** The newest meetings whose reference begins with what was typed. */
const meetings = (typed: string): Sql => sql`
  select id, ref, title, body_id, met_on from meeting m where ${begins(sql`ref`, typed)}
    order by met_on desc, id desc limit ${maxCompletions}`;

/** Decisions of the newest meetings; what was typed may end before or after the slash of the reference. */
function decisions({ typed }: Cursor): Sql {
  const [meeting = '', number = ''] = typed.split('/');
  return sql`
    select ${decisionRef('d', 'm')} as word, d.title as description from (${meetings(meeting)}) m
      join decision d on d.meeting_id = m.id
      where ${begins(sql`cast(d.number as text)`, number)}
      order by m.met_on desc, m.id desc, d.number limit ${maxCompletions}`;
}

/** Decisions that have a status today. */
const decisionsWithStatus = (cursor: Cursor, status: string): Sql => {
  const begin = begins(decisionRef('d', 'm'), cursor.typed);
  return sql`
    select ${decisionRef('d', 'm')} as word, d.title as description
      from decision_status s cross join decision d cross join meeting m
      where s.status = ${status} and s.from_date <= ${cursor.today} and s.until_date > ${cursor.today}
        and d.id = s.decision_id and m.id = d.meeting_id and ${begin}
      order by d.met_on desc, d.meeting_id desc, d.number limit ${maxCompletions}`;
};

/** The places or chairs of meetings that begin with what was typed. */
const meetingTexts = (column: 'place' | 'chair', typed: string, dialect: Dialect): Sql => sql`
  select ${raw(column)} as word, '' as description from meeting where ${begins(raw(column), typed)}
    group by ${raw(column)} order by ${naturally(dialect, raw(column))} limit ${maxCompletions}`;

/** Queries for the names of records, tags and history entries. */
const queries = {
  meeting: ({ typed }) => sql`
    select m.ref as word, coalesce(m.title, b.name) as description from (${meetings(typed)}) m join body b on b.id = m.body_id
      order by m.met_on desc, m.id desc`,
  agenda_item({ typed }) {
    const [meeting = '', number = ''] = typed.split('#');
    return sql`
      select m.ref || '#' || i.number as word, i.title as description from (${meetings(meeting)}) m
        join agenda_item i on i.meeting_id = m.id
        where ${begins(sql`i.number`, number)} order by m.met_on desc, m.id desc, i.sort_key limit ${maxCompletions}`;
  },
  /** The items of the meeting that the command names, by their numbers. */
  item_number: ({ typed, given: [ref = ''] }) => sql`
    select i.number as word, i.title as description from meeting m join agenda_item i on i.meeting_id = m.id
      where m.ref = ${ref.toUpperCase().replace(/[/#].*/s, '')} and ${begins(sql`i.number`, typed)}
      order by i.sort_key limit ${maxCompletions}`,
  decision: decisions,
  referral: (cursor) => decisionsWithStatus(cursor, 'referred'),
  provisional: (cursor) => decisionsWithStatus(cursor, 'provisional'),
  /** Decisions under a silence procedure, past ones included. */
  silence: ({ typed }) => sql`
    select ${decisionRef('d', 'm')} as word, d.title as description from decision d join meeting m on m.id = d.meeting_id
      where d.silence_until is not null and ${begins(decisionRef('d', 'm'), typed)}
      order by d.silence_until desc, d.id desc limit ${maxCompletions}`,
  /** Open tasks first. */
  task: ({ typed }) => sql`
    select cast(id as text) as word, what as description from task where ${begins(sql`cast(id as text)`, typed)}
      order by done_on is not null, id desc limit ${maxCompletions}`,
  document: ({ typed }, dialect) => sql`
    select coalesce(symbol, title) as word, case when symbol is null then '' else title end as description from document
      where ${begins(sql`coalesce(symbol, title)`, typed)}
      order by ${naturally(dialect, sql`coalesce(symbol, title)`)} limit ${maxCompletions}`,
  place: ({ typed }, dialect) => meetingTexts('place', typed, dialect),
  chair: ({ typed }, dialect) => meetingTexts('chair', typed, dialect),
  tag: ({ typed }, dialect) => sql`
    select tag as word, '' as description from decision_tag where ${begins(sql`tag`, typed)}
      group by tag order by ${naturally(dialect, sql`tag`)} limit ${maxCompletions}`,
  actor: ({ typed }, dialect) => sql`
    select actor as word, '' as description from history where ${begins(sql`actor`, typed)}
      group by actor order by ${naturally(dialect, sql`actor`)} limit ${maxCompletions}`,
  entry: ({ typed }) => sql`
    select distinct cast(entry as text) as word, command as description, entry from history
      where ${begins(sql`cast(entry as text)`, typed)} order by entry desc limit ${maxCompletions}`,
} satisfies Record<string, (cursor: Cursor, dialect: Dialect) => Sql>;

/** The entities that people refer to by code or name. */
const namedEntities = ['body', 'party', 'instrument'] as const;
type NamedEntity = (typeof namedEntities)[number];

/** The completions that the register can offer. */
export type Offered = keyof typeof queries | NamedEntity;

/** The completions from the register at a position on the command line. */
export async function offers(reader: Reader, what: Offered, cursor: Cursor): Promise<Offer[]> {
  if ((namedEntities as readonly string[]).includes(what)) return namesOf(reader, what as NamedEntity, cursor.typed);
  const rows = await reader.rows<Offer>(queries[what as keyof typeof queries](cursor, reader.dialect));
  // an older version recorded passwords too
  return rows.map(({ word, description }) => ({ word, description: withoutPasswords(description) }));
}

/** The codes that begin with what was typed; if there are none, the first matching name of each record. */
async function namesOf(reader: Reader, entity: NamedEntity, typed: string): Promise<Offer[]> {
  const name = entity === 'instrument' ? sql`title, '[]' as aliases` : sql`name as title, aliases`;
  const all = await reader.rows<{ code: string; title: string; aliases: string }>(
    sql`select code, ${name} from ${raw(entity)} order by ${naturally(reader.dialect, sql`code`)}`,
  );
  const byCode = all.filter(({ code }) => code.startsWith(typed.toUpperCase()));
  if (byCode.length > 0) return byCode.map(({ code, title }) => ({ word: code, description: title }));
  const folded = foldName(typed);
  return all.flatMap(({ code, title, aliases }) => {
    const name = [title, ...storedList(aliases)].find((one) => foldName(one).startsWith(folded));
    return name === undefined ? [] : [{ word: name, description: code }];
  });
}
