import { Command } from 'commander';
import type { Reader } from '../../store/store';
import { severalArgument, type Verb, withExamples, writeFlags } from '../flags/flags';
import { flag, named } from '../flags/values';
import type { RemoveFlags } from '../write/remove';

type ObjectFlags = RemoveFlags & {
  readonly party: string;
  readonly on?: string;
  readonly withdrawn?: string;
  readonly note?: string;
};

/** `cica decision object`: records or withdraws an objection. */
export const verb: Verb = (context) => {
  const command = new Command('object')
    .summary('record or withdraw an objection to a decision under silence')
    .addArgument(severalArgument('refs', 'the decision under a silence procedure', named('silence')))
    .addOption(flag('--party <party>', 'the party that objects', named('party')).makeOptionMandatory())
    .option('--on <date>', 'day of the objection; defaults to today')
    .option('--withdrawn <date>', 'day on which it was withdrawn')
    .option('--note <text>', 'a note')
    .option('--remove', 'remove the objection from the register: it was never made');
  withExamples(
    writeFlags(command),
    'cica decision object SOC-2024-06-27/5 --party IND --on 2024-07-03',
    'cica decision object SOC-2024-06-27/5 --party IND --on 2024-07-03 --withdrawn 2024-07-08',
  );
  return command.action(async (refs: string[], flags: ObjectFlags) => {
    const [{ fieldsFromFlags }, { oneByOne, writeEach }, { removeRelated }] = await Promise.all([
      import('../write/record'),
      import('../write/writeEach'),
      import('../write/remove'),
    ]);
    const { findObjection, objectToDecision } = await import('../../register/decision/actions');
    const { party, on, withdrawn: withdrawn_on, note } = flags;
    const fields = fieldsFromFlags(context, 'objection', { on, withdrawn_on, note });
    if (flags.remove) {
      const day = fields.on ?? undefined;
      const find = (reader: Reader, ref: string) => findObjection(reader, ref, party, day);
      return removeRelated(context, { named: 'decision', removed: 'objection' }, refs, flags, find);
    }
    const object = oneByOne((recorder, ref) => objectToDecision(recorder, ref, party, fields));
    await writeEach(context, { named: 'decision', written: 'objection' }, refs, flags, object);
  });
};
