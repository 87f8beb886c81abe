import { Command, Option } from 'commander';
import { readMeeting } from '../compose/readMeeting';
import { textOf } from '../compose/wording';
import { asOfFlag, recordArgument, type Verb, withExamples } from '../flags/flags';
import { type DocumentFlags, documentFlags, documentTarget, printDocument } from '../print/document';

interface Flags extends DocumentFlags {
  readonly asOf?: string;
  readonly plain?: boolean;
}

/** `cica meeting record`: the record of decisions of a meeting, to hand out. */
export const verb: Verb = (context) => {
  const command = new Command('record')
    .summary('write the record of decisions of a meeting')
    .description(
      'Writes the record of decisions of a meeting, to hand out: its chair and agenda, the decisions with their operative text, votes, reservations and tasks, its documents, and what became of each decision since. With -o the file extension sets the format: .md, .html or .docx.',
    )
    .addArgument(recordArgument('meeting'));
  documentFlags(asOfFlag(command)).addOption(
    new Option('--plain', 'leave out what became of the decisions').conflicts('asOf'),
  );
  withExamples(
    command,
    'cica meeting record SOC-2023-12-12',
    'cica meeting record SOC-2023-12-12 --as-of 2024-03-01 -o record.docx',
    'cica meeting record SOC-2023-12-12 --plain --format html',
  );
  return command.action(async (reference: string, flags: Flags) => {
    const asOf = context.asOf(flags.asOf);
    const target = await documentTarget(context, flags);
    const facts = await readMeeting(context, reference, asOf);
    const { meetingRecord } = await import('../compose/meetingRecord');
    await printDocument(
      context,
      meetingRecord(facts, flags.plain ? null : asOf.day),
      target,
      `the record of ${textOf(facts.meeting, 'ref')}`,
    );
  });
};
