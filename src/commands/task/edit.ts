import { editVerb } from '../verbs/edit';

export const verb = editVerb('task', {
  examples: ['cica task add SOC-2024-12-05/4 "Draft a programme" && cica task edit 1 --due 2025-06-30'],
});
