import { addDays, firstDay } from './date';

/** A party's objection under a silence procedure; dates are in ISO 8601. */
export interface ObjectionFacts {
  readonly on: string;
  readonly withdrawnOn: string | null;
}

/** What determines when a decision takes effect. */
export interface EffectFacts {
  /** The first day of the decision's date. */
  readonly decidedOn: string;
  /** A day, month or year. */
  readonly effectiveOn: string | null;
  /** The last day to break silence; null if there is no silence procedure. */
  readonly silenceUntil: string | null;
  readonly objections: readonly ObjectionFacts[];
  /** Whether it takes effect only once confirmed. */
  readonly conditional: boolean;
  /** The last day to confirm it; null if there is no deadline. */
  readonly conditionUntil: string | null;
  readonly confirmedOn: string | null;
}

/**
 * E, the day on which a decision takes effect: its date; under a silence procedure, the day after the deadline or the day
 * of confirmation, whichever is earlier; under another condition, the day of confirmation; and never before
 * `effectiveOn`. Null while a condition is unconfirmed. Does not consider whether the decision has lapsed.
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

/** Whether, as of a day, the silence period is still running or a condition is still to be met. */
export function isOpenOn({ silenceUntil, conditional, confirmedOn }: EffectFacts, day: string): boolean {
  if (confirmedOn !== null && day >= confirmedOn) return false;
  return conditional || (silenceUntil !== null && day <= silenceUntil);
}

/** The days on which the results of these functions can change. */
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

/** An objection counts from the decision's date to the deadline or the confirmation, whichever is earlier, inclusive. */
function breaksSilence(facts: EffectFacts, { on, withdrawnOn }: ObjectionFacts, day: string): boolean {
  const { decidedOn, silenceUntil, confirmedOn } = facts;
  if (silenceUntil === null) return false;
  const last = confirmedOn !== null && confirmedOn < silenceUntil ? confirmedOn : silenceUntil;
  if (on < decidedOn || on > last || day < on) return false;
  // an objection not withdrawn by the deadline has broken the silence for good
  return withdrawnOn === null || withdrawnOn > last || day < withdrawnOn;
}

const later = (one: string, other: string): string => (one > other ? one : other);
