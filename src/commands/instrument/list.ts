import { listVerb } from '../verbs/list';

export const verb = listVerb('instrument', 'cica instrument list', 'cica instrument list --format json');
