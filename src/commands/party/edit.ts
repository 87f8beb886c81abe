import { editVerb } from '../verbs/edit';

export const verb = editVerb('party', {
  examples: [
    'cica party edit TUR --alias Turkey --alias Турция',
    'cica party edit UNOCT --kind organisation --dry-run',
  ],
});
