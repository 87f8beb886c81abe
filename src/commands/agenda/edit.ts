import { editVerb } from '../verbs/edit';

export const verb = editVerb('agenda_item', {
  examples: [
    'cica agenda edit SOC-2023-12-12#1 --presenter "Kairat Sarybay, Secretary General"',
    'cica agenda edit SOC-2023-12-12#2 --number 2.1 --dry-run',
  ],
});
