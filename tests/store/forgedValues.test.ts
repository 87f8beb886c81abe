import { beforeAll, expect, it } from 'vitest';
import { ChangeDescriber } from '../../src/register/history/changeDescriber';
import { openRegister } from '../../src/store/open';
import { verify } from '../../src/store/verify';
import { copyOfRegister } from '../support/cica';
import { tamper } from '../support/otherTool';
import { edit, emptyRegisterPath, migrations, record, tester } from '../support/register';
import { Database } from '../support/sqlite';

/*
 * Values that a register cannot have unless someone alters its schema too, into columns of no type: those that compare as
 * equal in SQL or JavaScript, and those at which functions of SQLite or of cica would stop. Each is told, with the record.
 */

let made: string;
beforeAll(async () => {
  made = await emptyRegisterPath();
  const store = await openRegister(made, tester, migrations);
  await record(store, 'body', { code: 'SOC', name: 'Officials', aliases: 'Seniors' });
  await record(store, 'meeting', { body: 'SOC', date: '2024-01-10' });
  await edit(store, 'meeting', 'SOC-2024-01-10', { date: '2024-01-12' });
  await record(store, 'agenda_item', { meeting: 'SOC-2024-01-12', number: '1', title: 'Opening' });
  const decision = { meeting: 'SOC-2024-01-12', kind: 'plan', action: 'adopt', votes_for: '5', tags: 'a; b' };
  await record(store, 'decision', { ...decision, title: 'As created' });
  await record(store, 'decision', { ...decision, title: 'Edited' });
  await edit(store, 'decision', 'SOC-2024-01-12/2', { votes_for: '6', text: 'A plan' });
  await store.close();
  const database = new Database(made);
  database.unsafeMode();
  database.pragma('writable_schema = on');
  const tables = "type = 'table' and name not like 'search%' and name not like 'sqlite%'";
  for (const { name, sql } of database.prepare(`select name, sql from sqlite_schema where ${tables}`).all() as {
    name: string;
    sql: string;
  }[]) {
    const untyped = sql
      .replace(/\) strict(,)?/, ')')
      .replaceAll(' not null', '')
      .replace(/((?:[(,]|--.*\n)\s*|^\s*)(\w+) (?:integer|text)\b(?! primary)/gm, '$1$2 blob');
    database.prepare('update sqlite_schema set sql = ? where name = ?').run(untyped, name);
  }
  database.pragma('writable_schema = reset');
  database.close();
});

async function findings(statement: string): Promise<readonly string[]> {
  const path = await copyOfRegister(made);
  await tamper(path, statement);
  const store = await openRegister(path, tester, migrations);
  try {
    return await store.snapshot(async (reader) => {
      const describer = new ChangeDescriber(reader);
      const nameOf = (...record: Parameters<typeof describer.reference>) => describer.reference(...record);
      return (await verify(reader, { nameOf })).findings;
    });
  } finally {
    await store.close();
  }
}

it('nothing is told of a register as it was written', async () => {
  expect(await findings('select 1')).toEqual([]);
});

const hidden = (column: string): string => `its ${column} is not stored as cica stores it`;

it.each([
  ['votes_for = votes_for || char(32)', 'its votes_for is "'],
  ['votes_for = cast(votes_for as text)', 'its votes_for is "'],
  ['votes_for = votes_for + 0.0', hidden('votes_for')],
  ['votes_for = votes_for + 0.5', 'its votes_for is '],
  ['votes_for = 9e999', 'its votes_for is '],
  ['votes_for = cast(votes_for as blob)', 'its votes_for is {"type":"Buffer"'],
  ['meeting_id = 1.0', hidden('meeting_id')],
  ['created = created + 0.0', hidden('created')],
  ['version = version + 0.0', hidden('version')],
  ['body_id = 1.0', hidden('body_id')],
  ['title = cast(title as blob)', 'its title is {"type":"Buffer"'],
  ['title = title || char(0)', 'its title is "'],
  ['title = title || char(0, 120)', 'its title is "'],
  ["title = cast(title || x'ff' as text)", 'its title is "'],
  ['title = title || hex(zeroblob(3000000))', 'its title is "'],
  ['title = 1', 'its title is 1,'],
  ['title = null', 'its title is empty'],
  ["text = ''", 'its text is ""'],
  ["date = '2024-02-31'", 'its date is "2024-02-31"'],
  ['date = 20240131', 'its date is 20240131'],
  ['symbol = 1', 'its symbol is 1,'],
])('a decision with %s is told, as it was created or edited', async (change, finding) => {
  const found = await findings(`update decision set ${change}`);
  expect(found).toContainEqual(expect.stringContaining(`decision SOC-2024-01-12/1: ${finding}`));
  expect(found).toContainEqual(expect.stringContaining(`decision SOC-2024-01-12/2: ${finding}`));
});

it.each([
  ["body set aliases = aliases || ' '", `body SOC: ${hidden('aliases')}`],
  ['body set aliases = cast(aliases as blob)', `body SOC: ${hidden('aliases')}`],
  ['body set code = cast(code as blob)', 'body SOC: its code is {"type":"Buffer"'],
  ['body set name = 1', 'body SOC: its name is 1, the history says "Officials"'],
  ['meeting set date = 2024', 'its date is 2024, the history says "2024-01-12"'],
  ['agenda_item set number = 1', 'agenda item SOC-2024-01-12#1: its number is 1, the history says "1"'],
  ['decision_tag set tag = cast(tag as blob)', 'decision SOC-2024-01-12/1: its tags is [{"type":"Buffer"'],
  [
    'decision_tag set position = position + 0.0',
    'decision_tag: the rows of decision 1 are not stored as cica stores them',
  ],
  [
    'decision_tag set decision_id = decision_id + 0.0',
    'decision_tag: the rows of decision 1.0 are not stored as cica stores them',
  ],
  ['former_meeting set ref = cast(ref as blob)', 'former_meeting: SOC-2024-01-10 was added or changed'],
  ['former_meeting set meeting_id = cast(meeting_id as text)', 'former_meeting: SOC-2024-01-10 was added or changed'],
  ['history set changes = changes + 0.0', 'entry 1: its numbers are not stored as cica stores them'],
  ['history set actor = cast(actor as blob)', 'entry 1: its actor was altered'],
  ['history set body = cast(body as text)', 'entry 1: its content cannot be read: it is not stored as bytes'],
])('update %s is told', async (change, finding) => {
  expect(await findings(`update ${change}`)).toContainEqual(expect.stringContaining(finding));
});
