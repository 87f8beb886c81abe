import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../src/domain/fields';
import type { Input, InputFile } from '../../src/domain/input';
import type { EntityName } from '../../src/domain/schema';
import { Importer } from '../../src/register/import/importer';
import { createRecorder } from '../../src/register/recorder';
import type { Store } from '../../src/store/store';
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

/** The queries of an import, and the rows that they read. */
async function readsOf(store: Store, file: InputFile): Promise<{ queries: number; rows: number }> {
  const reads = { queries: 0, rows: 0 };
  await store.write('import', async (transaction) => {
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
    await new Importer(createRecorder(transaction, today), { batch: 10 }).run([file]);
  });
  return reads;
}

function fileOf(entity: EntityName, records: readonly RawRecord[]): InputFile {
  const inputs = records.map(
    (values, index): Input => ({ entity, values, position: () => ({ line: index + 2, column: 1 }) }),
  );
  async function* read(): AsyncIterable<readonly Input[]> {
    for (let at = 0; at < inputs.length; at += 10) yield inputs.slice(at, at + 10);
  }
  return { name: 'file.csv', entity, records: read, close: () => undefined };
}

/** What an import of some records of a kind reads, and what it reads again. */
async function growth(entity: EntityName, valuesOf: (index: number, of: number) => RawRecord) {
  return Promise.all(
    [30, 60, 120].map(async (size) => {
      const store = await register();
      const file = fileOf(
        entity,
        Array.from({ length: size }, (_, index) => valuesOf(index, size)),
      );
      const [first, again] = [await readsOf(store, file), await readsOf(store, file)];
      return { size, queries: first.queries, all: first.queries + first.rows + again.queries + again.rows };
    }),
  );
}

/** Kinds of which each record needs queries of its own, about few rows. */
const alone: ReadonlySet<string> = new Set([
  'objections to one decision',
  'standings of one party',
  'links to one decision',
]);

describe('what an import reads grows with its records, not with their square:', () => {
  it.each(kinds)('%s', async (kind, entity, valuesOf) => {
    const reads = await growth(entity, valuesOf);
    const [once = Number.NaN, twice = Number.NaN, fourTimes = Number.NaN] = reads.map(({ all }) => all);
    expect(fourTimes - twice).toBeLessThan(2.2 * (twice - once) + 10);
    // what a query looks through is not counted: there must be few
    if (!alone.has(kind)) for (const { size, queries } of reads) expect(queries).toBeLessThanOrEqual(size / 2);
  });
});
