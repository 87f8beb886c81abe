import sql from 'sql-template-tag';
import { isRecord, isValue, type List } from '../list/filters';
import { listingOf } from '../list/listing';

const bodies = listingOf('body', {
  from: sql`from body e left join body above on above.id = e.reports_to_id where 1 = 1`,
  columns: {
    reports_to: sql`above.code`,
    meetings: sql`(select count(*) from meeting m where m.body_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.body_id = e.id)`,
  },
  order: sql`e.code`,
});

/** The bodies, of some kinds or under some body. */
export const bodyList: List = async (reader, filters) => ({
  listing: bodies,
  where: [
    ...(await isValue(filters.kind, 'body', 'kind')),
    ...(await isRecord(filters.reportsTo, reader, 'body', sql`e.reports_to_id`)),
  ],
});
