import sql, { join, type Sql } from 'sql-template-tag';
import { addDays } from '../domain/date';
import { parseNamedParty } from '../domain/fields';
import { Problem } from '../domain/problem';
import { searchTerms } from '../domain/searchText';
import { kinds, parseAction, parseWord, type Status, statuses } from '../domain/vocabulary';
import type { Reader } from '../store/store';
import { Directory } from './directory';
import { alternatives, dayRanges, type FilterValues, inRanges, namedIds, oneOf, type TimeFilters } from './filters';
import type { Listing } from './listing';
import { longestMeeting } from './meeting';
import { findAgendaItem, findMeeting } from './references';

/** The filters of decisions, as cica takes them; every text is read as its flag says. */
export interface DecisionFilters extends TimeFilters {
  readonly body?: FilterValues;
  readonly meeting?: FilterValues;
  readonly item?: FilterValues;
  readonly action?: FilterValues;
  readonly kind?: FilterValues;
  readonly party?: FilterValues;
  readonly tag?: FilterValues;
  readonly to?: FilterValues;
  readonly status?: FilterValues;
  readonly inForce?: boolean;
  readonly text?: FilterValues;
}

/** The day that statuses are shown for: a day asked for hides what was decided later. */
export interface AsOf {
  readonly day: string;
  readonly asked: boolean;
}

/** A list of decisions, driven from the status table where a status is asked for, and the conditions of its filters. */
export async function decisionList(
  reader: Reader,
  filters: DecisionFilters,
  asOf: AsOf,
): Promise<{ listing: Listing; where: Sql[] }> {
  const byStatus = filters.inForce === true || (filters.status ?? []).length > 0;
  const where = byStatus ? statusConditions(filters, asOf.day) : [];
  if (asOf.asked) where.push(sql`d.decided_on <= ${asOf.day}`);
  where.push(...(await recordConditions(reader, filters)));
  where.push(...(await partConditions(reader, filters)));
  where.push(...timeConditions(filters, asOf.day));
  return { listing: listingOf(byStatus, asOf.day), where };
}

function listingOf(byStatus: boolean, day: string): Listing {
  const status = byStatus
    ? sql`s.status`
    : sql`(select s.status from decision_status s
        where s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day})`;
  const order = byStatus
    ? sql`s.met_on desc, s.meeting_id desc, s.number`
    : sql`d.met_on desc, d.meeting_id desc, d.number`;
  const start = byStatus ? sql`from decision_status s cross join decision d` : sql`from decision d`;
  return {
    entity: 'decision',
    from: sql`${start} cross join meeting m cross join body b
      left join agenda_item i on i.id = d.item_id
      left join body r on r.id = d.referred_to_id
      where m.id = d.meeting_id and b.id = d.body_id ${byStatus ? sql`and d.id = s.decision_id` : sql``}`,
    id: sql`d.id`,
    columns: {
      ref: sql`m.ref || '/' || cast(d.number as text)`,
      symbol: sql`d.symbol`,
      date: sql`coalesce(d.date, m.end_date, m.date)`,
      body: sql`b.code`,
      meeting: sql`m.ref`,
      item: sql`i.number`,
      action: sql`d.action`,
      kind: sql`d.kind`,
      title: sql`d.title`,
      text: sql`d.text`,
      status,
      period: sql`d.period`,
      referred_to: sql`r.code`,
      procedure: sql`d.procedure`,
      votes_for: sql`d.votes_for`,
      votes_against: sql`d.votes_against`,
      votes_abstain: sql`d.votes_abstain`,
      silence_until: sql`d.silence_until`,
      condition: sql`d.condition`,
      condition_until: sql`d.condition_until`,
      confirmed_on: sql`d.confirmed_on`,
      effective_on: sql`d.effective_on`,
      grants: sql`d.grants`,
      evidence: sql`d.evidence`,
      source: sql`d.source`,
      created_at: timeOf(sql`d.created`),
      updated_at: timeOf(sql`d.version`),
    },
    order,
    day,
  };
}

/** When a change was recorded: the time of the block of the history that holds it. */
const timeOf = (change: Sql): Sql =>
  sql`(select h.at from history h where h.first_change <= ${change} order by h.first_change desc limit 1)`;

function statusConditions(filters: DecisionFilters, day: string): Sql[] {
  const where = [sql`s.from_date <= ${day}`, sql`s.until_date > ${day}`];
  if (filters.inForce === true) where.push(sql`s.in_force = 1`);
  for (const value of filters.status ?? []) {
    const wanted = alternatives(value).map((text): Status => parseWord(statuses, 'status', text));
    where.push(wanted.length === 1 ? sql`s.status = ${wanted[0]}` : sql`s.status in (${join(wanted)})`);
  }
  return where;
}

async function recordConditions(reader: Reader, filters: DecisionFilters): Promise<Sql[]> {
  const meetings = await oneOf(
    filters.meeting,
    sql`d.meeting_id`,
    async (text) => (await findMeeting(reader, text)).id,
  );
  return [
    ...(filters.body ? await oneOf(filters.body, sql`d.body_id`, await namedIds(reader, 'body')) : []),
    ...(filters.to ? await oneOf(filters.to, sql`d.referred_to_id`, await namedIds(reader, 'body')) : []),
    ...meetings,
    ...(await oneOf(filters.item, sql`d.item_id`, (text) => itemId(reader, filters, text))),
    ...(await oneOf(filters.action, sql`d.action`, parseAction)),
    ...(await oneOf(filters.kind, sql`d.kind`, (text) => parseWord(kinds, 'kind', text))),
  ];
}

/** An agenda item by its reference, or by its number in the one meeting that is asked for. */
async function itemId(reader: Reader, filters: DecisionFilters, text: string): Promise<number> {
  const [meeting, ...more] = (filters.meeting ?? []).flatMap(alternatives);
  const meetingId = meeting !== undefined && more.length === 0 ? (await findMeeting(reader, meeting)).id : undefined;
  return (await findAgendaItem(reader, text, meetingId)).id;
}

async function partConditions(reader: Reader, filters: DecisionFilters): Promise<Sql[]> {
  const where: Sql[] = [];
  if (filters.party) {
    const directory = await Directory.load(reader, 'party');
    for (const value of filters.party) {
      const wanted = alternatives(value).map((text) => {
        const { role, party } = parseNamedParty(text);
        const id = directory.find(party).id;
        return text.includes(':') ? sql`(party_id = ${id} and role = ${role})` : sql`party_id = ${id}`;
      });
      where.push(sql`d.id in (select decision_id from decision_party where ${join(wanted, ' or ')})`);
    }
  }
  for (const value of filters.tag ?? []) {
    where.push(sql`d.id in (select decision_id from decision_tag where tag in (${join(alternatives(value))}))`);
  }
  for (const words of filters.text ?? []) {
    const terms = searchTerms(words);
    if (terms.length === 0) throw nothingToSearch(words);
    where.push(sql`d.id in (${reader.dialect.matching(terms, ['title', 'text'], 'decision')})`);
  }
  return where;
}

/** The problem that a search has no word in it. */
export function nothingToSearch(words: string): Problem {
  return new Problem('usage', `nothing to search for in "${words}"`, 'give a word with letters or digits');
}

/** A decision is taken on a day of its meeting: the meeting's first day bounds what the index has to read. */
function timeConditions(filters: DecisionFilters, today: string): Sql[] {
  const ranges = dayRanges(filters, today);
  const meetings = ranges.map((group) =>
    group.map(({ from, until }) => ({ from: from === null ? null : addDays(from, -longestMeeting), until })),
  );
  return [...inRanges(ranges, sql`d.decided_on`), ...inRanges(meetings, sql`d.met_on`)];
}
