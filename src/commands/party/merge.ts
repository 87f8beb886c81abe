import { mergeVerb } from '../verbs/merge';

export const verb = mergeVerb(
  'party',
  'cica party add LAOPDR --name "Lao PDR (old spelling)" --kind state && cica party merge LAOPDR LAO --yes',
);
