import { removeVerb } from '../verbs/remove';

export const verb = removeVerb('decision', 'cica decision remove SOC-2023-12-12/8 --yes', 'its tasks and objections');
