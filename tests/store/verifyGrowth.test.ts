import { expect, it } from 'vitest';
import type { Reader, Store } from '../../src/store/store';
import { verify } from '../../src/store/verify';
import { emptyRegister } from '../support/register';
import { removeRecord, saveRecord } from '../support/saved';

/** A register of so many parties: of each four one was changed twice, one removed, and one has a code in no plain form. */
async function register(size: number): Promise<Store> {
  const store = await emptyRegister();
  const ids = Array.from({ length: size }, (_, at) => at + 1);
  const fields = (id: number) => ({ code: `P${id}`, name: `Party ${id}`, kind: 'state' }) as const;
  const write = (work: (id: number) => readonly [number, object] | null) =>
    store.write('write', async (transaction) => {
      for (const id of ids) {
        const [known, changed] = work(id) ?? [];
        if (changed !== undefined)
          await saveRecord(transaction, 'party', {
            ...(known ? { id: known } : {}),
            fields: { ...fields(id), ...changed },
          });
      }
    });
  await write(() => [0, {}]);
  await write((id) => (id % 4 === 1 ? [id, { name: `Renamed ${id}` }] : null));
  await write((id) => (id % 4 === 1 ? [id, { aliases: ['x'] }] : null));
  await store.write('remove', async (transaction) => {
    for (const id of ids) if (id % 4 === 2) await removeRecord(transaction, 'party', id);
  });
  await store.write('document', async (transaction) => {
    for (const id of ids) {
      const document = { title: 'x', kind: 'report', symbol: id % 4 === 3 ? `A–${id}` : `A/${id}` } as const;
      await saveRecord(transaction, 'document', { fields: document });
    }
  });
  return store;
}

/** The queries of a check, and the bytes that they read. */
async function readsOf(store: Store): Promise<{ queries: number; bytes: number }> {
  const reads = { queries: 0, bytes: 0 };
  const counted = <Row>(rows: Row[]): Row[] => {
    reads.queries += 1;
    for (const value of rows.flatMap((row) => Object.values(row as object))) {
      reads.bytes += value instanceof Uint8Array ? value.length : String(value).length;
    }
    return rows;
  };
  const reader: Reader = {
    dialect: store.dialect,
    read: (entity, id) => store.read(entity, id),
    lastId: (entity) => store.lastId(entity),
    rows: async (query) => counted(await store.rows(query)),
    async *batches<Row>(...[query, size]: Parameters<Reader['batches']>) {
      for await (const rows of store.batches<Row>(query, size)) yield counted(rows);
    },
  };
  const { count } = await verify(reader, { nameOf: async () => '' });
  expect(count).toBe(0);
  return reads;
}

it('the queries and reads of verify grow linearly with the history', async () => {
  const reads = [];
  for (const size of [1_000, 2_000, 4_000]) reads.push(await readsOf(await register(size)));
  for (const kind of ['queries', 'bytes'] as const) {
    const [once = 0, twice = 0, fourTimes = 0] = reads.map((one) => one[kind]);
    expect(fourTimes - twice).toBeLessThan(2.2 * (twice - once) + 10);
  }
  // some for each block of 500 changes, none for a record
  expect(reads[2]?.queries).toBeLessThan(400);
});
