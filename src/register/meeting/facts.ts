import type { RowValue } from '../../domain/row';
import type { Reader } from '../../store/store';
import type { AsOf } from '../list/listing';
import { bodyNames, type LaterLink, laterLinks, type Minutes, minutesOf, partyNames } from './minutes';

/** A meeting with the facts that documents about it are written from. */
export interface MeetingFacts extends Minutes {
  /** The later decisions linked to each decision of the meeting, by its id. */
  readonly later: ReadonlyMap<number, readonly LaterLink[]>;
  /** The full names of all bodies, by code. */
  readonly bodies: ReadonlyMap<string, string>;
  /** The full names of the parties that its rows name, by code. */
  readonly parties: ReadonlyMap<string, string>;
}

/** Reads the facts of a meeting as of a date. */
export async function meetingFacts(reader: Reader, id: number, asOf: AsOf): Promise<MeetingFacts> {
  const minutes = await minutesOf(reader, id, asOf);
  const { meeting, decisions, objections, tasks } = minutes;
  const named: (RowValue | undefined)[] = [
    meeting.chair_party,
    ...objections.map(({ party }) => party),
    ...tasks.map(({ responsible }) => responsible),
  ];
  return {
    ...minutes,
    later: await laterLinks(
      reader,
      decisions.map((row) => row.id),
      asOf,
    ),
    bodies: await bodyNames(reader),
    parties: await partyNames(
      reader,
      named.filter((code) => typeof code === 'string'),
    ),
  };
}
