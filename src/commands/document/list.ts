import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'document',
  'cica document list',
  'cica document list --meeting SOC-2024-06-27 --format csv',
);
