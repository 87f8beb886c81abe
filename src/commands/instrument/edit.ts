import { editVerb } from '../verbs/edit';

export const verb = editVerb('instrument', {
  examples: ['cica instrument edit CPI --adopted-by SOC-2024-12-05/1 --dry-run'],
});
