import { Command } from 'commander';
import { readMeeting } from '../compose/readMeeting';
import { textOf } from '../compose/wording';
import { recordArgument, type Verb, withExamples } from '../flags/flags';
import { type DocumentFlags, documentFlags, documentTarget, printDocument } from '../print/document';

/** `cica meeting agenda`: the agenda of a meeting with its documents, to hand out. */
export const verb: Verb = (context) => {
  const command = new Command('agenda')
    .summary('write the agenda of a meeting')
    .description(
      'Writes the agenda of a meeting with the documents of each item, to hand out. It is called provisional until the meeting is held. With -o the file extension sets the format: .md, .html or .docx.',
    )
    .addArgument(recordArgument('meeting'));
  documentFlags(command);
  withExamples(command, 'cica meeting agenda SOC-2023-12-12', 'cica meeting agenda SOC-2023-12-12 -o agenda.docx');
  return command.action(async (reference: string, flags: DocumentFlags) => {
    const target = await documentTarget(context, flags);
    const facts = await readMeeting(context, reference, context.asOf(undefined));
    const { meetingAgenda } = await import('../compose/agenda');
    await printDocument(context, meetingAgenda(facts), target, `the agenda of ${textOf(facts.meeting, 'ref')}`);
  });
};
