import { looksLikeDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { isSpan } from '../../domain/span';
import { addVerb, askMissing } from '../verbs/add';

export const verb = addVerb('task', {
  description:
    'Records what someone must do because of a decision. The deadline is a date, or a span from the day of the decision.',
  examples: [
    'cica task add SOC-2024-12-05/4 "Draft a programme of cooperation with SCO" --responsible SEC --due 3m',
    'cica task add SOC-2023-12-12/3 "Name a contact point" --responsible Mongolia --due 2024-03-31',
  ],
  ask: askMissing('task', ['decision', 'what'], {
    responsible: { isNeeded: () => true, read: readResponsible },
    due_on: { isNeeded: () => true },
  }),
});

/**
 * Who has to do a task, as typed.
 *
 * @throws Problem `usage` for a deadline: `by Friday`, `31 March 2024`, `2w`
 */
function readResponsible(typed: string): string {
  const text = typed.trim();
  if (!/^(by|before|until|within)\s/i.test(text) && !looksLikeDate(text) && !isSpan(text)) return typed;
  throw new Problem('usage', `"${text}" reads as a deadline`, 'write who has to do it: the deadline is asked next');
}
