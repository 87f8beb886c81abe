import sql from 'sql-template-tag';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EntityName, entities } from '../../src/domain/schema';
import { find } from '../../src/register/find';
import { undoLine } from '../../src/register/history/entries';
import { findEver, log } from '../../src/register/history/log';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import type { Store } from '../../src/store/store';
import { verify } from '../../src/store/verify';
import { edit, emptyRegister, record, today } from '../support/register';
import { removeRecord } from '../support/saved';

/** What the log of a record shows, and what an undo does: docs/commands.md, `cica log` and `cica undo`. */
let store: Store;
beforeEach(async () => {
  store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'instrument', { code: 'CPI', title: 'Convention' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-10' });
  await record(store, 'agenda_item', { meeting, title: 'Item' });
  await record(store, 'decision', { meeting, title: 'D', action: 'adopt', silence_until: '2024-02-01', item: '1' });
});

const meeting = 'SOC-2024-01-10';
const decision = `${meeting}/1`;

/** What can be recorded under a record, with the others that it belongs to as well. */
const parts = {
  standing: { party: 'KAZ', standing: 'observer' },
  act: { instrument: 'CPI', party: 'KAZ', kind: 'signature' },
  agenda_item: { meeting, title: 'Other' },
  decision: { meeting, title: 'Other', action: 'note' },
  objection: { decision, party: 'KAZ', on: '2024-01-15' },
  task: { decision, what: 'Write' },
  document: { title: 'Paper', meeting, item: '1', decision },
} as const satisfies { readonly [name in EntityName]?: Record<string, string> };
type Part = keyof typeof parts;

/** What shows in the log of each. */
const owners: readonly (readonly [entity: EntityName, name: string, shows: readonly Part[]])[] = [
  ['body', 'SOC', []],
  ['party', 'KAZ', ['standing', 'act']],
  ['instrument', 'CPI', ['act']],
  ['meeting', meeting, ['agenda_item', 'decision', 'objection', 'task', 'document']],
  ['agenda_item', `${meeting}#1`, ['document']],
  ['decision', decision, ['objection', 'task', 'document']],
];
const cells = owners.flatMap(([entity, name, shows]) =>
  (Object.keys(parts) as Part[]).map((part) => [entity, name, part, shows.includes(part)] as const),
);

async function changes(name: string): Promise<string[]> {
  const rows: string[] = [];
  for await (const batch of log(store, { record: await findEver(store, name) })) {
    rows.push(...batch.map(({ operation, entity }) => `${operation as string} ${entity as string}`));
  }
  return rows;
}

const undoing = (...given: number[]) =>
  store.write('undo', async (transaction) => undo(transaction, today, await entriesToUndo(transaction, given)));

describe('the log of a record', () => {
  it.each(cells)('%s %s, with a part: %s, shows it: %s', async (_, name, part, shows) => {
    const before = await changes(name);
    const label = entities[part].label;
    const { id } = await record(store, part, parts[part]);
    const created = shows ? [`created ${label}`] : [];
    expect(await changes(name)).toEqual([...created, ...before]);
    await store.write('remove', (transaction) => removeRecord(transaction, part, id));
    const removed = shows ? [`removed ${label}`] : [];
    expect(await changes(name)).toEqual([...removed, ...created, ...before]);
    // it is made again by the undo: what was before that shows as well
    await undoing();
    expect(await changes(name)).toEqual([...created, ...removed, ...created, ...before]);
  });

  it('names shared references as the current record does', async () => {
    await record(store, 'decision', { meeting, title: 'E', action: 'note', symbol: 'R1', form: 'resolution' });
    await record(store, 'decision', { meeting, title: 'F', action: 'note', symbol: 'R1', form: 'recommendation' });
    await expect(findEver(store, 'R1')).rejects.toMatchObject({ kind: 'refused' });
    await expect(findEver(store, 'R2')).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('an undo', () => {
  it('reports each step: what is removed, restored and changed', async () => {
    const { id } = await record(store, 'agenda_item', { meeting, title: 'Other' });
    const step = { entity: 'agenda_item', ref: `${meeting}#2` };
    const created = await undoing();
    expect(created.steps).toEqual([{ ...step, operation: 'removed', title: 'Other', changes: [] }]);
    await undoing(created.entries[0]?.entry === undefined ? 0 : created.entries[0].entry + 1);
    await edit(store, 'agenda_item', `${meeting}#2`, { title: 'New' });
    expect((await undoing()).steps).toEqual([
      { ...step, operation: 'changed', title: null, changes: [{ field: 'title', before: 'New', after: 'Other' }] },
    ]);
    const { id: again } = await find(store, 'agenda_item', `${meeting}#2`);
    expect(again).toBe(id);
    await store.write('remove', (transaction) => removeRecord(transaction, 'agenda_item', id));
    expect((await undoing()).steps).toEqual([{ ...step, operation: 'restored', title: 'Other', changes: [] }]);
  });

  it('names all entries that depend on it, newest first', async () => {
    await record(store, 'meeting', { body: 'SOC', date: '2024-03-10' });
    const [last] = await entriesToUndo(store, []);
    const entry = last?.entry ?? 0;
    await edit(store, 'meeting', 'SOC-2024-03-10', { place: 'Astana' });
    await record(store, 'agenda_item', { meeting: 'SOC-2024-03-10', title: 'X' });
    await edit(store, 'meeting', 'SOC-2024-03-10', { place: 'Almaty' });
    const names = [`entry ${entry + 3} (edit SOC-2024-03-10)`, `entry ${entry + 1} (edit SOC-2024-03-10)`];
    await expect(undoing(entry)).rejects.toMatchObject({
      kind: 'refused',
      message: `entry ${entry} cannot be undone: ${names.join(', ')} build on it`,
      advice: `undo them too: ${undoLine([entry + 3, entry + 1, entry])}`,
    });
  });

  it('of a removal leaves no trace except in the history', async () => {
    const { id } = await find(store, 'decision', decision);
    const former = () => store.rows(sql`select * from former_decision`);
    await store.write('remove', (transaction) => removeRecord(transaction, 'decision', id));
    expect(await former()).toHaveLength(1);
    await undoing();
    expect(await former()).toEqual([]);
    const nameOf = async () => '';
    expect((await store.snapshot((reader) => verify(reader, { nameOf }))).findings).toEqual([]);
  });
});

describe('the log of many changes', () => {
  /** How many queries the whole log takes. */
  async function queries(): Promise<number> {
    const { rows } = store;
    let count = 0;
    store.rows = (query) => {
      count += 1;
      return rows.call(store, query) as ReturnType<typeof store.rows<never>>;
    };
    for await (const batch of log(store)) expect(batch.length).toBeGreaterThan(0);
    store.rows = rows;
    return count;
  }

  it.each(['agenda_item', 'decision', 'task', 'document'] as const)('takes no query for each %s', async (part) => {
    const many = async (count: number): Promise<number> => {
      for (let at = 0; at < count; at += 1) {
        const title = part === 'task' ? {} : { title: `Paper ${count}.${at}` };
        await record(store, part, { ...parts[part], ...title });
      }
      return queries();
    };
    const few = await many(4);
    expect(await many(16)).toBe(few);
  });
});
