import { addDays, firstDay, lastDay } from './date';
import { ownValue } from './ownValue';
import { endOfTime } from './status';
import { type Action, type Answer, actionClass, type Standing } from './vocabulary';

/** Before every date in a register: a standing without a known start has always existed. */
const startOfTime = '0001-01-01';

/** The first day of a standing, from a date that may be partial or unknown. */
export function standingFrom(since: string | null | undefined): string {
  return since ? firstDay(since) : startOfTime;
}

/** The first day after a standing: the end date itself, or the day after the month or year in which it ended. */
export function standingUntil(until: string | null | undefined): string {
  if (!until) return endOfTime;
  return until.length === endOfTime.length ? until : addDays(lastDay(until), 1);
}

/** The standing that decisions of a kind grant. */
const standingOfKind: { readonly [kind: string]: Standing | undefined } = {
  'observer status': 'observer',
  membership: 'member',
};

/** The kinds of decisions that grant a standing. */
export const standingKinds: readonly string[] = Object.keys(standingOfKind);

/**
 * The standing that a decision grants unless it says otherwise: that of its kind if it decides or accepts a referral and
 * is not itself referred, else none.
 */
export function grantsByDefault(decision: {
  readonly kind: string;
  readonly action: Action;
  readonly referred: boolean;
  readonly answers: readonly (Answer | null)[];
}): Standing | null {
  const { kind, action, referred, answers } = decision;
  if (referred) return null;
  const gives = actionClass(action) === 'decides' || answers.includes('accept');
  return gives ? (ownValue(standingOfKind, kind) ?? null) : null;
}
