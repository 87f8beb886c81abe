import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/date';
import { type EffectFacts, effectDays, effectiveFrom, isOpenOn, lapsedOn } from '../../src/domain/effect';

const taken = '2023-12-12';
const deadline = '2023-12-26';
const silence = { silenceUntil: deadline };
const condition = { conditional: true };
const limited = { conditional: true, conditionUntil: '2024-01-10' };

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

/** Facts with objections, each a day, or a day and the one it was withdrawn on. */
const objected = (given: Partial<EffectFacts>, ...days: (string | [string, string])[]): Partial<EffectFacts> => ({
  ...given,
  objections: days.map((day) => {
    const [on, withdrawnOn = null] = typeof day === 'string' ? [day] : day;
    return { on, withdrawnOn };
  }),
});

const everyDay = Array.from({ length: 90 }, (_, index) => addDays('2023-12-01', index));

/** The days of that winter on which something holds, as `from..to`; `from..` where it holds to the end. */
function daysWhen(holds: (facts: EffectFacts, day: string) => boolean, given: Partial<EffectFacts>): string[] {
  const facts = effectOf(given);
  const spells: { first: string; last: string }[] = [];
  for (const day of everyDay.filter((one) => holds(facts, one))) {
    const spell = spells.at(-1);
    if (spell !== undefined && addDays(spell.last, 1) === day) spell.last = day;
    else spells.push({ first: day, last: day });
  }
  return spells.map(({ first, last }) => `${first}..${last === everyDay.at(-1) ? '' : last}`);
}

describe('the day on which a decision takes effect', () => {
  it.each<[string, Partial<EffectFacts>, string | null]>([
    ['its date', {}, taken],
    ['the day it is effective', { effectiveOn: '2024-02-15' }, '2024-02-15'],
    ['the first day of the month it is effective', { effectiveOn: '2024-02' }, '2024-02-01'],
    ['the first day of the year it is effective', { effectiveOn: '2025' }, '2025-01-01'],
    ['its date, where it was effective before', { effectiveOn: '2023-12-11' }, taken],
    ['its date, in the month it is effective', { effectiveOn: '2023-12' }, taken],
    ['the day after the silence', silence, '2023-12-27'],
    ['its date, where silence was over before', { silenceUntil: '2023-12-01' }, taken],
    ['the day silence was ended early', { ...silence, confirmedOn: '2023-12-20' }, '2023-12-20'],
    ['the last day of silence, ended then', { ...silence, confirmedOn: deadline }, deadline],
    ['the day after the silence, not ended sooner', { ...silence, confirmedOn: '2023-12-28' }, '2023-12-27'],
    ['the day it is effective, after the silence', { ...silence, effectiveOn: '2024-02' }, '2024-02-01'],
    ['the day after the silence, effective in it', { ...silence, effectiveOn: '2023-12-20' }, '2023-12-27'],
    [
      'the day it is effective, after a silence ended early',
      { ...silence, confirmedOn: '2023-12-20', effectiveOn: '2023-12-22' },
      '2023-12-22',
    ],
    ['the day after the silence, broken or not', objected(silence, '2023-12-20'), '2023-12-27'],
    ['not known while a condition waits', condition, null],
    ['not known while a condition waits, whenever effective', { ...condition, effectiveOn: '2024' }, null],
    ['not known after a deadline', limited, null],
    ['the day the condition is met', { ...limited, confirmedOn: '2024-01-05' }, '2024-01-05'],
    [
      'the day it is effective, after that',
      { ...limited, confirmedOn: '2024-01-05', effectiveOn: '2024-02' },
      '2024-02-01',
    ],
    [
      'the day the condition is met, effective before',
      { ...condition, confirmedOn: '2024-02-05', effectiveOn: '2024' },
      '2024-02-05',
    ],
    ['not known after the silence, the condition waits', { ...silence, ...condition }, null],
    [
      'the day the condition is met, after the silence',
      { ...silence, ...condition, confirmedOn: '2024-01-05' },
      '2024-01-05',
    ],
    ['its date, where the condition was met before', { ...condition, confirmedOn: '2023-12-01' }, taken],
    ['the day both are confirmed', { ...silence, ...condition, confirmedOn: '2023-12-20' }, '2023-12-20'],
  ])('is %s', (_, given, from) => {
    expect(effectiveFrom(effectOf(given))).toBe(from);
  });
});

describe('the days on which a decision', () => {
  it.each<[string, Partial<EffectFacts>, string[]]>([
    ['nothing to break', {}, []],
    ['silence', silence, []],
    ['an objection without silence', objected({}, '2023-12-20'), []],
    ['an objection', objected(silence, '2023-12-20'), ['2023-12-20..']],
    ['one before its date', objected(silence, '2023-12-11'), []],
    ['one on its date', objected(silence, taken), ['2023-12-12..']],
    ['one on the last day', objected(silence, deadline), ['2023-12-26..']],
    ['one after the last day', objected(silence, '2023-12-27'), []],
    ['one withdrawn before the last day', objected(silence, ['2023-12-20', '2023-12-25']), ['2023-12-20..2023-12-24']],
    ['one withdrawn on the last day', objected(silence, ['2023-12-20', deadline]), ['2023-12-20..2023-12-25']],
    ['one withdrawn after the last day', objected(silence, ['2023-12-20', '2023-12-27']), ['2023-12-20..']],
    ['one withdrawn on its own day', objected(silence, ['2023-12-20', '2023-12-20']), []],
    [
      'two withdrawn in time',
      objected(silence, ['2023-12-14', '2023-12-16'], ['2023-12-20', '2023-12-22']),
      ['2023-12-14..2023-12-15', '2023-12-20..2023-12-21'],
    ],
    [
      'two, one of which stands',
      objected(silence, ['2023-12-14', '2023-12-16'], '2023-12-20'),
      ['2023-12-14..2023-12-15', '2023-12-20..'],
    ],
    [
      'two at a time',
      objected(silence, ['2023-12-14', '2023-12-18'], ['2023-12-16', '2023-12-20']),
      ['2023-12-14..2023-12-19'],
    ],
    [
      'one before the confirmation',
      objected({ ...silence, confirmedOn: '2023-12-20' }, '2023-12-19'),
      ['2023-12-19..'],
    ],
    ['one on the day of it', objected({ ...silence, confirmedOn: '2023-12-20' }, '2023-12-20'), ['2023-12-20..']],
    ['one after it', objected({ ...silence, confirmedOn: '2023-12-20' }, '2023-12-21'), []],
    [
      'one withdrawn on the day of it',
      objected({ ...silence, confirmedOn: '2023-12-20' }, ['2023-12-18', '2023-12-20']),
      ['2023-12-18..2023-12-19'],
    ],
    [
      'one withdrawn after it',
      objected({ ...silence, confirmedOn: '2023-12-20' }, ['2023-12-18', '2023-12-21']),
      ['2023-12-18..'],
    ],
    [
      'one on the last day, confirmed after it',
      objected({ ...silence, confirmedOn: '2023-12-28' }, deadline),
      ['2023-12-26..'],
    ],
    ['one between that and the confirmation', objected({ ...silence, confirmedOn: '2023-12-28' }, '2023-12-27'), []],
    ['a condition without a deadline', condition, []],
    ['a condition with one', limited, ['2024-01-11..']],
    ['a deadline without a condition', { conditionUntil: '2024-01-10' }, []],
    ['a condition met in time', { ...limited, confirmedOn: '2024-01-05' }, []],
    ['a condition met on the last day', { ...limited, confirmedOn: '2024-01-10' }, []],
    ['silence and a condition', { ...silence, ...limited }, ['2024-01-11..']],
    [
      'an objection and a condition met',
      objected({ ...silence, ...limited, confirmedOn: '2024-01-05' }, '2023-12-20'),
      ['2023-12-20..'],
    ],
  ])('has lapsed: %s', (_, given, days) => {
    expect(daysWhen(lapsedOn, given)).toEqual(days);
  });

  it.each<[string, Partial<EffectFacts>, string[]]>([
    ['nothing to wait for', {}, []],
    ['effective later', { effectiveOn: '2024-02' }, []],
    ['silence', silence, ['2023-12-01..2023-12-26']],
    ['silence ended early', { ...silence, confirmedOn: '2023-12-20' }, ['2023-12-01..2023-12-19']],
    ['silence ended on the last day', { ...silence, confirmedOn: deadline }, ['2023-12-01..2023-12-25']],
    ['silence confirmed after it', { ...silence, confirmedOn: '2023-12-28' }, ['2023-12-01..2023-12-26']],
    ['a condition', condition, ['2023-12-01..']],
    ['a condition with a deadline', limited, ['2023-12-01..']],
    ['a condition that is met', { ...limited, confirmedOn: '2024-01-05' }, ['2023-12-01..2024-01-04']],
    ['silence and a condition', { ...silence, ...condition }, ['2023-12-01..']],
    [
      'both, met after the silence',
      { ...silence, ...condition, confirmedOn: '2024-01-05' },
      ['2023-12-01..2024-01-04'],
    ],
  ])('waits: %s', (_, given, days) => {
    expect(daysWhen(isOpenOn, given)).toEqual(days);
  });
});

describe('the days on which that can change', () => {
  const day = fc.constantFrom(...everyDay.slice(10, 70));
  const facts: fc.Arbitrary<EffectFacts> = fc.record({
    decidedOn: day,
    effectiveOn: fc.option(day),
    silenceUntil: fc.option(day),
    objections: fc.array(fc.record({ on: day, withdrawnOn: fc.option(day) }), { maxLength: 3 }),
    conditional: fc.boolean(),
    conditionUntil: fc.option(day),
    confirmedOn: fc.option(day, { freq: 2 }),
  });

  it('hold every change', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const state = (on: string) => [lapsedOn(known, on), isOpenOn(known, on)].join();
        const changes = everyDay.slice(1).filter((on) => state(on) !== state(addDays(on, -1)));
        const from = effectiveFrom(known) ?? known.decidedOn;
        expect(effectDays(known)).toEqual(expect.arrayContaining([known.decidedOn, from, ...changes]));
      }),
      { numRuns: 1_000 },
    );
  });
});
