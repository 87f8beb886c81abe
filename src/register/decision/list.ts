import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { addDays, maxMeetingDays } from '../../domain/date';
import { parseNamedParty } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { searchTerms } from '../../domain/searchText';
import { parseAction, parseWord, statuses } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { findAgendaItem } from '../agenda/find';
import { Directory } from '../directory';
import { decisionRef } from '../list/columns';
import {
  alternatives,
  columnConditions,
  dayRanges,
  type Filters,
  inRanges,
  isRecord,
  type List,
  oneOf,
} from '../list/filters';
import { type Listing, listingOf } from '../list/listing';
import { findMeeting } from '../meeting/find';
import { tagsLike } from '../record/tags';

/** A list of decisions, driven from the status table where a status is asked for, and the conditions of its filters. */
export const decisionList: List = async (reader, filters, asOf) => {
  const byStatus = filters.inForce === true || (filters.status ?? []).length > 0;
  const where = byStatus ? await statusConditions(filters, asOf.day) : [];
  // a decision is not older than its meeting: the order of the list begins there
  if (asOf.asked) where.push(sql`d.decided_on <= ${asOf.day}`, sql`d.met_on <= ${asOf.day}`);
  const others = [...(await recordConditions(reader, filters)), ...(await partConditions(reader, filters))];
  const times = timeConditions(filters, asOf.day);
  // of a year alone SQLite, once it has statistics, would read each body's decisions and sort all
  const index = times.length > 0 && others.length === 0 ? reader.dialect.byIndex('decision_order') : empty;
  return { listing: decisions(byStatus, asOf.day, index), where: [...where, ...others, ...times] };
};

function decisions(byStatus: boolean, day: string, index: Sql): Listing {
  const status = byStatus
    ? sql`s.status`
    : sql`(select s.status from decision_status s
        where s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day})`;
  const ordered = byStatus ? 's' : 'd';
  const start = byStatus ? sql`from decision_status s cross join decision d` : sql`from decision d ${index}`;
  return listingOf('decision', {
    alias: 'd',
    from: sql`${start} cross join meeting m cross join body b
      left join agenda_item i on i.id = d.item_id
      left join body r on r.id = d.referred_to_id
      where m.id = d.meeting_id and b.id = d.body_id ${byStatus ? sql`and d.id = s.decision_id` : empty}`,
    columns: {
      ref: decisionRef('d', 'm'),
      date: sql`coalesce(d.date, m.end_date, m.date)`,
      body: sql`b.code`,
      meeting: sql`m.ref`,
      item: sql`i.number`,
      status,
      referred_to: sql`r.code`,
      created_at: timeOf(sql`d.created`),
      updated_at: timeOf(sql`d.version`),
    },
    order: raw(`${ordered}.met_on desc, ${ordered}.meeting_id desc, ${ordered}.number`),
    groups: {
      by: raw(`${ordered}.met_on, ${ordered}.meeting_id`),
      order: raw(`${ordered}.met_on desc, ${ordered}.meeting_id desc`),
      within: raw(`${ordered}.number`),
    },
    sorts: { date: raw(`${ordered}.decided_on`) },
    day,
  });
}

/** When a change was recorded: the time of the block of the history that holds it. */
const timeOf = (change: Sql): Sql =>
  sql`(select h.at from history h where h.first_change <= ${change} order by h.first_change desc limit 1)`;

async function statusConditions(filters: Filters, day: string): Promise<Sql[]> {
  const where = [sql`s.from_date <= ${day}`, sql`s.until_date > ${day}`];
  if (filters.inForce === true) where.push(sql`s.in_force = 1`);
  return [...where, ...(await oneOf(filters.status, sql`s.status`, (text) => parseWord(statuses, 'status', text)))];
}

async function recordConditions(reader: Reader, filters: Filters): Promise<Sql[]> {
  return [
    ...(await isRecord(filters.body, reader, 'body', sql`d.body_id`)),
    ...(await columnConditions(reader, filters, { entity: 'decision', alias: 'd' })),
    ...(await oneOf(filters.item, sql`d.item_id`, (text) => itemId(reader, filters, text))),
    ...(await oneOf(filters.action, sql`d.action`, parseAction)),
  ];
}

/** An agenda item by its reference, or by its number in the one meeting that is asked for. */
async function itemId(reader: Reader, filters: Filters, text: string): Promise<number> {
  const [meeting, ...more] = (filters.meeting ?? []).flatMap(alternatives);
  const meetingId = meeting !== undefined && more.length === 0 ? (await findMeeting(reader, meeting)).id : undefined;
  return (await findAgendaItem(reader, text, meetingId)).id;
}

async function partConditions(reader: Reader, filters: Filters): Promise<Sql[]> {
  const where: Sql[] = [];
  if (filters.party) {
    const directory = await Directory.load(reader, 'party');
    for (const value of filters.party) {
      const wanted = alternatives(value).map((text) => {
        const { role, party } = parseNamedParty(text);
        return { id: directory.find(party).id, role: text.includes(':') ? role : null };
      });
      const is = (column: Sql): Sql =>
        join(
          wanted.map(({ id, role }) =>
            role === null ? sql`${column} = ${id}` : sql`(${column} = ${id} and role = ${role})`,
          ),
          ' or ',
        );
      const ids = sql`select decision_id from decision_party where ${is(sql`party_id`)}`;
      // the plus keeps SQLite from reading all that the party has for each decision
      const has = sql`select 1 from decision_party where decision_id = d.id and (${is(sql`+party_id`)}) limit 1`;
      where.push(await among(reader, ids, sql`(${has}) is not null`));
    }
  }
  for (const value of filters.tag ?? []) {
    const tags = await tagsLike(reader, alternatives(value));
    const ids = sql`select decision_id from decision_tag where tag in (${join(tags)})`;
    where.push(await among(reader, ids, sql`(${ids} and decision_id = d.id limit 1) is not null`));
  }
  for (const words of filters.text ?? []) {
    const terms = searchTerms(words);
    if (terms.length === 0) throw nothingToSearch(words);
    const fields = ['title', 'text'] as const;
    const ids = reader.dialect.matching(terms, fields, 'decision');
    where.push(await among(reader, ids, reader.dialect.matches(terms, fields, 'decision', sql`d.id`)));
  }
  return where;
}

/** Up to so many decisions are looked up and sorted; of more the list is walked in its order until enough have it. */
const sortedAtMost = 5_000;

/**
 * Where a decision is among those of a query of ids. `has` says it of one decision: the first 50 of a party that has 66,000
 * of a million take 0.3 s when all of these are sorted, and no longer than of 10,000 so; for few it is the other way round.
 */
async function among(reader: Reader, ids: Sql, has: Sql): Promise<Sql> {
  const [row] = await reader.rows<{ number: number }>(
    sql`select count(*) as number from (${ids} limit ${sortedAtMost}) as found`,
  );
  return Number(row?.number) < sortedAtMost ? sql`d.id in (${ids})` : has;
}

/** The problem that a search has no word in it. */
export function nothingToSearch(words: string): Problem {
  return new Problem('usage', `nothing to search for in "${words}"`, 'give a word with letters or digits');
}

/** A decision is taken on a day of its meeting: the meeting's first day bounds what the index has to read. */
function timeConditions(filters: Filters, today: string): Sql[] {
  const ranges = dayRanges(filters, today);
  const meetings = ranges.map((group) =>
    group.map(({ from, until }) => ({ from: from === null ? null : addDays(from, -maxMeetingDays), until })),
  );
  // coalesce: the index of decided_on has not the order of the list
  return [...inRanges(ranges, sql`coalesce(d.decided_on, '')`), ...inRanges(meetings, sql`d.met_on`)];
}
