import { Command } from 'commander';
import { parseDate } from '../../domain/date';
import { readFlag } from '../../domain/problem';
import { recordsArgument, type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';

export const verb: Verb = (context) => {
  const command = new Command('done')
    .summary('record that tasks are done')
    .addArgument(recordsArgument('task'))
    .option('--on <date>', 'day it was done', 'today');
  withExamples(
    writeFlags(command),
    'cica task add SOC-2024-12-05/4 "Draft a programme" && cica task done 1 --on 2025-01-10',
    'cica task add SOC-2024-12-05/4 Draft && cica task add SOC-2024-12-05/4 Print && cica task done 1 2',
  );
  return command.action(async (ids: string[], flags: WriteFlags & { readonly on: string }) => {
    const { editEach, writeEach } = await import('../write/writeEach');
    const done_on = readFlag('--on', () => parseDate(flags.on, context.today));
    await writeEach(
      context,
      { named: 'task', bare: ['done_on'] },
      ids,
      flags,
      editEach('task', { fields: { done_on } }),
    );
  });
};
