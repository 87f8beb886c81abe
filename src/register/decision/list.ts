import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { addDays, maxMeetingDays } from '../../domain/date';
import { parseAction, parseWord, statuses } from '../../domain/vocabulary';
import type { Dialect, Reader } from '../../store/store';
import { findAgendaItem } from '../agenda/find';
import { alternatives } from '../list/alternatives';
import { decisionRef } from '../list/columns';
import {
  columnConditions,
  dayRanges,
  type Filters,
  inRanges,
  isExclusion,
  isRecord,
  type List,
  oneOf,
} from '../list/filters';
import { type Listing, listingOf } from '../list/listing';
import { findMeeting } from '../meeting/find';
import { answeredBy } from './answers';
import { partConditions } from './partConditions';
import { decisionParts } from './parts';

/**
 * A list of decisions, which starts from the status table if it is filtered by status, and the conditions of its filters.
 */
export const decisionList: List = async (reader, filters, asOf) => {
  const byStatus =
    filters.inForce === true || (filters.status ?? []).flatMap(alternatives).some(({ isExcluded }) => !isExcluded);
  const status = byStatus ? sql`s.status` : statusAsOf(asOf.day);
  const where = await oneOf(filters.status, status, (text) => parseWord(statuses, 'status', text));
  if (byStatus) where.push(sql`s.from_date <= ${asOf.day}`, sql`s.until_date > ${asOf.day}`);
  if (filters.inForce === true) where.push(sql`s.in_force = 1`);
  if (filters.evidence === false) where.push(sql`d.evidence is null`);
  // no decision is earlier than its meeting, by which the list is sorted
  if (asOf.isRequested) where.push(sql`d.decided_on <= ${asOf.day}`, sql`d.met_on <= ${asOf.day}`);
  const notes: string[] = [];
  const others = [...(await recordConditions(reader, filters)), ...(await partConditions(reader, filters, notes))];
  const times = timeConditions(filters, asOf.day);
  // for a year alone, SQLite with statistics would read the decisions of each body and sort all
  const index = times.length > 0 && others.every(isExclusion) ? reader.dialect.byIndex('decision_order') : empty;
  return {
    listing: decisions(reader.dialect, byStatus, status, asOf.day, index),
    where: [...where, ...others, ...times],
    notes,
  };
};

/** The status of a decision on a day; null before it was taken. */
const statusAsOf = (day: string): Sql => sql`(select s.status from decision_status s
  where s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day})`;

function decisions(dialect: Dialect, byStatus: boolean, status: Sql, day: string, index: Sql): Listing {
  const ordered = byStatus ? 's' : 'd';
  const start = byStatus ? sql`from decision_status s cross join decision d` : sql`from decision d ${index}`;
  return listingOf('decision', {
    alias: 'd',
    id: raw(byStatus ? 's.decision_id' : 'd.id'),
    from: sql`${start} cross join meeting m cross join body b
      left join agenda_item i on i.id = d.item_id
      left join body r on r.id = d.referred_to_id
      where m.id = d.meeting_id and b.id = d.body_id ${byStatus ? sql`and d.id = s.decision_id` : empty}`,
    parts: decisionParts(dialect),
    columns: {
      ref: decisionRef('d', 'm'),
      date: sql`coalesce(d.date, m.end_date, m.date)`,
      body: sql`b.code`,
      meeting: sql`m.ref`,
      item: sql`i.number`,
      status,
      referred_to: sql`r.code`,
      answered_by: answeredBy(day),
      created_at: timeOf(sql`d.created`),
      updated_at: timeOf(sql`d.version`),
    },
    order: raw(`${ordered}.met_on desc, ${ordered}.meeting_id desc, ${ordered}.number`),
    byMeeting: { day: raw(`${ordered}.met_on`), meeting: raw(`${ordered}.meeting_id`) },
    ties: raw(`coalesce(${ordered}.met_on, '') desc, +${ordered}.meeting_id desc, +${ordered}.number`),
    follows: { date: { date: raw(`${ordered}.met_on`), days: maxMeetingDays } },
    sorts: { date: [raw(`${ordered}.decided_on`)], ref: [sql`m.ref`, sql`d.number`] },
  });
}

/** The time of a change: that of the history block that contains it. */
const timeOf = (change: Sql): Sql =>
  sql`(select h.at from history h where h.first_change <= ${change} order by h.first_change desc limit 1)`;

async function recordConditions(reader: Reader, filters: Filters): Promise<Sql[]> {
  return [
    ...(await isRecord(filters.body, reader, 'body', sql`d.body_id`)),
    ...(await columnConditions(reader, filters, { entity: 'decision', alias: 'd' })),
    ...(await oneOf(filters.item, sql`d.item_id`, (text) => itemId(reader, filters, text))),
    ...(await oneOf(filters.action, sql`d.action`, parseAction)),
  ];
}

/** An agenda item by its reference, or by its number if the list is filtered by one meeting. */
async function itemId(reader: Reader, filters: Filters, text: string): Promise<number> {
  const meetings = (filters.meeting ?? []).flatMap(alternatives).filter(({ isExcluded }) => !isExcluded);
  const [meeting, ...more] = meetings.flatMap(({ values }) => values);
  const meetingId = meeting !== undefined && more.length === 0 ? (await findMeeting(reader, meeting)).id : undefined;
  return (await findAgendaItem(reader, text, meetingId)).id;
}

/** A decision is taken on a day of its meeting, so the meeting's first day limits what is read from the index. */
function timeConditions(filters: Filters, today: string): Sql[] {
  const ranges = dayRanges(filters, today);
  const meetings = ranges
    .filter(({ isExcluded }) => !isExcluded)
    .map((group) => ({
      ...group,
      ranges: group.ranges.map(({ from, until }) => ({
        from: from === null ? null : addDays(from, -maxMeetingDays),
        until,
      })),
    }));
  // coalesce: the index on decided_on is not in the order of the list
  return [...inRanges(ranges, sql`coalesce(d.decided_on, '')`), ...inRanges(meetings, sql`d.met_on`)];
}
