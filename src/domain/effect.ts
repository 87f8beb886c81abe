import { addDays, firstDay } from './date';

/** A party's objection under a silence procedure; days are ISO dates. */
export interface ObjectionFacts {
  readonly on: string;
  readonly withdrawnOn: string | null;
}

/** What decides from when a decision counts. */
export interface EffectFacts {
  /** The first day of the decision's date. */
  readonly decidedOn: string;
  /** A day, month or year. */
  readonly effectiveOn: string | null;
  /** The last day on which silence can be broken, of a decision under a silence procedure. */
  readonly silenceUntil: string | null;
  readonly objections: readonly ObjectionFacts[];
  /** Whether it takes effect only when it is confirmed. */
  readonly conditional: boolean;
  /** The last day for that; null when there is none. */
  readonly conditionUntil: string | null;
  readonly confirmedOn: string | null;
}

/**
 * E, the day from which a decision counts: its date; under a silence procedure the day after the deadline, or the day it
 * is confirmed if that is earlier; under another condition the day it is confirmed; never before it is effective. Null
 * while a condition waits to be confirmed. Whether it lapsed is another question.
 */
export function effectiveFrom(facts: EffectFacts): string | null {
  const { decidedOn, effectiveOn, silenceUntil, conditional, confirmedOn } = facts;
  let from = decidedOn;
  if (silenceUntil !== null) {
    const silent = addDays(silenceUntil, 1);
    from = later(from, confirmedOn !== null && confirmedOn < silent ? confirmedOn : silent);
  }
  if (conditional) {
    if (confirmedOn === null) return null;
    from = later(from, confirmedOn);
  }
  return effectiveOn === null ? from : later(from, firstDay(effectiveOn));
}

/** Whether a decision has lapsed as of a day: its silence was broken, or its condition's deadline passed unconfirmed. */
export function lapsedOn(facts: EffectFacts, day: string): boolean {
  const { conditional, conditionUntil, confirmedOn } = facts;
  if (facts.objections.some((objection) => breaksSilence(facts, objection, day))) return true;
  return conditional && conditionUntil !== null && day > conditionUntil && confirmedOn === null;
}

/** Whether a decision still waits, as of a day, for silence to pass or a condition to be met. */
export function openOn({ silenceUntil, conditional, confirmedOn }: EffectFacts, day: string): boolean {
  if (confirmedOn !== null && day >= confirmedOn) return false;
  return conditional || (silenceUntil !== null && day <= silenceUntil);
}

/** The days on which the answers of these functions can change. */
export function effectDays(facts: EffectFacts): string[] {
  const { silenceUntil, conditionUntil, confirmedOn } = facts;
  return [
    facts.decidedOn,
    effectiveFrom(facts),
    silenceUntil && addDays(silenceUntil, 1),
    conditionUntil && addDays(conditionUntil, 1),
    confirmedOn,
    ...facts.objections.flatMap(({ on, withdrawnOn }) => [on, withdrawnOn]),
  ].filter((day) => day !== null);
}

/** An objection counts from the decision's date to the deadline, or the confirmation if that is earlier, both inside. */
function breaksSilence(facts: EffectFacts, { on, withdrawnOn }: ObjectionFacts, day: string): boolean {
  const { decidedOn, silenceUntil, confirmedOn } = facts;
  if (silenceUntil === null) return false;
  const last = confirmedOn !== null && confirmedOn < silenceUntil ? confirmedOn : silenceUntil;
  if (on < decidedOn || on > last || day < on) return false;
  // one that stands at the deadline has broken the silence for good
  return withdrawnOn === null || withdrawnOn > last || day < withdrawnOn;
}

const later = (one: string, other: string): string => (one > other ? one : other);
