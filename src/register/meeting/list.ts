import sql, { raw } from 'sql-template-tag';
import type { Reader } from '../../store/store';
import type { FilterValues } from '../list/alternatives';
import { columnConditions, dayRanges, filterBy, inRanges, isSpelled, type List, unknownNames } from '../list/filters';
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
  byMeeting: { day: raw('e.met_on'), meeting: raw('e.id'), meetings: 500 },
  ties: sql`coalesce(e.met_on, '') desc, +e.id desc`,
});

/** Meetings, filtered by body, date, place, chair, status or mode; the date of a meeting is its first day. */
export const meetingList: List = async (reader, filters, { day }) => {
  const notes: string[] = [];
  const where = [
    ...(await columnConditions(reader, filters, meetings)),
    ...(await textConditions(reader, 'place', filters.place, notes)),
    ...(await textConditions(reader, 'chair', filters.chair, notes)),
    ...inRanges(dayRanges(filters, day), sql`e.met_on`),
  ];
  return { listing: meetings, where, notes };
};

const absences = { place: 'no meeting has the place', chair: 'no meeting has the chair' } as const;

/**
 * Conditions: a column contains one of the names in any spelling, as its whole text or between commas: Astana in
 * "Astana, Kazakhstan".
 */
async function textConditions(reader: Reader, column: keyof typeof absences, uses: FilterValues, notes: string[]) {
  if (uses === undefined) return [];
  const name = raw(column);
  const rows = await reader.rows<{ text: string }>(
    sql`select distinct ${name} as text from meeting where ${name} is not null order by ${name}`,
  );
  const onRecord = rows.map(({ text }) => text);
  return filterBy(uses, (texts) => {
    notes.push(...unknownNames(absences[column], onRecord.flatMap(wholeAndParts), texts));
    return isSpelled(raw(`e.${column}`), onRecord, texts, wholeAndParts);
  });
}

const wholeAndParts = (text: string): string[] => [text, ...text.split(',')];
