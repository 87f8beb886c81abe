import { Command } from 'commander';
import { parseDate } from '../../domain/date';
import { readFlag } from '../../domain/problem';
import { severalArgument, type Verb, type WriteFlags, withExamples, writeFlags } from '../flags/flags';
import { named } from '../flags/values';

/** `cica decision confirm`: silence ended early, or a condition was met. */
export const verb: Verb = (context) => {
  const command = new Command('confirm')
    .summary('confirm a provisional decision')
    .description(
      'Ends a silence procedure early, or says that the condition of a decision is met. It counts from then on.',
    )
    .addArgument(severalArgument('refs', 'the provisional decision', named('provisional')))
    .option('--on <date>', 'day of the confirmation', 'today');
  withExamples(writeFlags(command), 'cica decision confirm SOC-2024-06-27/5 --on 2024-07-05');
  return command.action(async (refs: string[], flags: WriteFlags & { readonly on: string }) => {
    const { editEach, writeEach } = await import('../write/writeEach');
    const confirmed_on = readFlag('--on', () => parseDate(flags.on, context.today));
    await writeEach(
      context,
      { named: 'decision', bare: ['confirmed_on'] },
      refs,
      flags,
      editEach('decision', { fields: { confirmed_on } }),
    );
  });
};
