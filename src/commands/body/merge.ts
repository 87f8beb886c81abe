import { mergeVerb } from '../verbs/merge';

export const verb = mergeVerb('body', 'cica body merge EXPERTS SWG --dry-run');
