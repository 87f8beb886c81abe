import { addVerb, askMissing } from '../verbs/add';

export const verb = addVerb('task', {
  description:
    'Records what someone must do because of a decision. The deadline is a date, or a span from the day of the decision.',
  examples: [
    'cica task add SOC-2024-12-05/4 "Draft a programme of cooperation with SCO" --responsible SEC --due 3m',
    'cica task add SOC-2023-12-12/3 "Name a contact point" --responsible Mongolia --due 2024-03-31',
  ],
  ask: askMissing('task', ['decision', 'what'], {
    responsible: { isNeeded: () => true },
    due_on: { isNeeded: () => true },
  }),
});
