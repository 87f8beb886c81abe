import { removeVerb } from '../verbs/remove';

export const verb = removeVerb(
  'document',
  'cica document add "Concept paper on environment protection" --decision SOC-2023-12-12/3 && cica document remove "Concept paper on environment protection" --yes',
);
