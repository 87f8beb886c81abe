import { Command } from 'commander';
import sql from 'sql-template-tag';
import type { Context } from '../../context';
import { parsePartialDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { actKinds, parseWord } from '../../domain/vocabulary';
import { find } from '../../register/references';
import { type FlagValues, pickGiven, withExamples, writeFlags } from '../flags';

/** `cica instrument act`: what a party does about a treaty. */
export function instrumentAct(context: Context): Command {
  const command = new Command('act')
    .summary("record a party's signature, ratification, accession, withdrawal …")
    .description(
      'Records what a party did about an instrument; an act of that kind on which a day is not known yet gets the day.',
    )
    .argument('<code>', 'code or title of the instrument')
    .argument('<party>', 'code, name or alias of the party')
    .requiredOption('--kind <kind>', `what it did (${actKinds.join(', ')})`)
    .option('--on <date>', 'day, month or year, if known')
    .option('--noted-by <ref>', 'the decision that noted it')
    .option('--remove', 'remove the act from the register');
  withExamples(
    writeFlags(command),
    'cica instrument act CPI BGD --kind ratification --on 2023-11',
    'cica instrument act CPI MNG --kind signature --on 2010-06-08',
    'cica instrument act CPI BGD --kind ratification --remove --yes',
  );
  return command.action(async (code: string, name: string, flags: FlagValues) => {
    const register = await context.register();
    const instrument = await find(register, 'instrument', code);
    const party = await find(register, 'party', name);
    const kind = parseWord(actKinds, 'kind', flags.kind as string);
    const date = flags.on ? parsePartialDate(flags.on as string, context.today) : undefined;
    const acts = await register.rows<{ id: number; date: string | null }>(sql`
      select id, date from act where instrument_id = ${instrument.id} and party_id = ${party.id} and kind = ${kind}
        order by date`);
    const known = acts.find((act) => date === undefined || act.date === date) ?? acts.find((act) => act.date === null);
    const values = pickGiven({ date, noted_by: flags.notedBy });
    const { addRecord, changeRecord, removeFound } = await import('../record');
    if (flags.remove) {
      if (known === undefined) {
        throw new Problem(
          'missing',
          `no ${kind} of ${instrument.ref} by ${party.ref} is on record`,
          `\`cica instrument show ${instrument.ref}\` shows who did what`,
        );
      }
      return removeFound(context, 'act', [{ id: known.id, ref: `${instrument.ref} ${party.ref}` }], flags);
    }
    if (known !== undefined) return changeRecord(context, 'act', known.id, { ...values, kind }, flags);
    const raw = { ...values, instrument: instrument.ref, party: party.ref, kind };
    await addRecord(context, 'act', raw, flags);
  });
}
