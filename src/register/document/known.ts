import { symbolKey } from '../../domain/fold';
import type { DraftOf } from '../../domain/record';
import type { Known } from '../record/known';
import { documentMeeting, documentsOfSymbol, type KnownDocument } from './find';

/** The meeting of a document; see `documentMeeting`. */
export function meetingOfDocument(known: Known, fields: DraftOf<'document'>): number | null {
  const { meeting_id, item_id, decision_id } = fields;
  const key = `meeting of document ${meeting_id} ${item_id} ${decision_id}`;
  return known.answer(['decision', 'agenda_item'], key, (reader) => documentMeeting(reader, fields));
}

/** The documents of a symbol, of a meeting (null: of none) if that is given. */
export function sameSymbol(known: Known, symbol: string, meeting?: number | null): KnownDocument[] {
  return known.rowsAbout('document', `symbol ${symbolKey(symbol)}`, documentsOfSymbol(symbol, meeting));
}
