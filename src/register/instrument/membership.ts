import sql from 'sql-template-tag';
import { firstDay } from '../../domain/date';
import type { Row } from '../../domain/row';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import { naturally } from '../list/order';
import { standingsAsOf } from '../party/standings';

/** The columns of the parties to an instrument. */
export const membershipColumns = ['party', 'name', 'bound', 'act', 'since', 'noted_by'];

/**
 * Who is bound by an instrument as of a day: lists every member, and every party with an act. The last act decides; acts of
 * unknown date come first. A signature alone does not bind (Vienna Convention on the Law of Treaties, article 14).
 */
export async function membership(reader: Reader, instrument: number, day: string): Promise<Row[]> {
  const acts = await reader.rows<{ party: string; kind: string; date: string | null; noted_by: string | null }>(sql`
    select p.code as party, a.kind, a.date, ${decisionRef('d', 'm')} as noted_by
      from act a join party p on p.id = a.party_id
      left join decision d on d.id = a.noted_by_id left join meeting m on m.id = d.meeting_id
      where a.instrument_id = ${instrument} order by a.date is not null, a.date, a.id`);
  const last = new Map(
    acts.filter(({ date }) => date === null || firstDay(date) <= day).map((act) => [act.party, act]),
  );
  const members = new Set(
    (await standingsAsOf(reader, day)).flatMap((one) => (one.standing === 'member' ? [one.party_id] : [])),
  );
  const parties = await reader.rows<{ id: number; code: string; name: string }>(
    sql`select id, code, name from party order by ${naturally(reader.dialect, sql`code`)}`,
  );
  return parties
    .filter(({ id, code }) => members.has(id) || last.has(code))
    .map(({ code, name }) => {
      const { kind = null, date = null, noted_by = null } = last.get(code) ?? {};
      return { party: code, name, bound: boundBy(kind), act: kind, since: date, noted_by };
    });
}

function boundBy(kind: string | null): string {
  if (kind === null) return 'not on record';
  if (kind === 'signature') return 'signed';
  return kind === 'withdrawal' ? 'withdrawn' : 'yes';
}
