import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import type { EffectFacts } from '../../src/domain/effect';
import {
  type AnswerFacts,
  answerOn,
  endOfTime,
  isEffective,
  type LinkFacts,
  type StatusFacts,
  statusAction,
  statusIntervals,
  statusOn,
} from '../../src/domain/status';
import {
  type Action,
  type Answer,
  actions,
  answers,
  type Relation,
  relations,
  type Status,
} from '../../src/domain/vocabulary';

const taken = '2023-12-12';

const effectOf = (given: Partial<EffectFacts>): EffectFacts => ({
  decidedOn: taken,
  effectiveOn: null,
  silenceUntil: null,
  objections: [],
  conditional: false,
  conditionUntil: null,
  confirmedOn: null,
  ...given,
});

/** A decision of 12 December 2023 that decides something, and says no more than is given. */
const decision = (given: Partial<StatusFacts> = {}, effect: Partial<EffectFacts> = {}): StatusFacts => ({
  action: 'adopt',
  effect: effectOf(effect),
  referred: false,
  period: null,
  links: [],
  ...given,
});

const referral = (...links: LinkFacts[]) => decision({ action: 'recommend', referred: true, links });

/** A link from a decision of a day; that one is itself referred where its own answers are given, if only as []. */
const link = (
  relation: Relation,
  decidedOn: string,
  effect: Partial<EffectFacts> = {},
  itsAnswers?: AnswerFacts[],
): LinkFacts => ({
  relation,
  answer: null,
  later: {
    effect: effectOf({ decidedOn, ...effect }),
    referred: itsAnswers !== undefined,
    answers: itsAnswers ?? [],
  },
});

const answering = (answer: Answer, decidedOn: string, effect?: Partial<EffectFacts>, itsAnswers?: AnswerFacts[]) => ({
  ...link('answers', decidedOn, effect, itsAnswers),
  answer,
});

const answered = (answer: Answer, decidedOn: string, effect: Partial<EffectFacts> = {}): AnswerFacts => ({
  answer,
  effect: effectOf({ decidedOn, ...effect }),
});

const objection = (on: string, withdrawnOn: string | null = null) => ({ on, withdrawnOn });
const broken = (silenceUntil: string, on: string) => ({ silenceUntil, objections: [objection(on)] });

/** Each status with the day it begins on, the first one at the decision's date. */
type Course = Readonly<Record<string, Status>>;

function expectCourse(facts: StatusFacts, course: Course): void {
  const steps = Object.entries(course);
  expect(statusIntervals(facts).map(({ from, status }) => [from, status])).toEqual(steps);
  for (const [day] of steps) {
    for (const asked of [addDays(day, -1), day, addDays(day, 1)]) {
      const expected = steps.findLast(([from]) => from <= asked)?.[1] ?? null;
      expect(statusOn(facts, asked), asked).toBe(expected);
    }
  }
}

describe('the status of a decision, row by row of the table', () => {
  it.each(Object.values(actions).flat())('0: %s is not there before its date', (action) => {
    expect(statusOn(decision({ action }), '2023-12-11')).toBeNull();
    expect(statusOn(decision({ action }), '1800-01-01')).toBeNull();
    expect(statusOn(decision({ action }), taken)).not.toBeNull();
  });

  const rescission = link('rescinds', '2024-02-01');
  it.each<[string, StatusFacts, Course]>([
    ['a decision', decision({ links: [rescission] }), { [taken]: 'in force', '2024-02-01': 'rescinded' }],
    ['one of its own day', decision({ links: [link('rescinds', taken)] }), { [taken]: 'rescinded' }],
    [
      'one whose period is over',
      decision({ period: '2023', links: [rescission] }),
      { [taken]: 'in force', '2024-01-01': 'ended', '2024-02-01': 'rescinded' },
    ],
    [
      'one on the record only',
      decision({ action: 'note', links: [rescission] }),
      { [taken]: 'recorded', '2024-02-01': 'rescinded' },
    ],
    [
      'one that waits for silence',
      decision({ links: [rescission] }, { silenceUntil: '2024-03-01' }),
      { [taken]: 'provisional', '2024-02-01': 'rescinded' },
    ],
    ['a referral that waits', referral(rescission), { [taken]: 'referred', '2024-02-01': 'withdrawn' }],
    [
      'a referred decision that waits',
      decision({ referred: true, links: [rescission] }),
      { [taken]: 'referred', '2024-02-01': 'withdrawn' },
    ],
    [
      'an accepted referral',
      referral(answering('accept', '2024-01-10'), rescission),
      { [taken]: 'referred', '2024-01-10': 'accepted', '2024-02-01': 'rescinded' },
    ],
    [
      'a declined referral',
      referral(answering('decline', '2024-01-10'), rescission),
      { [taken]: 'referred', '2024-01-10': 'declined', '2024-02-01': 'rescinded' },
    ],
    [
      'a referral answered on that day',
      referral(answering('accept', '2024-02-01'), rescission),
      { [taken]: 'referred', '2024-02-01': 'rescinded' },
    ],
    [
      'a referral answered before what rescinds it was accepted',
      referral(
        answering('accept', '2024-02-15'),
        link('rescinds', '2024-02-01', {}, [answered('accept', '2024-03-01')]),
      ),
      { [taken]: 'referred', '2024-02-15': 'accepted', '2024-03-01': 'rescinded' },
    ],
    [
      'a referral answered after what rescinds it was accepted',
      referral(
        link('rescinds', '2024-02-01', {}, [answered('accept', '2024-03-01')]),
        answering('accept', '2024-03-02'),
      ),
      { [taken]: 'referred', '2024-03-01': 'withdrawn' },
    ],
    [
      'a referral answered in the silence of what rescinds it, which was accepted',
      referral(
        answering('accept', '2024-02-15'),
        link('rescinds', '2024-02-01', { silenceUntil: '2024-02-20' }, [answered('accept', '2024-02-10')]),
      ),
      { [taken]: 'referred', '2024-02-15': 'accepted', '2024-02-21': 'rescinded' },
    ],
    [
      'a referral whose answer lapsed',
      referral(answering('accept', '2024-01-10', broken('2024-01-20', '2024-01-15')), rescission),
      { [taken]: 'referred', '2024-02-01': 'withdrawn' },
    ],
    [
      'a referral that was deferred',
      referral(link('follows up', '2024-01-10'), rescission),
      { [taken]: 'referred', '2024-02-01': 'withdrawn' },
    ],
  ])('1: rescinded, or withdrawn: %s', (_, facts, course) => {
    expectCourse(facts, course);
  });

  const supersession = link('supersedes', '2024-02-01');
  it.each<[string, StatusFacts, Course]>([
    ['a decision', decision({ links: [supersession] }), { [taken]: 'in force', '2024-02-01': 'superseded' }],
    [
      'before its period',
      decision({ period: '2025', links: [supersession] }),
      { [taken]: 'upcoming', '2024-02-01': 'superseded' },
    ],
    [
      'one that had lapsed',
      decision({ links: [supersession] }, { conditional: true, conditionUntil: '2024-01-10' }),
      { [taken]: 'provisional', '2024-01-11': 'lapsed', '2024-02-01': 'superseded' },
    ],
    ['a referral that waits', referral(supersession), { [taken]: 'referred', '2024-02-01': 'superseded' }],
    [
      'one that is rescinded after that',
      decision({ links: [supersession, link('rescinds', '2024-03-01')] }),
      { [taken]: 'in force', '2024-02-01': 'superseded', '2024-03-01': 'rescinded' },
    ],
    [
      'one that had been rescinded',
      decision({ links: [link('rescinds', '2024-01-10'), supersession] }),
      { [taken]: 'in force', '2024-01-10': 'rescinded' },
    ],
  ])('2: superseded: %s', (_, facts, course) => {
    expectCourse(facts, course);
  });

  it.each<[string, Partial<EffectFacts>, Course]>([
    ['silence', { silenceUntil: '2023-12-26' }, { [taken]: 'provisional', '2023-12-27': 'in force' }],
    ['silence for that day only', { silenceUntil: taken }, { [taken]: 'provisional', '2023-12-13': 'in force' }],
    ['silence over before', { silenceUntil: '2023-12-11' }, { [taken]: 'in force' }],
    [
      'silence ended early',
      { silenceUntil: '2023-12-26', confirmedOn: '2023-12-20' },
      { [taken]: 'provisional', '2023-12-20': 'in force' },
    ],
    [
      'silence ended on its last day',
      { silenceUntil: '2023-12-26', confirmedOn: '2023-12-26' },
      { [taken]: 'provisional', '2023-12-26': 'in force' },
    ],
    [
      'silence, effective later',
      { silenceUntil: '2023-12-26', effectiveOn: '2024-02' },
      { [taken]: 'provisional', '2023-12-27': 'upcoming', '2024-02-01': 'in force' },
    ],
    ['an objection', broken('2023-12-26', '2023-12-20'), { [taken]: 'provisional', '2023-12-20': 'lapsed' }],
    ['an objection on the first day', broken('2023-12-26', taken), { [taken]: 'lapsed' }],
    [
      'an objection on the last day',
      broken('2023-12-26', '2023-12-26'),
      { [taken]: 'provisional', '2023-12-26': 'lapsed' },
    ],
    ['an objection too late', broken('2023-12-26', '2023-12-27'), { [taken]: 'provisional', '2023-12-27': 'in force' }],
    [
      'an objection after the confirmation',
      { ...broken('2023-12-26', '2023-12-21'), confirmedOn: '2023-12-20' },
      { [taken]: 'provisional', '2023-12-20': 'in force' },
    ],
    [
      'an objection withdrawn in time',
      { silenceUntil: '2023-12-26', objections: [objection('2023-12-15', '2023-12-20')] },
      { [taken]: 'provisional', '2023-12-15': 'lapsed', '2023-12-20': 'provisional', '2023-12-27': 'in force' },
    ],
    [
      'an objection withdrawn on the last day',
      { silenceUntil: '2023-12-26', objections: [objection('2023-12-15', '2023-12-26')] },
      { [taken]: 'provisional', '2023-12-15': 'lapsed', '2023-12-26': 'provisional', '2023-12-27': 'in force' },
    ],
    [
      'an objection withdrawn too late',
      { silenceUntil: '2023-12-26', objections: [objection('2023-12-15', '2023-12-27')] },
      { [taken]: 'provisional', '2023-12-15': 'lapsed' },
    ],
    ['a condition', { conditional: true }, { [taken]: 'provisional' }],
    [
      'a condition that is met',
      { conditional: true, confirmedOn: '2024-01-15' },
      { [taken]: 'provisional', '2024-01-15': 'in force' },
    ],
    ['a condition that is met at once', { conditional: true, confirmedOn: taken }, { [taken]: 'in force' }],
    [
      'a condition with a deadline',
      { conditional: true, conditionUntil: '2024-01-31' },
      { [taken]: 'provisional', '2024-02-01': 'lapsed' },
    ],
    [
      'a condition that is met on its last day',
      { conditional: true, conditionUntil: '2024-01-31', confirmedOn: '2024-01-31' },
      { [taken]: 'provisional', '2024-01-31': 'in force' },
    ],
    [
      'silence and a condition, met after it',
      { silenceUntil: '2023-12-26', conditional: true, confirmedOn: '2024-01-15' },
      { [taken]: 'provisional', '2024-01-15': 'in force' },
    ],
    [
      'silence and a condition, not met in time',
      { silenceUntil: '2023-12-26', conditional: true, conditionUntil: '2024-01-31' },
      { [taken]: 'provisional', '2024-02-01': 'lapsed' },
    ],
  ])('3, 4: lapsed, or provisional: %s', (_, effect, course) => {
    expectCourse(decision({}, effect), course);
  });

  it.each([
    ['reject', 'rejected'],
    ['defer', 'deferred'],
  ] as const)('5: %s is %s from its date on, also when referred, and whatever its period', (action, status) => {
    expectCourse(decision({ action }), { [taken]: status });
    expectCourse(decision({ action, referred: true, period: '2024' }, { effectiveOn: '2025' }), { [taken]: status });
    expectCourse(decision({ action }, { silenceUntil: '2023-12-26' }), {
      [taken]: 'provisional',
      '2023-12-27': status,
    });
  });

  it.each(['recommend', 'refer', 'submit', 'approve', 'adopt', 'note', 'request', 'discuss', 'withdraw'] as const)(
    '6: %s that is referred to a body waits for its answer, whatever its period',
    (action) => {
      const facts = decision({ action, referred: true, period: '2024' }, { effectiveOn: '2024-02-01' });
      expectCourse(facts, { [taken]: 'referred' });
      for (const [answer, status] of [
        ['accept', 'accepted'],
        ['decline', 'declined'],
      ] as const) {
        const links = [answering(answer, '2023-12-26')];
        expectCourse({ ...facts, links }, { [taken]: 'referred', '2023-12-26': status });
      }
    },
  );

  it.each<[string, StatusFacts, Course]>([
    ['on its own day', referral(answering('accept', taken)), { [taken]: 'accepted' }],
    [
      'by one that refers onward and waits itself',
      referral(answering('accept', '2023-12-26', {}, [])),
      { [taken]: 'referred', '2023-12-26': 'accepted' },
    ],
    [
      'by one that lapsed, then by another',
      referral(
        answering('accept', '2023-12-26', broken('2024-01-10', '2024-01-05')),
        answering('decline', '2024-02-01'),
      ),
      { [taken]: 'referred', '2024-02-01': 'declined' },
    ],
    [
      'while its own silence is open',
      decision({ referred: true, links: [answering('accept', '2023-12-20')] }, { silenceUntil: '2023-12-26' }),
      { [taken]: 'provisional', '2023-12-27': 'accepted' },
    ],
    [
      'and then amended, which changes nothing of it',
      referral(answering('accept', '2023-12-26'), link('amends', '2024-02-01')),
      { [taken]: 'referred', '2023-12-26': 'accepted' },
    ],
    [
      'and then superseded',
      referral(answering('accept', '2023-12-26'), link('supersedes', '2024-02-01')),
      { [taken]: 'referred', '2023-12-26': 'accepted', '2024-02-01': 'superseded' },
    ],
  ])('6: answered %s', (_, facts, course) => {
    expectCourse(facts, course);
  });

  it('6: a decision that was not referred has no status of an answer', () => {
    expectCourse(decision({ links: [answering('decline', '2023-12-26')] }), { [taken]: 'in force' });
  });

  const recorded: Action[] = [
    ...actions.acknowledges,
    ...actions.deliberates,
    ...actions.asks,
    ...actions.refers,
    'withdraw',
    'rescind',
    'terminate',
  ];
  it.each(recorded)('7: %s to no body is on the record, and neither begins, changes nor ends', (action) => {
    const links = [link('amends', '2024-03-01')];
    expectCourse(decision({ action, period: '2024', links }, { effectiveOn: '2024-02-01' }), { [taken]: 'recorded' });
  });

  it.each(actions.decides)('11: %s is in force from its date on', (action) => {
    expectCourse(decision({ action }), { [taken]: 'in force' });
  });

  it.each([
    ['a day', '2024-03-15', '2024-03-15'],
    ['a month, from its first day', '2024-03', '2024-03-01'],
    ['a year, from its first day', '2025', '2025-01-01'],
    ['the day after its date', '2023-12-13', '2023-12-13'],
  ])('8: upcoming until it takes effect: %s', (_, effectiveOn, day) => {
    expectCourse(decision({}, { effectiveOn }), { [taken]: 'upcoming', [day]: 'in force' });
  });

  it.each([taken, '2023-12-11', '2023-12', '2023', '2010'])('8: never in effect before its date: %s', (effectiveOn) => {
    expectCourse(decision({}, { effectiveOn }), { [taken]: 'in force' });
  });

  it.each<[string, string | null, Course]>([
    ['2024', null, { [taken]: 'upcoming', '2024-01-01': 'in force', '2025-01-01': 'ended' }],
    ['2024-2026', null, { [taken]: 'upcoming', '2024-01-01': 'in force', '2027-01-01': 'ended' }],
    ['2024-04-01..2025-03-31', null, { [taken]: 'upcoming', '2024-04-01': 'in force', '2025-04-01': 'ended' }],
    ['2024-02-29..2024-02-29', null, { [taken]: 'upcoming', '2024-02-29': 'in force', '2024-03-01': 'ended' }],
    ['2023', null, { [taken]: 'in force', '2024-01-01': 'ended' }],
    ['2021', '2020', { [taken]: 'ended' }],
    ['2024', '2023-12-20', { [taken]: 'upcoming', '2024-01-01': 'in force', '2025-01-01': 'ended' }],
    ['2024', '2024-02-01', { [taken]: 'upcoming', '2024-02-01': 'in force', '2025-01-01': 'ended' }],
    ['2024', '2025-02-01', { [taken]: 'upcoming', '2025-02-01': 'ended' }],
  ])('8, 9, 11: a period %s, effective on %s', (period, effectiveOn, course) => {
    expectCourse(decision({ period }, { effectiveOn }), course);
  });

  it.each<[string, StatusFacts, Course]>([
    [
      'within its period only',
      decision({ period: '2024', links: [link('amends', '2024-06-01')] }),
      { [taken]: 'upcoming', '2024-01-01': 'in force', '2024-06-01': 'amended', '2025-01-01': 'ended' },
    ],
    [
      'before its period',
      decision({ period: '2024', links: [link('amends', '2023-12-20')] }),
      { [taken]: 'upcoming', '2024-01-01': 'amended', '2025-01-01': 'ended' },
    ],
    [
      'after its period',
      decision({ period: '2024', links: [link('amends', '2025-02-01')] }),
      { [taken]: 'upcoming', '2024-01-01': 'in force', '2025-01-01': 'ended' },
    ],
    [
      'twice, and superseded',
      decision({
        links: [link('amends', '2024-02-01'), link('amends', '2024-03-01'), link('supersedes', '2024-04-01')],
      }),
      { [taken]: 'in force', '2024-02-01': 'amended', '2024-04-01': 'superseded' },
    ],
  ])('10: amended %s', (_, facts, course) => {
    expectCourse(facts, course);
  });

  const rows: readonly {
    status: Status;
    facts?: Partial<StatusFacts>;
    effect?: Partial<EffectFacts>;
    link?: LinkFacts;
  }[] = [
    { status: 'rescinded', link: link('rescinds', taken) },
    { status: 'superseded', link: link('supersedes', taken) },
    { status: 'lapsed', effect: { conditional: true, conditionUntil: '2023-12-31' } },
    { status: 'provisional', effect: { silenceUntil: '2024-02-01' } },
    { status: 'deferred', facts: { action: 'defer' } },
    { status: 'declined', facts: { referred: true }, link: answering('decline', taken) },
    { status: 'recorded', facts: { action: 'note' } },
    { status: 'upcoming', effect: { effectiveOn: '2024-03' } },
    { status: 'ended', facts: { period: '2023' } },
    { status: 'amended', link: link('amends', taken) },
    { status: 'in force' },
  ];

  it('is that of the first row that fits, whichever others fit too', () => {
    fc.assert(
      fc.property(fc.subarray([...rows], { minLength: 1 }), (fitting) => {
        // from the last row to the first, so that of two actions the first row's stays
        const parts = fitting.toReversed();
        const facts = decision(
          Object.assign({}, ...parts.map((row) => row.facts)),
          Object.assign({}, ...parts.map(({ effect }) => effect)),
        );
        const links = parts.flatMap((row) => row.link ?? []);
        expect(statusOn({ ...facts, links }, '2024-01-15')).toBe(fitting[0]?.status);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('when a link takes effect', () => {
  const on = '2024-02-01';
  /** How the later decision was taken; from when that amends, supersedes or rescinds, and from when it answers. */
  const ways: [string, Partial<EffectFacts>, AnswerFacts[] | undefined, string | null, string | null][] = [
    ['at once', {}, undefined, on, on],
    ['effective later', { effectiveOn: '2024-03' }, undefined, '2024-03-01', '2024-03-01'],
    ['in silence', { silenceUntil: '2024-02-15' }, undefined, '2024-02-16', '2024-02-16'],
    [
      'in silence ended early',
      { silenceUntil: '2024-02-15', confirmedOn: '2024-02-10' },
      undefined,
      '2024-02-10',
      '2024-02-10',
    ],
    ['in silence that was broken', broken('2024-02-15', '2024-02-05'), undefined, null, null],
    [
      'in silence with an objection on the day it ended early',
      { ...broken('2024-02-15', '2024-02-10'), confirmedOn: '2024-02-10' },
      undefined,
      null,
      null,
    ],
    [
      'in silence with an objection withdrawn in time',
      { silenceUntil: '2024-02-15', objections: [objection('2024-02-05', '2024-02-15')] },
      undefined,
      '2024-02-16',
      '2024-02-16',
    ],
    [
      'in silence with an objection withdrawn too late',
      { silenceUntil: '2024-02-15', objections: [objection('2024-02-05', '2024-02-20')] },
      undefined,
      null,
      null,
    ],
    ['on a condition', { conditional: true }, undefined, null, null],
    ['on a condition not met in time', { conditional: true, conditionUntil: '2024-02-15' }, undefined, null, null],
    [
      'on a condition that is met',
      { conditional: true, confirmedOn: '2024-02-20' },
      undefined,
      '2024-02-20',
      '2024-02-20',
    ],
    ['and referred', {}, [], null, on],
    ['and referred, declined', {}, [answered('decline', '2024-03-05')], null, on],
    ['and referred, accepted', {}, [answered('accept', '2024-03-05')], '2024-03-05', on],
    [
      'and referred, accepted before it takes effect',
      { effectiveOn: '2024-04-01' },
      [answered('accept', '2024-03-05')],
      '2024-04-01',
      '2024-04-01',
    ],
    [
      'and referred, accepted in silence',
      {},
      [answered('accept', '2024-03-05', { silenceUntil: '2024-03-19' })],
      '2024-03-20',
      on,
    ],
    [
      'and referred, accepted in silence that was broken',
      {},
      [answered('accept', '2024-03-05', broken('2024-03-19', '2024-03-10'))],
      null,
      on,
    ],
    [
      'and referred, accepted after an answer that lapsed',
      {},
      [answered('decline', '2024-03-05', broken('2024-03-19', '2024-03-10')), answered('accept', '2024-04-01')],
      '2024-04-01',
      on,
    ],
    [
      'in silence that was broken, referred and accepted',
      broken('2024-02-15', '2024-02-05'),
      [answered('accept', '2024-03-05')],
      null,
      null,
    ],
  ];

  const becomes: [Relation, Status | null][] = [
    ['amends', 'amended'],
    ['supersedes', 'superseded'],
    ['rescinds', 'rescinded'],
    ['follows up', null],
    ['cites', null],
  ];
  describe.each(becomes)('%s', (relation, status) => {
    it.each(ways)('taken %s', (_, effect, itsAnswers, from) => {
      const changes = from === null || status === null ? {} : { [from]: status };
      expectCourse(decision({ links: [link(relation, on, effect, itsAnswers)] }), { [taken]: 'in force', ...changes });
    });
  });

  describe.each([
    ['accept', 'accepted'],
    ['decline', 'declined'],
  ] as const)('answers, %s', (answer, status) => {
    it.each(ways)('taken %s', (_, effect, itsAnswers, __, from) => {
      const facts = referral(answering(answer, on, effect, itsAnswers));
      expectCourse(facts, { [taken]: 'referred', ...(from === null ? {} : { [from]: status }) });
      if (from === null) return expect(answerOn(facts, endOfTime)).toBeNull();
      expect([-1, 0, 1].map((days) => answerOn(facts, addDays(from, days)))).toEqual([null, answer, answer]);
    });
  });

  it.each(ways)('a decision taken %s is effective from when it answers', (_, effect, __, ___, from) => {
    const facts = effectOf({ decidedOn: on, ...effect });
    if (from === null) return expect(isEffective(facts, endOfTime)).toBe(false);
    expect([-1, 0, 1].map((days) => isEffective(facts, addDays(from, days)))).toEqual([false, true, true]);
  });
});

describe('the intervals of a status', () => {
  it('are half-open, the last one without an end, in force also where amended', () => {
    expect(statusIntervals(decision({ period: '2024', links: [link('amends', '2024-06-01')] }))).toEqual([
      { from: taken, until: '2024-01-01', status: 'upcoming', inForce: false },
      { from: '2024-01-01', until: '2024-06-01', status: 'in force', inForce: true },
      { from: '2024-06-01', until: '2025-01-01', status: 'amended', inForce: true },
      { from: '2025-01-01', until: endOfTime, status: 'ended', inForce: false },
    ]);
    expect(statusIntervals(decision({ action: 'note' }))).toEqual([
      { from: taken, until: endOfTime, status: 'recorded', inForce: false },
    ]);
  });

  const day = fc.integer({ min: -400, max: 1200 }).map((days) => addDays(taken, days));
  const soon = fc.integer({ min: 0, max: 60 });
  const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
  const period = fc.oneof(
    fc.integer({ min: 2022, max: 2026 }).map(String),
    fc.tuple(fc.integer({ min: 2022, max: 2024 }), fc.integer({ min: 1, max: 3 })).map(([a, b]) => `${a}-${a + b}`),
    fc.tuple(day, fc.nat(500)).map(([first, length]) => `${first}..${addDays(first, length)}`),
  );
  const maybe = (one: fc.Arbitrary<string>) => fc.option(one, { freq: 2 });
  const effect: fc.Arbitrary<EffectFacts> = day.chain((decidedOn) => {
    const after = soon.map((days) => addDays(decidedOn, days));
    return fc.record({
      decidedOn: fc.constant(decidedOn),
      effectiveOn: maybe(partial),
      silenceUntil: maybe(after),
      objections: fc.array(fc.record({ on: after, withdrawnOn: fc.option(after) }), { maxLength: 2 }),
      conditional: fc.boolean(),
      conditionUntil: maybe(after),
      confirmedOn: maybe(after),
    });
  });
  const itsAnswers = fc.array(fc.record({ answer: fc.constantFrom(...answers), effect }), { maxLength: 2 });
  const later = fc.record({ effect, referred: fc.boolean(), answers: itsAnswers });
  const linkTo: fc.Arbitrary<LinkFacts> = fc.oneof(
    fc.record({ relation: fc.constant<Relation>('answers'), answer: fc.constantFrom(...answers), later }),
    fc.record({
      relation: fc.constantFrom(...relations.filter((relation) => relation !== 'answers')),
      answer: fc.constant(null),
      later,
    }),
  );
  const facts: fc.Arbitrary<StatusFacts> = fc.record({
    action: fc.oneof(
      fc.constantFrom<Action>(...actions.decides),
      fc.constantFrom<Action>(...Object.values(actions).flat()),
    ),
    effect,
    referred: fc.boolean(),
    period: fc.option(period),
    links: fc.array(linkTo, { maxLength: 4 }),
  });

  it('agree with the function on every day, from the date on without gaps, and neighbours differ', () => {
    fc.assert(
      fc.property(facts, fc.array(day, { maxLength: 20 }), (known, days) => {
        const intervals = statusIntervals(known);
        expect(intervals[0]?.from).toBe(known.effect.decidedOn);
        expect(intervals.at(-1)?.until).toBe(endOfTime);
        intervals.forEach((one, index) => {
          const next = intervals[index + 1];
          expect(one.from < one.until).toBe(true);
          expect(one.inForce).toBe(['in force', 'amended'].includes(one.status));
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

  it('are the same for every equivalent action', () => {
    const all = Object.values(actions).flat();
    const groups = [...new Set(all.map(statusAction))].map((one) =>
      all.filter((action) => statusAction(action) === one),
    );
    expect(groups.length).toBeLessThan(all.length / 4);
    fc.assert(
      fc.property(facts, (known) => {
        for (const group of groups) {
          const courses = group.map((action) => JSON.stringify(statusIntervals({ ...known, action })));
          expect(new Set(courses).size, group.join(', ')).toBe(1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are the same with decisions that follow up or cite', () => {
    const idle = fc.record({
      relation: fc.constantFrom<Relation>('follows up', 'cites'),
      answer: fc.constant(null),
      later,
    });
    fc.assert(
      fc.property(facts, idle, (known, one) => {
        expect(statusIntervals({ ...known, links: [one, ...known.links] })).toEqual(statusIntervals(known));
      }),
      { numRuns: 300 },
    );
  });
});
