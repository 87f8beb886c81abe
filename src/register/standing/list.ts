import sql from 'sql-template-tag';
import { decisionRef } from '../list/columns';
import { listOf } from '../list/filters';
import { naturally } from '../list/order';

/** Standings, filtered by party or standing. */
export const standingList = listOf('standing', {
  from: sql`from standing e cross join party p
    left join decision d on d.id = e.given_by_id left join meeting m on m.id = d.meeting_id where p.id = e.party_id`,
  columns: { party: sql`p.code`, given_by: decisionRef('d', 'm') },
  order: (dialect) => sql`${naturally(dialect, sql`p.code`)}, e.from_date, e.id`,
});
