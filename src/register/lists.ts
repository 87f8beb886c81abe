import sql, { type Sql } from 'sql-template-tag';
import { bodyKinds, meetingStatuses, modes, parseWord, partyKinds } from '../domain/vocabulary';
import type { Reader } from '../store/store';
import { dayRanges, type FilterValues, inRanges, namedIds, oneOf, type TimeFilters } from './filters';
import type { Listing } from './listing';
import { findMeeting } from './references';

const bodies: Listing = {
  entity: 'body',
  from: sql`from body e left join body above on above.id = e.reports_to_id where 1 = 1`,
  id: sql`e.id`,
  columns: {
    code: sql`e.code`,
    name: sql`e.name`,
    aliases: sql`e.aliases`,
    kind: sql`e.kind`,
    reports_to: sql`above.code`,
    meetings: sql`(select count(*) from meeting m where m.body_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.body_id = e.id)`,
  },
  order: sql`e.code`,
};

const parties: Listing = {
  entity: 'party',
  from: sql`from party e where 1 = 1`,
  id: sql`e.id`,
  columns: { code: sql`e.code`, name: sql`e.name`, aliases: sql`e.aliases`, kind: sql`e.kind` },
  order: sql`e.code`,
};

const meetings: Listing = {
  entity: 'meeting',
  from: sql`from meeting e cross join body b left join party p on p.id = e.chair_party_id where b.id = e.body_id`,
  id: sql`e.id`,
  columns: {
    ref: sql`e.ref`,
    body: sql`b.code`,
    ordinal: sql`e.ordinal`,
    title: sql`e.title`,
    date: sql`e.date`,
    end_date: sql`e.end_date`,
    place: sql`e.place`,
    mode: sql`e.mode`,
    status: sql`e.status`,
    chair: sql`e.chair`,
    chair_title: sql`e.chair_title`,
    chair_party: sql`p.code`,
    agenda_items: sql`(select count(*) from agenda_item i where i.meeting_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.meeting_id = e.id)`,
    source: sql`e.source`,
    notes: sql`e.notes`,
  },
  order: sql`e.met_on desc, e.id desc`,
};

const agendaItems: Listing = {
  entity: 'agenda_item',
  from: sql`from meeting m cross join agenda_item e where e.meeting_id = m.id`,
  id: sql`e.id`,
  columns: {
    ref: sql`m.ref || '#' || e.number`,
    meeting: sql`m.ref`,
    number: sql`e.number`,
    title: sql`e.title`,
    presenter: sql`e.presenter`,
    decisions: sql`(select count(*) from decision d where d.item_id = e.id)`,
    notes: sql`e.notes`,
  },
  order: sql`m.met_on desc, m.id desc, e.sort_key, e.id`,
};

/** A list and the conditions that its filters make. */
export interface Filtered {
  readonly listing: Listing;
  readonly where: Sql[];
}

/** The bodies, of some kinds or under some body. */
export async function bodyList(
  reader: Reader,
  filters: { kind?: FilterValues; reportsTo?: FilterValues },
): Promise<Filtered> {
  const kind = await oneOf(filters.kind, sql`e.kind`, (text) => parseWord(bodyKinds, 'kind', text));
  const above = filters.reportsTo
    ? await oneOf(filters.reportsTo, sql`e.reports_to_id`, await namedIds(reader, 'body'))
    : [];
  return { listing: bodies, where: [...kind, ...above] };
}

/** The parties, of some kind. */
export async function partyList(filters: { kind?: FilterValues }): Promise<Filtered> {
  return {
    listing: parties,
    where: await oneOf(filters.kind, sql`e.kind`, (text) => parseWord(partyKinds, 'kind', text)),
  };
}

export interface MeetingFilters extends TimeFilters {
  readonly body?: FilterValues;
  readonly status?: FilterValues;
  readonly mode?: FilterValues;
}

/** The meetings of some bodies, times, statuses or modes; a meeting is of the time in which it began. */
export async function meetingList(reader: Reader, filters: MeetingFilters, today: string): Promise<Filtered> {
  const where = [
    ...(filters.body ? await oneOf(filters.body, sql`e.body_id`, await namedIds(reader, 'body')) : []),
    ...(await oneOf(filters.status, sql`e.status`, (text) => parseWord(meetingStatuses, 'status', text))),
    ...(await oneOf(filters.mode, sql`e.mode`, (text) => parseWord(modes, 'mode', text))),
    ...inRanges(dayRanges(filters, today), sql`e.met_on`),
  ];
  return { listing: meetings, where };
}

export interface AgendaFilters extends TimeFilters {
  readonly body?: FilterValues;
  readonly meeting?: FilterValues;
}

/** The agenda items of some meetings, bodies or times. */
export async function agendaList(reader: Reader, filters: AgendaFilters, today: string): Promise<Filtered> {
  const where = [
    ...(await oneOf(filters.meeting, sql`m.id`, async (text) => (await findMeeting(reader, text)).id)),
    ...(filters.body ? await oneOf(filters.body, sql`m.body_id`, await namedIds(reader, 'body')) : []),
    ...inRanges(dayRanges(filters, today), sql`m.met_on`),
  ];
  return { listing: agendaItems, where };
}
