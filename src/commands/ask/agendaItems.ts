import type { Context } from '../../context';
import type { RawRecord } from '../../domain/fields';
import { entities } from '../../domain/schema';
import { agendasOf } from '../../register/agenda/find';
import { findMeeting } from '../../register/meeting/find';
import { choose } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { asWritten, fieldsFromFlags, printWritten } from '../write/record';
import { withRecorder } from '../write/withRecorder';
import { askAgenda, askAllItems, askItemChange } from './agenda';
import { agendaProblem, itemText, type NewItem } from './agendaText';
import { checkGiven, chooseRecord } from './questions';
import { askRecord } from './record';
import { unlessSteppedBack } from './runQuestions';

/**
 * Asks for agenda items of a meeting on record: one, or several pasted lines.
 *
 * @returns the values of the item, or of several with a list as their title; null if the person discards them
 */
export async function askAgendaItems(context: Context, given: RawRecord): Promise<RawRecord | null> {
  await checkGiven(context, entities.agenda_item, given);
  const meeting = (given.meeting as string) || (await chooseRecord(context, 'meeting', 'Which meeting?'));
  const currentAgenda = () => agendaOnRecord(context, meeting ?? '');
  let items: readonly NewItem[] = await askAgenda(context, await currentAgenda());
  for (;;) {
    const [only] = items;
    if (only === undefined) return null;
    if (items.length === 1) return askRecord(context, 'agenda_item', { ...given, meeting, ...only });
    const chosen = await unlessSteppedBack(() => chooseLine(items));
    const before = await currentAgenda();
    if (chosen === 'discard') return null;
    if (chosen === undefined) items = await askAllItems(items, before);
    else if (chosen !== 'record')
      items = (await unlessSteppedBack(() => askItemChange(items, chosen, before))) ?? items;
    else {
      // someone else may have added items
      const problem = agendaProblem(items, before);
      if (problem === null) return { ...given, meeting, title: items.map(itemText) };
      context.output.say(problem);
    }
  }
}

const chooseLine = (items: readonly NewItem[]): Promise<number | 'record' | 'discard'> =>
  choose<number | 'record' | 'discard'>(`Record these ${items.length} agenda items?`, [
    { name: 'Yes, record them', value: 'record', description: 'or choose a line, to change it' },
    ...items.map(({ number, title }, index) => ({ name: `  ${number}  ${title}`, value: index })),
    { name: 'Discard them', value: 'discard' },
  ]);

async function agendaOnRecord(context: Context, meeting: string): Promise<readonly NewItem[]> {
  const register = await context.register();
  const { id } = await findMeeting(register, meeting);
  return (await agendasOf(register, [id])).get(id) ?? [];
}

/** Records agenda items of a meeting in one write. */
export async function addAgendaItems(context: Context, given: RawRecord, items: readonly NewItem[], flags: WriteFlags) {
  const written = await withRecorder(context, flags, async (recorder) => {
    const all = [];
    for (const item of items) {
      const fields = fieldsFromFlags(context, 'agenda_item', { ...given, ...item });
      const recorded = await recorder.record('agenda_item', fields);
      all.push(await asWritten(context, recorder, 'agenda_item', recorded));
    }
    return all;
  });
  for (const one of written) await printWritten(context, one, flags);
}
