import { Command } from 'commander';
import { type NamedLink, parseLink, type RawLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import { type FlagValues, linkFlags, linksFromFlags, type Verb, withExamples, writeFlags } from '../flags/flags';
import { argument, named } from '../flags/values';

/** `cica decision link`: how a decision bears on earlier ones. */
export const verb: Verb = (context) => {
  const command = new Command('link')
    .summary('link a decision to earlier ones, or remove a link')
    .addArgument(argument('<later>', 'the later decision', named('decision')))
    .option('--note <text>', 'a note on the link')
    .option('--remove', 'remove the link');
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
};

export const withActions = () => Promise.all([import('../write/record'), import('../../register/decision/actions')]);

/** The links that flags give, as they are recorded, with the note of the flags. */
export const noted = (links: readonly RawLink[], { note }: FlagValues): NamedLink[] =>
  links.map((link) => parseLink(typeof note === 'string' ? { ...link, note } : link));
