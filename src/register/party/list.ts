import sql from 'sql-template-tag';
import { parseWord, standings } from '../../domain/vocabulary';
import { isValue, type List, oneOf } from '../list/filters';
import { listingOf } from '../list/listing';
import { standingsAsOf, standingsTable } from './standings';

/** The parties, of some kind or standing, as of a day. */
export const partyList: List = async (reader, filters, { day }) => {
  const known = [...standings, 'applicant'] as const;
  const where = [
    ...(await isValue(filters.kind, 'party', 'kind')),
    ...(await oneOf(filters.standing, sql`st.standing`, (text) => parseWord(known, 'standing', text))),
  ];
  const table = standingsTable(await standingsAsOf(reader, day));
  return {
    listing: listingOf('party', {
      from: sql`from party e left join ${table} on st.party_id = e.id where 1 = 1`,
      columns: { standing: sql`st.standing`, since: sql`st.since` },
      order: sql`e.code`,
    }),
    where,
  };
};
