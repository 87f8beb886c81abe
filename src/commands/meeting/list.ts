import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'meeting',
  'cica meeting list',
  'cica meeting list --body SOC --year 2023',
  'cica meeting list --since 2024-01-01 --mode online,hybrid',
  'cica meeting list --place Astana --chair "Alibek Bakayev"',
);
