import { Command } from 'commander';
import { type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';
import { argument, named } from '../flags/values';

/** `cica decision confirm`: silence ended early, or a condition was met. */
export const verb: Verb = (context) => {
  const command = new Command('confirm')
    .summary('confirm a provisional decision')
    .description(
      'Ends a silence procedure early, or says that the condition of a decision is met. It counts from then on.',
    )
    .addArgument(argument('<ref>', 'the provisional decision', named('provisional')))
    .option('--on <date>', 'day of the confirmation', 'today');
  withExamples(writeFlags(command), 'cica decision confirm SOC-2024-06-27/5 --on 2024-07-05');
  return command.action(async (ref: string, flags: WriteFlags & { readonly on: string }) => {
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { confirmDecision } = await import('../../register/decision/actions');
    const { confirmed_on = null } = fieldsFromFlags(context, 'decision', { confirmed_on: flags.on });
    await writeRecord(context, 'decision', flags, (recorder) => confirmDecision(recorder, ref, confirmed_on));
  });
};
