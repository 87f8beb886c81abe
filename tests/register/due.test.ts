import { beforeEach, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { due, quarter } from '../../src/register/due';
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
