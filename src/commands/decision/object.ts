import { Command } from 'commander';
import type { Context } from '../../context';
import { type FlagValues, pickGiven, withExamples, writeFlags } from '../flags/flags';

/** `cica decision object`: a party breaks the silence, or takes that back. */
export function decisionObject(context: Context): Command {
  const command = new Command('object')
    .summary('record that a party breaks the silence, or takes that back')
    .argument('<ref>', 'the decision under a silence procedure')
    .requiredOption('--party <party>', 'the party that objects')
    .option('--on <date>', 'day of the objection; today unless given')
    .option('--withdrawn <date>', 'day on which it was taken back')
    .option('--note <text>', 'a note')
    .option('--remove', 'remove the objection from the register: it was never made');
  withExamples(
    writeFlags(command),
    'cica decision object SOC-2024-06-27/5 --party IND --on 2024-07-03',
    'cica decision object SOC-2024-06-27/5 --party IND --on 2024-07-03 --withdrawn 2024-07-08',
  );
  return command.action(async (ref: string, flags: FlagValues) => {
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { removeFound } = await import('../write/remove');
    const { findObjection, objectToDecision } = await import('../../register/decision/actions');
    const party = flags.party as string;
    const raw = pickGiven({ on: flags.on, withdrawn_on: flags.withdrawn, note: flags.note });
    const fields = fieldsFromFlags(context, 'objection', raw);
    if (flags.remove) {
      const on = fields.on as string | undefined;
      return removeFound(context, 'objection', async (reader) => [await findObjection(reader, ref, party, on)], flags);
    }
    await writeRecord(context, 'objection', flags, (recorder) => objectToDecision(recorder, ref, party, fields));
  });
}
