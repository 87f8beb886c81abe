import { foldName, symbolKey } from '../../domain/fold';
import { Problem } from '../../domain/problem';
import type { FieldsOf } from '../../domain/record';
import { requireFields } from '../record/problems';
import type { Draft, Recorder, Rules } from '../record/recorder';
import { documentMeeting, documentsOfIds, documentsOfSymbol } from './find';

type Document = FieldsOf<'document'>;

export const documentRules: Rules<'document'> = {
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
  afterSave: (recorder, { id, fields }) => recorder.documentTitles.update(id, fields),
  beforeRemove: async (recorder, id) => {
    await recorder.documentTitles.update(id, null);
    return [];
  },
};

/**
 * A symbol, or a title if there is no symbol, is unique within a meeting: bodies number the papers of each meeting
 * separately. Existing duplicates are left alone.
 */
async function checkNames(recorder: Recorder, { current }: Draft<'document'>, fields: Document): Promise<void> {
  if (current !== null && nameKey(current.fields) === nameKey(fields)) return;
  const { symbol, title, meeting_id } = fields;
  const { transaction, documentTitles } = recorder;
  const sameName = symbol
    ? await documentsOfSymbol(transaction, symbol, meeting_id)
    : (await documentsOfIds(transaction, await documentTitles.ids(meeting_id, title))).filter(
        (one) => one.symbol === null,
      );
  for (const other of sameName) {
    if (other.id === current?.id) continue;
    if (await recorder.mayShareName('document', other.id)) continue;
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

/** A key that is equal for documents with the same name. */
function nameKey({ symbol, title, meeting_id }: Document): string {
  const name = symbol ? ['symbol', symbolKey(symbol)] : ['title', foldName(title)];
  return JSON.stringify([meeting_id ?? null, ...name]);
}
