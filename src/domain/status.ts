import { addDays, firstDay } from './date';
import { periodDays } from './period';
import { type Action, actionClass, type Status } from './vocabulary';

/** What the status of a decision is worked out from; a day is an ISO date. */
export interface StatusFacts {
  /** The first day of the decision's date. */
  readonly decidedOn: string;
  readonly action: Action;
  /** Whether it asks another body to act, which has not answered. */
  readonly referred: boolean;
  /** A day, month or year. */
  readonly effectiveOn: string | null;
  readonly period: string | null;
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

const countsFrom = (facts: StatusFacts): string => {
  const effective = facts.effectiveOn === null ? facts.decidedOn : firstDay(facts.effectiveOn);
  return effective > facts.decidedOn ? effective : facts.decidedOn;
};

/**
 * The status of a decision as of a day: the first row of the table in docs/domain.md that fits;
 * null before its date, when it is not there yet.
 */
export function statusOn(facts: StatusFacts, day: string): Status | null {
  if (day < facts.decidedOn) return null;
  if (facts.action === 'reject') return 'rejected';
  if (facts.action === 'defer') return 'deferred';
  if (facts.referred) return 'referred';
  const decides = actionClass(facts.action) === 'decides';
  if (!decides) return 'recorded';
  const period = facts.period === null ? null : periodDays(facts.period);
  if (day < countsFrom(facts) || (period !== null && day < period.first)) return 'upcoming';
  if (period !== null && day > period.last) return 'ended';
  return 'in force';
}

/** The statuses of a decision over all time: intervals without gaps from its date on, neighbours different. */
export function statusIntervals(facts: StatusFacts): StatusInterval[] {
  const period = facts.period === null ? null : periodDays(facts.period);
  const changes = [facts.decidedOn, countsFrom(facts)];
  if (period !== null) changes.push(period.first, addDays(period.last, 1));
  const days = [...new Set(changes)].filter((day) => day >= facts.decidedOn).sort();
  const intervals: StatusInterval[] = [];
  for (const from of days) {
    const status = statusOn(facts, from);
    const before = intervals.at(-1);
    if (status === null || before?.status === status) continue;
    if (before !== undefined) intervals[intervals.length - 1] = { ...before, until: from };
    intervals.push({ from, until: endOfTime, status, inForce: status === 'in force' });
  }
  return intervals;
}
