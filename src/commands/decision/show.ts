import { showVerb } from '../verbs/show';

export const verb = showVerb(
  'decision',
  'cica decision show SOC-2023-12-12/5',
  'cica decision show SOC-2023-12-12/1 --as-of 2025-03-01',
  'cica decision show SOC-2023-12-12/5 --format json',
);
