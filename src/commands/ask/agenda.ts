import type { Context } from '../../context';
import type { RawRecord } from '../../domain/fields';
import { entities } from '../../domain/schema';
import { agendasOf } from '../../register/agenda/find';
import { findMeeting } from '../../register/meeting/find';
import { choose } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { asWritten, fieldsFromFlags, printWritten } from '../write/record';
import { withRecorder } from '../write/withRecorder';
import { agendaItems, askAgenda } from './meeting';
import { checkGiven, chooseRecord } from './questions';
import { askRecord } from './record';

/**
 * Asks for agenda items of a meeting on record: several lines are several items, whose titles are a list then.
 *
 * @returns null if the person discards them
 */
export async function askAgendaItems(context: Context, given: RawRecord): Promise<RawRecord | null> {
  await checkGiven(context, entities.agenda_item, given);
  const meeting = (given.meeting as string) || (await chooseRecord(context, 'meeting', 'Which meeting?'));
  const register = await context.register();
  const { id } = await findMeeting(register, meeting ?? '');
  const before = (await agendasOf(register, [id])).get(id) ?? [];
  const lines = await askAgenda([], before);
  const items = agendaItems(lines, before);
  const [only] = items;
  if (only === undefined) return null;
  if (items.length === 1) return askRecord(context, 'agenda_item', { ...given, meeting, ...only });
  const isRight = await choose(`Record these ${items.length} agenda items?`, [
    { name: 'Yes, record them', value: true },
    { name: 'Discard them', value: false },
    ...items.map(({ number, title }) => ({ name: `  ${number}  ${title}`, value: true })),
  ]);
  return isRight ? { ...given, meeting, title: items.map(({ number, title }) => `${number}. ${title}`) } : null;
}

/** Records agenda items of a meeting in one write; their titles begin with their numbers. */
export async function addAgendaItems(
  context: Context,
  given: RawRecord,
  lines: readonly string[],
  flags: WriteFlags,
): Promise<void> {
  const written = await withRecorder(context, flags, async (recorder) => {
    const all = [];
    for (const item of agendaItems(lines)) {
      const recorded = await recorder.record(
        'agenda_item',
        fieldsFromFlags(context, 'agenda_item', { ...given, ...item }),
      );
      all.push(await asWritten(context, recorder, 'agenda_item', recorded));
    }
    return all;
  });
  for (const one of written) await printWritten(context, one, flags);
}
