import sql from 'sql-template-tag';
import { describe, expect, it, vi } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { Input, InputFile } from '../../src/domain/input';
import type { EntityName } from '../../src/domain/schema';
import { entriesToUndo, undo } from '../../src/register/history/undo';
import { Importer } from '../../src/register/import/importer';
import { Facts } from '../../src/register/record/facts';
import { createRecorder } from '../../src/register/recorder';
import type { Store, Transaction } from '../../src/store/store';
import { emptyRegister, record, today } from '../support/register';

const meeting = 'SOC-1999-01-01';
const decision = `${meeting}/1`;

const day = (index: number): string => new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10);

/** Records that have something in common, so that each might be compared with all the others. */
const kinds: readonly [string, EntityName, (index: number, of: number) => RawRecord][] = [
  ['tasks of one decision', 'task', (index) => ({ decision, what: `task ${index}` })],
  ['equal tasks', 'task', () => ({ decision, what: 'task' })],
  ['equal tasks of different persons', 'task', (index) => ({ decision, what: 'task', responsible: `Person ${index}` })],
  ['documents of one decision', 'document', (index) => ({ decision, title: `document ${index}` })],
  ['documents of one agenda item', 'document', (index) => ({ meeting, item: '1', title: `document ${index}` })],
  ['documents of one meeting', 'document', (index) => ({ meeting, title: `document ${index}` })],
  ['documents of no meeting', 'document', (index) => ({ title: `document ${index}` })],
  ['documents with symbols', 'document', (index) => ({ meeting, title: 'document', symbol: `S/${index}` })],
  ['objections to one decision', 'objection', (index) => ({ decision, party: 'KAZ', on: day(index) })],
  [
    'standings of one party',
    'standing',
    (index) => ({ party: 'KAZ', standing: 'member', since: day(index), until: day(index + 1) }),
  ],
  ['meetings of one body', 'meeting', (index) => ({ body: 'SOC', date: day(index) })],
  ['decisions of one meeting', 'decision', (index) => ({ meeting, action: 'adopt', title: `title ${index}` })],
  ['equal decisions', 'decision', () => ({ meeting, action: 'adopt', title: 'title' })],
  [
    'decisions with symbols',
    'decision',
    (index) => ({ meeting, action: 'adopt', title: 'title', symbol: `R ${index}` }),
  ],
  [
    'decisions, the last one first',
    'decision',
    (index, of) => ({ ref: `${meeting}/${of - index + 1}`, meeting, action: 'adopt', title: 'a' }),
  ],
  ['decisions with tags', 'decision', (index) => ({ meeting, action: 'adopt', title: 'title', tags: `tag ${index}` })],
  [
    'bodies of which each reports to the one before',
    'body',
    (index) => ({ code: `B${index}`, name: `Body ${index}`, reports_to: index === 0 ? 'SOC' : `B${index - 1}` }),
  ],
  ['bodies that report to one', 'body', (index) => ({ code: `B${index}`, name: `Body ${index}`, reports_to: 'SOC' })],
  [
    'links to one decision',
    'decision',
    (index) => ({ meeting, action: 'adopt', title: `title ${index}`, links: `amends:${decision}` }),
  ],
];

async function register(): Promise<Store> {
  const store = await emptyRegister();
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  await record(store, 'party', { code: 'KAZ', name: 'Kazakhstan', kind: 'state' });
  await record(store, 'meeting', { body: 'SOC', date: '1999-01-01' });
  await record(store, 'agenda_item', { meeting, title: 'item' });
  await record(store, 'decision', { meeting, action: 'adopt', title: 'first', silence_until: '2100-01-01' });
  return store;
}

/** What a command asks for: facts, queries, and the rows that these read. */
interface Reads {
  asked: number;
  queries: number;
  rows: number;
}

async function readsOf(store: Store, command: (transaction: Transaction) => Promise<unknown>): Promise<Reads> {
  const reads = { asked: 0, queries: 0, rows: 0 };
  const { get } = Facts.prototype;
  const asking = vi.spyOn(Facts.prototype, 'get').mockImplementation(function (this: Facts<unknown, unknown>, key) {
    reads.asked += 1;
    return get.call(this, key);
  });
  await store.write('command', async (transaction) => {
    const { rows, readAll } = transaction;
    transaction.rows = async <Row>(query: Parameters<typeof rows>[0]): Promise<Row[]> => {
      const found = await rows.call(transaction, query);
      reads.queries += 1;
      reads.rows += found.length;
      return found as Row[];
    };
    transaction.readAll = async (entity, ids) => {
      reads.queries += 1;
      reads.rows += ids.length;
      return readAll.call(transaction, entity, ids) as ReturnType<typeof transaction.readAll<typeof entity>>;
    };
    await command(transaction);
  });
  asking.mockRestore();
  return reads;
}

const importOf = (file: InputFile) => (transaction: Transaction) =>
  new Importer(createRecorder(transaction, today), { batch: 10 }).run([file]);

const undoing = async (transaction: Transaction, entries: readonly number[] = []) =>
  undo(transaction, today, await entriesToUndo(transaction, entries));

function fileOf(entity: EntityName, records: readonly RawRecord[]): InputFile {
  const inputs = records.map(
    (values, index): Input => ({ entity, values, position: () => ({ line: index + 2, column: 1 }) }),
  );
  async function* read(): AsyncIterable<readonly Input[]> {
    for (let at = 0; at < inputs.length; at += 10) yield inputs.slice(at, at + 10);
  }
  return { name: 'file.csv', entity, records: read, close: () => undefined };
}

/** What the commands read that import some records of a kind, import them again, undo that, and undo the undo. */
async function growth(entity: EntityName, valuesOf: (index: number, of: number) => RawRecord) {
  const all: { readonly size: number; readonly first: Reads; readonly commands: readonly Reads[] }[] = [];
  for (const size of [20, 40, 80]) {
    const store = await register();
    const file = fileOf(
      entity,
      Array.from({ length: size }, (_, index) => valuesOf(index, size)),
    );
    const first = await readsOf(store, importOf(file));
    const again = await readsOf(store, importOf(file));
    const undone = await readsOf(store, undoing);
    const redone = await readsOf(store, async (transaction) => {
      const [row] = await transaction.rows<{ entry: number }>(sql`select max(entry) as entry from history`);
      await undoing(transaction, [row?.entry ?? 0]);
    });
    all.push({ size, first, commands: [first, again, undone, redone] });
  }
  return all;
}

/** Kinds of which each record needs queries of its own, about few rows: how many. */
const alone: ReadonlyMap<string, number> = new Map([
  ['objections to one decision', 6],
  ['standings of one party', 6],
  ['links to one decision', 6],
  ['meetings of one body', 1.2],
]);

describe('what an import and its undo read grows with the records, not with their square:', () => {
  it.each(kinds)('%s', async (kind, entity, valuesOf) => {
    const reads = await growth(entity, valuesOf);
    for (const [at, name] of ['import', 'import again', 'undo', 'undo of the undo'].entries()) {
      for (const count of [({ asked }: Reads) => asked, ({ queries, rows }: Reads) => queries + rows]) {
        const counts = reads.map(({ commands }) => count(commands[at] as Reads));
        const [once = Number.NaN, twice = Number.NaN, fourTimes = Number.NaN] = counts;
        expect(fourTimes - twice, `${name}: ${counts}`).toBeLessThan(2.2 * (twice - once) + 10);
      }
    }
    // what a query looks through is not counted: there must be few
    const most = alone.get(kind) ?? 0.5;
    for (const { size, first } of reads) expect(first.queries).toBeLessThanOrEqual(most * size);
  });
});
