import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, writeRecords } from '../../bench/records';
import { openRegister } from '../../src/store/open';
import type { Reader, Store } from '../../src/store/store';
import { common, count, few, others, walked } from '../support/asks';
import { cica, temporaryFolder } from '../support/cica';
import { ask, newDatabase } from '../support/postgres';
import { migrations, tester } from '../support/register';
import { done } from '../support/session';

let store: Store;
let client: pg.Client;
beforeAll(async () => {
  const db = await newDatabase();
  const files = filesIn(temporaryFolder());
  writeRecords(files, count);
  await done(cica(['init', '--preset', 'cica', '--db', db]));
  await done(cica(['import', files.meetings, files.agenda, files.decisions, '--db', db]));
  await ask(db, 'set search_path to cica', common, 'vacuum analyze');
  store = await openRegister(db, tester, migrations);
  client = new pg.Client(db);
  await client.connect();
  // as on a register that does not fit into memory
  await client.query('set search_path to cica; set jit to off; set random_page_cost to 1.1');
});
afterAll(async () => {
  await store.close();
  await client.end();
});

/** How the server goes about the last query with a limit that `asking` asks: a line for each step. */
async function planOf(asking: (reader: Reader) => Promise<unknown>): Promise<string[]> {
  let asked: Sql | undefined;
  const note = (query: Sql): Sql => {
    if (query.sql.includes(' limit ')) asked = query;
    return query;
  };
  await asking({
    dialect: store.dialect,
    rows: (query: Sql) => store.rows(note(query)),
    batches: (query: Sql, size: number) => store.batches(note(query), size),
  } as Reader);
  const { rows } = await client.query(`explain ${asked?.text}`, [...(asked?.values ?? [])]);
  return rows.map((row) => Object.values(row as object)[0] as string);
}

/** What reads all decisions or statuses, and what sorts more than a page or two of them. */
const scans = /Seq Scan on (?:decision|decision_status|search|agenda_item)\b/;
const sorts = (line: string): boolean => Number(/^\s*(?:->\s+)?Sort\s.* rows=(\d+)/.exec(line)?.[1] ?? 0) > 100;

describe('a list of decisions of thousands on a server', () => {
  it.each([...walked, ...others])('by %s is read in index order, or sorts few rows', async (_, asking) => {
    const plan = await planOf(asking);
    expect(
      plan.filter((line) => scans.test(line) || sorts(line)),
      plan.join('\n'),
    ).toEqual([]);
  });

  it.each(few)('by %s reads only these', async (_, asking) => {
    const plan = await planOf(asking);
    expect(
      plan.filter((line) => scans.test(line)),
      plan.join('\n'),
    ).toEqual([]);
  });
});
