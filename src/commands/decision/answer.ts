import { Command } from 'commander';
import type { NamedLink } from '../../domain/links';
import {
  type FlagValues,
  linksFromFlags,
  severalArgument,
  type Verb,
  type WriteFlags,
  withExamples,
  writeFlags,
} from '../flags/flags';
import { flag, named } from '../flags/values';
import { noted, withActions } from './link';

/** `cica decision answer`: records the answer to a referral. */
export const verb: Verb = (context) => {
  const command = new Command('answer')
    .summary('record that a decision answers a referral')
    .description('Closes a referral: the decision that --by names accepts or declines it.')
    .addArgument(severalArgument('refs', 'the decision that was referred', named('referral')))
    .addOption(flag('--by <ref>', 'the decision that answers it', named('decision')).makeOptionMandatory())
    .option('--accept', 'it is accepted')
    .option('--decline', 'it is declined')
    .option('--note <text>', 'a note on the answer')
    .option('--force', 'let a body answer that was not asked');
  withExamples(
    writeFlags(command),
    'cica decision answer SOC-2024-03-14/1 --by MC-2024-03-19/1 --accept',
    'cica decision answer SWG-2022-12-12/4 --by SOC-2024-12-05/2 --decline --note "no audit is needed" --dry-run',
    'cica decision answer SWG-2022-12-12/4 SWG-2022-12-12/5 --by SOC-2024-12-05/2 --decline --dry-run',
  );
  return command.action(async (refs: string[], flags: FlagValues & WriteFlags & { readonly by: string }) => {
    const [says] = noted(linksFromFlags({ ...flags, answers: refs.slice(0, 1) }), flags) as [NamedLink];
    const [{ writeEach }, { answerReferrals }] = await withActions();
    await writeEach(context, { named: 'decision' }, refs, flags, async (recorder, found, report) => {
      const referrals = found.map(({ ref }) => ref);
      if (referrals.length > 0) await report(await answerReferrals(recorder, referrals, flags.by, says));
    });
  });
};
