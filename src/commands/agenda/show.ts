import { showVerb } from '../verbs/show';

export const verb = showVerb(
  'agenda_item',
  'cica agenda show SOC-2023-12-12#2',
  'cica agenda show SOC-2023-12-12#2 --format json',
);
