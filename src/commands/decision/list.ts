import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'decision',
  'cica decision list --body SOC --year 2023',
  'cica decision list --action adopted,approved --format csv',
  'cica decision list --in-force --as-of 2024-03-01 --kind plan',
  'cica decision list --party applicant:SAU --sort date',
  'cica decision list --year 2022-2024 --status not:ended,recorded',
);
