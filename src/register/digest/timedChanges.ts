import sql, { join } from 'sql-template-tag';
import { addDays, compareDays } from '../../domain/date';
import type { Status } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** A decision that took effect, ended or lapsed. */
export interface StatusChange {
  readonly id: number;
  readonly ref: string;
  readonly title: string;
  readonly status: Extract<Status, 'in force' | 'ended' | 'lapsed'>;
  /** The first day in force or lapsed, or for an ended decision its last day. */
  readonly on: string;
}

/** A task whose deadline passed. */
export interface OverdueTask {
  readonly id: number;
  readonly ref: string;
  readonly what: string;
  readonly responsible: string | null;
  readonly due_on: string;
}

/** What changed by date alone, without an entry in the history. */
export interface TimedChanges {
  readonly decisions: readonly StatusChange[];
  readonly tasks: readonly OverdueTask[];
}

/** Reads what took effect, ended, lapsed or fell overdue after `before`, up to `day`. A lapse that was later reversed does not count. */
export async function timedChanges(reader: Reader, before: string, day: string): Promise<TimedChanges> {
  const decisions = await reader.rows<StatusChange>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, d.title, s.status, s.from_date as "on"
      from decision_status s join decision d on d.id = s.decision_id join meeting m on m.id = d.meeting_id
      where s.status in ('in force', 'ended', 'lapsed') and s.from_date > ${before} and s.from_date <= ${day}
        and (s.status <> 'lapsed' or s.until_date > ${day})
        and (s.status <> 'in force' or exists (select 1 from decision_status p where p.decision_id = s.decision_id
          and p.until_date = s.from_date and p.status in (${join(['upcoming', 'provisional'])})))
      order by s.from_date, s.decision_id`);
  const tasks = await reader.rows<OverdueTask>(sql`
    select t.id, ${decisionRef('d', 'm')} as ref, t.what, t.responsible, t.due_on
      from task t join decision d on d.id = t.decision_id join meeting m on m.id = d.meeting_id
      where t.due_on >= ${before} and t.due_on < ${day} and (t.done_on is null or t.done_on > ${day})
      order by t.due_on, t.id`);
  const shown = decisions.map((one) => (one.status === 'ended' ? { ...one, on: addDays(one.on, -1) } : one));
  return { decisions: shown.toSorted((one, other) => compareDays(one.on, other.on)), tasks };
}
