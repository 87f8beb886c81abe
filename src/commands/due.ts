import { Command } from 'commander';
import { daysBetween } from '../domain/date';
import { parseEnd } from '../domain/span';
import { due, dueColumns, dueEntries } from '../register/due';
import { asOfFlag, listFlags, moreFormats, type Verb, withExamples } from './flags/flags';
import { type ListFlags, limitOf, printSmallList } from './print/list';

/** `cica due`: what falls due. */
export const verb: Verb = (context) => {
  const command = new Command('due')
    .description(
      'Lists what falls due in the days to come, what is overdue first: the ends of silence procedures and conditions, tasks, scheduled meetings, and referrals that wait for a quarter of a year.',
    )
    .argument('[span]', 'how far to look ahead: 30d, 2w, 3m, 1y, or a date', '30d');
  moreFormats(asOfFlag(listFlags(command, dueColumns)), 'ics');
  withExamples(
    command,
    'cica due',
    'cica due 3m --as-of 2024-07-01',
    'cica due 2027-03-31',
    'cica due 1y --format ics > due.ics',
  );
  return command.action(async (span: string, flags: ListFlags) => {
    const { day } = context.asOf(flags.asOf);
    const days = daysBetween(day, parseEnd(span, day, context.today));
    const register = await context.register();
    if (flags.format === 'ics') {
      const { calendarText } = await import('../formats/write/ics');
      const entries = await dueEntries(register, day, days);
      return context.output.writeData(calendarText('cica', entries, context.now()));
    }
    const rows = await due(register, day, days);
    await printSmallList(context, rows, { all: dueColumns }, flags);
    const limit = limitOf(context, flags);
    if (limit !== null && rows.length > limit && context.output.saysToTerminal) {
      context.output.say(`${limit} of ${rows.length}; --limit 0 shows all`);
    }
  });
};
