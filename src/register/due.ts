import sql from 'sql-template-tag';
import { addDays, compareDays, daysBetween, firstDay } from '../domain/date';
import type { ListedRow } from '../domain/listed';
import { decisionReference } from '../domain/reference';
import type { Reader } from '../store/store';
import { pending } from './pending';

/** A referral that waits longer than this, in days, is due: a quarter of a year. */
export const quarter = 91;

/** The columns of what falls due. */
export const dueColumns = ['date', 'days', 'what', 'ref', 'title', 'who'];

/** What falls due up to so many days after a day; what is overdue comes first, then by date. */
export async function due(reader: Reader, day: string, span: number): Promise<ListedRow[]> {
  const last = addDays(day, span);
  const found = [
    ...(await deadlines(reader, day, last)),
    ...(await tasks(reader, day, last)),
    ...(await meetings(reader, last)),
    ...(await referrals(reader, day, span)),
  ];
  return found
    .toSorted((a, b) => compareDays(a.date, b.date))
    .map(({ date, what, ref, title, who }) => ({ date, days: daysBetween(day, date), what, ref, title, who }));
}

interface Due {
  readonly date: string;
  readonly what: string;
  readonly ref: string;
  readonly title: string;
  readonly who: string | null;
}

/** Open silence and conditions: those of decisions that are provisional as of the day. */
async function deadlines(reader: Reader, day: string, last: string): Promise<Due[]> {
  const open = sql`exists (select 1 from decision_status s where s.decision_id = d.id and s.status = 'provisional'
    and s.from_date <= ${day} and s.until_date > ${day})`;
  const rows = await reader.rows<Due & { number: number }>(sql`
    select d.silence_until as date, 'end of silence' as what, m.ref, d.number, d.title, b.code as who
      from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
      where d.silence_until >= ${day} and d.silence_until <= ${last} and ${open}
    union all
    select d.condition_until, 'condition', m.ref, d.number, d.title, b.code
      from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
      where d.condition_until >= ${day} and d.condition_until <= ${last} and ${open}`);
  return rows.map(({ number, ...row }) => ({ ...row, ref: decisionReference(row.ref, number) }));
}

async function tasks(reader: Reader, day: string, last: string): Promise<Due[]> {
  const rows = await reader.rows<Due & { number: number; id: number }>(sql`
    select t.due_on as date, t.id, m.ref, d.number, t.what as title, t.responsible as who
      from task t join decision d on d.id = t.decision_id join meeting m on m.id = d.meeting_id
      where (t.done_on is null or t.done_on > ${day}) and t.due_on <= ${last} and d.decided_on <= ${day}
      order by t.due_on, t.id`);
  return rows.map(({ number, id, ...row }) => ({
    ...row,
    what: `task ${id}`,
    ref: decisionReference(row.ref, number),
  }));
}

/** Meetings that are still scheduled: those to come, and those of which nobody said whether they were held. */
async function meetings(reader: Reader, last: string): Promise<Due[]> {
  const rows = await reader.rows<{ date: string; ref: string; title: string | null; name: string; who: string }>(sql`
    select m.date, m.ref, m.title, b.name, b.code as who from meeting m join body b on b.id = m.body_id
      where m.status = 'scheduled' and m.met_on <= ${last} order by m.met_on, m.id`);
  return rows.map(({ date, ref, title, name, who }) => ({
    date: firstDay(date),
    what: 'meeting',
    ref,
    title: title ?? name,
    who,
  }));
}

/** Referrals that will have waited for a quarter. */
async function referrals(reader: Reader, day: string, span: number): Promise<Due[]> {
  const waiting = await pending(reader, { olderThan: Math.max(0, quarter - span) }, day, null);
  return waiting.map(({ ref, title, referred_to, days }) => ({
    date: addDays(day, quarter - (days as number)),
    what: 'referral',
    ref: ref as string,
    title: title as string,
    who: referred_to as string,
  }));
}
