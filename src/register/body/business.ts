import sql, { type Sql } from 'sql-template-tag';
import type { FoundRecord } from '../../domain/reference';
import type { Row } from '../../domain/row';
import type { Reader } from '../../store/store';
import { pending } from '../decision/pending';
import { type AsOf, listColumns } from '../list/listing';
import { lists } from '../list/lists';
import { type Chair, chairOf } from './chair';

/** Who chairs a body, its last and next meetings, and what it still has to answer or do. */
export interface Business {
  readonly chair: Chair | null;
  readonly lastMeeting: Row | null;
  /** Soonest first. */
  readonly nextMeetings: readonly Row[];
  /** The referrals that it has not answered, oldest first. */
  readonly pending: readonly Row[];
  /** Its tasks that are not done, by deadline. */
  readonly tasks: readonly Row[];
}

/** The business of a body as of a day, with at most `limit` meetings, referrals and tasks each (null: all). */
export async function businessOf(
  reader: Reader,
  body: FoundRecord,
  asOf: AsOf,
  limit: number | null,
): Promise<Business> {
  const { day } = asOf;
  const { listing } = await lists.meeting(reader, {}, asOf);
  const meetings = (where: Sql, order: Sql, most: number | null): Promise<Row[]> =>
    listColumns(reader, { ...listing, order }, { columns: meetingColumns, where: [ofBody, where], limit: most });
  const ofBody = sql`e.body_id = ${body.id}`;
  const held = sql`e.status = 'held' and e.met_on <= ${day}`;
  // as of an earlier day, a meeting that has been held since was still to come
  const toCome = sql`((e.met_on > ${day} and e.status in ('scheduled', 'held')) or (e.met_on = ${day} and e.status = 'scheduled'))`;
  const [last = null] = await meetings(held, sql`e.met_on desc, e.id desc`, 1);
  const tasks = await lists.task(reader, { responsible: [body.ref], status: ['open,overdue'] }, asOf);
  return {
    chair: await chairOf(reader, body.id, day),
    lastMeeting: last,
    nextMeetings: await meetings(toCome, sql`e.met_on, e.id`, limit),
    pending: await pending(reader, { to: [body.ref] }, day, limit),
    tasks: await listColumns(reader, tasks.listing, { columns: taskColumns, where: tasks.where, limit }),
  };
}

const meetingColumns = ['ref', 'title', 'date', 'end_date', 'place', 'status', 'chair'];
const taskColumns = ['id', 'decision', 'what', 'due_on', 'done_on', 'status'];
