import { Command } from 'commander';
import type { Context } from '../../context';
import { type FlagValues, withExamples, writeFlags } from '../flags/flags';

/** `cica decision confirm`: silence ended early, or a condition was met. */
export function decisionConfirm(context: Context): Command {
  const command = new Command('confirm')
    .summary('confirm a provisional decision')
    .description(
      'Ends a silence procedure early, or says that the condition of a decision is met. It counts from then on.',
    )
    .argument('<ref>', 'reference, like SOC-2023-12-12/5, or official symbol')
    .option('--on <date>', 'day of the confirmation', 'today');
  withExamples(writeFlags(command), 'cica decision confirm SOC-2024-06-27/5 --on 2024-07-05');
  return command.action(async (ref: string, flags: FlagValues) => {
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { confirmDecision } = await import('../../register/decision/actions');
    const { confirmed_on } = fieldsFromFlags(context, 'decision', { confirmed_on: flags.on as string });
    await writeRecord(context, 'decision', flags, (recorder) => confirmDecision(recorder, ref, confirmed_on as string));
  });
}
