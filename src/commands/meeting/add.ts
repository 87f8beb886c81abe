import type { Context } from '../../context';
import type { RawRecord } from '../../domain/fields';
import type { RecordedPart } from '../../register/meeting/actions';
import type { FlagValues } from '../flags/flags';
import { flag, named } from '../flags/values';
import { addRecord, addVerb } from '../verbs/add';

export const verb = addVerb('meeting', {
  description:
    'Records a meeting of a body. At a terminal it asks for what is missing, then for agenda and decisions, and records all of it at once at the end: one cica undo reverts it.',
  examples: [
    'cica meeting add --body SOC --date 2025-06-18 --place Astana --chair "Talgat Kaliyev"',
    'cica meeting add --body SOC --date 2025-06-18 --agenda-from SOC-2023-12-12',
    'cica meeting add --body MC --date "Sep 2025" --mode online --source "CICA press release"',
  ],
  flags: (command) =>
    command
      .optionsGroup('Agenda:')
      .addOption(
        flag('--agenda-from <ref>', 'copy the numbers and titles of the agenda of another meeting', named('meeting')),
      ),
  ask: async (_, given) => given,
  record: async (context, given, flags) => {
    if (context.interactive && !(given.body && given.date)) {
      const { askMeeting } = await import('../ask/runQuestions');
      return askMeeting(context, given, flags, flags.agendaFrom as string | undefined);
    }
    if (flags.agendaFrom !== undefined) return addWithAgenda(context, given, flags);
    return addRecord('meeting')(context, given, flags);
  },
});

/** Records a meeting with the agenda of another. */
async function addWithAgenda(context: Context, given: RawRecord, flags: FlagValues): Promise<void> {
  const [{ fieldsFromFlags, writeRecord }, { agendaOf, recordProceedings }] = await Promise.all([
    import('../write/record'),
    import('../../register/meeting/actions'),
  ]);
  const fields = fieldsFromFlags(context, 'meeting', given);
  const other = flags.agendaFrom as string;
  let copied = '';
  await writeRecord(context, 'meeting', flags, async (recorder) => {
    const { ref, agenda } = await agendaOf(recorder.transaction, other);
    const parts = [];
    for await (const part of recordProceedings(recorder, { meeting: { fields, agenda }, decisions: [] }))
      parts.push(part);
    copied = `${agenda.length} agenda item${agenda.length === 1 ? '' : 's'} of ${ref}`;
    return (parts[0] as RecordedPart).recorded;
  });
  context.output.say(`${flags.dryRun ? 'would be copied' : 'copied'}: ${copied}`);
}
