import { Command } from 'commander';
import { type NamedLink, parseLink, type RawLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import {
  type FlagValues,
  linkFlags,
  linksFromFlags,
  severalArgument,
  type Verb,
  withExamples,
  writeFlags,
} from '../flags/flags';
import { named } from '../flags/values';

/** `cica decision link`: links a decision to earlier ones. */
export const verb: Verb = (context) => {
  const command = new Command('link')
    .summary('link a decision to earlier ones, or remove a link')
    .addArgument(severalArgument('later', 'the later decision', named('decision')))
    .option('--note <text>', 'a note on the link')
    .option('--remove', 'remove the link');
  linkFlags(command);
  withExamples(
    writeFlags(command),
    'cica decision link SOC-2024-12-05/1 --supersedes SOC-2023-12-12/1',
    'cica decision link SOC-2023-12-12/7 --cites SOC-2023-12-12/1',
    'cica decision link SOC-2023-12-12/7 --follows-up MC-2023-09/1 --remove',
  );
  return command.action(async (later: string[], flags: FlagValues) => {
    const links = linksFromFlags(flags, flags.remove !== true);
    if (links.length === 0) {
      throw new Problem('usage', 'no link is given', 'add one, like --supersedes SOC-2023-12-12/1; --help lists them');
    }
    const [{ oneByOne, writeEach }, { linkDecision, unlinkDecision }] = await withActions();
    const link = oneByOne((recorder, ref) =>
      flags.remove ? unlinkDecision(recorder, ref, links) : linkDecision(recorder, ref, noted(links, flags)),
    );
    await writeEach(context, { named: 'decision' }, later, flags, link);
  });
};

export const withActions = () => Promise.all([import('../write/writeEach'), import('../../register/decision/actions')]);

/** The links from flags as they are recorded, with the note. */
export const noted = (links: readonly RawLink[], { note }: FlagValues): NamedLink[] =>
  links.map((link) => parseLink(typeof note === 'string' ? { ...link, note } : link));
