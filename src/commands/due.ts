import { Command } from 'commander';
import { daysBetween, dueInWords } from '../domain/date';
import { Problem, readFlag } from '../domain/problem';
import type { Row } from '../domain/row';
import { parseEnd } from '../domain/span';
import { due, dueColumns, dueEntries } from '../register/due';
import type { Cell } from '../terminal/table';
import { asOfFlag, listFlags, type Verb, withExamples } from './flags/flags';
import { filterFlag, named } from './flags/values';
import { alarmsOf, type CalendarFlags, calendarFlags, printCalendar } from './print/calendar';
import { type ListFlags, limitOf, printSmallList } from './print/list';

interface DueFlags extends ListFlags, CalendarFlags {
  readonly format?: string;
  readonly until?: string;
  readonly who?: readonly string[];
}

/** Formats when something is due for people; in colour if it is urgent. */
function whenDue({ days }: Row): Cell {
  if (typeof days !== 'number') return { text: '' };
  return { text: dueInWords(days), colour: days < 0 ? 'red' : days === 0 ? 'yellow' : undefined };
}

/** `cica due`: deadlines, tasks, meetings and referrals that are due. */
export const verb: Verb = (context) => {
  const command = new Command('due')
    .description(
      'Lists what falls due, overdue entries first: the ends of silence procedures and conditions, tasks, scheduled meetings, and referrals that have been pending for a quarter of a year. --who lists only what concerns these parties, bodies or persons. At the end it adds requests, which have no date: what decisions ask of the parties as addressees. A request is left out if the party has a task for it that has a deadline or is done.',
    )
    .argument('[span]', 'how far to look ahead: 30d (the default), 2w, 3m, 1y, or a date')
    .option('--until <date>', 'how far to look ahead, in place of SPAN')
    .addOption(filterFlag('--who <names>', 'of these parties, bodies or persons', named('party', 'body')));
  calendarFlags(asOfFlag(listFlags(command, dueColumns)));
  withExamples(
    command,
    'cica due',
    'cica due 3m --as-of 2024-07-01',
    'cica due --until 2025-03-31 --who SOC,MNG --as-of 2024-12-05',
    'cica due 1y --format ics --alarm 7d --alarm 1d > due.ics',
  );
  return command.action(async (span: string | undefined, flags: DueFlags) => {
    const { until, who } = flags;
    if (span !== undefined && until !== undefined) {
      throw new Problem('usage', `both ${span} and --until ${until} say how far to look ahead`, 'give one of them');
    }
    const alarms = alarmsOf(flags);
    const { day } = context.asOf(flags.asOf);
    const read = () => parseEnd(span ?? until ?? '30d', day, context.today);
    const days = daysBetween(day, until === undefined ? read() : readFlag('--until', read));
    const register = await context.register();
    if (flags.format === 'ics') return printCalendar(context, await dueEntries(register, day, days, who), day, alarms);
    const rows = await due(register, day, days, who);
    await printSmallList(context, rows, { all: dueColumns, formatters: { days: whenDue } }, flags);
    const limit = limitOf(context, flags);
    if (limit !== null && rows.length > limit && context.output.saysToTerminal) {
      context.output.say(`${limit} of ${rows.length}; --limit 0 shows all`);
    }
  });
};
