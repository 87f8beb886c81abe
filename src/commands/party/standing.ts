import { Command } from 'commander';
import sql, { empty } from 'sql-template-tag';
import type { Context } from '../../context';
import { parsePartialDate } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { parseWord, standings } from '../../domain/vocabulary';
import { standingTimeline } from '../../register/partyStandings';
import { find } from '../../register/references';
import { asOfFlag, type FlagValues, listFlags, pickGiven, withExamples } from '../flags';
import { type ListFlags, printSmallList } from '../print';

const columns = {
  all: ['party', 'standing', 'since', 'until', 'given_by', 'note', 'step', 'title'],
  table: ['since', 'step', 'standing', 'until', 'given_by', 'note'],
};

/** `cica party standing`: how a party's standing came about; with --set a standing that no decision on record gave. */
export function partyStanding(context: Context): Command {
  const command = new Command('standing')
    .summary('show how the standing of a party came about, or record one')
    .description(
      'Shows the way of a party: what was decided on its applications, and which standing it had since when, by which decision. A decision of kind observer status or membership that decides gives the standing by itself; --set records one that no decision on record gave, or changes the one of that name and beginning.',
    )
    .argument('<party>', 'code, name or alias')
    .option('--set <standing>', `record it: ${standings.join(', ')}`)
    .option('--since <date>', 'first day; a month or year if no more is known')
    .option('--until <date>', 'day on which it ended')
    .option('--given-by <ref>', 'the decision that gave it')
    .option('--note <text>', 'a note')
    .option('--remove', 'remove the standing that --set and --since name')
    .option('--dry-run', 'show what it would do, and do nothing')
    .option('-y, --yes', 'answer yes to what would be asked');
  withExamples(
    asOfFlag(listFlags(command)),
    'cica party standing "Saudi Arabia"',
    'cica party standing BGD --format csv',
    'cica party standing UNESCAP --set partner --since 2025 --note "told by letter"',
  );
  return command.action(async (name: string, flags: FlagValues & ListFlags & { readonly asOf?: string }) => {
    const register = await context.register();
    const party = await find(register, 'party', name);
    if (flags.set !== undefined) return setStanding(context, party, flags);
    const foreign = ['since', 'until', 'givenBy', 'note', 'remove'].find((flag) => flags[flag] !== undefined);
    if (foreign !== undefined) {
      throw new Problem(
        'usage',
        `--${foreign === 'givenBy' ? 'given-by' : foreign} without --set`,
        'say which standing: --set observer',
      );
    }
    const steps = await standingTimeline(register, party.id, context.asOf(flags.asOf).day);
    await printSmallList(
      context,
      steps.map((step) => ({ party: party.ref, ...step })),
      columns,
      flags,
    );
  });
}

async function setStanding(context: Context, party: { id: number; ref: string }, flags: FlagValues): Promise<void> {
  const standing = parseWord(standings, 'standing', flags.set as string);
  const register = await context.register();
  const since = flags.since ? parsePartialDate(flags.since as string, context.today) : undefined;
  const known = await register.rows<{ id: number; since: string | null }>(sql`
    select id, since from standing where party_id = ${party.id} and standing = ${standing}
      ${since === undefined ? empty : sql`and (since = ${since} or since is null)`} order by from_date desc`);
  const { addRecord, changeRecord, removeFound } = await import('../record');
  const write = flags as { readonly dryRun?: boolean; readonly yes?: boolean };
  const [found] = known;
  const values = pickGiven({ since, until: flags.until, given_by: flags.givenBy, note: flags.note });
  if (flags.remove) {
    if (found === undefined) {
      throw new Problem(
        'missing',
        `${party.ref} has no such standing`,
        `\`cica party standing ${party.ref}\` shows what it has`,
      );
    }
    return removeFound(context, 'standing', [{ id: found.id, ref: party.ref }], write);
  }
  if (found !== undefined && Object.keys(values).length > 0) {
    return changeRecord(context, 'standing', found.id, values, write);
  }
  await addRecord(context, 'standing', { ...values, party: party.ref, standing }, write);
}
