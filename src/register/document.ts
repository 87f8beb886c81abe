import sql from 'sql-template-tag';
import { Problem } from '../domain/problem';
import type { Fields, Reader } from '../store/store';
import { type Draft, needed, type Recorder } from './recorder';
import { documentsCalled, documentsOfSymbol } from './references';

/** Checks a document: its symbol is its own; what it belongs to is of one meeting. */
export async function completeDocument(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const fields: Fields = { ...draft.fields };
  if (!fields.title) throw needed('document', 'title');
  fields.kind ||= 'other';
  const { transaction } = recorder;
  fields.meeting_id = await documentMeeting(transaction, fields);
  await checkNames(transaction, draft, fields);
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

/** A symbol, and without one the title, is unique within the meeting: bodies number the papers of each for itself. */
async function checkNames(reader: Reader, { current }: Draft, fields: Fields): Promise<void> {
  const { symbol, title, meeting_id } = fields as { symbol?: string | null; title: string; meeting_id: number | null };
  if (['symbol', 'title', 'meeting_id'].every((name) => (current?.fields[name] ?? null) === (fields[name] ?? null)))
    return;
  const called = symbol
    ? await documentsOfSymbol(reader, symbol)
    : (await documentsCalled(reader, title)).filter((one) => one.symbol === null);
  const other = called.find((one) => one.id !== current?.id && one.meeting_id === meeting_id);
  if (other === undefined) return;
  throw symbol
    ? new Problem(
        'refused',
        `the symbol ${symbol} is that of "${other.title}" already`,
        'give another symbol',
        'symbol',
      )
    : new Problem(
        'refused',
        `there is a document "${title}" already`,
        'give this one a symbol, or another title',
        'title',
      );
}
