import { Command } from 'commander';
import { Problem, readFlag } from '../../domain/problem';
import { parseStart } from '../../domain/span';
import { oneNameAdvice } from '../../domain/splitNames';
import { find } from '../../register/find';
import { asOfFlag, limitOption, recordArgument, type Verb, withExamples } from '../flags/flags';
import { type DocumentFlags, documentFlags, documentTarget, printDocument } from '../print/document';
import { limitPlusOne } from '../print/phrases';

interface BriefFlags extends DocumentFlags {
  readonly asOf?: string;
  readonly since?: string;
  readonly limit?: number;
}

/** The default of --limit, in rows of each table. */
const defaultLimit = 20;

/** `cica party brief`: a brief for a delegation. */
export const verb: Verb = (context) => {
  const command = new Command('brief')
    .summary('write a brief on a party for a delegation')
    .description(
      'Writes a brief on a party, to hand out: its standing, what it is asked to do and by when, what awaits an answer, what it sponsored, its reservations and objections, its acts on treaties, and the meetings that it chaired. Open items are always included; --since limits the rest. With -o the file extension sets the format: .md, .html or .docx.',
    )
    .addArgument(recordArgument('party'))
    .option('--since <date>', 'leave out the past before this date, or before a span back: 30d, 2w, 3m, 1y')
    .addOption(limitOption(`maximum number of rows in each table, 0 for all (${defaultLimit} by default)`));
  withExamples(
    documentFlags(asOfFlag(command)),
    'cica party brief MNG',
    'cica party brief Mongolia --since 2y -o mongolia.docx',
    'cica party brief "Saudi Arabia" --as-of 2024-03-01 --format html',
  );
  return command.action(async (name: string, flags: BriefFlags) => {
    const asOf = context.asOf(flags.asOf);
    const { since } = flags;
    const from = since === undefined ? null : readFlag('--since', () => parseStart(since, asOf.day, asOf.day));
    if (from !== null && from > asOf.day) {
      throw new Problem(
        'usage',
        `--since ${since} is after ${asOf.day}, the day of the brief`,
        'write an earlier date, or 1y',
      );
    }
    const limit = flags.limit === undefined ? defaultLimit : flags.limit || null;
    const target = await documentTarget(context, flags);
    const register = await context.register();
    const [{ briefFacts }, { partyBrief }] = await Promise.all([
      import('../../register/party/brief'),
      import('../compose/partyBrief'),
    ]);
    const facts = await register.snapshot(async (reader) =>
      briefFacts(reader, await find(reader, 'party', name, oneNameAdvice), asOf, { since, limit: limitPlusOne(limit) }),
    );
    await printDocument(context, partyBrief(facts, from, limit), target, `the brief on ${facts.party.code}`);
  });
};
