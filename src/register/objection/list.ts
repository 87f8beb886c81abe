import sql from 'sql-template-tag';
import type { Reader } from '../../store/store';
import { decisionRef, listColumns } from '../list/columns';
import { type Filters, isRecord } from '../list/filters';
import type { Filtered, Listing } from '../list/listing';

const objections: Listing = {
  entity: 'objection',
  from: sql`from objection e cross join decision d cross join meeting m cross join party p
    where d.id = e.decision_id and m.id = d.meeting_id and p.id = e.party_id`,
  id: sql`e.id`,
  columns: listColumns('objection', 'e', { decision: decisionRef('d', 'm'), party: sql`p.code` }),
  order: sql`e.objected_on desc, e.id desc`,
};

/** The objections to some decisions, or of some parties. */
export async function objectionList(reader: Reader, filters: Pick<Filters, 'decision' | 'party'>): Promise<Filtered> {
  const where = [
    ...(await isRecord(filters.decision, reader, 'decision', sql`e.decision_id`)),
    ...(await isRecord(filters.party, reader, 'party', sql`e.party_id`)),
  ];
  return { listing: objections, where };
}
