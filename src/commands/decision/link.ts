import { Command } from 'commander';
import type { Context } from '../../context';
import type { RawObject } from '../../domain/fields';
import { Problem } from '../../domain/problem';
import { type FlagValues, linkFlags, linksFromFlags, withExamples, writeFlags } from '../flags';

/** `cica decision link`: how a decision bears on earlier ones. */
export function decisionLink(context: Context): Command {
  const command = new Command('link')
    .summary('say how a decision bears on earlier ones, or take that back')
    .argument('<later>', 'the later decision')
    .option('--note <text>', 'a note on the link')
    .option('--remove', 'take the link back');
  linkFlags(command);
  withExamples(
    writeFlags(command),
    'cica decision link SOC-2024-12-05/1 --supersedes SOC-2023-12-12/1',
    'cica decision link SOC-2023-12-12/7 --cites SOC-2023-12-12/1',
    'cica decision link SOC-2023-12-12/7 --follows-up MC-2023-09/1 --remove',
  );
  return command.action(async (later: string, flags: FlagValues) => {
    const links = linksFromFlags(flags, flags.remove !== true);
    if (links.length === 0) {
      throw new Problem('usage', 'no link is given', 'add one, like --supersedes SOC-2023-12-12/1; --help lists them');
    }
    const { linkDecision } = await import('./relink');
    await linkDecision(context, later, noted(links, flags), flags.remove === true, flags);
  });
}

/** `cica decision answer`: the other body's yes or no. */
export function decisionAnswer(context: Context): Command {
  const command = new Command('answer')
    .summary('record that a decision answers a referral')
    .description('Closes a referral: the decision that --by names accepts or declines it.')
    .argument('<ref>', 'the decision that was referred')
    .requiredOption('--by <ref>', 'the decision that answers it')
    .option('--accept', 'it is accepted')
    .option('--decline', 'it is declined')
    .option('--note <text>', 'a note on the answer')
    .option('--force', 'let another body answer than the one that was asked');
  withExamples(
    writeFlags(command),
    'cica decision answer SOC-2024-03-14/1 --by MC-2024-03-19/1 --accept',
    'cica decision answer SWG-2022-12-12/4 --by SOC-2024-12-05/2 --decline --note "no audit is needed" --dry-run',
  );
  return command.action(async (ref: string, flags: FlagValues) => {
    const links = linksFromFlags({ ...flags, answers: [ref] });
    const { linkDecision } = await import('./relink');
    await linkDecision(context, flags.by as string, noted(links, flags), false, flags);
  });
}

const noted = (links: readonly RawObject[], flags: FlagValues): RawObject[] =>
  links.map((link) => (typeof flags.note === 'string' ? { ...link, note: flags.note } : link));
