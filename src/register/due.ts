import sql, { join, type Sql } from 'sql-template-tag';
import type { CalendarEntry } from '../domain/calendarEntry';
import { addDays, compareDays, daysBetween } from '../domain/date';
import { compareTexts } from '../domain/order';
import type { Row } from '../domain/row';
import type { Status } from '../domain/vocabulary';
import type { Reader } from '../store/store';
import { calendarEntries } from './calendar';
import { pendingReferrals } from './decision/pending';
import type { FilterValues } from './list/alternatives';
import { decisionRef } from './list/columns';
import { Who } from './who';

/** A referral that has been pending longer than this, in days, is due: a quarter of a year. */
export const quarter = 91;

export const dueColumns = ['date', 'days', 'what', 'ref', 'title', 'who'];

/**
 * What is due up to `span` days after `day`, by date, so that overdue entries come first. If `who` names parties,
 * requests to them follow, the latest first; requests have no date.
 */
export async function due(reader: Reader, day: string, span: number, who?: FilterValues): Promise<Row[]> {
  const wanted = await Who.load(reader, who);
  const found = await allDue(reader, day, span, wanted);
  const dated = found.map((one) => ({ ...one, days: daysBetween(day, one.date) }));
  if (wanted.parties.length === 0) return dated;
  const requests = await reader.rows<Row & Pick<Due, 'who'>>(requestsTo(wanted.parties, day));
  return [...dated, ...requests.filter((one) => wanted.has(one.who))];
}

/** The same as calendar entries. */
export async function dueEntries(
  reader: Reader,
  day: string,
  span: number,
  who?: FilterValues,
): Promise<CalendarEntry[]> {
  const found = await allDue(reader, day, span, await Who.load(reader, who));
  return calendarEntries(
    reader,
    found.map(({ who, end_date, ...one }) => ({ ...one, who, endDate: end_date })),
  );
}

interface Due {
  readonly date: string;
  readonly what: string;
  readonly ref: string;
  readonly title: string;
  readonly who: string | null;
  /** Of a meeting. */
  readonly end_date?: string | null;
  readonly place?: string | null;
  /** The record, and what of it is due if that is ambiguous: `meeting-12`, `decision-3-silence`. */
  readonly key: string;
  /** The id of the last change of the record, or of the records that determine its day and its reference. */
  readonly sequence: number;
}

async function allDue(reader: Reader, day: string, span: number, who: Who): Promise<Due[]> {
  const last = addDays(day, span);
  const found: DueRow[] = [];
  for (const query of [deadlines(day, last), tasks(day, last), meetings(last)]) {
    const rows = await reader.rows<DueRow>(query);
    found.push(...rows.toSorted((one, other) => compareTexts(one.ref, other.ref)));
  }
  found.push(...(await referrals(reader, day, span)));
  return found
    .filter((one) => who.has(one.who))
    .map(({ version, decision_version, meeting_version, ...one }) => ({
      ...one,
      sequence: Math.max(version, decision_version ?? 0, meeting_version ?? 0),
    }))
    .toSorted((a, b) => compareDays(a.date, b.date));
}

/** A row of the query, with the last changes of the record and of the records that determine its day and its reference. */
type DueRow = Omit<Due, 'sequence'> & {
  readonly version: number;
  readonly decision_version?: number;
  readonly meeting_version?: number;
};

/** Open silence periods and conditions: those of decisions that are provisional as of the day. */
function deadlines(day: string, last: string): Sql {
  const open = sql`exists (select 1 from decision_status s where s.decision_id = d.id and s.status = 'provisional'
    and s.from_date <= ${day} and s.until_date > ${day})`;
  const decisions = sql`${decisionRef('d', 'm')} as ref, d.title, b.code as who, d.version, m.version as meeting_version
      from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id`;
  return sql`
    select d.silence_until as date, 'end of silence' as what, 'decision-' || cast(d.id as text) || '-silence' as key,
      ${decisions} where d.silence_until >= ${day} and d.silence_until <= ${last} and ${open}
    union all
    select d.condition_until, 'condition', 'decision-' || cast(d.id as text) || '-condition',
      ${decisions} where d.condition_until >= ${day} and d.condition_until <= ${last} and ${open}`;
}

const tasks = (day: string, last: string): Sql => sql`
  select t.due_on as date, 'task ' || cast(t.id as text) as what, 'task-' || cast(t.id as text) as key,
    ${decisionRef('d', 'm')} as ref, t.what as title, t.responsible as who,
    t.version, d.version as decision_version, m.version as meeting_version
    from task t join decision d on d.id = t.decision_id join meeting m on m.id = d.meeting_id
    where (t.done_on is null or t.done_on > ${day}) and t.due_on <= ${last} and d.decided_on <= ${day}
    order by t.due_on, t.id`;

/** Meetings that are still scheduled: upcoming ones, and past ones that nobody has marked as held. */
const meetings = (last: string): Sql => sql`
  select m.met_on as date, 'meeting' as what, 'meeting-' || cast(m.id as text) as key, m.ref,
    coalesce(m.title, b.name) as title, b.code as who, m.end_date, m.place, m.version
    from meeting m join body b on b.id = m.body_id
    where m.status = 'scheduled' and m.met_on <= ${last} order by m.met_on, m.id`;

/** Referrals that will have waited for a quarter. */
async function referrals(reader: Reader, day: string, span: number): Promise<DueRow[]> {
  const waiting = await pendingReferrals(reader, { olderThan: Math.max(0, quarter - span) }, day, null);
  return waiting.map(({ id, ref, title, referred_to, decided_on, version, meeting_version }) => {
    const date = addDays(decided_on, quarter);
    const key = `decision-${id}-referral`;
    return { date, what: 'referral', ref, title, who: referred_to, key, version, meeting_version };
  });
}

/** Open requests of decisions to parties, except those for which the party has a task with a deadline or a finished task. */
export const requestsTo = (parties: readonly number[], day: string): Sql => sql`
  select null as date, null as days, 'request' as what, ${decisionRef('d', 'm')} as ref, d.title, party.code as who
    from decision_party p join party on party.id = p.party_id
    join decision d on d.id = p.decision_id join meeting m on m.id = d.meeting_id
    where p.party_id in (${join([...parties])}) and p.role = 'addressee' and d.decided_on <= ${day}
      and exists (select 1 from decision_status s where s.decision_id = d.id and s.from_date <= ${day}
        and s.until_date > ${day} and s.status in (${join(stillAsking)}))
      and not exists (select 1 from task t where t.decision_id = d.id and t.responsible = party.code
        and (t.due_on is not null or t.done_on <= ${day}))
    order by d.decided_on desc, d.id desc, p.position`;

/** The statuses in which a decision still asks for something. */
const stillAsking: readonly Status[] = ['recorded', 'referred', 'accepted', 'upcoming', 'amended', 'in force'];
