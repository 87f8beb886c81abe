import { Command } from 'commander';
import type { Context } from '../../context';
import { longDate, parseDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { entities } from '../../domain/schema';
import { type FlagValues, fieldFlags, rawFromFlags, withExamples, writeFlags } from '../flags/flags';
import { editVerb, removeVerb, showVerb } from '../verbs/edit';
import { listVerb } from '../verbs/list';

/** `cica task`: what someone must do because of a decision. */
export function task(context: Context): Command {
  return new Command('task')
    .addCommand(taskAdd(context))
    .addCommand(
      listVerb(context, 'task', [
        'cica task list',
        'cica task list --overdue --as-of 2025-03-01',
        'cica task list --responsible SEC --format csv',
      ]),
    )
    .addCommand(showVerb(context, 'task', ['cica task add SOC-2024-12-05/4 "Draft a programme" && cica task show 1']))
    .addCommand(
      editVerb(context, 'task', [
        'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task edit 1 --due 2025-06-30',
      ]),
    )
    .addCommand(
      removeVerb(context, 'task', ['cica task add SOC-2024-12-05/4 "Draft a programme" && cica task remove 1 --yes']),
    )
    .addCommand(taskDone(context))
    .addCommand(taskReport(context));
}

function taskAdd(context: Context): Command {
  const command = new Command('add')
    .summary('record a task')
    .description(
      'Records what someone must do because of a decision. The deadline is a date, or a span from the day of the decision.',
    )
    .argument('<decision>', 'the decision that asks for it')
    .argument('<what>', 'what is to be done');
  fieldFlags(command, entities.task, ['decision', 'what']);
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme of cooperation with SCO" --responsible SEC --due 3m',
    'cica task add SOC-2023-12-12/3 "Name a contact point" --responsible Mongolia --due 2024-03-31',
  );
  return command.action(async (decision: string, what: string, flags: FlagValues) => {
    const { addRecord } = await import('../write/record');
    await addRecord(context, 'task', { ...rawFromFlags(entities.task, flags), decision, what }, flags);
  });
}

function taskDone(context: Context): Command {
  const command = new Command('done')
    .summary('record that a task is done')
    .argument('<id>', 'number of the task')
    .option('--on <date>', 'day it was done', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task done 1 --on 2025-01-10',
  );
  return command.action(async (id: string, flags: FlagValues) => {
    const [{ fieldsFromFlags, writeRecord }, { finishTask }] = await withActions();
    const { done_on } = fieldsFromFlags(context, 'task', { done_on: flags.on as string });
    await writeRecord(context, 'task', flags, (recorder) => finishTask(recorder, id, done_on as string));
  });
}

function taskReport(context: Context): Command {
  const command = new Command('report')
    .summary('record how far a task is')
    .argument('<id>', 'number of the task')
    .argument('<text>', 'what was reported')
    .option('--on <date>', 'day of the report', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task report 1 "A first draft went round"',
  );
  return command.action(async (id: string, text: string, flags: FlagValues) => {
    if (text.trim() === '') throw new Problem('usage', 'a report without words', 'say how far the task is');
    const [{ fieldsFromFlags, writeRecord }, { reportOnTask }] = await withActions();
    const line = `${longDate(parseDate(flags.on as string, context.today))}: ${text}`;
    const { reports } = fieldsFromFlags(context, 'task', { reports: [line] });
    await writeRecord(context, 'task', flags, (recorder) => reportOnTask(recorder, id, reports as string[]));
  });
}

const withActions = () => Promise.all([import('../write/record'), import('../../register/task/actions')]);
