import type { Context } from '../../context';
import { lastDay } from '../../domain/date';
import type { RawObject, RawRecord, RawValue } from '../../domain/fields';
import { columnOf, entities } from '../../domain/schema';
import { grantsByDefault } from '../../domain/standing';
import {
  type ActionClass,
  type Answer,
  actionClass,
  actions,
  kinds,
  parseAction,
  partyRoles,
  pastTense,
  standings,
} from '../../domain/vocabulary';
import { pending } from '../../register/decision/pending';
import { find } from '../../register/find';
import { getRow } from '../../register/meeting/minutes';
import { type Choice, choose, confirm } from '../../terminal/prompts';
import type { WriteFlags } from '../flags/flags';
import { askColumn, askConfirmed, askWord, checkGiven, chooseRecord, fillIn } from './questions';
import { Run, type RunMeeting } from './run';

/** The kinds that are for a period. */
const ofPeriod = ['plan', 'budget', 'action plan', 'programme', 'appointment'];

/**
 * Asks for what a decision needs and what is usually known of one; then for another one of the same meeting. All of them are
 * recorded at once, when the person is through.
 */
export async function askDecisions(
  context: Context,
  given: Record<string, RawValue>,
  flags: WriteFlags,
): Promise<void> {
  await checkGiven(context, entities.decision, given);
  const chosen = (given.meeting as string) || (await chooseRecord(context, 'meeting', 'Which meeting?'));
  const register = await context.register();
  const { id, ref } = await find(register, 'meeting', chosen ?? '');
  // an agenda item is known by its number only within its meeting
  if (!given.meeting) await checkGiven(context, entities.decision, { ...given, meeting: ref });
  const { body, date } = await getRow(register, 'meeting', id, context.asOf(undefined));
  const meeting = { ref, name: ref, body: body as string, date: date as string, raw: {}, agenda: [] };
  const run = new Run(context, meeting, flags);
  const { meeting: _, ...others } = given;
  await run.rescued(() => askDecisionsOf(context, run, others, flags));
}

/** Asks for decisions of the meeting of a run; `given` is what flags give of the first one. */
export async function askDecisionsOf(context: Context, run: Run, given: RawRecord, flags: WriteFlags): Promise<void> {
  for (let first = true; first || (await confirm('Another decision of this meeting?', true)); first = false) {
    const asked = first ? given : {};
    const decision = await askConfirmed(
      context,
      {
        entity: entities.decision,
        given: asked,
        ask: (known) => askDecision(context, run, known, asked),
        problem: (raw) => run.problem(raw),
        meeting: run.meeting,
      },
      flags,
    );
    if (decision === null) context.output.say('this decision is left out');
    else await run.take(decision);
  }
}

/** In the order of minutes: the agenda item, what was done about it, then what is known of that. */
async function askDecision(context: Context, run: Run, known: RawRecord, given: RawRecord): Promise<RawRecord> {
  const { decision } = entities;
  const raw: Record<string, RawValue | undefined> = { ...known };
  const column = (name: string) => columnOf(decision, name);
  await fillIn(raw, 'item', () => askItem(context, run.meeting));
  if (!raw.action) raw.action = await choose('What did the meeting do?', actionChoices);
  if (!given.action) await fillIn(raw, 'links', () => askAnswer(context, run, raw.action as string));
  const answered = await answeredBy(context, raw.links);
  const title = 'Title: what was decided on';
  if (!raw.title) raw.title = await askColumn(context, column('title'), title, () => null, answered?.title);
  const first = answered?.kind ?? 'other';
  await fillIn(raw, 'kind', () => askWord('What is it about?', [first, ...kinds.filter((kind) => kind !== first)]));
  if (ofPeriod.includes(raw.kind as string)) {
    await fillIn(raw, 'period', () => askColumn(context, column('period'), 'Period (2024, 2024-2026)'));
  }
  if (actionClass(parseAction(raw.action as string)) === 'refers') {
    const question = 'Which body is asked to act on it?';
    await fillIn(raw, 'referred_to', () => chooseRecord(context, 'body', question, 'none'));
  }
  await fillIn(raw, 'parties', () => askParties(context));
  await fillIn(raw, 'grants', () => askGrants(raw));
  await fillIn(raw, 'text', () => askColumn(context, column('text'), 'Operative words'));
  return raw;
}

/** Asks for an agenda item of a meeting, on record or not. */
async function askItem(context: Context, { ref, agenda }: RunMeeting): Promise<string | null> {
  const question = 'Under which agenda item?';
  if (ref !== null) return chooseRecord(context, 'agenda_item', question, 'none', ref);
  if (agenda.length === 0) return null;
  const items = agenda.map(({ number, title }) => ({ name: `${number}  ${title}`, value: number }));
  return choose<string | null>(question, [{ name: 'none', value: null }, ...items]);
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

/** Offers what waits for the meeting's body: a decision of it may be the answer. */
async function askAnswer(context: Context, run: Run, action: string): Promise<RawValue | undefined> {
  const { body, date } = run.meeting;
  const all = await pending(await context.register(), { to: [body] }, lastDay(date), null);
  const waiting = all.filter(({ ref }) => !run.answered.has(ref as string));
  if (waiting.length === 0) return undefined;
  const referrals = waiting.length === 1 ? '1 open referral' : `${waiting.length} open referrals`;
  const answered = await choose<string | null>(`${body} has ${referrals}: does this answer one?`, [
    { name: 'no', value: null },
    ...waiting.map(({ ref, title }) => ({ name: `${ref as string}  ${title as string}`, value: ref as string })),
  ]);
  if (answered === null) return undefined;
  const yes = actionClass(parseAction(action)) !== 'closes';
  const answer = await askWord('What does it say?', yes ? ['accept', 'decline'] : ['decline', 'accept']);
  return [{ relation: 'answers', ref: answered, answer }];
}

/** The referral that is answered: what answers it is mostly called the same, and about the same. */
async function answeredBy(
  context: Context,
  links: RawValue | undefined,
): Promise<{ title: string; kind: string } | null> {
  const [link] = (links ?? []) as readonly RawObject[];
  if (link?.relation !== 'answers') return null;
  const register = await context.register();
  const { id } = await find(register, 'decision', link.ref ?? '');
  const { title, kind } = await getRow(register, 'decision', id, context.asOf(undefined));
  return { title: title as string, kind: kind as string };
}

/** Asks which standing a decision gives, where its kind gives one. */
async function askGrants(raw: RawRecord): Promise<RawValue | undefined> {
  const links = (raw.links ?? []) as readonly RawObject[];
  const standing = grantsByDefault({
    kind: raw.kind as string,
    action: parseAction(raw.action as string),
    referred: Boolean(raw.referred_to),
    answers: links.map(({ answer }) => (answer ?? null) as Answer | null),
  });
  if (standing === null) return undefined;
  return askWord('Which standing does it give its applicant?', [
    standing,
    ...standings.filter((one) => one !== standing),
    'none',
  ]);
}

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
