import sql, { join, raw, type Sql } from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import {
  actKinds,
  bodyKinds,
  documentKinds,
  meetingStatuses,
  modes,
  parseWord,
  partyKinds,
  standings,
} from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import type { AsOf } from '../decision/list';
import { Directory, namesOf, partyOrBody } from '../directory';
import { type PartyStanding, standingsAsOf, standingsTable } from '../party/standings';
import { find, findMeeting } from '../references';
import { alternatives, dayRanges, type FilterValues, inRanges, namedIds, oneOf, type TimeFilters } from './filters';
import type { Listing } from './listing';

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

const parties = (standings: readonly PartyStanding[]): Listing => ({
  entity: 'party',
  from: sql`from party e left join ${standingsTable(standings)} on st.party_id = e.id where 1 = 1`,
  id: sql`e.id`,
  columns: {
    code: sql`e.code`,
    name: sql`e.name`,
    aliases: sql`e.aliases`,
    kind: sql`e.kind`,
    standing: sql`st.standing`,
    since: sql`st.since`,
  },
  order: sql`e.code`,
});

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

/** The parties, of some kind or standing, as of a day. */
export async function partyList(
  reader: Reader,
  filters: { kind?: FilterValues; standing?: FilterValues },
  day: string,
): Promise<Filtered> {
  const kind = await oneOf(filters.kind, sql`e.kind`, (text) => parseWord(partyKinds, 'kind', text));
  const known = [...standings, 'applicant'] as const;
  const standing = await oneOf(filters.standing, sql`st.standing`, (text) => parseWord(known, 'standing', text));
  return { listing: parties(await standingsAsOf(reader, day)), where: [...kind, ...standing] };
}

/** A decision's reference, by the aliases of the decision and of its meeting. */
const refOf = (decision: string, meeting: string): Sql =>
  sql`${raw(meeting)}.ref || '/' || cast(${raw(decision)}.number as text)`;

const objections: Listing = {
  entity: 'objection',
  from: sql`from objection e cross join decision d cross join meeting m cross join party p
    where d.id = e.decision_id and m.id = d.meeting_id and p.id = e.party_id`,
  id: sql`e.id`,
  columns: {
    decision: refOf('d', 'm'),
    party: sql`p.code`,
    on: sql`e.objected_on`,
    withdrawn_on: sql`e.withdrawn_on`,
    note: sql`e.note`,
  },
  order: sql`e.objected_on desc, e.id desc`,
};

const standingPeriods: Listing = {
  entity: 'standing',
  from: sql`from standing e cross join party p
    left join decision d on d.id = e.given_by_id left join meeting m on m.id = d.meeting_id where p.id = e.party_id`,
  id: sql`e.id`,
  columns: {
    party: sql`p.code`,
    standing: sql`e.standing`,
    since: sql`e.since`,
    until: sql`e.until`,
    given_by: refOf('d', 'm'),
    note: sql`e.note`,
  },
  order: sql`p.code, e.from_date`,
};

const instruments: Listing = {
  entity: 'instrument',
  from: sql`from instrument e left join decision d on d.id = e.adopted_by_id
    left join meeting m on m.id = d.meeting_id where 1 = 1`,
  id: sql`e.id`,
  columns: { code: sql`e.code`, title: sql`e.title`, adopted_by: refOf('d', 'm') },
  order: sql`e.code`,
};

const acts: Listing = {
  entity: 'act',
  from: sql`from act e cross join instrument i cross join party p
    left join decision d on d.id = e.noted_by_id left join meeting m on m.id = d.meeting_id
    where i.id = e.instrument_id and p.id = e.party_id`,
  id: sql`e.id`,
  columns: {
    instrument: sql`i.code`,
    party: sql`p.code`,
    kind: sql`e.kind`,
    date: sql`e.date`,
    noted_by: refOf('d', 'm'),
  },
  order: sql`i.code, p.code, e.date, e.id`,
};

const tasks = (day: string): Listing => ({
  entity: 'task',
  from: sql`from task e cross join decision d cross join meeting m where d.id = e.decision_id and m.id = d.meeting_id`,
  id: sql`e.id`,
  columns: {
    id: sql`e.id`,
    decision: refOf('d', 'm'),
    what: sql`e.what`,
    responsible: sql`e.responsible`,
    due_on: sql`e.due_on`,
    done_on: sql`e.done_on`,
    status: taskStatus(day),
    reports: sql`e.reports`,
  },
  order: sql`coalesce(e.due_on, '9999-12-31'), e.id`,
});

const taskStatus = (day: string): Sql =>
  sql`case when e.done_on <= ${day} then 'done' when e.due_on < ${day} then 'overdue' else 'open' end`;

const documents: Listing = {
  entity: 'document',
  from: sql`from document e left join meeting m on m.id = e.meeting_id
    left join agenda_item i on i.id = e.item_id left join decision d on d.id = e.decision_id
    left join meeting dm on dm.id = d.meeting_id where 1 = 1`,
  id: sql`e.id`,
  columns: {
    symbol: sql`e.symbol`,
    title: sql`e.title`,
    kind: sql`e.kind`,
    language: sql`e.language`,
    url: sql`e.url`,
    file: sql`e.file`,
    sha256: sql`e.sha256`,
    size: sql`e.size`,
    meeting: sql`m.ref`,
    item: sql`i.number`,
    decision: refOf('d', 'dm'),
  },
  order: sql`m.met_on desc nulls last, e.symbol, e.title, e.id`,
};

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

/** The id of a decision that a filter names. */
const decisionId =
  (reader: Reader) =>
  async (text: string): Promise<number> =>
    (await find(reader, 'decision', text)).id;

export interface PartFilters {
  readonly decision?: FilterValues;
  readonly party?: FilterValues;
  readonly standing?: FilterValues;
  readonly instrument?: FilterValues;
  readonly meeting?: FilterValues;
  readonly kind?: FilterValues;
}

/** The objections to some decisions, or of some parties. */
export async function objectionList(reader: Reader, filters: PartFilters): Promise<Filtered> {
  const where = [
    ...(await oneOf(filters.decision, sql`e.decision_id`, decisionId(reader))),
    ...(filters.party ? await oneOf(filters.party, sql`e.party_id`, await namedIds(reader, 'party')) : []),
  ];
  return { listing: objections, where };
}

/** The periods of standing, of some parties or standings. */
export async function standingList(reader: Reader, filters: PartFilters): Promise<Filtered> {
  const where = [
    ...(filters.party ? await oneOf(filters.party, sql`e.party_id`, await namedIds(reader, 'party')) : []),
    ...(await oneOf(filters.standing, sql`e.standing`, (text) => parseWord(standings, 'standing', text))),
  ];
  return { listing: standingPeriods, where };
}

/** The instruments. */
export async function instrumentList(): Promise<Filtered> {
  return { listing: instruments, where: [] };
}

/** The acts on some instruments, of some parties or kinds. */
export async function actList(reader: Reader, filters: PartFilters): Promise<Filtered> {
  const where = [
    ...(await oneOf(
      filters.instrument,
      sql`e.instrument_id`,
      async (text) => (await find(reader, 'instrument', text)).id,
    )),
    ...(filters.party ? await oneOf(filters.party, sql`e.party_id`, await namedIds(reader, 'party')) : []),
    ...(await oneOf(filters.kind, sql`e.kind`, (text) => parseWord(actKinds, 'kind', text))),
  ];
  return { listing: acts, where };
}

export interface TaskFilters {
  readonly decision?: FilterValues;
  readonly responsible?: FilterValues;
  readonly status?: FilterValues;
  readonly overdue?: boolean;
}

/** What a task can be as of a day. */
const taskStatuses = ['open', 'overdue', 'done'] as const;

/** The tasks of some decisions, of those responsible, or of some status as of a day. */
export async function taskList(reader: Reader, filters: TaskFilters, { day, asked }: AsOf): Promise<Filtered> {
  const where = [
    ...(await oneOf(filters.decision, sql`e.decision_id`, decisionId(reader))),
    ...(await responsibleConditions(reader, filters.responsible)),
    ...(await oneOf(filters.status, taskStatus(day), (text) => parseWord(taskStatuses, 'status', text))),
  ];
  if (asked) where.push(sql`d.decided_on <= ${day}`);
  if (filters.overdue) where.push(sql`${taskStatus(day)} = 'overdue'`);
  return { listing: tasks(day), where };
}

/** Where one of those responsible goes by a name, in whatever spelling: a party or body by any of its names. */
async function responsibleConditions(reader: Reader, values: FilterValues): Promise<Sql[]> {
  if (values === undefined) return [];
  const directories = { party: await Directory.load(reader, 'party'), body: await Directory.load(reader, 'body') };
  const all = await reader.rows<{ responsible: string }>(
    sql`select distinct responsible from task where responsible is not null order by responsible`,
  );
  const where: Sql[] = [];
  for (const value of values) {
    const wanted = new Set<string>();
    for (const text of alternatives(value)) {
      const named = await partyOrBody((entity) => directories[entity], text);
      for (const name of named === undefined ? [text] : namesOf(named)) wanted.add(foldName(name));
    }
    const found = all.map(({ responsible }) => responsible).filter((responsible) => wanted.has(foldName(responsible)));
    where.push(found.length === 0 ? sql`1 = 0` : sql`e.responsible in (${join(found)})`);
  }
  return where;
}

/** The documents of some meetings, decisions or kinds. */
export async function documentList(reader: Reader, filters: PartFilters): Promise<Filtered> {
  const where = [
    ...(await oneOf(filters.meeting, sql`e.meeting_id`, async (text) => (await findMeeting(reader, text)).id)),
    ...(await oneOf(filters.decision, sql`e.decision_id`, decisionId(reader))),
    ...(await oneOf(filters.kind, sql`e.kind`, (text) => parseWord(documentKinds, 'kind', text))),
  ];
  return { listing: documents, where };
}
