import { Command } from 'commander';
import type { Context } from '../../context';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';
import { decisionAdd } from './add';
import { decisionConfirm } from './confirm';
import { decisionAnswer, decisionLink } from './link';
import { decisionObject } from './object';
import { decisionPending } from './pending';
import { decisionTrace } from './trace';

/** `cica decision`: the outcomes of meetings. */
export function decision(context: Context): Command {
  return new Command('decision')
    .addCommand(decisionAdd(context))
    .addCommand(
      listVerb(context, 'decision', [
        'cica decision list --body SOC --year 2023',
        'cica decision list --action adopted,approved --format csv',
        'cica decision list --in-force --as-of 2024-03-01 --kind plan',
        'cica decision list --party applicant:SAU --sort date',
      ]),
    )
    .addCommand(
      showVerb(context, 'decision', [
        'cica decision show SOC-2023-12-12/5',
        'cica decision show SOC-2023-12-12/1 --as-of 2025-03-01',
        'cica decision show SOC-2023-12-12/5 --format json',
      ]),
    )
    .addCommand(
      editVerb(context, 'decision', [
        'cica decision edit SOC-2023-12-12/2 --period 2024-01-01..2024-12-31',
        'cica decision edit SOC-2023-12-12/5 --tag enlargement --tag observers --dry-run',
      ]),
    )
    .addCommand(
      removeVerb(context, 'decision', ['cica decision remove SOC-2023-12-12/8 --yes'], 'its tasks and objections'),
    )
    .addCommand(decisionPending(context))
    .addCommand(decisionAnswer(context))
    .addCommand(decisionLink(context))
    .addCommand(decisionConfirm(context))
    .addCommand(decisionObject(context))
    .addCommand(decisionTrace(context));
}
