import type { Context } from '../../context';
import { lastDay } from '../../domain/date';
import type { RawObject, RawRecord, RawValue } from '../../domain/fields';
import type { Row, RowParty } from '../../domain/row';
import { entities } from '../../domain/schema';
import { grantsByDefault } from '../../domain/standing';
import { type Answer, actionClass, type PartyRole, parseAction } from '../../domain/vocabulary';
import { pending } from '../../register/decision/pending';
import { Directory } from '../../register/directory';
import { find } from '../../register/find';
import { getRow } from '../../register/meeting/minutes';
import { type Choice, choose } from '../../terminal/prompts';
import type { NewItem } from './agendaText';
import { type Answers, type Filled, fillForm, type Question } from './form';
import { askedRole, kindsInTitle, partiesInTitle, periodInTitle, roleOfKind } from './guesses';
import { askParties, askWord, type QuestionOptions, questionsFor } from './questions';
import { namedProblem, type Run } from './run';

/** What to do after a decision. */
export type Next = 'another' | 'review';

const outcomes: readonly Choice<Next>[] = [
  { name: 'Yes; then another decision', value: 'another' },
  { name: 'Yes; this was the last', value: 'review' },
];

/** The kinds of decision that apply for a period. */
const kindsWithPeriod: readonly RawValue[] = ['plan', 'budget', 'action plan', 'programme', 'appointment'];

/**
 * Asks for a decision of a meeting in the order of minutes: the agenda item, the action, then whatever does not follow
 * from the item, the title or the referral that it answers.
 *
 * @param known the values from flags, or all values of the decision that is changed, the one at `index` in the run
 * @param marked the column whose line in the summary is marked
 * @returns null if the person gives up
 */
export async function fillDecision(
  context: Context,
  run: Run,
  known: RawRecord,
  { index, marked }: { readonly index?: number; readonly marked?: string | undefined } = {},
): Promise<Filled<Next> | null> {
  const form = new DecisionForm(context, run, index);
  return fillForm(
    context,
    {
      label: 'decision',
      questions: await form.questions(),
      outcomes: index === undefined ? outcomes : [{ name: 'Yes', value: 'review' }],
      giveUp: 'Leave this decision out',
      problem: async (answers) => {
        const found = await run.problem(answers, index);
        return found === null || found.part === (index ?? run.decisions.length)
          ? (found?.problem ?? null)
          : namedProblem(found);
      },
      warnings: (answers) => run.warnings(answers, index),
      marked,
    },
    known,
  );
}

/** The questions for a decision, and the data they depend on. */
class DecisionForm {
  readonly #context: Context;
  readonly #run: Run;
  readonly #index: number | undefined;
  /** The referrals that await an answer of the body, by reference. */
  readonly #openReferrals = new Map<string, Row>();

  constructor(context: Context, run: Run, index?: number) {
    this.#context = context;
    this.#run = run;
    this.#index = index;
  }

  async questions(): Promise<Question[]> {
    const { body, date } = this.#run.meeting;
    const answered = this.#run.answered(this.#index);
    const all = await pending(await this.#context.register(), { to: [body] }, lastDay(date), null);
    for (const row of all) if (!answered.has(row.ref as string)) this.#openReferrals.set(row.ref as string, row);
    const questions = questionsFor(this.#context, entities.decision, this.#columns())
      .filter(({ name }) => name !== 'meeting')
      .map((question) => (question.name === 'title' ? this.#withWarning(question) : question));
    const order = ['item', 'action', 'links', 'title', 'kind', 'period', 'referred_to', 'parties', 'grants'];
    const position = ({ name }: Question): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...questions, this.#answers()].toSorted((one, other) => position(one) - position(other));
  }

  #columns(): { readonly [column: string]: QuestionOptions } {
    return {
      item: {
        isNeeded: async () => (await this.#items()).length > 0,
        ask: (answers) => this.#askItem(answers),
        show: async (number) => {
          const item = (await this.#items()).find((one) => one.number === number);
          return `${String(number)}  ${item?.title ?? ''}`;
        },
      },
      title: {
        preset: async (answers) => {
          const item = (await this.#items()).find((one) => one.number === answers.item);
          return (this.#referral(answers)?.title as string | undefined) ?? item?.title;
        },
      },
      kind: {
        isNeeded: () => true,
        propose: async (answers) => {
          const named = kindsInTitle((answers.title as string | undefined) ?? '');
          return (await this.#referralValue(answers, 'kind')) ?? (named.length === 1 ? named[0] : undefined);
        },
        preset: ({ title }) => kindsInTitle(title as string)[0] ?? 'other',
      },
      period: {
        isNeeded: ({ kind }) => kindsWithPeriod.includes(kind ?? null),
        propose: async (answers) => {
          if (!kindsWithPeriod.includes(answers.kind ?? null)) return undefined;
          const known = await this.#referralValue(answers, 'period');
          return known ?? periodInTitle(answers.title as string, this.#context.today);
        },
      },
      referred_to: {
        isNeeded: ({ action }) => classOf(action) === 'refers',
        preset: () => this.#parentBody(),
      },
      parties: {
        isNeeded: ({ kind }) => askedRole(kind as string) !== undefined,
        propose: (answers) => this.#knownParties(answers),
        ask: ({ kind, parties }) => {
          const role = askedRole(kind as string);
          return askParties(this.#context, partyQuestion(role), role, (parties ?? []) as readonly string[]);
        },
      },
      grants: { propose: grantsOf },
    };
  }

  /** The question for the title, which also warns if the meeting already has the same decision. */
  #withWarning(title: Question): Question {
    const ask = async (answers: Answers): Promise<RawValue | undefined> => {
      const typed = await title.ask(answers);
      const same = await this.#run.sameDecision({ action: answers.action, title: typed }, this.#index);
      if (same !== null) this.#context.output.say(`warning: ${same} has the same action and title`);
      return typed;
    };
    return { ...title, ask };
  }

  #items(): Promise<readonly NewItem[]> {
    return this.#run.items();
  }

  /** Asks for the agenda item. The default is the item after that of the previous decision. */
  async #askItem({ item }: Answers): Promise<RawValue> {
    const items = await this.#items();
    const before = this.#run.decisions.at(-1)?.item;
    const next = items[items.findIndex(({ number }) => number === before) + 1];
    const choices = items.map(({ number, title }) => ({ name: `${number}  ${title}`, value: number }));
    const preset = item === undefined ? next?.number : (item as string | null);
    return choose<string | null>('Under which agenda item?', [...choices, { name: 'none', value: null }], { preset });
  }

  /** Asks which referral it answers, if it decides or closes a matter and its body has open referrals. */
  #answers(): Question {
    return {
      name: 'links',
      label: 'Answers',
      isNeeded: ({ action }) => this.#openReferrals.size > 0 && ['decides', 'closes'].includes(classOf(action)),
      show: (links) =>
        (links as readonly RawObject[]).map(({ ref, answer, relation }) => `${ref} (${answer ?? relation})`).join('; '),
      ask: (answers) => this.#askReferral(answers),
    };
  }

  async #askReferral({ action, links }: Answers): Promise<RawValue> {
    const { size } = this.#openReferrals;
    const which = size === 1 ? 'the open referral' : `one of ${size} open referrals`;
    const known = answeringLink(links);
    const referrals = [...this.#openReferrals.values()];
    const ref = await choose<string | null>(
      `Does it answer ${which} to ${this.#run.meeting.body}?`,
      [
        { name: 'no', value: null },
        ...referrals.map((row) => ({ name: `${row.ref as string}  ${row.title as string}`, value: row.ref as string })),
      ],
      { preset: known?.ref },
    );
    if (ref === null) return null;
    const isNo = classOf(action) === 'closes';
    const answer = isNo
      ? await askWord('What is the answer?', ['decline', 'accept'], undefined, known?.answer ?? undefined)
      : 'accept';
    return [{ relation: 'answers', ref, answer }];
  }

  #referral({ links }: Answers): Row | undefined {
    return this.#openReferrals.get(answeringLink(links)?.ref ?? '');
  }

  /** A value of the referral that it answers, which the answer usually shares. */
  async #referralValue(answers: Answers, column: 'kind' | 'period'): Promise<string | undefined> {
    const referral = this.#referral(answers);
    if (referral === undefined) return undefined;
    const row = await getRow(
      await this.#context.register(),
      'decision',
      referral.id as number,
      this.#context.asOf(undefined),
    );
    return (row[column] as string | null) ?? undefined;
  }

  async #parentBody(): Promise<string | undefined> {
    const register = await this.#context.register();
    const { id } = await find(register, 'body', this.#run.meeting.body);
    const row = await getRow(register, 'body', id, this.#context.asOf(undefined));
    return (row.reports_to as string | null) ?? undefined;
  }

  /** The parties of the referral that it answers, or else those that the title names. */
  async #knownParties(answers: Answers): Promise<string[] | undefined> {
    const referral = this.#referral(answers);
    const parties = (referral?.parties ?? []) as readonly RowParty[];
    if (parties.length > 0) return parties.map(({ role, party }) => `${role}:${party}`);
    if (!answers.kind || !answers.title) return undefined;
    const directory = await Directory.load(await this.#context.register(), 'party');
    const found = partiesInTitle(answers.title as string, directory, roleOfKind(answers.kind as string) ?? 'subject');
    return found.length === 0 ? undefined : found;
  }
}

function partyQuestion(role: PartyRole | undefined): string {
  if (role === undefined) return 'Which party does it concern?';
  return role === 'sponsor' ? 'Which party prepared it?' : `Which party is the ${role}?`;
}

const answeringLink = (links: RawValue | undefined): RawObject | undefined =>
  ((links ?? []) as readonly RawObject[]).find(({ relation }) => relation === 'answers');

const classOf = (action: RawValue | undefined): string => actionClass(parseAction((action ?? 'note') as string));

/** The standing that a decision grants by default. */
function grantsOf({ kind, action, referred_to, links }: Answers): string | undefined {
  if (!action) return undefined;
  const answers = ((links ?? []) as readonly RawObject[]).map(({ answer }) => (answer ?? null) as Answer | null);
  const decision = {
    kind: kind as string,
    action: parseAction(action as string),
    referred: Boolean(referred_to),
    answers,
  };
  return grantsByDefault(decision) ?? undefined;
}
