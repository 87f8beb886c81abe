import { Command } from 'commander';
import { severalArgument, type Verb, withExamples, writeFlags } from '../flags/flags';
import { named } from '../flags/values';

/** `cica decision confirm`: silence ended early, or a condition was met. */
export const verb: Verb = (context) => {
  const command = new Command('confirm')
    .summary('confirm a provisional decision')
    .description(
      'Ends a silence procedure early, or says that the condition of a decision is met. It counts from then on.',
    )
    .addArgument(severalArgument('refs', 'the provisional decision', named('provisional')))
    .option('--on <date>', 'day of the confirmation; without it, one on record stays', 'today');
  withExamples(writeFlags(command), 'cica decision confirm SOC-2024-06-27/5 --on 2024-07-05');
  return command.action(async (refs: string[]) => {
    const { writeDay } = await import('../write/writeEach');
    await writeDay(context, command, { entity: 'decision', column: 'confirmed_on' }, refs);
  });
};
