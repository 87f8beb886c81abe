import { Command } from 'commander';
import { formatValue } from '../../domain/row';
import { find } from '../../register/find';
import { membership, membershipColumns } from '../../register/instrument/membership';
import { getRow } from '../../register/meeting/minutes';
import { asOfFlag, listFlags, recordArgument, type Verb, withExamples } from '../flags/flags';
import { isTable, type ListFlags, printSmallList } from '../print/list';

/** `cica instrument show`: who is bound by a treaty, since when, and who is not. */
export const verb: Verb = (context) => {
  const command = new Command('show')
    .summary('show an instrument: who is in, since when, and who is not')
    .description(
      'Shows all members, and all other parties with an act on the instrument: whether it binds them as of the date, by which act, and which decision noted the act.',
    )
    .addArgument(recordArgument('instrument'));
  withExamples(
    asOfFlag(listFlags(command, membershipColumns)),
    'cica instrument show CPI',
    'cica instrument show CPI --as-of 2020-01-01 --format csv',
  );
  return command.action(async (code: string, flags: ListFlags) => {
    const register = await context.register();
    const { id } = await find(register, 'instrument', code);
    const asOf = context.asOf(flags.asOf);
    const rows = await membership(register, id, asOf.day);
    const table = isTable(flags);
    if (table) {
      const { code: ref, title, adopted_by } = await getRow(register, 'instrument', id, asOf);
      const adopted = adopted_by ? `, adopted by ${formatValue(adopted_by)}` : '';
      const bound = rows.filter((row) => row.bound === 'yes').length;
      context.output.say(`${formatValue(title)} (${formatValue(ref)})${adopted}: ${bound} of ${rows.length} bound`);
    }
    const shown = table
      ? rows.map((row) => (row.act !== null && row.since === null ? { ...row, since: 'unknown' } : row))
      : rows;
    await printSmallList(context, shown, { all: membershipColumns }, { limit: 0, ...flags });
  });
};
