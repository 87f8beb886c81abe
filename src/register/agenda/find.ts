import sql from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import { missing, type Problem } from '../../domain/problem';
import type { RowOf } from '../../domain/record';
import { agendaReference, type FoundRecord, parseReference } from '../../domain/reference';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import { findMeeting, meetingOfId } from '../meeting/find';

/**
 * The agenda item of a reference (`SOC-2023-12-12#4.1`), or of a number if the meeting is known.
 *
 * @throws Problem `missing` if there is none.
 */
export async function findAgendaItem(reader: Reader, text: string, meetingId?: number): Promise<FoundRecord> {
  const parsed = parseReference(text);
  const reference = parsed?.kind === 'agenda item' ? parsed : undefined;
  if (reference === undefined && meetingId === undefined) {
    throw missing(
      `no agenda item "${text}"`,
      'an agenda item is named by its meeting and number, like SOC-2023-12-12#4; `cica agenda list` shows all',
    );
  }
  const meeting = await (reference ? findMeeting(reader, reference.meeting) : meetingOfId(reader, meetingId as number));
  const number = reference?.number ?? text.trim();
  const items = (await agendasOf(reader, [meeting.id])).get(meeting.id) ?? [];
  const found = itemOf(items, number);
  if (found === undefined) throw noAgendaItem(meeting.ref, items, number);
  return { entity: 'agenda_item', id: found.id, ref: agendaReference(meeting.ref, found.number) };
}

/** The problem that an agenda has no item with this number. */
export function noAgendaItem(meeting: string, items: readonly AgendaEntry[], number: string): Problem {
  const numbers = items.map((item) => item.number).join(', ');
  return missing(
    `no agenda item ${agendaReference(meeting, number)}`,
    numbers === '' ? `\`cica agenda add ${meeting} TITLE\` adds one` : `the agenda has ${numbers}`,
  );
}

/** An item of a meeting's agenda. */
export type AgendaEntry = RowOf<'agenda_item', 'number' | 'title'>;

/** The agendas of those meetings that have one, each in its order. */
export async function agendasOf(reader: Reader, meetings: readonly number[]): Promise<Map<number, AgendaEntry[]>> {
  const items = await queryInChunks(meetings, (list) =>
    reader.rows<AgendaEntry & { readonly meeting_id: number }>(sql`
      select meeting_id, id, number, title from agenda_item where meeting_id in (${list}) order by sort_key, id`),
  );
  return groupBy(items, ({ meeting_id }) => meeting_id);
}

/** The item with a number; case is ignored. */
export function itemOf(items: readonly AgendaEntry[], number: string): AgendaEntry | undefined {
  return (
    items.find((item) => item.number === number) ??
    items.find((item) => item.number.toLowerCase() === number.toLowerCase())
  );
}
