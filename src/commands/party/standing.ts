import { Command } from 'commander';
import type { Context } from '../../context';
import { parsePartialDate } from '../../domain/date';
import { Problem, readFlag } from '../../domain/problem';
import { oneNameAdvice } from '../../domain/splitNames';
import { parseWord, standings } from '../../domain/vocabulary';
import { find } from '../../register/find';
import { standingTimeline } from '../../register/party/standings';
import { asOfFlag, listFlags, type Verb, withExamples } from '../flags/flags';
import { argument, flag, named, words } from '../flags/values';
import { type ListFlags, printSmallList } from '../print/list';
import type { RemoveFlags } from '../write/remove';

const columns = {
  all: ['party', 'standing', 'since', 'until', 'given_by', 'note', 'step', 'title'],
  table: ['since', 'step', 'standing', 'until', 'given_by', 'note'],
};

interface StandingFlags extends ListFlags, RemoveFlags {
  readonly set?: string;
  readonly since?: string;
  readonly until?: string;
  readonly givenBy?: string;
  readonly note?: string;
}

/**
 * `cica party standing`: shows how a party's standing came about, or with --set records one that no recorded decision
 * granted.
 */
export const verb: Verb = (context) => {
  const command = new Command('standing')
    .summary('show how the standing of a party came about, or record one')
    .description(
      'Shows how the standing of a party came about: what was decided on its applications, and which standing it has had since when, and by which decision. A decision of kind observer status or membership grants the standing itself; --set records a standing that no recorded decision granted, or changes the one with that name and start.',
    )
    .addArgument(argument('<party>', 'code, name or alias', named('party')))
    .addOption(flag('--set <standing>', `record it: ${standings.join(', ')}`, words(...standings)))
    .option('--since <date>', 'first day; a month or year if no more is known')
    .option('--until <date>', 'day on which it ended')
    .addOption(flag('--given-by <ref>', 'the decision that granted it', named('decision')))
    .option('--note <text>', 'a note')
    .option('--remove', 'remove the standing that --set and --since name')
    .option('--dry-run', 'show what would change, without changing it')
    .option('-y, --yes', 'skip confirmation');
  withExamples(
    asOfFlag(listFlags(command, columns.all)),
    'cica party standing "Saudi Arabia"',
    'cica party standing BGD --format csv',
    'cica party standing UNESCAP --set partner --since 2025 --note "told by letter"',
  );
  return command.action(async (name: string, flags: StandingFlags) => {
    const { set } = flags;
    if (set !== undefined) return writeStanding(context, name, set, flags);
    const { since, until, givenBy, note, remove } = flags;
    const ofSet = Object.entries({ since, until, 'given-by': givenBy, note, remove });
    const foreign = ofSet.find(([, value]) => value !== undefined);
    if (foreign !== undefined) {
      throw new Problem('usage', `--${foreign[0]} requires --set`, 'say which standing: --set observer');
    }
    const register = await context.register();
    const party = await find(register, 'party', name, oneNameAdvice);
    const steps = await standingTimeline(register, party.id, context.asOf(flags.asOf).day);
    await printSmallList(
      context,
      steps.map((step) => ({ party: party.ref, ...step })),
      columns,
      flags,
    );
  });
};

async function writeStanding(context: Context, party: string, set: string, flags: StandingFlags): Promise<void> {
  const { fieldsFromFlags, writeRecord } = await import('../write/record');
  const { removeFound } = await import('../write/remove');
  const { findStanding, setStanding } = await import('../../register/party/actions');
  const standing = parseWord(standings, 'standing', set);
  const { since: typed } = flags;
  const since = typed ? readFlag('--since', () => parsePartialDate(typed, context.today)) : undefined;
  const name = { party, standing, since };
  if (flags.remove) {
    return removeFound(context, 'standing', async (reader) => [await findStanding(reader, name)], flags);
  }
  const { until, givenBy: given_by, note } = flags;
  const fields = fieldsFromFlags(context, 'standing', { since, until, given_by, note });
  await writeRecord(context, 'standing', flags, (recorder) => setStanding(recorder, name, fields));
}
