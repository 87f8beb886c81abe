import { Command } from 'commander';
import { daysBetween, daysInWords } from '../../domain/date';
import { readFlag } from '../../domain/problem';
import { parseStart } from '../../domain/span';
import { pending, pendingColumns } from '../../register/decision/pending';
import type { CellFormatters } from '../../terminal/table';
import { asOfFlag, filterHelp, listFlags, type Verb, withExamples } from '../flags/flags';
import { filterFlag, named } from '../flags/values';
import { type ListFlags, limitOf, printSmallList } from '../print/list';

interface PendingFlags extends ListFlags {
  readonly to?: readonly string[];
  readonly from?: readonly string[];
  readonly olderThan?: string;
}

/** Formats how long a referral has waited. */
const formatters: CellFormatters = { days: ({ days }) => ({ text: daysInWords(days as number) }) };

/** `cica decision pending`: lists pending referrals. */
export const verb: Verb = (context) => {
  const command = new Command('pending')
    .summary('list referrals that await an answer')
    .description(
      `Lists the decisions that were referred to another body and await its answer, oldest first. ${filterHelp}`,
    )
    .addOption(filterFlag('--to <bodies>', 'awaiting an answer of these bodies', named('body')))
    .addOption(filterFlag('--from <bodies>', 'referred by these bodies', named('body')))
    .option('--older-than <span>', 'waiting at least this long (90d, 2w, 3m, 1y), or since a date');
  withExamples(
    asOfFlag(listFlags(command, pendingColumns.all)),
    'cica decision pending',
    'cica decision pending --to MC --as-of 2023-12-20',
    'cica decision pending --from SOC --older-than 90d --format csv',
  );
  return command.action(async (flags: PendingFlags) => {
    const register = await context.register();
    const { day } = context.asOf(flags.asOf);
    const limit = limitOf(context, flags);
    const { olderThan } = flags;
    const since =
      olderThan === undefined ? undefined : readFlag('--older-than', () => parseStart(olderThan, day, context.today));
    const rows = await pending(
      register,
      { to: flags.to, from: flags.from, olderThan: since === undefined ? undefined : daysBetween(since, day) },
      day,
      flags.sort === undefined ? limit : null,
    );
    await printSmallList(context, rows, { ...pendingColumns, formatters }, flags);
    if (rows.length === limit && context.output.saysToTerminal) {
      context.output.say(`the ${limit} oldest; --limit 0 shows all`);
    }
  });
};
