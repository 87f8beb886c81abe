import type { Context } from '../../context';
import { columnOf, entities } from '../../domain/entities';
import type { RawValue } from '../../domain/fields';
import {
  type ActionClass,
  actionClass,
  actions,
  kinds,
  parseAction,
  partyRoles,
  pastTense,
} from '../../domain/vocabulary';
import { find } from '../../register/references';
import { type Choice, choose, confirm } from '../../terminal/prompts';
import { askColumn, askWord, checkGiven, chooseRecord, confirmed } from '../ask';
import { addRecord, type WriteFlags } from '../record';

/** The kinds that are for a period. */
const ofPeriod = ['plan', 'budget', 'action plan', 'programme', 'appointment'];

/** Asks for what a decision needs and what is usually known of one; then for another one of the same meeting. */
export async function askDecisions(
  context: Context,
  given: Record<string, RawValue>,
  flags: WriteFlags,
): Promise<void> {
  await checkGiven(context, entities.decision, given);
  const meeting = (given.meeting as string) || (await chooseRecord(context, 'meeting', 'Which meeting?'));
  const { ref } = await find(await context.register(), 'meeting', meeting ?? '');
  // an agenda item is known by its number only within its meeting
  if (!given.meeting) await checkGiven(context, entities.decision, { ...given, meeting: ref });
  await askDecision(context, { ...given, meeting: ref }, flags);
  while (await confirm('Another decision of this meeting?', true)) await askDecision(context, { meeting: ref }, flags);
}

/** In the order of minutes: the agenda item, what was done about it, then what is known of that. */
async function askDecision(context: Context, given: Record<string, RawValue>, flags: WriteFlags): Promise<void> {
  const { decision } = entities;
  const raw = { ...given };
  const column = (name: string) => columnOf(decision, name);
  raw.item ??= await chooseRecord(context, 'agenda_item', 'Under which agenda item?', 'none', raw.meeting as string);
  raw.action ||= await choose('What did the meeting do?', actionChoices);
  raw.title ||= await askColumn(context, column('title'), 'Title: what was decided on');
  raw.kind ??= await askWord('What is it about?', ['other', ...kinds.filter((kind) => kind !== 'other')]);
  if (ofPeriod.includes(raw.kind as string)) {
    raw.period ??= await askColumn(context, column('period'), 'Period (2024, 2024-2026)');
  }
  if (actionClass(parseAction(raw.action as string)) === 'refers') {
    raw.referred_to ??= await chooseRecord(context, 'body', 'Which body is asked to act on it?', 'none');
  }
  raw.parties ??= await askParties(context);
  raw.text ??= await askColumn(context, column('text'), 'Operative words');
  if (await confirmed(context, decision, raw, flags)) await addRecord(context, 'decision', raw, flags);
}

const follows: { readonly [name in ActionClass]: string } = {
  decides: 'takes effect',
  refers: 'waits for another body to act, where one is named',
  asks: 'asks someone to do something',
  acknowledges: 'is on the record',
  deliberates: 'is on the record',
  closes: 'ends a matter, or puts it off',
};

/** The actions as minutes have them, found by their bare verbs too. */
const actionChoices: readonly Choice<string>[] = Object.values(actions)
  .flat()
  .map((action) => ({
    name: pastTense(action),
    value: action,
    also: action === 'note' ? 'took note of, takes note of' : `${action} ${action}s`,
    about: follows[actionClass(action)],
  }));

async function askParties(context: Context): Promise<string[]> {
  const parties: string[] = [];
  for (;;) {
    const first = parties.length === 0;
    const party = await chooseRecord(
      context,
      'party',
      first ? 'Which party is concerned?' : 'Which other party?',
      first ? 'none' : 'no other',
    );
    if (party === null) return parties;
    parties.push(`${await askWord('In which role?', partyRoles)}:${party}`);
  }
}
