import { editVerb } from '../verbs/edit';
import { attachFlag } from './add';

export const verb = editVerb('document', {
  description:
    'Changes the fields that flags give: an empty value clears one. Without flags, at a terminal, it opens the record in $EDITOR.',
  examples: [
    'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document edit "Concept paper on environment protection" --language en',
  ],
  flags: attachFlag,
  change: async (context, references, given, flags) => {
    const [{ withFile }, { changeRecords }] = await Promise.all([import('../attached/keep'), import('../write/edit')]);
    await withFile(context, given.fields, flags, (fields, write) =>
      changeRecords(context, 'document', references, { ...given, fields }, write),
    );
  },
});
