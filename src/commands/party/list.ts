import { listVerb } from '../verbs/list';

export const verb = listVerb(
  'party',
  'cica party list',
  'cica party list --kind organisation --columns code,name',
  'cica party list --standing observer --as-of 2022-01-01',
);
