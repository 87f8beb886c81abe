import sql from 'sql-template-tag';
import { Problem } from '../domain/problem';
import type { Fields } from '../store/store';
import { type Draft, needed, type Recorder } from './recorder';

/** Checks a document: its symbol is its own; what it belongs to is of one meeting. */
export async function completeDocument(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const fields: Fields = { ...draft.fields };
  if (!fields.title) throw needed('document', 'title');
  fields.kind ||= 'other';
  const { transaction } = recorder;
  if (fields.symbol) {
    const [other] = await transaction.rows<{ title: string }>(sql`
      select title from document where symbol = ${fields.symbol as string} and id <> ${draft.current?.id ?? 0}`);
    if (other !== undefined) {
      const message = `the symbol ${fields.symbol as string} is that of "${other.title}" already`;
      throw new Problem('refused', message, 'give another symbol', 'symbol');
    }
  }
  if (!fields.symbol) {
    const [same] = await transaction.rows(sql`
      select id from document where symbol is null and title = ${fields.title as string}
        and id <> ${draft.current?.id ?? 0}`);
    if (same !== undefined) {
      const message = `there is a document "${fields.title as string}" already`;
      throw new Problem('refused', message, 'give this one a symbol, or another title', 'title');
    }
  }
  const meetings = await transaction.rows<{ meeting_id: number }>(sql`
    select meeting_id from agenda_item where id = ${(fields.item_id as number | null) ?? null}
    union
    select meeting_id from decision where id = ${(fields.decision_id as number | null) ?? null}`);
  const [meeting] = meetings;
  if (meeting !== undefined) {
    fields.meeting_id ??= meeting.meeting_id;
    if (meetings.some(({ meeting_id }) => meeting_id !== fields.meeting_id)) {
      throw new Problem(
        'refused',
        'the meeting, agenda item and decision of a document are not of one meeting',
        'name only the decision, or only the agenda item',
        'meeting',
      );
    }
  }
  if (!fields.file) {
    fields.sha256 = null;
    fields.size = null;
  }
  return { fields, ref: (fields.symbol as string | null) || (fields.title as string) };
}
