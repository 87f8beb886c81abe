import sql from 'sql-template-tag';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { find } from '../../src/register/find';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove } from '../support/register';

/** What is kept of the statuses of decisions: docs/domain.md, "Status as of a day". */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  for (const date of ['2023-01-10', '2023-02-10']) await record(store, 'meeting', { body: 'SOC', date });
  for (const date of ['2023-03-10', '2023-04-10']) await record(store, 'meeting', { body: 'MC', date });
});

const decision = async (meeting: string, raw: RawRecord = {}): Promise<string> =>
  (await record(store, 'decision', { meeting, title: 'D', action: 'adopt', ...raw })).ref;
const objection = (ref: string, on: string, withdrawn: string | null = null) =>
  record(store, 'objection', { decision: ref, party: 'KAZ', on, withdrawn_on: withdrawn });
const link = (relation: string, ref: string, answer: string | null = null) => ({ relation, ref, answer, note: null });
const answers = (answer: string, ...refs: string[]): RawRecord => ({
  links: refs.map((ref) => link('answers', ref, answer)),
});
const referred: RawRecord = { action: 'recommend', referred_to: 'MC' };
/** A recommendation that bears on a decision once the Ministerial Council accepts it. */
const referral = (relation: string, ref: string, raw: RawRecord = {}) =>
  decision('SOC-2023-02-10', { ...referred, links: [link(relation, ref)], ...raw });

/** The statuses of a decision with their first days: "in force 2023-01-10, rescinded 2023-03-10". */
async function statuses(ref: string): Promise<string> {
  // what is kept is what the decision, its links and its objections say
  expect(await store.staleDerived()).toEqual([]);
  const { id } = await find(store, 'decision', ref);
  const rows = await store.rows<{ status: string; from_date: string }>(
    sql`select status, from_date from decision_status where decision_id = ${id} order by from_date`,
  );
  return rows.map(({ status, from_date }) => `${status} ${from_date}`).join(', ');
}

const inForce = 'in force 2023-01-10';

describe('a decision by itself', () => {
  it.each<[RawRecord, string]>([
    [{}, inForce],
    [{ effective_on: '2023-05' }, 'upcoming 2023-01-10, in force 2023-05-01'],
    [{ silence_until: '2023-01-20' }, 'provisional 2023-01-10, in force 2023-01-21'],
    [{ silence_until: '2023-01-20', confirmed_on: '2023-01-15' }, 'provisional 2023-01-10, in force 2023-01-15'],
    [{ condition: 'money' }, 'provisional 2023-01-10'],
    [{ condition: 'money', confirmed_on: '2023-01-15' }, 'provisional 2023-01-10, in force 2023-01-15'],
    [{ condition: 'money', condition_until: '2023-01-20' }, 'provisional 2023-01-10, lapsed 2023-01-21'],
    [referred, 'referred 2023-01-10'],
    [{ period: '2024' }, 'upcoming 2023-01-10, in force 2024-01-01, ended 2025-01-01'],
  ])('with %j, new or changed, is %s', async (raw, expected) => {
    expect(await statuses(await decision('SOC-2023-01-10', raw))).toBe(expected);
    const changed = await decision('SOC-2023-01-10');
    await edit(store, 'decision', changed, raw);
    expect(await statuses(changed)).toBe(expected);
  });

  it.each([
    ['stands', null, 'provisional 2023-01-10, lapsed 2023-01-15'],
    [
      'is withdrawn in time',
      '2023-01-18',
      'provisional 2023-01-10, lapsed 2023-01-15, provisional 2023-01-18, in force 2023-01-21',
    ],
    ['is withdrawn too late', '2023-01-21', 'provisional 2023-01-10, lapsed 2023-01-15'],
  ])('is under silence what an objection to it makes it, that %s', async (_, withdrawn, expected) => {
    const one = await decision('SOC-2023-01-10', { silence_until: '2023-01-20' });
    const other = await decision('SOC-2023-01-10', { silence_until: '2023-01-20' });
    await objection(one, '2023-01-15', withdrawn);
    expect(await statuses(one)).toBe(expected);
    expect(await statuses(other)).toBe('provisional 2023-01-10, in force 2023-01-21');
  });
});

/** What a recommendation says of an earlier decision counts once it is accepted, for each way to bear on one. */
describe.each([
  ['rescinds', 'rescinded'],
  ['supersedes', 'superseded'],
  ['amends', 'amended'],
])('a decision that a recommendation %s', (relation, changed) => {
  let earlier: string;
  let recommendation: string;
  beforeEach(async () => {
    earlier = await decision('SOC-2023-01-10');
    recommendation = await referral(relation, earlier);
  });

  it('is unchanged while the other is pending', async () => {
    expect(await statuses(earlier)).toBe(inForce);
    expect(await statuses(recommendation)).toBe('referred 2023-02-10');
  });

  it.each<[string, RawRecord, string]>([
    ['that day', {}, `, ${changed} 2023-03-10`],
    ['when the answer is effective', { effective_on: '2023-03-20' }, `, ${changed} 2023-03-20`],
    ['when the silence of the answer is over', { silence_until: '2023-03-20' }, `, ${changed} 2023-03-21`],
    ['never while the condition of the answer waits', { condition: 'money' }, ''],
    ['once that is met', { condition: 'money', confirmed_on: '2023-03-15' }, `, ${changed} 2023-03-15`],
    ['never where that was not met in time', { condition: 'money', condition_until: '2023-03-15' }, ''],
  ])('is %s, when it is accepted', async (_, raw, expected) => {
    await decision('MC-2023-03-10', { ...raw, ...answers('accept', recommendation) });
    expect(await statuses(earlier)).toBe(`${inForce}${expected}`);
  });

  it('stays as it is when that is declined, or only followed up', async () => {
    await decision('MC-2023-03-10', { links: [link('follows up', recommendation)] });
    expect(await statuses(earlier)).toBe(inForce);
    await decision('MC-2023-04-10', answers('decline', recommendation));
    expect(await statuses(earlier)).toBe(inForce);
  });

  it('stays as it is when another recommendation is accepted', async () => {
    const other = await decision('SOC-2023-01-10');
    const second = await referral(relation, other);
    await decision('MC-2023-03-10', answers('accept', second));
    expect(await statuses(earlier)).toBe(inForce);
    expect(await statuses(other)).toBe(`${inForce}, ${changed} 2023-03-10`);
  });

  it('is changed with another, when one answer accepts both', async () => {
    const other = await decision('SOC-2023-01-10');
    const second = await referral(relation, other);
    await decision('MC-2023-03-10', answers('accept', recommendation, second));
    for (const ref of [earlier, other]) expect(await statuses(ref)).toBe(`${inForce}, ${changed} 2023-03-10`);
  });

  it('is restored when the answer is objected to, changed or removed', async () => {
    const answer = await decision('MC-2023-03-10', {
      silence_until: '2023-03-20',
      ...answers('accept', recommendation),
    });
    await objection(answer, '2023-03-15');
    expect(await statuses(earlier)).toBe(inForce);
    const second = await decision('MC-2023-04-10', answers('accept', recommendation));
    expect(await statuses(earlier)).toBe(`${inForce}, ${changed} 2023-04-10`);
    await edit(store, 'decision', second, answers('decline', recommendation));
    expect(await statuses(earlier)).toBe(inForce);
    await edit(store, 'decision', second, answers('accept', recommendation));
    expect(await statuses(earlier)).toBe(`${inForce}, ${changed} 2023-04-10`);
    await remove(store, 'decision', second);
    expect(await statuses(earlier)).toBe(inForce);
  });

  it('is changed by what is referred no more without an answer', async () => {
    await edit(store, 'decision', recommendation, { action: 'adopt', referred_to: null });
    expect(await statuses(earlier)).toBe(`${inForce}, ${changed} 2023-02-10`);
  });

  it('waits for the silence of the recommendation too', async () => {
    await edit(store, 'decision', recommendation, { silence_until: '2023-03-31' });
    await decision('MC-2023-03-10', answers('accept', recommendation));
    expect(await statuses(earlier)).toBe(`${inForce}, ${changed} 2023-04-01`);
    await objection(recommendation, '2023-03-20');
    expect(await statuses(earlier)).toBe(inForce);
  });
});

describe('a referral', () => {
  let waiting: string;
  beforeEach(async () => {
    waiting = await decision('SOC-2023-01-10', referred);
  });

  it('is answered by a decision that is itself referred, accepted or not', async () => {
    const answer = await decision('MC-2023-03-10', { ...referred, referred_to: 'SOC', ...answers('accept', waiting) });
    expect(await statuses(waiting)).toBe('referred 2023-01-10, accepted 2023-03-10');
    expect(await statuses(answer)).toBe('referred 2023-03-10');
  });

  it.each([
    ['before it is answered, is withdrawn', null, 'referred 2023-01-10, withdrawn 2023-03-10'],
    ['after it was answered, is rescinded', 'accept', 'referred 2023-01-10, accepted 2023-03-10, rescinded 2023-04-10'],
  ] as const)('that a recommendation takes back, accepted %s', async (_, answer, expected) => {
    const back = await referral('rescinds', waiting);
    if (answer !== null) await decision('MC-2023-03-10', answers(answer, waiting));
    await decision(answer === null ? 'MC-2023-03-10' : 'MC-2023-04-10', answers('accept', back));
    expect(await statuses(waiting)).toBe(expected);
  });

  it('is pending again once its answer has lapsed, and the next answer counts', async () => {
    const first = await decision('MC-2023-03-10', { silence_until: '2023-03-20', ...answers('decline', waiting) });
    expect(await statuses(waiting)).toBe('referred 2023-01-10, declined 2023-03-21');
    await objection(first, '2023-03-15');
    expect(await statuses(waiting)).toBe('referred 2023-01-10');
    await decision('MC-2023-04-10', answers('accept', waiting));
    expect(await statuses(waiting)).toBe('referred 2023-01-10, accepted 2023-04-10');
  });
});
