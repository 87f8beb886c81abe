import { removeVerb } from '../verbs/remove';

export const verb = removeVerb('party', 'cica party remove LKA --yes');
