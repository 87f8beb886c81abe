import { addDays } from './date';
import { type EffectFacts, effectDays, effectiveFrom, isOpenOn, lapsedOn } from './effect';
import { periodDays } from './period';
import { type Action, type Answer, actionClass, type Relation, type Status } from './vocabulary';

/** An answer to a referral. */
export interface AnswerFacts {
  readonly answer: Answer;
  readonly effect: EffectFacts;
}

/** A link from a later decision. */
export interface LinkFacts {
  readonly relation: Relation;
  /** Null unless the relation is "answers". */
  readonly answer: Answer | null;
  readonly later: {
    readonly effect: EffectFacts;
    /** Whether the later decision is itself referred to a body; if so, the answers to it. */
    readonly referred: boolean;
    readonly answers: readonly AnswerFacts[];
  };
}

/** What determines the status of a decision; dates are in ISO 8601. */
export interface StatusFacts {
  readonly action: Action;
  readonly effect: EffectFacts;
  /** Whether it asks another body to act. */
  readonly referred: boolean;
  readonly period: string | null;
  readonly links: readonly LinkFacts[];
}

/** The days from `from` to the day before `until` on which a decision has a status. */
export interface StatusInterval {
  readonly from: string;
  readonly until: string;
  readonly status: Status;
  readonly inForce: boolean;
}

/** The open end of an interval. */
export const endOfTime = '9999-12-31';

/**
 * The status of a decision as of a day: the first row that applies of the table in docs/domain.md;
 * null before its date, when it does not exist yet.
 */
export function statusOn(facts: StatusFacts, day: string): Status | null {
  const { action, effect, referred } = facts;
  if (day < effect.decidedOn) return null;
  const answer = answerOn(facts, day);
  const rescindedOn = firstEffect(facts, 'rescinds', day);
  if (rescindedOn !== null) return referred && answerOn(facts, rescindedOn) === null ? 'withdrawn' : 'rescinded';
  if (counts(facts, 'supersedes', day)) return 'superseded';
  if (lapsedOn(effect, day)) return 'lapsed';
  if (isOpenOn(effect, day)) return 'provisional';
  if (action === 'reject') return 'rejected';
  if (action === 'defer') return 'deferred';
  if (referred) return answer === null ? 'referred' : answer === 'accept' ? 'accepted' : 'declined';
  if (actionClass(action) !== 'decides') return 'recorded';
  const period = facts.period === null ? null : periodDays(facts.period);
  const from = effectiveFrom(effect);
  if (from === null || day < from || (period !== null && day < period.first)) return 'upcoming';
  if (period !== null && day > period.last) return 'ended';
  return counts(facts, 'amends', day) ? 'amended' : 'in force';
}

/** The part of an action that affects the status: actions with the same result have the same statuses. */
export function statusAction(action: Action): string {
  return action === 'reject' || action === 'defer' ? action : actionClass(action);
}

/** The answer to a referral as of a day, null while it is pending. An answer that lapsed or is not yet in effect is none. */
export function answerOn({ links }: Pick<StatusFacts, 'links'>, day: string): Answer | null {
  return firstAnswer(
    links.flatMap(({ relation, answer, later }) =>
      relation === 'answers' && answer !== null ? [{ answer, effect: later.effect }] : [],
    ),
    day,
  );
}

/** The statuses of a decision over all time: intervals without gaps from its date on; adjacent ones differ. */
export function statusIntervals(facts: StatusFacts): StatusInterval[] {
  const period = facts.period === null ? null : periodDays(facts.period);
  const changes = [
    ...effectDays(facts.effect),
    ...facts.links.flatMap(({ later }) => [
      ...effectDays(later.effect),
      ...later.answers.flatMap(({ effect }) => effectDays(effect)),
    ]),
  ];
  if (period !== null) changes.push(period.first, addDays(period.last, 1));
  const days = [...new Set(changes)].filter((day) => day >= facts.effect.decidedOn).sort();
  const intervals: StatusInterval[] = [];
  for (const from of days) {
    const status = statusOn(facts, from);
    const before = intervals.at(-1);
    if (status === null || before?.status === status) continue;
    if (before !== undefined) intervals[intervals.length - 1] = { ...before, until: from };
    intervals.push({ from, until: endOfTime, status, inForce: status === 'in force' || status === 'amended' });
  }
  return intervals;
}

function firstAnswer(answers: readonly AnswerFacts[], day: string): Answer | null {
  return answers.find(({ effect }) => isEffective(effect, day))?.answer ?? null;
}

/**
 * Whether a link of a relation counts as of a day: from the later decision's E, while that has not lapsed, and if it is
 * itself referred, only once accepted.
 */
function counts({ links }: StatusFacts, relation: Relation, day: string): boolean {
  return links.some(
    (link) =>
      link.relation === relation &&
      isEffective(link.later.effect, day) &&
      (!link.later.referred || firstAnswer(link.later.answers, day) === 'accept'),
  );
}

/** The earliest day from which a link of a relation counts, among the links that count as of `day`; null if none does. */
function firstEffect(facts: StatusFacts, relation: Relation, day: string): string | null {
  const counting = facts.links.filter((link) => counts({ ...facts, links: [link] }, relation, day));
  const days = counting.flatMap(({ later }) => countsFrom(later, day) ?? []).toSorted();
  return days[0] ?? null;
}

/** From when a later decision counts, given that it does as of `day`: its E, or if referred, that of the answer if later. */
function countsFrom({ effect, referred, answers }: LinkFacts['later'], day: string): string | null {
  const from = effectiveFrom(effect);
  const accepting = referred ? answers.find((answer) => isEffective(answer.effect, day)) : undefined;
  const accepted = accepting === undefined ? null : effectiveFrom(accepting.effect);
  return from !== null && accepted !== null && accepted > from ? accepted : from;
}

/** Whether a decision is in effect as of a day: E has come, and it has not lapsed. */
export function isEffective(effect: EffectFacts, day: string): boolean {
  const from = effectiveFrom(effect);
  return from !== null && day >= from && !lapsedOn(effect, day);
}
