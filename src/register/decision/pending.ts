import sql, { empty, type Sql } from 'sql-template-tag';
import { addDays, daysBetween } from '../../domain/date';
import type { RowOf } from '../../domain/record';
import type { Row } from '../../domain/row';
import type { Reader } from '../../store/store';
import type { FilterValues } from '../list/alternatives';
import { decisionRef } from '../list/columns';
import { isRecord } from '../list/filters';
import { conditions } from '../list/listing';
import { partiesOf } from './parts';

/** Filters of pending referrals. */
export interface PendingFilters {
  readonly to?: FilterValues;
  readonly from?: FilterValues;
  /** The minimum number of days that it has been pending. */
  readonly olderThan?: number | undefined;
}

/** The columns of pending referrals. */
export const pendingColumns = {
  all: ['ref', 'date', 'body', 'referred_to', 'title', 'parties', 'days'],
  table: ['ref', 'date', 'referred_to', 'title', 'days'],
} as const;

/** A pending referral. */
export type PendingRow = RowOf<'decision', 'title'> & {
  readonly ref: string;
  readonly date: string;
  readonly decided_on: string;
  readonly body: string;
  readonly referred_to: string;
  /** The ids of its last change, and of that of its meeting. */
  readonly version: number;
  readonly meeting_version: number;
};

/** Reads at most `limit` (null: all) pending referrals as of a day, oldest first. */
type Read<R> = (reader: Reader, filters: PendingFilters, day: string, limit: number | null) => Promise<R[]>;

/** Pending referrals, with their parties and how long they have been pending. */
export const pending: Read<Row> = async (reader, filters, day, limit) => {
  const rows = await pendingReferrals(reader, filters, day, limit);
  const parties = await partiesOf(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    parties: parties.get(row.id) ?? [],
    days: daysBetween(row.decided_on, day),
  }));
};

/** The same as stored in the register. */
export const pendingReferrals: Read<PendingRow> = async (reader, filters, day, limit) => {
  const where: Sql[] = [
    ...(await isRecord(filters.to, reader, 'body', sql`s.referred_to_id`)),
    ...(await isRecord(filters.from, reader, 'body', sql`d.body_id`)),
  ];
  if (filters.olderThan !== undefined) where.push(sql`s.decided_on <= ${addDays(day, -filters.olderThan)}`);
  // the status is part of the SQL, so that SQLite uses the partial index
  return reader.rows<PendingRow>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, coalesce(d.date, m.end_date, m.date) as date, s.decided_on,
      b.code as body, r.code as referred_to, d.title, d.version, m.version as meeting_version
      from decision_status s cross join decision d cross join meeting m cross join body b cross join body r
      where s.status = 'referred' and s.until_date > ${day} and s.from_date <= ${day}
        and d.id = s.decision_id and m.id = d.meeting_id and b.id = d.body_id and r.id = s.referred_to_id
        ${conditions(where)}
      order by s.decided_on, s.decision_id ${limit === null ? empty : sql`limit ${limit}`}`);
};
