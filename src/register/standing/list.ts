import sql from 'sql-template-tag';
import { decisionRef, listColumns } from '../list/columns';
import { isRecord, isValue, type List } from '../list/filters';
import type { Listing } from '../list/listing';

const standings: Listing = {
  entity: 'standing',
  from: sql`from standing e cross join party p
    left join decision d on d.id = e.given_by_id left join meeting m on m.id = d.meeting_id where p.id = e.party_id`,
  id: sql`e.id`,
  columns: listColumns('standing', 'e', { party: sql`p.code`, given_by: decisionRef('d', 'm') }),
  order: sql`p.code, e.from_date`,
};

/** The periods of standing, of some parties or standings. */
export const standingList: List = async (reader, filters) => ({
  listing: standings,
  where: [
    ...(await isRecord(filters.party, reader, 'party', sql`e.party_id`)),
    ...(await isValue(filters.standing, 'standing', 'standing')),
  ],
});
