import sql from 'sql-template-tag';
import { decisionRef } from '../list/columns';
import { listOf } from '../list/filters';
import { naturally } from '../list/order';

export const instrumentList = listOf('instrument', {
  from: sql`from instrument e left join decision d on d.id = e.adopted_by_id
    left join meeting m on m.id = d.meeting_id where 1 = 1`,
  columns: { adopted_by: decisionRef('d', 'm') },
  order: (dialect) => naturally(dialect, sql`e.code`),
});

/** Acts, filtered by instrument, party or kind. */
export const actList = listOf('act', {
  from: sql`from act e cross join instrument i cross join party p
    left join decision d on d.id = e.noted_by_id left join meeting m on m.id = d.meeting_id
    where i.id = e.instrument_id and p.id = e.party_id`,
  columns: { instrument: sql`i.code`, party: sql`p.code`, noted_by: decisionRef('d', 'm') },
  order: (dialect) =>
    sql`${naturally(dialect, sql`i.code`)}, ${naturally(dialect, sql`p.code`)}, e.date nulls first, e.id`,
});
