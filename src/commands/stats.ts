import { Command } from 'commander';
import type { Context } from '../context';
import type { Row } from '../domain/row';
import { stats, statsColumns } from '../register/stats';
import { barLines } from '../terminal/bars';
import { asOfFlag, listFlags, type Verb, withExamples } from './flags/flags';
import { isTable, type ListFlags, printSmallList } from './print/list';

/** `cica stats`: how much was decided, by whom and about what, and how long referrals waited. */
export const verb: Verb = (context) => {
  const command = new Command('stats').description(
    'Counts decisions by year, body, class of action and kind. Shows how long referrals to each body waited for an answer (median and longest, in days), how many are pending, and how many tasks were done on time.',
  );
  withExamples(asOfFlag(listFlags(command, statsColumns)), 'cica stats', 'cica stats --as-of 2024-01-01 --format csv');
  return command.action(async (flags: ListFlags) => {
    const rows = await stats(await context.register(), context.asOf(flags.asOf).day);
    if (isTable(flags) && flags.columns === undefined && flags.sort === undefined) {
      context.output.startPaging();
      return context.output.write(barPage(rows, context));
    }
    await printSmallList(context, rows, { all: statsColumns }, { limit: 0, ...flags });
  });
};

const headings: Record<string, string> = {
  year: 'Decisions by year',
  body: 'Decisions by body',
  'action class': 'Decisions by class of action',
  kind: 'Decisions by kind',
  'answered referrals': 'Answered referrals, by the body that was asked',
  'waiting referrals': 'Pending referrals, by the body that was asked',
  tasks: 'Tasks',
};

function barPage(rows: readonly Row[], context: Context): string {
  const sections = Object.entries(headings).map(([what, heading]) => {
    const selected = rows.filter((row) => row.what === what);
    if (selected.length === 0) return '';
    const bars = selected.map(({ group, number, median_days, longest_days }) => ({
      label: group as string,
      number: number as number,
      note: median_days === null ? '' : `median ${median_days as number} days, longest ${longest_days as number}`,
    }));
    return `${context.output.colour.bold(heading)}\n${barLines(bars, context.output)}`;
  });
  return sections.filter((text) => text !== '').join('\n');
}
