import { Command } from 'commander';
import { severalArgument, type Verb, withExamples, writeFlags } from '../flags/flags';
import { named } from '../flags/values';

/** `cica decision confirm`: records that silence ended early, or that a condition was met. */
export const verb: Verb = (context) => {
  const command = new Command('confirm')
    .summary('confirm a provisional decision')
    .description(
      'Ends a silence procedure early, or records that the condition of a decision is met. The decision takes effect on that day.',
    )
    .addArgument(severalArgument('refs', 'the provisional decision', named('provisional')))
    .option('--on <date>', 'day of the confirmation; if not given, a recorded day is kept', 'today');
  withExamples(writeFlags(command), 'cica decision confirm SOC-2024-06-27/5 --on 2024-07-05');
  return command.action(async (refs: string[]) => {
    const { writeDay } = await import('../write/writeEach');
    await writeDay(context, command, { entity: 'decision', column: 'confirmed_on' }, refs);
  });
};
