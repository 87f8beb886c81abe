import sql, { join } from 'sql-template-tag';
import { symbolKey } from '../../domain/fold';
import { refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import type { Known } from '../record/known';
import { documentColumns, type KnownDocument } from './find';

/** The documents with a symbol in any spelling; if `meeting` is given, only those of that meeting, or of none (null). */
export function documentsOfSymbol(known: Known, symbol: string, meeting?: number | null): KnownDocument[] {
  const names = known.documentNames.peek('all');
  if (names !== undefined && meeting !== undefined) return documentsOfIds(known, names.ofSymbol(meeting, symbol));
  const key = symbolKey(symbol);
  const ofSymbol = sql`e.symbol_key = ${key}`;
  // uses the index of the meeting: every meeting may have a document "1"
  const ofMeeting = sql`e.meeting_id = ${meeting} and e.symbol_key || '' = ${key}`;
  const where =
    meeting === undefined ? ofSymbol : meeting === null ? sql`${ofSymbol} and e.meeting_id is null` : ofMeeting;
  const query = sql`select ${documentColumns} where ${where} order by e.id`;
  return known.rowsAbout('document', `symbol ${key}`, query);
}

/** The documents with a title that belong to a meeting, or (null) to none. */
export function documentsOfTitle(known: Known, title: string, meeting: number | null): KnownDocument[] {
  return documentsOfIds(known, known.documentNames.get('all').ofTitle(meeting, title));
}

function documentsOfIds(known: Known, found: readonly { readonly id: number }[]): KnownDocument[] {
  if (found.length === 0) return [];
  return known.rows<KnownDocument>(
    sql`select ${documentColumns} where e.id in (${join(found.map(({ id }) => id))}) order by e.id`,
  );
}

/**
 * The meeting of a document: its own, or that of its agenda item or decision; null if there is none.
 *
 * @throws Problem `refused` if these belong to different meetings.
 */
export function documentMeeting(known: Known, fields: DraftOf<'document'>): number | null {
  const meetings = known.rows<{ meeting_id: number }>(sql`
    select meeting_id from agenda_item where id = ${fields.item_id ?? null}
    union
    select meeting_id from decision where id = ${fields.decision_id ?? null}`);
  const meeting = fields.meeting_id ?? meetings[0]?.meeting_id ?? null;
  if (meetings.every(({ meeting_id }) => meeting_id === meeting)) return meeting;
  throw refused(
    'the meeting, agenda item and decision of a document are not of one meeting',
    'name only the decision, or only the agenda item',
    'meeting',
  );
}
