import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { parseReference } from '../../domain/reference';
import { agendaOf } from '../../register/meeting/actions';
import { lineBreak } from '../../terminal/keyboard';
import { ask, choose, SteppedBack } from '../../terminal/prompts';
import { agendaProblem, itemsOf, itemText, type NewItem, nextNumber, parseAgenda } from './agendaText';

/**
 * Asks for agenda items one by one, or several pasted at once; the reference of a meeting takes its agenda.
 *
 * @param before the items that the agenda already has
 * @param typed what was already typed, in another question
 */
export async function askAgenda(context: Context, before: readonly NewItem[] = [], typed?: string): Promise<NewItem[]> {
  const items: NewItem[] = [];
  let text = typed;
  let preset = typed;
  for (;;) {
    const known = [...before, ...items];
    const read = (line: string) => itemsIn(context, line, known);
    const problemOf = (line: string) => problemIn(() => read(line), known);
    const hint = items.length > 0 ? 'Enter: no more' : 'or paste all, or name a meeting; Enter skips';
    const message = `Agenda item ${nextNumber(known)}${preset === undefined ? ` (${hint})` : ''}`;
    try {
      if (text === undefined || (await problemOf(text)) !== null) text = await ask(message, { preset, problemOf });
      const more = await read(text);
      items.push(...more);
      // several pasted lines, or those of a meeting, are the whole agenda
      if (more.length !== 1 || isMeeting(text)) return items;
      preset = undefined;
    } catch (error) {
      // Esc returns to the previous item
      const last = error instanceof SteppedBack ? items.pop() : undefined;
      if (last === undefined) throw error;
      preset = itemText(last);
    }
    text = undefined;
  }
}

/** Why a text does not contain valid items, or null. */
async function problemIn(read: () => Promise<readonly NewItem[]>, before: readonly NewItem[]): Promise<string | null> {
  try {
    return agendaProblem(await read(), before);
  } catch (error) {
    const { message, advice } = Problem.of(error);
    return `${message}; ${advice}`;
  }
}

const isMeeting = (text: string): boolean => parseReference(text.trim())?.kind === 'meeting';

/** The items in a text, or those of the meeting whose reference the text is. */
const itemsIn = async (context: Context, text: string, before: readonly NewItem[]): Promise<NewItem[]> =>
  isMeeting(text) ? itemsOfMeeting(context, text.trim()) : parseAgenda(text, before);

/**
 * The agenda of a meeting on record.
 *
 * @throws Problem `missing` if there is no such meeting, or it has no agenda
 */
export async function itemsOfMeeting(context: Context, meeting: string): Promise<NewItem[]> {
  const { agenda } = await agendaOf(await context.register(), meeting);
  return agenda.map(({ number, title }) => ({ number: number as string, title: title as string }));
}

/** Asks what to change in an agenda: one item, further items, or all of them on one line. */
export async function askAgendaChanges(context: Context, lines: readonly string[]): Promise<NewItem[]> {
  const items = itemsOf(lines);
  const chosen = await choose<number | 'nothing' | 'more' | 'all'>('What should change?', [
    { name: 'Nothing', value: 'nothing' },
    { name: 'Add items', value: 'more' },
    { name: 'Edit all of them on one line', value: 'all' },
    ...items.map(({ number, title }, index) => ({ name: `  ${number}  ${title}`, value: index })),
  ]);
  if (chosen === 'nothing') return items;
  if (chosen === 'more') return [...items, ...(await askAgenda(context, items))];
  if (chosen === 'all') return askAllItems(items);
  return askItemChange(items, chosen);
}

/** Asks for all items of an agenda on one line. */
export function askAllItems(items: readonly NewItem[], before: readonly NewItem[] = []): Promise<NewItem[]> {
  const preset = items.map(itemText).join(` ${lineBreak} `);
  return askLine(`Agenda, with ${lineBreak} between its items`, preset, before, (text) => parseAgenda(text, before));
}

/** Asks for another title or number of an item, and returns all of them; an empty line removes it. */
export async function askItemChange(
  items: readonly NewItem[],
  index: number,
  before: readonly NewItem[] = [],
): Promise<NewItem[]> {
  const item = items[index] as NewItem;
  const others = [...before, ...items.toSpliced(index, 1)];
  const message = `Agenda item ${item.number} (Backspace, then Enter removes it)`;
  const read = (text: string): NewItem[] => parseAgenda(text, others, item.number);
  return items.toSpliced(index, 1, ...(await askLine(message, item.title, others, read)));
}

async function askLine(message: string, preset: string, others: readonly NewItem[], read: (text: string) => NewItem[]) {
  return read(await ask(message, { preset, problemOf: (text) => agendaProblem(read(text), others) }));
}
