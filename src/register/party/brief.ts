import sql from 'sql-template-tag';
import type { FoundRecord } from '../../domain/reference';
import type { Row } from '../../domain/row';
import type { Reader } from '../../store/store';
import { requestsTo } from '../due';
import { membership } from '../instrument/membership';
import { decisionRef } from '../list/columns';
import { type AsOf, type ListRow, listColumns } from '../list/listing';
import { lists } from '../list/lists';
import { bodyNames, getRow } from '../meeting/minutes';
import { type Involvement, type InvolvementRequest, involvementOf } from './involvement';

/** The facts that a brief on a party is written from. */
export interface BriefFacts extends Involvement {
  readonly party: ListRow;
  readonly day: string;
  /** What the party is still asked to do, however old: open tasks, and requests without a task. */
  readonly open: { readonly tasks: readonly Row[]; readonly requests: readonly Row[] };
  /** The decisions about it that await an answer, a condition or the end of a silence procedure. */
  readonly waiting: readonly Row[];
  /** The instruments without an act of the party, although it is a member. */
  readonly withoutAct: readonly Row[];
  /** The titles of the decisions to which it objected, by reference, and of the instruments, by code. */
  readonly titles: ReadonlyMap<string, string>;
  readonly bodies: ReadonlyMap<string, string>;
}

/** Reads the facts of a brief as of a date; `request` limits the past. */
export async function briefFacts(
  reader: Reader,
  party: FoundRecord,
  asOf: AsOf,
  request: InvolvementRequest,
): Promise<BriefFacts> {
  const instruments = await reader.rows<{ id: number; code: string; title: string }>(
    sql`select id, code, title from instrument order by code`,
  );
  const objected = await reader.rows<{ ref: string; title: string }>(sql`
    select ${decisionRef('d', 'm')} as ref, d.title from objection o
      join decision d on d.id = o.decision_id join meeting m on m.id = d.meeting_id where o.party_id = ${party.id}`);
  return {
    ...(await involvementOf(reader, party, asOf, request)),
    party: await getRow(reader, 'party', party.id, asOf),
    day: asOf.day,
    open: {
      tasks: await openTasks(reader, party, asOf),
      requests: await reader.rows<Row>(requestsTo([party.id], asOf.day)),
    },
    waiting: await waitingOf(reader, party, asOf.day),
    withoutAct: await withoutAct(reader, party, instruments, asOf.day),
    titles: new Map([
      ...objected.map(({ ref, title }) => [ref, title] as const),
      ...instruments.map(({ code, title }) => [code, title] as const),
    ]),
    bodies: await bodyNames(reader),
  };
}

/** The tasks of a party that are not done, the most urgent first. */
async function openTasks(reader: Reader, party: FoundRecord, asOf: AsOf): Promise<Row[]> {
  const { listing, where } = await lists.task(reader, { responsible: [party.ref], status: ['open,overdue'] }, asOf);
  return listColumns(reader, listing, { columns: ['id', 'decision', 'what', 'due_on'], where });
}

/** The pending decisions about a party, without requests to it, newest first. */
const waitingOf = (reader: Reader, party: FoundRecord, day: string): Promise<Row[]> =>
  reader.rows<Row>(sql`
    select ${decisionRef('d', 'm')} as ref, coalesce(d.date, m.end_date, m.date) as date, d.title, s.status,
      r.code as referred_to, d.silence_until, d.condition, d.condition_until
      from decision d join meeting m on m.id = d.meeting_id
      join decision_status s on s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day}
      left join body r on r.id = d.referred_to_id
      where d.id in (select decision_id from decision_party where party_id = ${party.id}
        and role not in ('addressee', 'reservation'))
        and s.status in ('referred', 'provisional')
      order by d.decided_on desc, d.id desc`);

async function withoutAct(
  reader: Reader,
  party: FoundRecord,
  instruments: readonly { readonly id: number; readonly code: string; readonly title: string }[],
  day: string,
): Promise<Row[]> {
  const missing: Row[] = [];
  for (const { id, code, title } of instruments) {
    const parties = await membership(reader, id, day);
    if (parties.some((row) => row.party === party.ref && row.act === null)) missing.push({ code, title });
  }
  return missing;
}
