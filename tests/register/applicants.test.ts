import { beforeEach, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import { find } from '../../src/register/find';
import { standingsAsOf } from '../../src/register/party/standings';
import type { Store } from '../../src/store/store';
import { emptyRegister, record } from '../support/register';

/** Who is an applicant as of a day: docs/domain.md, "Standings". */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  for (const code of ['SAU', 'KAZ']) await record(store, 'party', { code, name: code, kind: 'state' });
  for (const date of ['2023-01-10', '2023-03-10']) await record(store, 'meeting', { body: 'SOC', date });
  await record(store, 'meeting', { body: 'MC', date: '2023-04-10' });
});

const decision = async (meeting: string, raw: RawRecord = {}): Promise<string> =>
  (await record(store, 'decision', { meeting, title: 'D', ...raw })).ref;
const about: RawRecord = { kind: 'observer status', parties: 'applicant:SAU; sponsor:KAZ' };
/** The first decision that names the applicant; MC is asked unless it says otherwise. */
const application = (raw: RawRecord = {}) =>
  decision('SOC-2023-01-10', { ...about, action: 'recommend', referred_to: 'MC', ...raw });
const later = (raw: RawRecord) => decision('SOC-2023-03-10', raw);
const answer = (word: string, raw: RawRecord = {}) =>
  decision('MC-2023-04-10', { action: 'note', links: `answers:SOC-2023-01-10/1:${word}`, ...raw });
const one = 'SOC-2023-01-10/1';

/** What the applicant is on a day: "applicant 2023-01-10", "nothing". */
async function standingOn(day: string): Promise<string> {
  const { id } = await find(store, 'party', 'SAU');
  const all = await standingsAsOf(store, day);
  expect(all.filter(({ party_id }) => party_id !== id)).toEqual([]);
  const [found] = all;
  return found === undefined ? 'nothing' : `${found.standing} ${found.since}`;
}

const applies = 'applicant 2023-01-10';

it.each<[string, () => Promise<unknown>, string]>([
  ['is not answered', () => application(), applies],
  ['is amended', async () => [await application(), await later({ action: 'note', links: `amends:${one}` })], applies],
  ['is followed up', async () => [await application(), await later({ ...about, action: 'recommend' })], applies],
  [
    'is answered by what grants it',
    async () => [await application(), await answer('accept', { ...about })],
    'observer 2023-04-10',
  ],
  ['is declined', async () => [await application(), await answer('decline')], 'nothing'],
  [
    'is declined by what names the applicant too',
    async () => [await application(), await answer('decline', about)],
    'nothing',
  ],
  [
    'is withdrawn',
    async () => [await application(), await later({ action: 'rescind', links: `rescinds:${one}` })],
    'nothing',
  ],
  [
    'is superseded',
    async () => [await application(), await later({ action: 'adopt', links: `supersedes:${one}` })],
    'nothing',
  ],
  [
    'is rescinded, and waited for nobody',
    async () => [
      await application({ referred_to: null }),
      await later({ action: 'rescind', links: `rescinds:${one}` }),
    ],
    'nothing',
  ],
  ['is rejected', async () => [await application(), await later({ ...about, action: 'reject' })], 'nothing'],
  [
    'is withdrawn by the applicant',
    async () => [await application(), await later({ ...about, action: 'withdraw' })],
    'nothing',
  ],
  [
    'is decided on, and granted nothing',
    async () => [await application(), await later({ ...about, action: 'adopt', grants: 'none' })],
    'nothing',
  ],
  [
    'is decided on, and referred further',
    async () => [await application(), await later({ ...about, action: 'adopt', referred_to: 'MC' })],
    applies,
  ],
  [
    'is made again after it was rejected',
    async () => [
      await application({ action: 'reject', referred_to: null }),
      await later({ ...about, action: 'recommend' }),
    ],
    'applicant 2023-03-10',
  ],
  [
    'was of a standing that is over',
    async () => [
      await application(),
      await record(store, 'standing', { party: 'SAU', standing: 'observer', since: '2023-02', until: '2023-06' }),
    ],
    'nothing',
  ],
])('whose application %s', async (_, work, expected) => {
  await work();
  expect(await standingOn('2023-01-09')).toBe('nothing');
  expect(await standingOn('2023-12-31')).toBe(expected);
});

it('whose application lapses is none', async () => {
  await application({ referred_to: null, silence_until: '2023-01-20' });
  await record(store, 'objection', { decision: one, party: 'KAZ', on: '2023-01-15' });
  expect(await standingOn('2023-01-14')).toBe(applies);
  expect(await standingOn('2023-01-15')).toBe('nothing');
});

it('is one for what is about who belongs, and names it as the applicant', async () => {
  await application({ kind: 'budget' });
  await application({ parties: 'subject:SAU' });
  expect(await standingOn('2023-12-31')).toBe('nothing');
  await application({ kind: 'membership' });
  expect(await standingOn('2023-12-31')).toBe(applies);
});
