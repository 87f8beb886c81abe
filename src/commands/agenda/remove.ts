import { removeVerb } from '../verbs/remove';

export const verb = removeVerb(
  'agenda_item',
  'cica agenda remove SOC-2023-12-12#7 --with-decisions --yes',
  'the decisions under it',
);
