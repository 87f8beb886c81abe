import sql, { type Sql } from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import type { EntityName } from '../../domain/schema';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import type { ListRow } from '../list/listing';
import type { Limited } from './limited';
import type { NetChanges } from './netChanges';
import { rowsOf } from './rowsOf';

/** A meeting that is new, or has new decisions or agenda items. */
export interface MeetingUpdate {
  readonly meeting: ListRow;
  readonly isNew: boolean;
  /** The new decisions, in order. */
  readonly decisions: readonly ListRow[];
  readonly agendaItems: number;
}

/** The ids of what is new in a meeting. */
interface MeetingIds {
  readonly id: number;
  readonly met_on: string;
  readonly decisions: number[];
  agendaItems: number;
}

/** Reads the meetings with something new, newest first. `limit` counts meetings and decisions together; null for all. */
export async function meetingUpdates(
  reader: Reader,
  { created }: NetChanges,
  day: string,
  limit: number | null,
): Promise<Limited<MeetingUpdate>> {
  const all = await newByMeeting(reader, created);
  const total = all.reduce((sum, one) => sum + 1 + one.decisions.length, 0);
  const first = firstMeetings(all, limit);
  const meetings = await rowsById(
    reader,
    'meeting',
    first.map(({ id }) => id),
    day,
  );
  const decisions = await rowsById(
    reader,
    'decision',
    first.flatMap((one) => one.decisions),
    day,
  );
  const items = first.flatMap(({ id, decisions: ids, agendaItems }): MeetingUpdate[] => {
    const meeting = meetings.get(id);
    if (meeting === undefined) return [];
    const isNew = created.get('meeting')?.has(id) ?? false;
    return [{ meeting, isNew, agendaItems, decisions: ids.flatMap((one) => decisions.get(one) ?? []) }];
  });
  return { items, total };
}

async function rowsById(
  reader: Reader,
  entity: EntityName,
  ids: readonly number[],
  day: string,
): Promise<Map<number, ListRow>> {
  return new Map((await rowsOf(reader, entity, ids, day)).map((row) => [row.id, row]));
}

/** Groups new meetings, agenda items and decisions by meeting, newest first. */
async function newByMeeting(reader: Reader, created: NetChanges['created']): Promise<MeetingIds[]> {
  const meetings = new Map<number, MeetingIds>();
  const of = ({ meeting_id: id, met_on }: MeetingPart): MeetingIds => {
    const known = meetings.get(id) ?? { id, met_on, decisions: [], agendaItems: 0 };
    meetings.set(id, known);
    return known;
  };
  const parts = (entity: EntityName, query: (ids: Sql) => Sql) =>
    queryInChunks(created.get(entity) ?? [], (ids) => reader.rows<MeetingPart>(query(ids)));
  const newMeetings = await parts(
    'meeting',
    (ids) => sql`select id, id as meeting_id, met_on from meeting where id in (${ids})`,
  );
  for (const row of newMeetings) of(row);
  const newItems = await parts(
    'agenda_item',
    (ids) => sql`select i.id, i.meeting_id, m.met_on from agenda_item i
      join meeting m on m.id = i.meeting_id where i.id in (${ids})`,
  );
  for (const row of newItems) of(row).agendaItems += 1;
  const newDecisions = await parts(
    'decision',
    (ids) => sql`select id, meeting_id, met_on, number from decision where id in (${ids})`,
  );
  for (const row of newDecisions.toSorted((one, other) => (one.number ?? 0) - (other.number ?? 0))) {
    of(row).decisions.push(row.id);
  }
  return [...meetings.values()].toSorted((one, other) => compareDays(other.met_on, one.met_on) || other.id - one.id);
}

interface MeetingPart {
  readonly id: number;
  readonly meeting_id: number;
  readonly met_on: string;
  readonly number?: number;
}

/** Takes the first meetings; the last one keeps as many decisions as the limit allows. */
function firstMeetings(meetings: readonly MeetingIds[], limit: number | null): MeetingIds[] {
  if (limit === null) return [...meetings];
  let remaining = limit;
  const first: MeetingIds[] = [];
  for (const meeting of meetings) {
    if (remaining <= 0) break;
    const decisions = meeting.decisions.slice(0, remaining - 1);
    first.push({ ...meeting, decisions });
    remaining -= 1 + decisions.length;
  }
  return first;
}
