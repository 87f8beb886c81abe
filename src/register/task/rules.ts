import { refused } from '../../domain/problem';
import { splitNames } from '../../domain/splitNames';
import { codeOrName, partyOrBody } from '../directory';
import { readDeadline } from '../record/conditions';
import { requireFields } from '../record/problems';
import type { Rules } from '../record/recorder';

export const taskRules: Rules<'task'> = {
  /** Checks a task: a deadline given as a time span counts from the decision's date; a party or body is stored by code. */
  complete(known, draft) {
    const fields = requireFields('task', draft.fields);
    const decided = known.target(fields.decision_id).decided_on;
    if (fields.due_on) fields.due_on = readDeadline('due_on', fields.due_on, decided, known.settings.today);
    if (fields.due_on && fields.due_on < decided) {
      const message = `the task would be due on ${fields.due_on}, before its decision of ${decided}`;
      throw refused(message, `give ${decided} or a later day`, 'due_on');
    }
    if (fields.done_on && fields.done_on < decided) {
      const message = `the task cannot be done before its decision of ${decided}`;
      throw refused(message, `give ${decided} or a later day`, 'done_on');
    }
    const names = fields.responsible === null ? [] : splitNames(fields.responsible);
    const directory = (entity: 'party' | 'body') => known.directory(entity);
    const areKnown = names.length > 0 && names.every((name) => partyOrBody(directory, name) !== undefined);
    const warnings = areKnown ? [`names several responsible parties: add a task for each (${names.join(', ')})`] : [];
    if (fields.responsible) fields.responsible = codeOrName(directory, fields.responsible);
    return { fields, ref: String(draft.current?.id ?? ''), warnings };
  },
  learn(known, { id, fields, current }) {
    const before = current?.fields;
    if (before === undefined) known.tasks.peek(fields.decision_id)?.add(id, fields);
    else if ((['decision_id', 'what', 'responsible'] as const).some((name) => before[name] !== fields[name])) {
      for (const { decision_id } of [before, fields]) known.tasks.delete(decision_id);
    }
  },
};
