import { listVerb } from '../verbs/list';

export const verb = listVerb('body', 'cica body list', 'cica body list --kind advisory --format csv');
