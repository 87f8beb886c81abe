import { addVerb } from '../verbs/add';

export const verb = addVerb('body', {
  description: 'Records an organ that meets and decides.',
  examples: [
    'cica body add TFG --name "Task Force on Governance" --kind "working group" --reports-to SOC',
    'cica body add GA --name "General Assembly" --alias Assembly --alias "Assemblée générale"',
  ],
});
