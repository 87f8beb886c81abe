import { showVerb } from '../verbs/show';

export const verb = showVerb(
  'meeting',
  'cica meeting show SOC-2023-12-12',
  'cica meeting show SOC-2023-12-12 --format yaml',
);
