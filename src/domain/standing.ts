import { addDays, firstDay, lastDay } from './date';
import { own } from './own';
import { endOfTime } from './status';
import { type Action, type Answer, actionClass, type Standing } from './vocabulary';

/** Before every day that the register knows: a standing of which the start is not known was always there. */
const startOfTime = '0001-01-01';

/** The first day of a standing, from a date that may be known to the month or year, or not at all. */
export function standingFrom(since: string | null | undefined): string {
  return since ? firstDay(since) : startOfTime;
}

/** The day on which a standing is over: the end itself, or the day after the month or year in which it ended. */
export function standingUntil(until: string | null | undefined): string {
  if (!until) return endOfTime;
  return until.length === endOfTime.length ? until : addDays(lastDay(until), 1);
}

/** What decisions of a kind are about giving. */
const standingOfKind: { readonly [kind: string]: Standing | undefined } = {
  'observer status': 'observer',
  membership: 'member',
};

/** The kinds of the decisions on who belongs. */
export const standingKinds: readonly string[] = Object.keys(standingOfKind);

/**
 * The standing that a decision gives where nobody says: that of its kind, if it decides, or accepts a referral, and is
 * not itself referred; else none.
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
  return gives ? (own(standingOfKind, kind) ?? null) : null;
}
