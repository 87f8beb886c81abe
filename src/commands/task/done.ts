import { Command } from 'commander';
import { recordArgument, type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';

export const verb: Verb = (context) => {
  const command = new Command('done')
    .summary('record that a task is done')
    .addArgument(recordArgument('task'))
    .option('--on <date>', 'day it was done', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task done 1 --on 2025-01-10',
  );
  return command.action(async (id: string, flags: WriteFlags & { readonly on: string }) => {
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { finishTask } = await import('../../register/task/actions');
    const { done_on = null } = fieldsFromFlags(context, 'task', { done_on: flags.on });
    await writeRecord(context, 'task', flags, (recorder) => finishTask(recorder, id, done_on));
  });
};
