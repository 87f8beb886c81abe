import sql from 'sql-template-tag';
import { decisionRef } from '../list/columns';
import { listOf } from '../list/filters';
import { naturally } from '../list/order';

/** Documents, filtered by meeting, decision or kind. */
export const documentList = listOf('document', {
  from: sql`from document e left join meeting m on m.id = e.meeting_id
    left join agenda_item i on i.id = e.item_id left join decision d on d.id = e.decision_id
    left join meeting dm on dm.id = d.meeting_id where 1 = 1`,
  columns: {
    meeting: sql`m.ref`,
    item: sql`i.number`,
    decision: decisionRef('d', 'dm'),
  },
  order: (dialect) =>
    sql`m.met_on desc nulls last, ${naturally(dialect, sql`e.symbol`)}, ${naturally(dialect, sql`e.title`)}, e.id`,
});
