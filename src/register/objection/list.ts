import sql from 'sql-template-tag';
import { decisionRef } from '../list/columns';
import { listOf } from '../list/filters';

/** Objections, filtered by decision or party. */
export const objectionList = listOf('objection', {
  from: sql`from objection e cross join decision d cross join meeting m cross join party p
    where d.id = e.decision_id and m.id = d.meeting_id and p.id = e.party_id`,
  columns: { decision: decisionRef('d', 'm'), party: sql`p.code` },
  order: sql`e.objected_on desc, e.id desc`,
});
