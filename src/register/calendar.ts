import sql, { join } from 'sql-template-tag';
import type { CalendarEntry } from '../domain/calendarEntry';
import { firstDay } from '../domain/date';
import type { Reader } from '../store/store';
import { registerHash } from './history/registerHash';
import { type Filtered, type ListRequest, list } from './list/listing';

/** An item of a calendar: a record, or one of its deadlines. */
export interface CalendarItem extends Pick<CalendarEntry, 'date' | 'endDate' | 'place' | 'state' | 'sequence'> {
  readonly what: string;
  readonly title: string;
  readonly ref: string;
  readonly who: string | null;
  /** The record, and what of it is due if that is ambiguous: `meeting-12`, `decision-3-silence`. */
  readonly key: string;
}

/**
 * Items as calendar entries. The id consists of the register, the record and the kind of deadline, since references may
 * change. The sequence is the id of the last change of the record, or of its meeting, which determines its day and its
 * reference.
 */
export async function calendarEntries(reader: Reader, items: readonly CalendarItem[]): Promise<CalendarEntry[]> {
  const register = ((await registerHash(reader)) ?? '').slice(0, 16);
  const times = await timesOf(
    reader,
    items.map(({ sequence }) => sequence),
  );
  return items.map(({ date, endDate, place, state, what, title, ref, who, key, sequence }) => ({
    date,
    endDate: endDate && isFullDate(endDate) ? endDate : null,
    place,
    state,
    summary: `${what}: ${title}`,
    description: [ref, who].filter((text) => text !== null).join(', '),
    uid: `${register}-${key}@cica`,
    sequence,
    changedAt: times.get(sequence) ?? '',
  }));
}

const isFullDate = (partial: string): boolean => firstDay(partial) === partial;

/** The number of changes per query. */
const batchSize = 500;

/** When changes were recorded, by their numbers. */
async function timesOf(reader: Reader, changes: readonly number[]): Promise<Map<number, string>> {
  const times = new Map<number, string>();
  const wanted = [...new Set(changes)];
  for (let start = 0; start < wanted.length; start += batchSize) {
    const values = wanted.slice(start, start + batchSize).map((change) => sql`(cast(${change} as bigint))`);
    const rows = await reader.rows<{ change: number; at: string }>(sql`
      select column1 as change,
        (select at from history where first_change <= column1 order by first_change desc limit 1) as at
        from (values ${join(values)}) as changes`);
    for (const { change, at } of rows) times.set(change, at);
  }
  return times;
}

/** The meetings of a list as calendar entries, and the number omitted because their day is unknown. */
export async function meetingEntries(
  reader: Reader,
  { listing, where }: Filtered,
  request: Pick<ListRequest, 'sort' | 'limit'>,
): Promise<{ readonly entries: CalendarEntry[]; readonly withoutDay: number }> {
  const columns = ['ref', 'body', 'title', 'date', 'end_date', 'place', 'status'];
  const more = [
    { name: 'version', value: sql`e.version` },
    { name: 'name', value: sql`b.name` },
  ];
  const items: CalendarItem[] = [];
  let withoutDay = 0;
  for await (const rows of list(reader, listing, { ...request, columns, where }, more)) {
    for (const row of rows) {
      if (isFullDate(row.date as string)) items.push(meetingItem(row as unknown as MeetingRow));
      else withoutDay += 1;
    }
  }
  return { entries: await calendarEntries(reader, items), withoutDay };
}

interface MeetingRow {
  readonly id: number;
  readonly ref: string;
  readonly body: string;
  readonly name: string;
  readonly title: string | null;
  readonly date: string;
  readonly end_date: string | null;
  readonly place: string | null;
  readonly status: string;
  readonly version: number;
}

const states: { readonly [status: string]: CalendarEntry['state'] } = {
  cancelled: 'cancelled',
  postponed: 'tentative',
};

const meetingItem = ({
  id,
  ref,
  body,
  name,
  title,
  date,
  end_date,
  place,
  status,
  version,
}: MeetingRow): CalendarItem => ({
  date,
  endDate: end_date,
  place,
  state: states[status],
  what: 'meeting',
  title: title ?? name,
  ref,
  who: body,
  key: `meeting-${id}`,
  sequence: version,
});
