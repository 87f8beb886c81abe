import { removeVerb } from '../verbs/remove';

export const verb = removeVerb(
  'instrument',
  'cica instrument add CHARTER "CICA Charter" && cica instrument remove CHARTER --yes',
);
