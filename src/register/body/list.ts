import sql from 'sql-template-tag';
import { listOf } from '../list/filters';
import { naturally } from '../list/order';

/** Bodies, filtered by kind or parent body. */
export const bodyList = listOf('body', {
  from: sql`from body e left join body above on above.id = e.reports_to_id where 1 = 1`,
  columns: {
    reports_to: sql`above.code`,
    meetings: sql`(select count(*) from meeting m where m.body_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.body_id = e.id)`,
  },
  order: (dialect) => naturally(dialect, sql`e.code`),
});
