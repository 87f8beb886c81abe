import { Command } from 'commander';
import { parsePartialDate } from '../../domain/date';
import { readFlag } from '../../domain/problem';
import { actKinds, parseWord } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { severalArgument, type Verb, withExamples, writeFlags } from '../flags/flags';
import { argument, flag, named, words } from '../flags/values';
import type { RemoveFlags } from '../write/remove';

type ActFlags = RemoveFlags & {
  readonly kind: string;
  readonly on?: string;
  readonly notedBy?: string;
};

/** `cica instrument act`: records an act of a party on a treaty. */
export const verb: Verb = (context) => {
  const command = new Command('act')
    .summary("record a party's signature, ratification, accession, withdrawal …")
    .description(
      'Records what a party did about an instrument. If an act of that kind without a date is on record, it gets the date.',
    )
    .addArgument(argument('<code>', 'code or title of the instrument', named('instrument')))
    .addArgument(severalArgument('parties', 'code, name or alias of the party', named('party')))
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
  return command.action(async (code: string, parties: string[], flags: ActFlags) => {
    const [{ fieldsFromFlags }, { oneByOne, writeEach }, { removeRelated }] = await Promise.all([
      import('../write/record'),
      import('../write/writeEach'),
      import('../write/remove'),
    ]);
    const { findAct, recordAct } = await import('../../register/instrument/actions');
    const kind = parseWord(actKinds, 'kind', flags.kind);
    const { on } = flags;
    const date = on ? readFlag('--on', () => parsePartialDate(on, context.today)) : undefined;
    const act = (party: string) => ({ instrument: code, party, kind, date });
    if (flags.remove) {
      const find = (reader: Reader, party: string) => findAct(reader, act(party));
      return removeRelated(context, { named: 'party', removed: 'act' }, parties, flags, find);
    }
    const fields = fieldsFromFlags(context, 'act', { noted_by: flags.notedBy });
    const record = oneByOne((recorder, party) => recordAct(recorder, act(party), fields));
    await writeEach(context, { named: 'party', written: 'act' }, parties, flags, record);
  });
};
