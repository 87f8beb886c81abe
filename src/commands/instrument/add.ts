import { addVerb } from '../verbs/add';

export const verb = addVerb('instrument', { examples: ['cica instrument add CHARTER "CICA Charter"'] });
