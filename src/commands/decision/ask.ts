import type { Context } from '../../context';
import { columnOf, entities } from '../../domain/entities';
import type { RawValue } from '../../domain/fields';
import { type Action, actionClass, actions, kinds, parseAction, partyRoles } from '../../domain/vocabulary';
import { find } from '../../register/references';
import { confirm } from '../../terminal/prompts';
import { askColumn, askWord, chooseRecord, confirmed } from '../ask';
import { addRecord, type WriteFlags } from '../record';

/** The kinds that are for a period. */
const ofPeriod = ['plan', 'budget', 'action plan', 'programme', 'appointment'];

/** Asks for what a decision needs and what is usually known of one; then for another one of the same meeting. */
export async function askDecisions(
  context: Context,
  given: Record<string, RawValue>,
  flags: WriteFlags,
): Promise<void> {
  let raw = given;
  for (;;) {
    const meeting = (raw.meeting as string | undefined) ?? (await chooseRecord(context, 'meeting', 'Which meeting?'));
    const register = await context.register();
    const { ref } = await find(register, 'meeting', meeting ?? '');
    await askDecision(context, { ...raw, meeting: ref }, flags);
    if (!(await confirm('Another decision of this meeting?'))) return;
    raw = { meeting: ref };
  }
}

async function askDecision(context: Context, given: Record<string, RawValue>, flags: WriteFlags): Promise<void> {
  const { decision } = entities;
  const raw = { ...given };
  const column = (name: string) => columnOf(decision, name);
  raw.action ??= await askWord('What did the meeting do?', Object.values(actions).flat());
  const action: Action = parseAction(raw.action as string);
  raw.title ??= await askColumn(context, column('title'), 'Title: what was decided on');
  raw.kind ??= await askWord('What is it about?', kinds);
  raw.item ??= await chooseRecord(context, 'agenda_item', 'Agenda item', 'none', raw.meeting as string);
  if (ofPeriod.includes(raw.kind as string)) {
    raw.period ??= await askColumn(context, column('period'), 'Period (2024, 2024-2026)');
  }
  if (actionClass(action) === 'refers') {
    raw.referred_to ??= await chooseRecord(context, 'body', 'Which body is asked to act on it?', 'none');
  }
  raw.parties ??= await askParties(context);
  raw.text ??= await askColumn(context, column('text'), 'Operative words');
  if (await confirmed(context, decision, raw, flags)) await addRecord(context, 'decision', raw, flags);
}

async function askParties(context: Context): Promise<string[]> {
  const parties: string[] = [];
  for (;;) {
    const party = await chooseRecord(
      context,
      'party',
      parties.length === 0 ? 'A party to it' : 'Another party',
      'none',
    );
    if (party === null) return parties;
    parties.push(`${await askWord('In which role?', partyRoles)}:${party}`);
  }
}
