import { editVerb } from '../verbs/edit';

export const verb = editVerb('meeting', {
  examples: ['cica meeting edit MC-2023-09 --date 2023-09-21', 'cica meeting edit SOC-2024-12-05 --place "" --dry-run'],
});
