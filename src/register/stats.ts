import sql, { raw, type Sql } from 'sql-template-tag';
import { daysBetween } from '../domain/date';
import { groupBy } from '../domain/groupBy';
import type { Row } from '../domain/row';
import { type Action, actionClass } from '../domain/vocabulary';
import type { Reader } from '../store/store';
import { naturally } from './list/order';

/** The columns of the statistics: what is counted, in which group, the number, and the median and longest wait in days. */
export const statsColumns = ['what', 'group', 'number', 'median_days', 'longest_days'];

/** Counts of decisions up to a day, how long referrals waited for an answer, and how many tasks were done on time. */
export async function stats(reader: Reader, day: string): Promise<Row[]> {
  const grouped = <Name extends string>(query: Sql) => reader.rows<{ name: Name; number: number }>(query);
  const by = (column: string, order: Sql): Sql => sql`
    select ${raw(column)} as name, count(*) as number from decision
      where decided_on <= ${day} group by 1 order by ${order}`;
  const code = naturally(reader.dialect, sql`b.code`);
  // by day first, in the order of the index: to sort all decisions by year takes three times as long
  const years = await grouped(sql`select substr(days.name, 1, 4) as name, cast(sum(days.number) as integer) as number
    from (${by('decided_on', sql`1`)}) as days group by 1 order by 1`);
  const bodies = await grouped(sql`
    select b.code as name, c.number from (
      select body_id, count(*) as number from decision where decided_on <= ${day} group by body_id) c
      join body b on b.id = c.body_id order by c.number desc, ${code}`);
  const actions = await grouped<Action>(by('action', sql`1`));
  const kinds = await grouped(by('kind', sql`2 desc, 1`));
  return [
    ...years.map(({ name, number }) => count('year', name, number)),
    ...bodies.map(({ name, number }) => count('body', name, number)),
    ...byClass(actions).map(([name, number]) => count('action class', name, number)),
    ...kinds.map(({ name, number }) => count('kind', name, number)),
    ...(await waits(reader, day)),
    ...(await tasks(reader, day)),
  ];
}

/** The count of a group; for waits, also their lengths in days. */
function count(what: string, group: string, number: number, waits: readonly number[] = []): Row {
  const sorted = waits.toSorted((a, b) => a - b);
  return { what, group, number, median_days: median(sorted), longest_days: sorted.at(-1) ?? null };
}

function byClass(actions: readonly { name: Action; number: number }[]): [string, number][] {
  const classes = new Map<string, number>();
  for (const { name, number } of actions) {
    const group = actionClass(name);
    classes.set(group, (classes.get(group) ?? 0) + number);
  }
  return [...classes].toSorted((a, b) => b[1] - a[1]);
}

/** How long answered referrals took, by the body that was asked, and how many are pending. */
async function waits(reader: Reader, day: string): Promise<Row[]> {
  const code = naturally(reader.dialect, sql`b.code`);
  const referrals = sql`decision_status s ${reader.dialect.byIndex('decision_status_referred')}`;
  const bodies = await reader.rows<{ id: number; code: string }>(sql`select id, code from body b order by ${code}`);
  const answered = await reader.rows<{ body_id: number; from_date: string; until_date: string }>(sql`
    select s.referred_to_id as body_id, s.from_date, s.until_date from ${referrals}
      join decision_status n on n.decision_id = s.decision_id and n.from_date = s.until_date
      where s.status = 'referred' and n.status in ('accepted', 'declined') and n.from_date <= ${day}`);
  const waiting = await reader.rows<{ body: string; number: number }>(sql`
    select b.code as body, count(*) as number from ${referrals} join body b on b.id = s.referred_to_id
      where s.status = 'referred' and s.from_date <= ${day} and s.until_date > ${day}
      group by b.code order by 2 desc, ${code}`);
  const byBody = groupBy(answered, ({ body_id }) => body_id);
  const answeredByBody = bodies.map(({ id, code }) => ({ code, answered: byBody.get(id) ?? [] }));
  return [
    ...answeredByBody
      .filter(({ answered }) => answered.length > 0)
      .toSorted((a, b) => b.answered.length - a.answered.length)
      .map(({ code, answered }) => {
        const days = answered.map(({ from_date, until_date }) => daysBetween(from_date, until_date));
        return count('answered referrals', code, days.length, days);
      }),
    ...waiting.map(({ body, number }) => count('waiting referrals', body, number)),
  ];
}

/** The middle of sorted numbers, or the mean of the two in the middle. */
function median(sorted: readonly number[]): number | null {
  const half = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}

async function tasks(reader: Reader, day: string): Promise<Row[]> {
  const rows = await reader.rows<{ name: string; number: number }>(sql`
    select case
        when done_on <= ${day} and (due_on is null or done_on <= due_on) then 'done on time'
        when done_on <= ${day} then 'done late'
        when due_on < ${day} then 'overdue'
        else 'open' end as name, count(*) as number
      from task t join decision d on d.id = t.decision_id where d.decided_on <= ${day} group by 1 order by 1`);
  return rows.map(({ name, number }) => count('tasks', name, number));
}
