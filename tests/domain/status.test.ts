import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import { endOfTime, type StatusFacts, statusIntervals, statusOn } from '../../src/domain/status';
import { type Action, actions } from '../../src/domain/vocabulary';

/** A decision of 12 December 2023 that decides something and says no more. */
const plain: StatusFacts = {
  decidedOn: '2023-12-12',
  action: 'adopt',
  referred: false,
  effectiveOn: null,
  period: null,
};

/** The status on the day before and on the day itself. */
const around = (facts: StatusFacts, day: string) => [statusOn(facts, addDays(day, -1)), statusOn(facts, day)];

describe('the status of a decision, row by row of the table', () => {
  it('0: is not there before its date, whatever it is', () => {
    for (const action of Object.values(actions).flat()) {
      const facts = { ...plain, action };
      expect(statusOn(facts, '2023-12-11')).toBeNull();
      expect(statusOn(facts, '1800-01-01')).toBeNull();
      expect(statusOn(facts, '2023-12-12')).not.toBeNull();
    }
    expect(around({ ...plain, effectiveOn: '2020', period: '2021' }, '2023-12-12')).toEqual([null, 'ended']);
  });

  it.each([
    ['reject', 'rejected'],
    ['defer', 'deferred'],
  ] as const)('5: %s is %s from its date on, also when referred, and whatever its period', (action, status) => {
    const facts = { ...plain, action, referred: true, period: '2024', effectiveOn: '2025' };
    for (const day of ['2023-12-12', '2024-06-01', '2026-01-01']) expect(statusOn(facts, day)).toBe(status);
    expect(statusOn({ ...plain, action }, '2023-12-12')).toBe(status);
  });

  it.each(['recommend', 'refer', 'submit', 'approve', 'adopt', 'note', 'request', 'discuss', 'withdraw'] as const)(
    '6: %s that is referred to a body waits for its answer, whatever its period',
    (action) => {
      const facts = { ...plain, action, referred: true, period: '2024', effectiveOn: '2024-02-01' };
      for (const day of ['2023-12-12', '2024-01-01', '2024-02-01', '2025-01-01', '2100-01-01']) {
        expect(statusOn(facts, day)).toBe('referred');
      }
    },
  );

  const recorded: Action[] = [
    ...actions.acknowledges,
    ...actions.deliberates,
    ...actions.asks,
    ...actions.refers,
    'withdraw',
    'rescind',
    'terminate',
  ];
  it.each(recorded)('7: %s to no body is on the record, and neither begins nor ends', (action) => {
    const facts = { ...plain, action, effectiveOn: '2024-02-01', period: '2024' };
    for (const day of ['2023-12-12', '2024-01-31', '2024-06-01', '2025-01-01']) {
      expect(statusOn(facts, day)).toBe('recorded');
    }
  });

  it.each(actions.decides)('11: %s is in force from its date on', (action) => {
    expect(around({ ...plain, action }, '2023-12-12')).toEqual([null, 'in force']);
    expect(statusOn({ ...plain, action }, '2199-12-31')).toBe('in force');
  });

  it.each([
    ['a day', '2024-03-15', '2024-03-15'],
    ['a month, from its first day', '2024-03', '2024-03-01'],
    ['a year, from its first day', '2025', '2025-01-01'],
    ['the day after its date', '2023-12-13', '2023-12-13'],
  ])('8: is upcoming until it takes effect: %s', (_, effectiveOn, day) => {
    const facts = { ...plain, effectiveOn };
    expect(around(facts, '2023-12-12')).toEqual([null, 'upcoming']);
    expect(around(facts, day)).toEqual(['upcoming', 'in force']);
  });

  it.each(['2023-12-12', '2023-12-11', '2023-12', '2023', '2010'])(
    '8: never takes effect before its date: %s',
    (effectiveOn) => {
      expect(around({ ...plain, effectiveOn }, '2023-12-12')).toEqual([null, 'in force']);
    },
  );

  it.each([
    ['2024', '2024-01-01', '2025-01-01'],
    ['2024-2026', '2024-01-01', '2027-01-01'],
    ['2024-04-01..2025-03-31', '2024-04-01', '2025-04-01'],
    ['2024-02-29..2024-02-29', '2024-02-29', '2024-03-01'],
  ])('8, 11, 9: is upcoming before its period %s, in force from %s, ended from %s', (period, first, after) => {
    const facts = { ...plain, period };
    expect(around(facts, '2023-12-12')).toEqual([null, 'upcoming']);
    expect(around(facts, first)).toEqual(['upcoming', 'in force']);
    expect(around(facts, after)).toEqual(['in force', 'ended']);
    expect(statusOn(facts, '2199-12-31')).toBe('ended');
  });

  it('11, 9: a period that runs already is in force at once', () => {
    expect(around({ ...plain, period: '2023' }, '2023-12-12')).toEqual([null, 'in force']);
    expect(around({ ...plain, period: '2023' }, '2024-01-01')).toEqual(['in force', 'ended']);
  });

  it('8 before 9: upcoming until it takes effect, even where its period ends before that', () => {
    const facts = { ...plain, period: '2024', effectiveOn: '2025-02-01' };
    expect(around(facts, '2025-01-01')).toEqual(['upcoming', 'upcoming']);
    expect(around(facts, '2025-02-01')).toEqual(['upcoming', 'ended']);
  });

  it('8: both have to have come, the day of effect and the period', () => {
    const early = { ...plain, period: '2024', effectiveOn: '2023-12-20' };
    expect(around(early, '2024-01-01')).toEqual(['upcoming', 'in force']);
    const late = { ...plain, period: '2024', effectiveOn: '2024-02-01' };
    expect(around(late, '2024-02-01')).toEqual(['upcoming', 'in force']);
  });

  it('tells the story: the plan for 2024 in force in March 2024, its period ended in March 2025', () => {
    const plan = { ...plain, period: '2024' };
    expect(statusOn(plan, '2024-03-01')).toBe('in force');
    expect(statusOn(plan, '2025-03-01')).toBe('ended');
  });
});

describe('the intervals of a status', () => {
  it('are half-open, the last one without an end', () => {
    expect(statusIntervals({ ...plain, period: '2024' })).toEqual([
      { from: '2023-12-12', until: '2024-01-01', status: 'upcoming', inForce: false },
      { from: '2024-01-01', until: '2025-01-01', status: 'in force', inForce: true },
      { from: '2025-01-01', until: endOfTime, status: 'ended', inForce: false },
    ]);
    expect(statusIntervals({ ...plain, action: 'note' })).toEqual([
      { from: '2023-12-12', until: endOfTime, status: 'recorded', inForce: false },
    ]);
  });

  const day = fc.integer({ min: -400, max: 1200 }).map((days) => addDays('2023-12-12', days));
  const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
  const period = fc.oneof(
    fc.integer({ min: 2022, max: 2026 }).map(String),
    fc.tuple(fc.integer({ min: 2022, max: 2024 }), fc.integer({ min: 1, max: 3 })).map(([a, b]) => `${a}-${a + b}`),
    fc.tuple(day, fc.nat(500)).map(([first, length]) => `${first}..${addDays(first, length)}`),
  );
  const facts: fc.Arbitrary<StatusFacts> = fc.record({
    decidedOn: day,
    action: fc.oneof(
      fc.constantFrom<Action>(...actions.decides),
      fc.constantFrom<Action>(...Object.values(actions).flat()),
    ),
    referred: fc.boolean(),
    effectiveOn: fc.option(partial),
    period: fc.option(period),
  });

  it('tell for every day what the function says, from the date on without gaps, neighbours different', () => {
    fc.assert(
      fc.property(facts, fc.array(day, { maxLength: 20 }), (known, days) => {
        const intervals = statusIntervals(known);
        expect(intervals[0]?.from).toBe(known.decidedOn);
        expect(intervals.at(-1)?.until).toBe(endOfTime);
        intervals.forEach((one, index) => {
          const next = intervals[index + 1];
          expect(one.from < one.until).toBe(true);
          expect(one.inForce).toBe(one.status === 'in force');
          if (next !== undefined) {
            expect(next.from).toBe(one.until);
            expect(next.status).not.toBe(one.status);
          }
        });
        const edges = intervals.flatMap(({ from, until }) => (until === endOfTime ? [from] : [from, until]));
        for (const asked of [...days, ...edges, ...edges.map((edge) => addDays(edge, -1))]) {
          const found = intervals.filter(({ from, until }) => from <= asked && asked < until);
          expect(found.map(({ status }) => status)).toEqual([statusOn(known, asked)].filter((one) => one !== null));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
