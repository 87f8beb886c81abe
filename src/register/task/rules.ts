import { parseDeadline } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { decisionDate } from '../decision/find';
import { codeOrName } from '../directory';
import { requireFields } from '../record/problems';
import type { Rules } from '../record/recorder';

export const taskRules: Rules<'task'> = {
  /** Checks a task: a deadline given as a time span counts from the decision's date; a party or body is stored by code. */
  async normalize(recorder, draft) {
    const fields = requireFields('task', draft.fields);
    const decided = await decisionDate(recorder.transaction, fields.decision_id);
    if (fields.due_on) fields.due_on = parseDeadline(fields.due_on, decided, recorder.today);
    if (fields.due_on && fields.due_on < decided) {
      const message = `the task would be due on ${fields.due_on}, before its decision of ${decided}`;
      throw new Problem('refused', message, 'check the day', 'due_on');
    }
    if (fields.done_on && fields.done_on < decided) {
      const message = `the task cannot be done before its decision of ${decided}`;
      throw new Problem('refused', message, 'check the day', 'done_on');
    }
    if (fields.responsible) {
      fields.responsible = await codeOrName((entity) => recorder.directory(entity), fields.responsible);
    }
    return { fields, ref: String(draft.current?.id ?? '') };
  },
};
