import sql from 'sql-template-tag';
import { foldName, symbolKey } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import type { Fields, Reader } from '../../store/store';
import { type Draft, missingField, type Recorder } from '../record/recorder';
import { documentsOfIds, documentsOfSymbol } from '../references';

/** Checks a document: its symbol is its own; what it belongs to is of one meeting. */
export async function normalizeDocument(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const fields: Fields = { ...draft.fields };
  if (!fields.title) throw missingField('document', 'title');
  fields.kind ||= 'other';
  const { transaction } = recorder;
  fields.meeting_id = await documentMeeting(transaction, fields);
  await checkNames(recorder, draft, fields);
  if (!fields.file) {
    fields.sha256 = null;
    fields.size = null;
  }
  return { fields, ref: (fields.symbol as string | null) || (fields.title as string) };
}

/**
 * The meeting of a document: the one that it names, or that of its agenda item or decision; null for none.
 *
 * @throws Problem `refused` when these are of several meetings.
 */
export async function documentMeeting(reader: Reader, fields: Fields): Promise<number | null> {
  const meetings = await reader.rows<{ meeting_id: number }>(sql`
    select meeting_id from agenda_item where id = ${(fields.item_id as number | null) ?? null}
    union
    select meeting_id from decision where id = ${(fields.decision_id as number | null) ?? null}`);
  const meeting = (fields.meeting_id as number | null | undefined) ?? meetings[0]?.meeting_id ?? null;
  if (meetings.every(({ meeting_id }) => meeting_id === meeting)) return meeting;
  throw new Problem(
    'refused',
    'the meeting, agenda item and decision of a document are not of one meeting',
    'name only the decision, or only the agenda item',
    'meeting',
  );
}

/**
 * A symbol, and without one the title, is unique within the meeting: bodies number the papers of each for itself. What two
 * have in common since before stays.
 */
async function checkNames(recorder: Recorder, { current }: Draft, fields: Fields): Promise<void> {
  if (current !== null && nameKey(current.fields) === nameKey(fields)) return;
  const { symbol, title, meeting_id } = fields as { symbol?: string | null; title: string; meeting_id: number | null };
  const { transaction, documentTitles } = recorder;
  const called = symbol
    ? await documentsOfSymbol(transaction, symbol, meeting_id)
    : (await documentsOfIds(transaction, await documentTitles.ids(meeting_id, title))).filter(
        (one) => one.symbol === null,
      );
  for (const other of called) {
    if (other.id === current?.id) continue;
    if (await recorder.sharesName('document', other.id)) continue;
    throw symbol
      ? new Problem(
          'refused',
          `the symbol ${symbol} is that of "${other.title}" already`,
          'give another symbol',
          'symbol',
        )
      : new Problem(
          'refused',
          `there is a document "${other.title}" already`,
          'give this one a symbol, or another title',
          'title',
        );
  }
}

/** By what a document is told from the others. */
function nameKey({ symbol, title, meeting_id }: Fields): string {
  const name = symbol ? ['symbol', symbolKey(symbol as string)] : ['title', foldName(title as string)];
  return JSON.stringify([meeting_id ?? null, ...name]);
}
