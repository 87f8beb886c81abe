import { Command } from 'commander';
import type { Context } from '../../context';
import { type NamedLink, parseLink, type RawLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { type FlagValues, linkFlags, linksFromFlags, withExamples, writeFlags } from '../flags/flags';

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
    const [{ writeRecord }, { linkDecision, unlinkDecision }] = await withActions();
    await writeRecord(context, 'decision', flags, (recorder) =>
      flags.remove ? unlinkDecision(recorder, later, links) : linkDecision(recorder, later, noted(links, flags)),
    );
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
    const links = noted(linksFromFlags({ ...flags, answers: [ref] }), flags);
    const [{ writeRecord }, { answerReferral }] = await withActions();
    const [says] = links as [NamedLink];
    await writeRecord(context, 'decision', flags, (recorder) =>
      answerReferral(recorder, says.ref, flags.by as string, says),
    );
  });
}

const withActions = () => Promise.all([import('../write/record'), import('../../register/decision/actions')]);

/** The links that flags give, as they are recorded, with the note of the flags. */
const noted = (links: readonly RawLink[], { note }: FlagValues): NamedLink[] =>
  links.map((link) => parseLink(typeof note === 'string' ? { ...link, note } : link));
