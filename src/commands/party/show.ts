import { showVerb } from '../verbs/show';

export const verb = showVerb('party', 'cica party show KAZ', 'cica party show "Saudi Arabia" --format json');
