import { foldName, symbolKey } from '../../domain/fold';
import { refused } from '../../domain/problem';
import type { FieldsOf } from '../../domain/record';
import type { Known } from '../record/known';
import { requireFields } from '../record/problems';
import type { Draft, Rules } from '../record/recorder';
import { documentMeeting, documentsOfSymbol, documentsOfTitle } from './known';

type Document = FieldsOf<'document'>;

export const documentRules: Rules<'document'> = {
  complete(known, draft) {
    const fields = requireFields('document', draft.fields);
    fields.kind ||= 'other';
    fields.meeting_id = documentMeeting(known, fields);
    checkNames(known, draft, fields);
    if (!fields.file) {
      fields.sha256 = null;
      fields.size = null;
    }
    return { fields, ref: fields.symbol || fields.title };
  },
  learn: (known, { id, fields }) => known.documentNames.peek('all')?.update(id, fields),
};

/**
 * A symbol, or a title if there is no symbol, is unique within a meeting: bodies number the papers of each meeting
 * separately. Existing duplicates are not reported.
 */
function checkNames(known: Known, { current }: Draft<'document'>, fields: Document): void {
  if (current !== null && nameKey(current.fields) === nameKey(fields)) return;
  const { symbol, title, meeting_id } = fields;
  const sameName = symbol
    ? documentsOfSymbol(known, symbol, meeting_id)
    : documentsOfTitle(known, title, meeting_id).filter((one) => one.symbol === null);
  for (const other of sameName) {
    if (other.id === current?.id) continue;
    if (known.settings.mayShareName(known, 'document', other.id)) continue;
    throw symbol
      ? refused(`the symbol ${symbol} already belongs to "${other.title}"`, 'give another symbol', 'symbol')
      : refused(`there is already a document "${other.title}"`, 'give this one a symbol, or another title', 'title');
  }
}

/** A key that is equal for documents with the same name. */
function nameKey({ symbol, title, meeting_id }: Document): string {
  const name = symbol ? ['symbol', symbolKey(symbol)] : ['title', foldName(title)];
  return JSON.stringify([meeting_id ?? null, ...name]);
}
