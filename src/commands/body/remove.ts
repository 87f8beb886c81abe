import { removeVerb } from '../verbs/remove';

export const verb = removeVerb('body', 'cica body remove CEP --yes');
