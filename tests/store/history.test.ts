import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openRegister } from '../../src/store/open';
import type { Store } from '../../src/store/store';
import { emptyRegisterPath, migrations } from '../support/register';
import { removeRecord, saveRecord } from '../support/saved';
import { Database } from '../support/sqlite';

/*
 * The bytes of docs/history.md. What was written cannot be written anew: when a test of this file fails, the code is
 * wrong, or registers need a new `format`.
 */

interface Row {
  readonly id: number;
  readonly entry: number;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly first_change: number;
  readonly changes: number;
  readonly packed: number;
  readonly body: Buffer;
  readonly hash: string;
  readonly role: string | null;
  readonly undoes: string | null;
}

/** A register with a fixed actor and clock, filled by `fill`, and the rows of its history as they lie in the file. */
async function historyOf(fill: (store: Store) => Promise<unknown>): Promise<{ path: string; rows: Row[] }> {
  const path = await emptyRegisterPath();
  let minute = 0;
  const now = () => new Date(Date.UTC(2024, 0, 15, 9, minute++));
  const store = await openRegister(path, { actor: 'Aigerim "A." Сәрсен', now }, migrations);
  await fill(store);
  await store.close();
  const database = new Database(path, { readonly: true });
  const rows = database.prepare('select * from history order by id').all() as Row[];
  database.close();
  return { path, rows };
}

/** The bytes that docs/history.md calls a block's text. */
const textOf = (row: Row): string => (row.packed === 1 ? inflateSync(row.body) : row.body).toString('utf8');

/** Checks a history by docs/history.md alone; returns what is wrong with it. */
function verify(rows: readonly Row[]): string[] {
  const wrong: string[] = [];
  const lastOf = new Map<string, number>();
  let [previous, entry, change] = ['', 0, 0];
  for (const row of rows) {
    const bytes = row.packed === 1 ? inflateSync(row.body) : row.body;
    const at = `block ${row.id}`;
    if (createHash('sha256').update(bytes).digest('hex') !== row.hash) wrong.push(`${at}: hash`);
    const [headLine, ...lines] = bytes.toString('utf8').split('\n');
    const head = JSON.parse(headLine ?? '');
    const expected = {
      format: 2,
      entry: row.entry,
      at: row.at,
      actor: row.actor,
      role: row.role,
      command: row.command,
      undoes: row.undoes && JSON.parse(row.undoes),
      previous,
    };
    if (headLine !== JSON.stringify(expected)) wrong.push(`${at}: head`);
    if (head.entry !== entry && head.entry !== entry + 1) wrong.push(`${at}: entry`);
    if (lines.length !== row.changes || row.first_change !== change + 1) wrong.push(`${at}: changes`);
    if ((row.packed === 1) !== row.changes > 1) wrong.push(`${at}: packed`);
    for (const line of lines) {
      const one = JSON.parse(line);
      change += 1;
      const keys = Object.keys(one).join(',');
      if (keys !== 'change,entity,id,operation,last,before,after') wrong.push(`change ${change}: keys`);
      if (one.change !== change) wrong.push(`change ${change}: number`);
      const record = `${one.entity} ${one.id}`;
      if (one.last !== (lastOf.get(record) ?? null)) wrong.push(`change ${change}: last`);
      lastOf.set(record, change);
    }
    previous = row.hash;
    entry = head.entry;
  }
  return wrong;
}

/** A body, a meeting of it, a decision that is made, changed and removed. */
async function fixedSequence(store: Store): Promise<void> {
  await store.write('cica body add SOC', (transaction) =>
    saveRecord(transaction, 'body', {
      fields: { code: 'SOC', name: 'Senior Officials Committee', kind: 'committee', aliases: ['КСДЛ'] },
    }),
  );
  await store.write('cica import a.yaml', async (transaction) => {
    await saveRecord(transaction, 'party', {
      fields: { code: 'SAU', name: 'Saudi Arabia', kind: 'state', aliases: [] },
    });
    const meeting = { ref: 'SOC-2023-12-12', body_id: 1, date: '2023-12-12', status: 'held' } as const;
    await saveRecord(transaction, 'meeting', { fields: meeting });
    await saveRecord(transaction, 'decision', { fields: { ...observerStatus, tags: ['enlargement', 'a; b'] } });
  });
  await store.write("cica decision edit SOC-2023-12-12/1 --title '…'", (transaction) =>
    saveRecord(transaction, 'decision', {
      id: 1,
      fields: { ...observerStatus, title: 'Observer "status"\\', text: null, votes_for: 0 },
    }),
  );
  await store.write('cica decision remove SOC-2023-12-12/1', (transaction) => removeRecord(transaction, 'decision', 1));
}

const observerStatus = {
  number: 1,
  meeting_id: 1,
  action: 'recommend' as const,
  kind: 'observer status' as const,
  title: 'Observer status',
  text: 'line\nline',
  referred_to_id: 1,
  parties: [{ role: 'applicant' as const, party_id: 1 }],
};

describe('the bytes of the history', () => {
  it('of a fixed sequence never change', async () => {
    const { rows } = await historyOf(fixedSequence);
    expect(rows.map(textOf)).toEqual([
      [
        '{"format":2,"entry":1,"at":"2024-01-15T09:00:00.000Z","actor":"Aigerim \\"A.\\" Сәрсен","role":null,"command":"cica body add SOC","undoes":null,"previous":""}',
        '{"change":1,"entity":"body","id":1,"operation":"created","last":null,"before":null,"after":{"code":"SOC","name":"Senior Officials Committee","aliases":["КСДЛ"],"kind":"committee"}}',
      ].join('\n'),
      [
        `{"format":2,"entry":2,"at":"2024-01-15T09:01:00.000Z","actor":"Aigerim \\"A.\\" Сәрсен","role":null,"command":"cica import a.yaml","undoes":null,"previous":"${golden[0]}"}`,
        '{"change":2,"entity":"party","id":1,"operation":"created","last":null,"before":null,"after":{"code":"SAU","name":"Saudi Arabia","kind":"state"}}',
        '{"change":3,"entity":"meeting","id":1,"operation":"created","last":null,"before":null,"after":{"ref":"SOC-2023-12-12","body_id":1,"date":"2023-12-12","status":"held"}}',
        '{"change":4,"entity":"decision","id":1,"operation":"created","last":null,"before":null,"after":{"number":1,"meeting_id":1,"action":"recommend","kind":"observer status","title":"Observer status","text":"line\\nline","referred_to_id":1,"parties":[{"role":"applicant","party_id":1}],"tags":["enlargement","a; b"]}}',
      ].join('\n'),
      [
        `{"format":2,"entry":3,"at":"2024-01-15T09:02:00.000Z","actor":"Aigerim \\"A.\\" Сәрсен","role":null,"command":"cica decision edit SOC-2023-12-12/1 --title '…'","undoes":null,"previous":"${golden[1]}"}`,
        '{"change":5,"entity":"decision","id":1,"operation":"changed","last":4,"before":{"title":"Observer status","text":"line\\nline","votes_for":null,"tags":["enlargement","a; b"]},"after":{"title":"Observer \\"status\\"\\\\","text":null,"votes_for":0,"tags":null}}',
      ].join('\n'),
      [
        `{"format":2,"entry":4,"at":"2024-01-15T09:03:00.000Z","actor":"Aigerim \\"A.\\" Сәрсен","role":null,"command":"cica decision remove SOC-2023-12-12/1","undoes":null,"previous":"${golden[2]}"}`,
        '{"change":6,"entity":"decision","id":1,"operation":"removed","last":5,"before":{"number":1,"meeting_id":1,"action":"recommend","kind":"observer status","title":"Observer \\"status\\"\\\\","referred_to_id":1,"votes_for":0,"parties":[{"role":"applicant","party_id":1}]},"after":null}',
      ].join('\n'),
    ]);
    expect(rows.map(({ hash }) => hash)).toEqual(golden);
    expect(rows.map(({ entry, first_change, changes, packed }) => [entry, first_change, changes, packed])).toEqual([
      [1, 1, 1, 0],
      [2, 2, 3, 1],
      [3, 5, 1, 0],
      [4, 6, 1, 0],
    ]);
  });

  it('are chained: they contain the order of the blocks and every other column', async () => {
    const { rows } = await historyOf(fixedSequence);
    expect(verify(rows)).toEqual([]);
    const forged = (place: number, change: Partial<Row>) =>
      rows.map((row, index) => (index === place ? { ...row, ...change } : row));
    expect(verify(forged(0, { actor: 'someone else' }))).toEqual(['block 1: head']);
    expect(verify(forged(2, { at: '2024-01-15T09:02:01.000Z' }))).toEqual(['block 3: head']);
    expect(verify(forged(3, { command: 'cica undo' }))).toEqual(['block 4: head']);
    const body = Buffer.from(textOf(rows[0] as Row).replace('committee', 'council'));
    expect(verify(forged(0, { body }))).toEqual(['block 1: hash']);
    const hash = createHash('sha256').update(body).digest('hex');
    expect(verify(forged(0, { body, hash }))).toEqual(['block 2: head']);
    expect(verify(rows.slice(1))).toContain('block 2: head');
  });

  it('of many changes are compressed, at most 500 in a block, one entry over several blocks', async () => {
    const { rows } = await historyOf(async (store) => {
      await store.write('cica import parties.csv', async (transaction) => {
        for (let index = 1; index <= 1_203; index += 1) {
          await saveRecord(transaction, 'party', {
            fields: { code: `P${index}`, name: `Party ${index}`, kind: 'state' },
          });
        }
      });
      await store.write('cica party add X', (transaction) =>
        saveRecord(transaction, 'party', { fields: { code: 'X', name: 'X', kind: 'state' } }),
      );
    });
    expect(rows.map(({ entry, first_change, changes, packed }) => [entry, first_change, changes, packed])).toEqual([
      [1, 1, 500, 1],
      [1, 501, 500, 1],
      [1, 1001, 203, 1],
      [2, 1204, 1, 0],
    ]);
    expect(verify(rows)).toEqual([]);
    expect(rows[0]?.body.subarray(0, 2).toString('hex')).toBe('7801'); // the head of a zlib stream of level 1
  });

  it('of a few very long texts are divided after a million characters', async () => {
    const { rows } = await historyOf((store) =>
      store.write('cica import long.ndjson', async (transaction) => {
        await saveRecord(transaction, 'body', { fields: { code: 'SOC', name: 'Officials', kind: 'committee' } });
        for (const day of ['11', '12', '13', '14']) {
          const fields = {
            ref: `SOC-2023-12-${day}`,
            body_id: 1,
            date: `2023-12-${day}`,
            status: 'held' as const,
            notes: 'x'.repeat(600_000),
          };
          await saveRecord(transaction, 'meeting', { fields });
        }
      }),
    );
    expect(rows.map(({ changes }) => changes)).toEqual([3, 2]);
    expect(verify(rows)).toEqual([]);
  });
});

/** The hashes of the blocks of the fixed sequence. */
const golden = [
  '7aaf43dface4f10b7807eee6a6c698364f954c859367ac65cd3dc5f8e939fbfc',
  'd5a946825ca029445176635611314f88fcf19453f0a3344470a91879a91d7a7f',
  'ab0ebcb53237f037406caa17786dd09f19c5b19e32a42e1387e5cf0a7311c060',
  '13b3b523b04226addff5026c31bf2bf42cb221d624d5402b54d988778fd193ca',
];

describe('docs/history.md', () => {
  const page = readFileSync('docs/history.md', 'utf8');

  it('shows the actual bytes', async () => {
    const { rows } = await historyOf(fixedSequence);
    for (const line of textOf(rows[0] as Row).split('\n')) expect(page).toContain(line);
    expect(page).toContain(golden[0]);
    expect(page).toContain(textOf(rows[2] as Row).split('\n')[1]);
  });

  it('is checked by its own program, if Python is installed', async ({ skip }) => {
    const { execa } = await import('execa');
    const program = /```python\n([\s\S]*?)```/.exec(page)?.[1] as string;
    const { path } = await historyOf(fixedSequence);
    const python = (file: string) => execa('python3', ['-c', program, file], { reject: false });
    const good = await python(path);
    if (good.exitCode === undefined) skip();
    expect(`${good.stdout}${good.stderr}`).toBe('4 blocks, 6 changes: intact');
    const database = new Database(path);
    database.exec("update history set actor = 'someone else' where id = 2");
    database.close();
    expect((await python(path)).stderr).toContain('block 2');
  });
});
