import sql from 'sql-template-tag';
import { decisionRef } from '../list/columns';
import { isRecord, isValue, type List } from '../list/filters';
import { listingOf } from '../list/listing';

const instruments = listingOf('instrument', {
  from: sql`from instrument e left join decision d on d.id = e.adopted_by_id
    left join meeting m on m.id = d.meeting_id where 1 = 1`,
  columns: { adopted_by: decisionRef('d', 'm') },
  order: sql`e.code`,
});

const acts = listingOf('act', {
  from: sql`from act e cross join instrument i cross join party p
    left join decision d on d.id = e.noted_by_id left join meeting m on m.id = d.meeting_id
    where i.id = e.instrument_id and p.id = e.party_id`,
  columns: { instrument: sql`i.code`, party: sql`p.code`, noted_by: decisionRef('d', 'm') },
  order: sql`i.code, p.code, e.date, e.id`,
});

/** The instruments. */
export const instrumentList: List = async () => ({ listing: instruments, where: [] });

/** The acts on some instruments, of some parties or kinds. */
export const actList: List = async (reader, filters) => ({
  listing: acts,
  where: [
    ...(await isRecord(filters.instrument, reader, 'instrument', sql`e.instrument_id`)),
    ...(await isRecord(filters.party, reader, 'party', sql`e.party_id`)),
    ...(await isValue(filters.kind, 'act', 'kind')),
  ],
});
