import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, shown } from '../support/register';

/** Silence, conditions, objections and confirmations: docs/domain.md, "Status". */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  await record(store, 'body', { code: 'MC', name: 'Ministerial Council' });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'meeting', { body: 'MC', date: '2023-03-10' });
});

const ref = 'MC-2023-03-10/1';
const decision = (raw: RawRecord) =>
  record(store, 'decision', { meeting: 'MC-2023-03-10', title: 'D', action: 'adopt', ...raw });
const refused = (column: string, message: string, advice: string) =>
  expect.objectContaining({ kind: 'refused', column, message, advice });

/** What a new decision is refused for, one that was there before and is changed is refused for too. */
describe.each([
  ['a new decision', decision],
  [
    'a decision that is changed',
    async (raw: RawRecord) => {
      const { ref: known } = await decision({});
      return edit(store, 'decision', known, raw);
    },
  ],
] as const)('%s', (_, save) => {
  it.each<[string, RawRecord, ReturnType<typeof refused>]>([
    [
      'a deadline without a condition',
      { condition_until: '2023-04-01' },
      refused('condition_until', 'there is a deadline, but no condition', 'say what it depends on: --condition TEXT'),
    ],
    [
      'silence under another procedure',
      { silence_until: '2023-04-01', procedure: 'consensus' },
      refused(
        'silence_until',
        'a decision by consensus has no silence to break',
        'give --procedure silence, or no --silence-until',
      ),
    ],
    [
      'silence that ends before it begins',
      { silence_until: '2023-03-09' },
      refused(
        'silence_until',
        `the deadline 2023-03-09 is before the decision ${ref} (2023-03-10)`,
        'give 2023-03-10 or a later day',
      ),
    ],
    [
      'a condition that was to be met before',
      { condition: 'money', condition_until: '2023-03-09' },
      refused(
        'condition_until',
        `the deadline 2023-03-09 is before the decision ${ref} (2023-03-10)`,
        'give 2023-03-10 or a later day',
      ),
    ],
    [
      'a confirmation of nothing',
      { confirmed_on: '2023-04-01' },
      refused(
        'confirmed_on',
        `there is nothing to confirm: ${ref} has no silence procedure and no condition`,
        'leave it as it is',
      ),
    ],
    [
      'a confirmation before its date',
      { condition: 'money', confirmed_on: '2023-03-09' },
      refused(
        'confirmed_on',
        `${ref} cannot be confirmed before its date (2023-03-10)`,
        'give 2023-03-10 or a later day',
      ),
    ],
    [
      'a confirmation after the silence',
      { silence_until: '2023-04-01', confirmed_on: '2023-04-02' },
      refused(
        'confirmed_on',
        `the silence of ${ref} ended on 2023-04-01, so there is nothing to confirm`,
        'leave it as it is',
      ),
    ],
    [
      'a confirmation after the deadline of its condition',
      { condition: 'money', condition_until: '2023-04-01', confirmed_on: '2023-04-02' },
      refused(
        'confirmed_on',
        `${ref} had lapsed by 2023-04-02, and what has lapsed cannot be confirmed`,
        'withdraw the objection or the confirmation, or record a new decision',
      ),
    ],
  ])('is refused %s', async (_what, raw, problem) => {
    await expect(save(raw)).rejects.toThrow(problem);
  });

  it.each<[RawRecord, RawRecord]>([
    [{ silence_until: '0d' }, { silence_until: '2023-03-10', procedure: 'silence' }],
    [{ silence_until: '2w' }, { silence_until: '2023-03-24', procedure: 'silence' }],
    [
      { condition: 'money', condition_until: '1m' },
      { condition_until: '2023-04-10', procedure: null },
    ],
    [{ condition: 'money', condition_until: '2023-03-10', confirmed_on: '2023-03-10' }, { confirmed_on: '2023-03-10' }],
    [{ silence_until: '2023-04-01', confirmed_on: '2023-04-01' }, { confirmed_on: '2023-04-01' }],
    // the condition may be met when the silence is over
    [{ silence_until: '2023-04-01', condition: 'money', confirmed_on: '2023-05-01' }, { confirmed_on: '2023-05-01' }],
  ])('may have %j', async (raw, kept) => {
    await save(raw);
    expect(await shown(store, 'decision', ref)).toMatchObject(kept);
  });
});

describe('an objection', () => {
  const objection = (on: string) => record(store, 'objection', { decision: ref, party: 'KAZ', on });
  const outside = (last: string, day: string) =>
    refused(
      'on',
      `the silence of ${ref} could be broken from 2023-03-10 to ${last}, not on ${day}`,
      'give a day in this range',
    );

  it('is made under a silence procedure', async () => {
    await decision({ condition: 'money' });
    await expect(objection('2023-03-11')).rejects.toThrow(
      refused(
        'silence_until',
        `${ref} has no silence that an objection could break`,
        `give it a deadline: cica decision edit ${ref} --silence-until DATE`,
      ),
    );
  });

  it.each([
    ['the deadline', { silence_until: '2023-04-01' }, '2023-04-01', '2023-04-02'],
    ['the confirmation', { silence_until: '2023-04-01', confirmed_on: '2023-03-20' }, '2023-03-20', '2023-03-21'],
  ] as const)('is made from the day of the decision to %s, both inside', async (_, raw, last, after) => {
    await decision(raw);
    await expect(objection('2023-03-09')).rejects.toThrow(outside(last, '2023-03-09'));
    await expect(objection(after)).rejects.toThrow(outside(last, after));
  });

  it.each(['2023-03-10', '2023-04-01'])('on %s is in time', async (day) => {
    await decision({ silence_until: '2023-04-01' });
    await objection(day);
    // what an objection stands on cannot be moved away under it
    const moved = edit(store, 'decision', ref, { silence_until: null, procedure: null });
    await expect(moved).rejects.toThrow(`${ref} has no silence that an objection could break`);
  });

  it('that was made keeps its decision from being confirmed after it', async () => {
    await decision({ silence_until: '2023-04-01' });
    await objection('2023-03-15');
    await expect(edit(store, 'decision', ref, { confirmed_on: '2023-03-20' })).rejects.toThrow(
      refused(
        'confirmed_on',
        `${ref} had lapsed by 2023-03-20, and what has lapsed cannot be confirmed`,
        'withdraw the objection or the confirmation, or record a new decision',
      ),
    );
  });
});
