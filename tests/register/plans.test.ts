import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'sql-template-tag';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn, writeRecords } from '../../bench/records';
import { openRegister } from '../../src/store/open';
import type { Reader, Store } from '../../src/store/store';
import { common, count, few, others, walked } from '../support/asks';
import { cica, presetRegister, temporaryFolder } from '../support/cica';
import { migrations, tester } from '../support/register';
import { Database } from '../support/sqlite';

let plain: string;
let analyzed: string;
beforeAll(async () => {
  plain = await presetRegister();
  const files = filesIn(temporaryFolder());
  writeRecords(files, count);
  const { exitCode, stderr } = await cica(['import', files.meetings, files.agenda, files.decisions], { db: plain });
  expect(exitCode, stderr).toBe(0);
  const database = new Database(plain);
  database.exec(common);
  database.pragma('wal_checkpoint(truncate)');
  analyzed = join(temporaryFolder(), 'cica.db');
  cpSync(plain, analyzed);
  database.close();
  const other = new Database(analyzed);
  other.exec('analyze');
  other.close();
});

/** How SQLite goes about the last query with a limit that `ask` asks. */
async function planOf(path: string, ask: (reader: Reader) => Promise<unknown>): Promise<string[]> {
  const store: Store = await openRegister(path, tester, migrations);
  let asked: Sql | undefined;
  const noting = {
    dialect: store.dialect,
    rows: (query: Sql) => {
      if (query.sql.includes(' limit ')) asked = query;
      return store.rows(query);
    },
    batches: (query: Sql, size: number) => {
      if (query.sql.includes(' limit ')) asked = query;
      return store.batches(query, size);
    },
  } as Reader;
  await ask(noting);
  await store.close();
  const database = new Database(path);
  const rows = database.prepare(`explain query plan ${asked?.sql}`).all(asked?.values) as { detail: string }[];
  database.close();
  return rows.map(({ detail }) => detail);
}

/** What reads all decisions, or all statuses, without an index that gives their order. */
const scans = /^SCAN (?:d|s|e|decision|decision_status|meeting)(?: |$)(?!USING (?:COVERING )?INDEX)/;
const sorts = 'USE TEMP B-TREE FOR ORDER BY';

describe.each([
  ['without statistics', () => plain],
  ['with statistics', () => analyzed],
])('a list of decisions of thousands, %s', (_, path) => {
  it.each([...walked, ...others])('by %s is read in index order', async (_name, ask) => {
    const plan = await planOf(path(), ask);
    expect(
      plan.filter((line) => scans.test(line) || line === sorts),
      plan.join('\n'),
    ).toEqual([]);
  });

  it.each(few)('by %s reads only these', async (_name, ask) => {
    const plan = await planOf(path(), ask);
    expect(plan.filter((line) => /^SCAN (?:d|s)(?: |$)/.test(line))).toEqual([]);
  });
});
