import sql, { raw } from 'sql-template-tag';
import { columnConditions, dayRanges, inRanges, isRecord, type List } from '../list/filters';
import { listingOf } from '../list/listing';

const agendaItems = listingOf('agenda_item', {
  from: sql`from meeting m join agenda_item e on true where e.meeting_id = m.id`,
  columns: {
    ref: sql`m.ref || '#' || e.number`,
    meeting: sql`m.ref`,
    decisions: sql`(select count(*) from decision d where d.item_id = e.id)`,
  },
  order: sql`m.met_on desc, m.id desc, e.sort_key, e.id`,
  byMeeting: { day: raw('m.met_on'), meeting: raw('m.id'), meetings: 60 },
});

/** Agenda items, filtered by meeting, body or date. */
export const agendaList: List = async (reader, filters, { day }) => ({
  listing: agendaItems,
  where: [
    ...(await columnConditions(reader, filters, agendaItems)),
    ...(await isRecord(filters.body, reader, 'body', sql`m.body_id`)),
    ...inRanges(dayRanges(filters, day), sql`m.met_on`),
  ],
});
