import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Sql } from 'sql-template-tag';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn, middleMeeting, writeRecords } from '../../bench/records';
import { type DecisionFilters, decisionList } from '../../src/register/decisionList';
import { list } from '../../src/register/listing';
import { agendaList, meetingList } from '../../src/register/lists';
import { pending } from '../../src/register/pending';
import { openRegister } from '../../src/store/open';
import type { Reader, Store } from '../../src/store/store';
import { cica, presetRegister, temporaryFolder } from '../support/cica';
import { migrations, tester, today } from '../support/register';

const count = 10_000;
const meeting = middleMeeting(count);

let plain: string;
let analyzed: string;
beforeAll(async () => {
  plain = await presetRegister();
  const files = filesIn(temporaryFolder());
  writeRecords(files, count);
  const { exitCode, stderr } = await cica(['import', files.meetings, files.agenda, files.decisions], { db: plain });
  expect(exitCode, stderr).toBe(0);
  const database = new Database(plain);
  // a party and a tag that most decisions have
  database.exec(`
    insert into decision_party select id, 9, 'subject', (select id from party where code = 'IND') from decision;
    insert into decision_tag select id, 9, 'most' from decision`);
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

const decisions =
  (filters: DecisionFilters, sort: string[] = [], day?: string) =>
  async (reader: Reader): Promise<unknown> => {
    const asOf = { day: day ?? today, asked: day !== undefined };
    const { listing, where } = await decisionList(reader, filters, asOf);
    const columns = ['ref', 'date', 'action', 'title', 'status'];
    const rows = [];
    for await (const batch of list(reader, listing, { columns, where, sort, limit: 50 })) rows.push(...batch);
    expect(rows.length).toBeGreaterThan(0);
    return rows;
  };

/** Walked in the order of the list until there are enough. */
const walked: [string, (reader: Reader) => Promise<unknown>][] = [
  ['nothing', decisions({})],
  ['a year', decisions({ year: ['2008'] })],
  ['since', decisions({ since: '2020-01-01' })],
  ['until', decisions({ until: '2000-01-01' })],
  ['a body', decisions({ body: ['SOC'] })],
  ['an action', decisions({ action: ['adopted'] })],
  ['a kind', decisions({ kind: ['plan'] })],
  ['referred to', decisions({ to: ['MC'] })],
  ['a status', decisions({ status: ['ended'] })],
  ['in force', decisions({ inForce: true })],
  ['as of a day', decisions({}, [], '2010-01-01')],
  ['a party that many have', decisions({ party: ['IND'] })],
  ['a role that many have', decisions({ party: ['subject:IND'] })],
  ['a tag that many have', decisions({ tag: ['most'] })],
  ['words that many have', decisions({ text: ['e*'] })],
  ['nothing, by date', decisions({}, ['date'])],
  ['nothing, newest date first', decisions({}, ['-date'])],
  ['a body and a year', decisions({ body: ['SOC'], year: ['2008'] })],
  ['a body and an action', decisions({ body: ['SOC'], action: ['adopted'] })],
  ['a kind and a status', decisions({ kind: ['plan'], status: ['in force'] })],
  ['referred to and a status', decisions({ to: ['MC'], status: ['accepted'] })],
  ['a party that many have, of a body', decisions({ party: ['IND'], body: ['SOC'] })],
];

/** Few at any size of the register, so that they may be sorted. */
const few: [string, (reader: Reader) => Promise<unknown>][] = [
  ['a meeting', decisions({ meeting: [meeting] })],
  ['an agenda item', decisions({ item: [`${meeting}#4`] })],
  ['a party that few have', decisions({ party: ['KAZ'] })],
  ['a tag that few have', decisions({ tag: ['topic 7'] })],
  ['what waits for a body', (reader) => pending(reader, { to: ['MC'] }, today, 50)],
  ['words that few have', decisions({ text: ['plan budget report security'] })],
];

const others: [string, (reader: Reader) => Promise<unknown>][] = [
  ['meetings', async (reader) => first(reader, await meetingList(reader, {}, today))],
  ['meetings of a body', async (reader) => first(reader, await meetingList(reader, { body: ['SOC'] }, today))],
  ['meetings of a year', async (reader) => first(reader, await meetingList(reader, { year: ['2008'] }, today))],
  ['the agenda', async (reader) => first(reader, await agendaList(reader, {}, today))],
  ['the agenda of a meeting', async (reader) => first(reader, await agendaList(reader, { meeting: [meeting] }, today))],
];

async function first(reader: Reader, { listing, where }: Awaited<ReturnType<typeof meetingList>>): Promise<void> {
  for await (const _ of list(reader, listing, { columns: ['ref', 'title'], where, sort: [], limit: 50 }));
}

describe.each([
  ['without statistics', () => plain],
  ['with statistics', () => analyzed],
])('a list of decisions of 10,000, %s', (_, path) => {
  it.each([...walked, ...others])('by %s is walked in its order', async (_name, ask) => {
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
