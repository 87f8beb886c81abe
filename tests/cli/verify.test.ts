import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyOfRegister, demoRegister } from '../support/cica';
import { forgeNewest, tamper, textIn } from '../support/otherTool';
import { onServer } from '../support/postgres';
import { done, lines, type Run, refused, session } from '../support/session';
import { Database } from '../support/sqlite';

let made: string;
let db: string;
let run: Run;
beforeAll(async () => {
  made = await demoRegister();
  const make = session(made);
  await done(make`decision edit SOC-2023-12-12/8 --title "Co-operation" --tag x`);
  await done(make`decision add SOC-2023-12-12 "One more" --action note`);
  await done(make`decision remove SOC-2023-12-12/9 --yes`);
  await done(make`meeting edit SOC-2022-12-14 --date 2022-12-15`);
  await done(make`undo --yes`);
});
beforeEach(async () => {
  db = await copyOfRegister(made);
  run = session(db);
});

it('reports an intact register as intact, and prints the hash of its newest entry', async () => {
  const { stdout, stderr, exitCode } = await run`verify`;
  expect(stderr).toMatch(/^intact: 6 entries, \d+ changes\n$/);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^[0-9a-f]{64}\n$/);
  expect(await done(run`verify --head`)).toBe(stdout);
  expect(await done(run`verify --expect ${stdout.trim()}`)).toBe(stdout);
});

describe('a truncated command', () => {
  // before a character that is written with two UTF-16 units, with two code points, inside and after it
  it.each([1_997, 1_998, 1_999, 2_000])('after %i units is recorded intact, and verified', async (units) => {
    const command = 'cica meeting edit SOC-2022-12-14 --notes ';
    for (const sign of ['\u{1f600}', 'e\u0301', '\u{1f468}\u200d\u{1f469}']) {
      await done(run`meeting edit SOC-2022-12-14 --notes ${`'${'a'.repeat(units - command.length - 4)}${sign}tail`}`);
      const [{ command: kept }] = JSON.parse(await done(run`log --limit 1 --format json`));
      expect(kept.isWellFormed()).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(2_001);
      expect(kept).toMatch(/a…$|tail?…$|[^a-z]…$/u);
    }
    await done(run`verify`);
  });
});

describe('half a character, as earlier versions could write it', () => {
  // SQLite keeps the bytes of the half itself, a server U+FFFD
  const half = onServer ? "convert_from('\\xefbfbd', 'UTF8')" : "cast(x'eda0bd' as text)";
  const said = '\\ud83d';

  it('in a command: the register is intact, and can be restored from a backup', async () => {
    await done(run`decision edit SOC-2023-12-12/8 --title Cut`);
    await forgeNewest(db, (text) => text.replace('--title Cut"', `--title ${said}…"`));
    await tamper(
      db,
      `update history set command = replace(command, 'Cut', '') || ${half} || ${textIn('…')} where entry = 7`,
    );
    await done(run`verify`);
    await done(run`db check`);
    await done(run`undo --yes`);
    if (!onServer) {
      const copy = `${db}.backup`;
      await done(run`db backup ${copy}`);
      await done(run`db restore ${copy} --yes`);
    }
    await done(run`verify`);
  });

  it.each(['x', '\ufffdx', '\ufffd\ufffd', ''])('in a command: "%s" in its place is an alteration', async (other) => {
    await done(run`decision edit SOC-2023-12-12/8 --title Cut`);
    await forgeNewest(db, (text) => text.replace('--title Cut"', `--title ${said}…"`));
    await tamper(db, `update history set command = replace(command, 'Cut', ${textIn(`${other}…`)}) where entry = 7`);
    expect((await run`verify`).stdout).toBe('entry 7: its command was altered\n');
  });

  it('in an actor and in texts of a record: intact, and any other text there is reported', async () => {
    await done(run`decision edit SOC-2023-12-12/8 --title Cut --tag Cut --evidence Cut`);
    await forgeNewest(db, (text) =>
      text
        .replaceAll('Cut', said)
        .replace(`--title ${said} --tag ${said} --evidence ${said}`, 'x')
        .replace('"tester"', `"${said}"`),
    );
    const set = (table: string, column: string, where: string) =>
      `update ${table} set ${column} = ${half} where ${where}`;
    await tamper(
      db,
      `update history set command = 'cica decision edit SOC-2023-12-12/8 x' where entry = 7;
      ${set('history', 'actor', 'entry = 7')}; ${set('decision', 'title', "title = 'Cut'")};
      ${set('decision', 'evidence', "evidence = 'Cut'")}; ${set('decision_tag', 'tag', "tag = 'Cut'")}`,
    );
    await done(run`verify`);
    await done(run`undo --yes`);
    await done(run`undo 8 --yes`);
    await done(run`verify`);
    await tamper(db, `update decision_tag set tag = ${textIn('\ufffd-')} where tag like ${textIn('%\ufffd%')}`);
    expect((await run`verify`).stdout).toMatch(/^decision SOC-2023-12-12\/8: its tags is .*\n$/);
  });
});

it('--head checks nothing, so it cannot be combined with --expect', async () => {
  refused(
    await session(await demoRegister())`verify --head --expect ${'0'.repeat(64)}`,
    2,
    '--head cannot be used with --expect',
  );
});

describe('detects changes that bypassed the history', () => {
  it.each([
    [
      "update decision set title = 'x' where number = 8",
      'decision SOC-2023-12-12/8: its title is "x", the history says "Co-operation"',
    ],
    [
      'update decision set text = null where symbol is null and text is not null',
      'its text is empty, the history says "',
    ],
    [
      "update decision set decided_on = '2023-12-13' where number = 5",
      'its decided_on is "2023-12-13", its other columns say "2023-12-12"',
    ],
    [
      "update meeting set met_on = '2023-12-11' where ref = 'SOC-2023-12-12'",
      ': its met_on is "2023-12-11", its other',
    ],
    ["update decision set symbol_key = 'x' where number = 8", ': its symbol_key is "x", its other columns say empty'],
    ["update agenda_item set sort_key = '1' where number = '1'", ': its sort_key is "1", its other columns say "0000'],
    [
      "update standing set until_date = '9999-12-30' where until is null",
      ': its until_date is "9999-12-30", its other',
    ],
    [
      `update decision set source = ${onServer ? "repeat('x', 300000)" : 'hex(zeroblob(150000))'} where number = 7`,
      'the history says empty',
    ],
    // of a record that was edited: fields that the edit did not change, and that it is told as new
    [
      "update decision set kind = 'x' where number = 8",
      'decision SOC-2023-12-12/8: its kind is "x", the history says "',
    ],
    ['update decision set version = created where number = 8', 'decision SOC-2023-12-12/8: its version is '],
    ["update body set aliases = '[\"x\"]' where code = 'SOC'", 'body SOC: its aliases is ["x"]'],
    ...(onServer
      ? []
      : [
          ["update body set aliases = '[\"x\"],\n{}' where code = 'SOC'", 'body SOC: its aliases is ["[\\"x'],
          ['update body set aliases = aliases || \',"name":""\' where code = \'SOC\'', 'body SOC: its aliases is ["['],
          ["update standing set until = 'x' where until is null", ': its dates cannot be read'],
        ]),
    ['update meeting set version = version + 1', ': its version is '],
    ['update meeting set created = 1', ': its column created was altered'],
    ['delete from decision_party', ': its parties is empty, the history says [{"role":'],
    ["update decision_tag set tag = 'y' where tag = 'x'", 'its tags is ["y"], the history says ["x"]'],
    ["insert into decision_tag values (1, 99, 'z')", 'its tags is ['],
    ["insert into decision_tag values (999, 1, 'z')", 'decision_tag has rows of decision 999, which does not exist'],
    [
      'delete from task; delete from document; delete from objection; delete from standing',
      'is missing, but the history does not say that it was removed',
    ],
    [
      "insert into party (id, code, name, kind, created, version) values (9999, 'XYZ', 'X', 'state', 1, 1)",
      'party XYZ is in no entry of the history',
    ],
    ["insert into former_meeting values ('SOC-1999-01-01', 1)", 'former_meeting: SOC-1999-01-01 was added or changed'],
    ['delete from former_decision', 'former_decision: '],
    ["update history set actor = 'x' where entry = 2", 'entry 2: its actor was altered'],
    ["update history set command = 'x', at = '2000' where entry = 2", 'entry 2: its command was altered'],
    [
      `update history set body = ${
        onServer
          ? "convert_to(replace(convert_from(body, 'UTF8'), 'Co-operation', 'Operation'), 'UTF8')"
          : "cast(replace(cast(body as text), 'Co-operation', 'Operation') as blob)"
      } where entry = 2`,
      'entry 2: its content or its hash was altered',
    ],
    ["update history set hash = 'x' where entry = 2", 'entry 3 does not follow the one before it'],
    ['delete from history where entry = 3', 'are missing, before entry 4'],
    ['delete from history where entry = 1', 'the history begins with entry 2: what came before is missing'],
    [
      `update history set body = ${onServer ? "'\\x00'" : "x'00'"}, packed = 1 where entry = 2`,
      'entry 2: its content cannot be read',
    ],
    ['update history set id = 1000 where entry = 2', 'does not follow the one before it'],
    [
      'insert into history (id, entry, at, actor, command, first_change, changes, packed, body, hash) select 1000, 7, at, actor, command, first_change + changes, 1, 0, body, hash from history where entry = 6',
      'entry 7: its ',
    ],
  ])('%s', async (statement, finding) => {
    await tamper(db, statement);
    const { stdout, stderr, exitCode } = await run`verify`;
    expect(stdout).toContain(finding);
    expect(stderr).toMatch(/^cica: .* from the history\ncompare with a backup/);
    expect(exitCode).toBe(1);
    expect((await run`db check`).exitCode).toBe(1);
  });

  it.skipIf(onServer)('a text in place of a number that hides another field', async () => {
    await done(run`meeting add --body SOC --date 2025-01-10 --ordinal 5 --title Fifth`);
    await tamper(
      db,
      `pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'strict', '') where name = 'meeting';
      pragma writable_schema = reset; update meeting set ordinal = '5,"title":"Fifth"', title = null where ordinal = 5`,
    );
    expect((await run`verify`).stdout).toContain('meeting SOC-2025-01-10: its ordinal is "5,');
  });

  it('a removal of the newest entries, with a hash noted earlier', async () => {
    const noted = (await done(run`verify --head`)).trim();
    const [title] = [await done(run`decision add SOC-2023-12-12 "Later" --action note`)];
    expect(title).not.toBe('');
    const later = (await done(run`verify --expect ${noted}`)).trim();
    // everything of the last entry, whole: nothing inside the register tells
    await tamper(
      db,
      `delete from history where entry = 7; delete from decision_status where decision_id = (select max(id) from decision);
      delete from decision where title = 'Later'
        ${onServer ? '' : "; update sqlite_sequence set seq = seq - 1 where name = 'decision'"}`,
    );
    await done(run`verify`);
    refused(await run`verify --expect ${later}`, 1, 'no entry has the expected hash');
    refused(await run`verify --expect 00`, 2, '"00" is not a hash');
  });
});

it.skipIf(onServer).each([
  ["create trigger planted after insert on decision begin update body set name = 'x'; end", 'trigger'],
  ['create view planted as select * from body', 'view'],
])('refuses a register with %s', async (statement, kind) => {
  await tamper(db, statement);
  refused(await run`decision list`, 5, `the register ${db} has a ${kind} that cica did not create: planted`);
});

describe('db check', () => {
  it('finds nothing in an intact register', async () => {
    const { stdout, stderr, exitCode } = await run`db check`;
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
    expect(lines(stderr)).toEqual([
      `${onServer ? 'schema' : 'file'}: intact`,
      expect.stringContaining('intact: 6 entries'),
      'statuses and search index: consistent with the records',
    ]);
  });

  it.each([
    ["update decision_status set status = 'ended'", 'status: what is stored for decision 1, number 1 of its meeting,'],
    ['delete from decision_status where decision_id = 3', 'status: what is stored for decision 3, '],
    [
      "insert into decision_status values (999, '2020-01-01', '9999-12-31', 'in force', 1, '2020-01-01', '2020-01-01', 1, 1, null)",
      'status: what is stored for decision 999 ',
    ],
    [
      onServer
        ? "update search set words = 'planted' where place = 4 and id = 1"
        : "insert into search (rowid, title, text, other) values (20, 'planted', '', '')",
      'search: the words of decision 1 do not match',
    ],
    [onServer ? 'delete from search' : "insert into search (search) values ('delete-all')", 'search: the words of '],
  ])('finds %s, and mends it with --repair', async (statement, finding) => {
    const listed = await done(run`decision list --format json`);
    await tamper(db, statement);
    const { stdout, stderr, exitCode } = await run`db check`;
    expect(stdout).toContain(finding);
    expect(stderr).toContain('rebuild them: cica db check --repair');
    expect(exitCode).toBe(1);
    await done(run`db check --repair`);
    expect(await done(run`decision list --format json`)).toBe(listed);
    await done(run`db check`);
  });

  it.skipIf(onServer)('finds a damaged page', async () => {
    await done(run`db backup ${`${db}.copy`}`);
    const database = new Database(db, { readonly: true });
    const root = "select rootpage from sqlite_schema where name = 'decision_action'";
    const page = database.prepare(root).pluck().get() as number;
    database.close();
    const bytes = readFileSync(db);
    bytes.fill(0x55, 4096 * (page - 1) + 100, 4096 * page);
    writeFileSync(db, bytes);
    const { stdout, exitCode } = await run`db check`;
    expect(stdout).toContain('file: ');
    expect(exitCode).toBe(1);
    await done(run`db restore ${`${db}.copy`} --yes`);
    await done(run`db check`);
  });
});
