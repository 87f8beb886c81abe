import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'task',
  'cica task list',
  'cica task list --overdue --as-of 2025-03-01',
  'cica task list --responsible SEC --format csv',
);
