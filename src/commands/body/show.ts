import { showVerb } from '../verbs/show';

export const verb = showVerb('body', 'cica body show SOC', 'cica body show "Ministerial Council"');
