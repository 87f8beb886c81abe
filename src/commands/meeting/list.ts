import type { Verb } from '../flags/flags';
import { calendarFlags } from '../print/calendar';
import { listVerb } from '../verbs/list';

const list = listVerb(
  'meeting',
  'cica meeting list',
  'cica meeting list --body SOC --year 2023',
  'cica meeting list --since 2024-01-01 --mode online,hybrid',
  'cica meeting list --place Astana --chair "Alibek Bakayev"',
  'cica meeting list --status scheduled --format ics --alarm 2w > meetings.ics',
);

/** `cica meeting list`, which can also write a calendar. */
export const verb: Verb = (context) => calendarFlags(list(context));
