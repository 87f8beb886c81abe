import sql from 'sql-template-tag';
import { columnConditions, dayRanges, inRanges, type List } from '../list/filters';
import { listingOf } from '../list/listing';

const meetings = listingOf('meeting', {
  from: sql`from meeting e cross join body b left join party p on p.id = e.chair_party_id where b.id = e.body_id`,
  columns: {
    body: sql`b.code`,
    chair_party: sql`p.code`,
    agenda_items: sql`(select count(*) from agenda_item i where i.meeting_id = e.id)`,
    decisions: sql`(select count(*) from decision d where d.meeting_id = e.id)`,
  },
  order: sql`e.met_on desc, e.id desc`,
});

/** The meetings of some bodies, times, statuses or modes; a meeting is of the time in which it began. */
export const meetingList: List = async (reader, filters, { day }) => ({
  listing: meetings,
  where: [...(await columnConditions(reader, filters, meetings)), ...inRanges(dayRanges(filters, day), sql`e.met_on`)],
});
