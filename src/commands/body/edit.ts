import { editVerb } from '../verbs/edit';

export const verb = editVerb('body', {
  examples: [
    'cica body edit SOC --alias "Committee of Senior Officials"',
    'cica body edit BC --reports-to SOC --dry-run',
  ],
});
