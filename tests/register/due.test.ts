import { beforeEach, describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { due, dueEntries, quarter } from '../../src/register/due';
import type { Store } from '../../src/store/store';
import { emptyRegister, record } from '../support/register';

/** What falls due in a span of days: docs/commands.md, `cica due`. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-01' });
});

const decision = (raw: RawRecord) =>
  record(store, 'decision', { meeting: 'SOC-2024-01-01', title: 'D', action: 'recommend', ...raw });

/** Whether that is due which is to be done on 1 April 2024, the 91st day after the decision. */
it.each<[string, () => Promise<unknown>, { readonly overdue: boolean }]>([
  ['end of silence', () => decision({ silence_until: '2024-04-01' }), { overdue: false }],
  ['condition', () => decision({ condition: 'money', condition_until: '2024-04-01' }), { overdue: false }],
  [
    'task 1',
    async () => [
      await decision({}),
      await record(store, 'task', { decision: 'SOC-2024-01-01/1', what: 'D', due_on: '2024-04-01' }),
    ],
    { overdue: true },
  ],
  [
    'meeting',
    () => record(store, 'meeting', { body: 'SOC', date: '2024-04-01', status: 'scheduled', title: 'D' }),
    { overdue: true },
  ],
  ['referral', () => decision({ referred_to: 'MC' }), { overdue: true }],
])('%s', async (what, work, { overdue }) => {
  await work();
  const found = async (day: string, span: number) =>
    (await due(store, day, span)).map((row) => `${row.what} ${row.date} ${row.days} ${row.title}`);
  const on = (days: number) => [`${what} 2024-04-01 ${days} D`];
  expect(await found('2024-03-02', 29)).toEqual([]);
  expect(await found('2024-03-02', 30)).toEqual(on(30));
  expect(await found('2024-03-31', 0)).toEqual([]);
  expect(await found('2024-04-01', 0)).toEqual(on(0));
  expect(await found('2024-04-02', 0)).toEqual(overdue ? on(-1) : []);
  // more than a referral may wait
  expect(await found('2024-01-01', quarter - 1)).toEqual([]);
  expect(await found('2024-01-01', quarter)).toEqual(on(quarter));
  expect(await found('2024-01-01', quarter + 1)).toEqual(on(quarter));
});

describe('for someone', () => {
  const listed = async (...who: string[]) =>
    (await due(store, '2024-04-01', 30, who)).map(({ date, days, what, ref, who: whose }) =>
      [date, days, what, ref, whose].join(' ').trim(),
    );
  const addressee = (...parties: string[]) => parties.map((party) => ({ role: 'addressee', party }));
  const task = (decided: number, raw: RawRecord) =>
    record(store, 'task', { decision: `SOC-2024-01-01/${decided}`, what: 'D', ...raw });

  beforeEach(async () => {
    await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', aliases: ['Қазақстан'] });
    await record(store, 'party', { code: 'MNG', name: 'Mongolia' });
  });

  it('includes what concerns them, by any of their names', async () => {
    await decision({ silence_until: '2024-04-10' });
    await decision({ referred_to: 'MC' });
    await record(store, 'meeting', { body: 'MC', date: '2024-04-20', status: 'scheduled' });
    await task(1, { due_on: '2024-04-11', responsible: 'KAZ' });
    await task(1, { due_on: '2024-04-12', responsible: 'Zhanna Müller' });
    await task(1, { due_on: '2024-04-13' });
    const silence = '2024-04-10 9 end of silence SOC-2024-01-01/1 SOC';
    const ofKazakhstan = '2024-04-11 10 task 1 SOC-2024-01-01/1 KAZ';
    const ofBody = ['2024-04-01 0 referral SOC-2024-01-01/2 MC', '2024-04-20 19 meeting MC-2024-04-20 MC'];
    const ofPerson = '2024-04-12 11 task 2 SOC-2024-01-01/1 Zhanna Müller';
    expect(await listed('SOC')).toEqual([silence]);
    for (const name of ['KAZ', 'kazakhstan', 'Қазақстан']) expect(await listed(name)).toEqual([ofKazakhstan]);
    for (const name of ['MC', 'body mc']) expect(await listed(name)).toEqual(ofBody);
    expect(await listed('zhanna muller')).toEqual([ofPerson]);
    expect(await listed('KAZ,SOC')).toEqual([silence, ofKazakhstan]);
    expect(await listed('KAZ,SOC', 'SOC,MC')).toEqual([silence]);
    const ofNobody = '2024-04-13 12 task 3 SOC-2024-01-01/1';
    expect(await listed('not:SOC,MC')).toEqual([ofKazakhstan, ofPerson, ofNobody]);
    expect(await listed('KAZ,SOC,not:SOC')).toEqual([ofKazakhstan]);
    const wrong = { kind: 'missing', advice: expect.stringMatching(/^did you mean "(Mongolia|Zhanna Müller)"\? /) };
    for (const name of ['Mongola', 'Zhana Müller', 'SOC,Mongola', 'not:Mongola'])
      await expect(listed(name)).rejects.toMatchObject(wrong);
  });

  it('includes what decisions ask of a party, at the end, the latest first', async () => {
    await decision({ action: 'request', title: 'One', parties: addressee('KAZ') });
    await record(store, 'meeting', { body: 'SOC', date: '2024-03-01' });
    await decision({ action: 'invite', meeting: 'SOC-2024-03-01', parties: addressee('MNG', 'KAZ') });
    await task(1, { due_on: '2024-04-11', responsible: 'MNG' });
    const later = (party: string) => `request SOC-2024-03-01/1 ${party}`;
    expect(await listed('KAZ')).toEqual([later('KAZ'), 'request SOC-2024-01-01/1 KAZ']);
    expect(await listed('Mongolia')).toEqual(['2024-04-11 10 task 1 SOC-2024-01-01/1 MNG', later('MNG')]);
    expect((await listed('MNG,KAZ')).slice(1)).toEqual([later('MNG'), later('KAZ'), 'request SOC-2024-01-01/1 KAZ']);
    expect(await listed('SOC')).toEqual([]);
    // not among what falls due for all: it has no date; nor in a calendar
    expect((await due(store, '2024-04-01', 30)).map(({ what }) => what)).toEqual(['task 1']);
    expect(await dueEntries(store, '2024-04-01', 30, ['KAZ'])).toEqual([]);
  });

  /** Whether a decision, the first one, still asks Kazakhstan for something on 1 April 2024. */
  const asks: [string, RawRecord, boolean, (() => Promise<unknown>)?][] = [
    ['a request', { action: 'request' }, true],
    ['a recommendation to parties', { action: 'recommend' }, true],
    ['a decision with a party to carry it out', { action: 'decide' }, true],
    ['a referral', { action: 'recommend', referred_to: 'MC' }, true],
    ['one of another day', { action: 'request', date: '2024-04-02' }, false],
    ['one that a silence procedure may still stop', { action: 'request', silence_until: '2024-05-30' }, false],
    ['one that is rejected', { action: 'reject' }, false],
    ['one of a period that is over', { action: 'decide', period: '2024-01-01..2024-03-31' }, false],
    ['one of a period that is not', { action: 'decide', period: '2024' }, true],
    ['a party in another role', { action: 'request', parties: [{ role: 'sponsor', party: 'KAZ' }] }, false],
    [
      'one that was taken back',
      { action: 'request' },
      false,
      () => decision({ action: 'rescind', links: [{ relation: 'rescinds', ref: 'SOC-2024-01-01/1' }] }),
    ],
    [
      'one with a task of the party',
      { action: 'request' },
      false,
      () => task(1, { responsible: 'Kazakhstan', due_on: '2026-01-01' }),
    ],
    [
      'one with a task of another',
      { action: 'request' },
      true,
      () => task(1, { responsible: 'MNG', due_on: '2026-01-01' }),
    ],
    ['one with a task without a deadline', { action: 'request' }, true, () => task(1, { responsible: 'KAZ' })],
    [
      'one with a task of the party that is done',
      { action: 'request' },
      false,
      () => task(1, { responsible: 'KAZ', done_on: '2024-02-01' }),
    ],
  ];
  it.each(asks)('%s', async (_, raw, isAsked, also) => {
    if (raw.date !== undefined) {
      await record(store, 'meeting', { body: 'MC', date: '2024-04-02' });
      await decision({ meeting: 'MC-2024-04-02', parties: addressee('KAZ'), ...raw });
    } else await decision({ parties: addressee('KAZ'), ...raw });
    await also?.();
    expect((await listed('KAZ')).filter((line) => line.startsWith('request'))).toHaveLength(isAsked ? 1 : 0);
  });
});
