import { beforeAll, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem';
import type { EntityName } from '../../src/domain/schema';
import { find } from '../../src/register/find';
import { findAll } from '../../src/register/findAll';
import type { Store } from '../../src/store/store';
import { edit, emptyRegister, record, remove } from '../support/register';

let store: Store;
beforeAll(async () => {
  store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Senior Officials Committee', aliases: 'КСДЛ' });
  await record(store, 'party', { code: 'KAZ' });
  await record(store, 'party', { code: 'SMITH', name: 'Jane Smith', kind: 'person' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention on Privileges' });
  for (const date of ['2023-12-12', '2023-12-12', '2024-05', '2024-06-01']) {
    await record(store, 'meeting', { body: 'SOC', date });
  }
  for (const number of ['1', '4.10', 'AOB']) {
    await record(store, 'agenda_item', { meeting: 'SOC-2023-12-12', number, title: number });
  }
  for (const [meeting, symbol, form] of [
    ['SOC-2023-12-12', 'SOC/1'],
    ['SOC-2023-12-12', '7', 'resolution'],
    ['SOC-2023-12-12', 'Twice'],
    ['SOC-2024-05', 'twice'],
    ['SOC-2024-06-01'],
    ['SOC-2024-06-01'],
  ]) {
    await record(store, 'decision', { meeting, action: 'adopt', title: 'A decision', symbol, form });
  }
  for (const what of ['first', 'second']) await record(store, 'task', { decision: 'SOC/1', what });
  for (const [title, symbol, meeting] of [
    ['Agenda', 'A/1', 'SOC-2023-12-12'],
    ['Agenda', 'A/1', 'SOC-2024-05'],
    ['Report', 'A/2', 'SOC-2024-05'],
    ['A/2', undefined, 'SOC-2024-05'],
    ['A/3', 'A/4', 'SOC-2024-05'],
    ['No symbol', undefined, undefined],
  ]) {
    await record(store, 'document', { title, symbol, meeting });
  }
  await edit(store, 'meeting', 'SOC-2024-05', { date: '2024-05-20' });
  await remove(store, 'decision', 'SOC-2024-06-01/2');
});

/** What a name means, or why nothing. */
async function meaning<Found>(finding: Promise<Found>): Promise<unknown> {
  try {
    return await finding;
  } catch (error) {
    const { kind, message, details } = Problem.of(error);
    return { kind, message, details };
  }
}

it.each<[EntityName, string[]]>([
  ['body', ['SOC', 'soc', 'senior officials  committee', 'ксдл', 'SOK', '']],
  ['party', ['kaz', 'Қазақстан', 'Republic of Kazakhstan', 'jane-smith', 'John']],
  ['instrument', ['CPI', 'convention on privileges', 'CPX']],
  ['meeting', ['SOC-2023-12-12', 'soc-2023-12-12-B', ' SOC-2024-05 ', 'SOC-2024-05-20', 'SOC-2023-12-12/1', 'SOC', '']],
  ['agenda_item', ['SOC-2023-12-12#1', 'soc-2023-12-12#aob', 'SOC-2023-12-12#4.1', 'SOC-2023-12-12', '1', '']],
  ['decision', ['SOC-2023-12-12/1', 'soc-2023-12-12/2', 'SOC-2024-05/1', 'SOC-2024-05-20/1', ' SOC-2024-06-01/1']],
  ['decision', ['SOC-2024-06-01/2', 'soc/1', 'SOC / 1', '7', 'Resolution 7', 'twice', 'SOC-2023-12-12/01', 'SOC', '']],
  ['task', ['1', ' 2', '01', '3', '1.0', 'x', '']],
  ['document', ['A/1', 'SOC-2024-05 A/1', 'soc-2024-05-20 a/1', 'A/2', 'a / 2', 'A/3', 'A/4', 'Report', 'report']],
  ['document', ['Agenda', 'no symbol', 'No symbol', 'SOC-2024-05 nothing', 'nothing', '']],
])('%s: a name means among others what it means alone', async (entity, names) => {
  const found: string[] = [];
  for (const name of names) {
    const alone = await meaning(find(store, entity, name));
    const all = findAll(store, entity, [{ text: name }]);
    expect(await meaning(all.then((records) => records.found[0])), name).toEqual(alone);
    if (typeof alone === 'object' && alone !== null && 'ref' in alone) found.push(name);
  }
  expect(found.length).toBeGreaterThan(0);
  const { found: records, repeated } = await findAll(
    store,
    entity,
    [...found, ...found].map((text) => ({ text })),
  );
  const ids = await Promise.all(found.map(async (name) => (await find(store, entity, name)).id));
  expect(records.map(({ id }) => id)).toEqual([...new Set(ids)]);
  expect(repeated.length).toBe(2 * found.length - records.length);
});
