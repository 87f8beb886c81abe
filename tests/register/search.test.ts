import { beforeEach, describe, expect, it } from 'vitest';
import { hasMore, search } from '../../src/register/search';
import { stats } from '../../src/register/stats';
import type { Store } from '../../src/store/store';
import { emptyRegister, record, today } from '../support/register';

/** How hits are shown and counted, and what is counted of decisions. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  for (const code of ['SOC', 'MC']) await record(store, 'body', { code, name: `Body ${code}` });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-10' });
  await record(store, 'meeting', { body: 'MC', date: '2024-02-10' });
});

const decision = (raw: Record<string, string>) =>
  record(store, 'decision', { meeting: 'SOC-2024-01-10', title: 'D', action: 'note', ...raw });
const excerpt = async (text: string, words = 'needle'): Promise<string[]> => {
  await decision({ text });
  const hits = await search(store, words, { limit: null, maxRanked: 10, today });
  return hits.map(({ excerpt: shown, marks }) => {
    for (const { start, end } of marks) expect(shown.slice(start, end)).toBe(words);
    expect(marks).toHaveLength(1);
    return shown;
  });
};

describe('an excerpt', () => {
  /** Words of five characters each, with the space after them. */
  const words = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `w${String(from + at).padStart(3, '0')}`).join(' ');

  it('is the whole of a short text', async () => {
    expect(await excerpt('a needle in hay')).toEqual(['a needle in hay']);
    expect(await excerpt(`${words(0, 11)} needle ${words(50, 12)}`)).toContain(
      `${words(0, 11)} needle ${words(50, 12)}`,
    );
  });

  it('is about sixty characters before and after the match, in whole words', async () => {
    expect(await excerpt(`${words(0, 40)} needle ${words(41, 40)}`)).toEqual([
      `…${words(29, 11)} needle ${words(41, 12)}…`,
    ]);
  });

  it('is cut anywhere if there are no word boundaries, but never inside a character', async () => {
    expect(await excerpt(`${'预'.repeat(99)}秘书${'算'.repeat(99)}`, '秘书')).toEqual([
      `…${'预'.repeat(60)}秘书${'算'.repeat(60)}…`,
    ]);
    const [shown = ''] = await excerpt(`x${'𠀀'.repeat(99)}秘书${'𠀀'.repeat(99)}y`, '秘书');
    expect(shown.isWellFormed()).toBe(true);
  });
});

it('hits have the fields of their entity', async () => {
  await record(store, 'agenda_item', { meeting: 'SOC-2024-01-10', title: 'Needle' });
  await decision({ title: 'Needle' });
  await record(store, 'document', { title: 'Needle' });
  const hits = await search(store, 'needle', { limit: null, maxRanked: 10, today });
  expect(hits.map(({ entity, ref, date, title }) => `${entity} ${ref} ${date} ${title}`).toSorted()).toEqual([
    'agenda_item SOC-2024-01-10#1 2024-01-10 Needle',
    'decision SOC-2024-01-10/1 2024-01-10 Needle',
    'document Needle null Needle',
  ]);
  expect(await search(store, 'needle', { limit: 2, maxRanked: 10, today })).toHaveLength(2);
  expect([await hasMore(store, 'needle', 2), await hasMore(store, 'needle', 3)]).toEqual([true, false]);
});

it('statistics begin with the largest number', async () => {
  for (const action of ['note', 'adopt', 'adopt', 'recommend', 'recommend', 'recommend']) {
    await decision({
      action,
      meeting: action === 'note' ? 'SOC-2024-01-10' : 'MC-2024-02-10',
      kind: action === 'adopt' ? 'plan' : 'other',
    });
  }
  const rows = await stats(store, today);
  const counted = (what: string) =>
    rows.filter((row) => row.what === what).map(({ group, number }) => `${group} ${number}`);
  expect(counted('body')).toEqual(['MC 5', 'SOC 1']);
  expect(counted('action class')).toEqual(['refers 3', 'decides 2', 'acknowledges 1']);
  expect(counted('kind')).toEqual(['other 4', 'plan 2']);
});
