import { Command } from 'commander';
import { parsePartialDate } from '../../domain/date';
import { actKinds, parseWord } from '../../domain/vocabulary';
import { type Verb, withExamples, writeFlags } from '../flags/flags';
import { argument, flag, named, words } from '../flags/values';
import type { RemoveFlags } from '../write/remove';

type ActFlags = RemoveFlags & {
  readonly kind: string;
  readonly on?: string;
  readonly notedBy?: string;
};

/** `cica instrument act`: what a party does about a treaty. */
export const verb: Verb = (context) => {
  const command = new Command('act')
    .summary("record a party's signature, ratification, accession, withdrawal …")
    .description(
      'Records what a party did about an instrument; an act of that kind on which a day is not known yet gets the day.',
    )
    .addArgument(argument('<code>', 'code or title of the instrument', named('instrument')))
    .addArgument(argument('<party>', 'code, name or alias of the party', named('party')))
    .addOption(flag('--kind <kind>', `what it did (${actKinds.join(', ')})`, words(...actKinds)).makeOptionMandatory())
    .option('--on <date>', 'day, month or year, if known')
    .addOption(flag('--noted-by <ref>', 'the decision that noted it', named('decision')))
    .option('--remove', 'remove the act from the register');
  withExamples(
    writeFlags(command),
    'cica instrument act CPI BGD --kind ratification --on 2023-11',
    'cica instrument act CPI MNG --kind signature --on 2010-06-08',
    'cica instrument act CPI BGD --kind ratification --remove --yes',
  );
  return command.action(async (code: string, party: string, flags: ActFlags) => {
    const { fieldsFromFlags, writeRecord } = await import('../write/record');
    const { removeFound } = await import('../write/remove');
    const { findAct, recordAct } = await import('../../register/instrument/actions');
    const kind = parseWord(actKinds, 'kind', flags.kind);
    const date = flags.on ? parsePartialDate(flags.on, context.today) : undefined;
    const name = { instrument: code, party, kind, date };
    if (flags.remove) return removeFound(context, 'act', async (reader) => [await findAct(reader, name)], flags);
    const fields = fieldsFromFlags(context, 'act', { noted_by: flags.notedBy });
    await writeRecord(context, 'act', flags, (recorder) => recordAct(recorder, name, fields));
  });
};
