import { Command } from 'commander';
import { recordsArgument, type Verb, withExamples, writeFlags } from '../flags/flags';

export const verb: Verb = (context) => {
  const command = new Command('done')
    .summary('record that tasks are done')
    .addArgument(recordsArgument('task'))
    .option('--on <date>', 'day it was done; if not given, a recorded day is kept', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task done 1 --on 2025-01-10',
    'cica task add SOC-2024-12-05/4 Draft && cica task add SOC-2024-12-05/4 Print && cica task done 1 2',
  );
  return command.action(async (ids: string[]) => {
    const { writeDay } = await import('../write/writeEach');
    await writeDay(context, command, { entity: 'task', column: 'done_on' }, ids);
  });
};
