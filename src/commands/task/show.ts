import { showVerb } from '../verbs/show';

export const verb = showVerb('task', 'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task show 1');
