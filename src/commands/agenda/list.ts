import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'agenda_item',
  'cica agenda list --meeting SOC-2023-12-12',
  'cica agenda list --body SOC --year 2023 --format markdown',
);
