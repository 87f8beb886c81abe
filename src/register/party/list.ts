import sql from 'sql-template-tag';
import { parseWord, standings } from '../../domain/vocabulary';
import { columnConditions, type List, oneOf } from '../list/filters';
import { listingOf } from '../list/listing';
import { naturally } from '../list/order';
import { standingsAsOf, standingsTable } from './standings';

/** Parties, filtered by kind or standing as of a day. */
export const partyList: List = async (reader, filters, { day }) => {
  const known = [...standings, 'applicant'] as const;
  const table = standingsTable(await standingsAsOf(reader, day));
  const listing = listingOf('party', {
    from: sql`from party e left join ${table} on st.party_id = e.id where 1 = 1`,
    columns: { standing: sql`st.standing`, since: sql`st.since` },
    order: (dialect) => naturally(dialect, sql`e.code`),
  });
  const where = [
    ...(await columnConditions(reader, filters, listing)),
    ...(await oneOf(filters.standing, sql`st.standing`, (text) => parseWord(known, 'standing', text))),
  ];
  return { listing, where };
};
