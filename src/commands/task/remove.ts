import { removeVerb } from '../verbs/remove';

export const verb = removeVerb(
  'task',
  'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task remove 1 --yes',
);
