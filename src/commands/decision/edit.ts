import { editVerb } from '../verbs/edit';

export const verb = editVerb('decision', {
  examples: [
    'cica decision edit SOC-2023-12-12/2 --period 2024-01-01..2024-12-31',
    'cica decision edit SOC-2023-12-12/5 --tag enlargement --tag observers --dry-run',
    'cica decision edit SOC-2023-12-12/5 SOC-2023-12-12/6 --add-tag members --remove-party SAU --dry-run',
    'cica decision list --kind budget --columns ref --no-header | cica decision edit - --add-tag finances',
  ],
});
