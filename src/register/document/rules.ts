import { foldName, symbolKey } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import type { FieldsOf } from '../../domain/schema';
import { requireFields } from '../record/problems';
import type { Draft, Recorder, Rules } from '../record/recorder';
import { documentMeeting, documentsOfIds, documentsOfSymbol } from './find';

type Document = FieldsOf<'document'>;

/**
 * A symbol, and without one the title, is unique within the meeting: bodies number the papers of each for itself. What two
 * have in common since before stays.
 */
async function checkNames(recorder: Recorder, { current }: Draft<'document'>, fields: Document): Promise<void> {
  if (current !== null && nameKey(current.fields) === nameKey(fields)) return;
  const { symbol, title, meeting_id } = fields;
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
function nameKey({ symbol, title, meeting_id }: Document): string {
  const name = symbol ? ['symbol', symbolKey(symbol)] : ['title', foldName(title)];
  return JSON.stringify([meeting_id ?? null, ...name]);
}

/** The rules of documents. */
export const documentRules: Rules<'document'> = {
  /** Checks a document: its symbol is its own; what it belongs to is of one meeting. */
  async normalize(recorder, draft) {
    const fields = requireFields('document', draft.fields);
    fields.kind ||= 'other';
    const { transaction } = recorder;
    fields.meeting_id = await documentMeeting(transaction, fields);
    await checkNames(recorder, draft, fields);
    if (!fields.file) {
      fields.sha256 = null;
      fields.size = null;
    }
    return { fields, ref: fields.symbol || fields.title };
  },
  saved: (recorder, { id, fields }) => recorder.documentTitles.saved(id, fields),
  remove: async (recorder, ids) => {
    for (const id of ids) {
      await recorder.transaction.remove('document', id);
      await recorder.documentTitles.saved(id, null);
    }
    return [];
  },
};
