import { Command } from 'commander';
import sql, { empty } from 'sql-template-tag';
import type { Context } from '../../context';
import { parseDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { find } from '../../register/references';
import { type FlagValues, pickGiven, withExamples, writeFlags } from '../flags';

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
    const register = await context.register();
    const decision = await find(register, 'decision', ref);
    const party = await find(register, 'party', flags.party as string);
    const on = flags.on === undefined ? undefined : parseDate(flags.on as string, context.today);
    const [known] = await register.rows<{ id: number; day: string }>(sql`
      select id, objected_on as day from objection where decision_id = ${decision.id} and party_id = ${party.id}
        ${on === undefined ? empty : sql`and objected_on = ${on}`} order by objected_on desc`);
    const { addRecord, changeRecord, removeFound } = await import('../record');
    const values = pickGiven({ withdrawn_on: flags.withdrawn, note: flags.note });
    if (flags.remove || (flags.withdrawn !== undefined && on === undefined)) {
      if (known === undefined) {
        throw new Problem(
          'missing',
          `no objection of ${party.ref} to ${decision.ref} is on record`,
          `\`cica decision show ${decision.ref}\` shows them`,
        );
      }
      if (flags.remove) {
        return removeFound(context, 'objection', [{ id: known.id, ref: decision.ref }], flags);
      }
    }
    if (known !== undefined && Object.keys(values).length > 0) {
      return changeRecord(context, 'objection', known.id, values, flags);
    }
    const raw = { ...values, decision: decision.ref, party: party.ref, on: on ?? context.today };
    await addRecord(context, 'objection', raw, flags);
  });
}
