import { removeVerb } from '../verbs/remove';

export const verb = removeVerb(
  'meeting',
  'cica meeting remove SOC-2024-12-05 --with-decisions --yes',
  'its agenda items and decisions',
);
