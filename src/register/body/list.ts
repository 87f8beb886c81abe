import sql from 'sql-template-tag';
import type { Reader } from '../../store/store';
import { listColumns } from '../list/columns';
import { type Filters, isRecord, isValue } from '../list/filters';
import type { Filtered, Listing } from '../list/listing';

const bodies: Listing = {
  entity: 'body',
  from: sql`from body e left join body above on above.id = e.reports_to_id where 1 = 1`,
  id: sql`e.id`,
  columns: listColumns('body', 'e', {
    reports_to: sql`above.code`,
    meetings: sql`(select count(*) from meeting m where m.body_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.body_id = e.id)`,
  }),
  order: sql`e.code`,
};

/** The bodies, of some kinds or under some body. */
export async function bodyList(reader: Reader, filters: Pick<Filters, 'kind' | 'reportsTo'>): Promise<Filtered> {
  const where = [
    ...(await isValue(filters.kind, 'body', 'kind')),
    ...(await isRecord(filters.reportsTo, reader, 'body', sql`e.reports_to_id`)),
  ];
  return { listing: bodies, where };
}
