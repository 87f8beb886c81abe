import { Command } from 'commander';
import { longDate, parseDate } from '../../domain/date';
import { Problem, readFlag } from '../../domain/problem';
import { recordArgument, type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';

export const verb: Verb = (context) => {
  const command = new Command('report')
    .summary('report progress on a task')
    .addArgument(recordArgument('task'))
    .argument('<text>', 'what was reported')
    .option('--on <date>', 'day of the report', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task report 1 "A first draft went round"',
  );
  return command.action(async (id: string, text: string, flags: WriteFlags & { readonly on: string }) => {
    if (text.trim() === '') throw new Problem('usage', 'a report without words', 'say how far the task is');
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { reportOnTask } = await import('../../register/task/actions');
    const line = `${longDate(readFlag('--on', () => parseDate(flags.on, context.today)))}: ${text}`;
    const { reports } = fieldsFromFlags(context, 'task', { reports: [line] });
    await writeRecord(context, 'task', flags, (recorder) => reportOnTask(recorder, id, reports ?? []));
  });
};
