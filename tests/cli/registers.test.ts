import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister, temporaryFolder } from '../support/cica';
import { done, lines, refused, session } from '../support/session';
import { Database } from '../support/sqlite';

let demo: string;
beforeAll(async () => {
  demo = await demoRegister();
});

const rights = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('init', () => {
  it('creates an empty register', async () => {
    const cwd = temporaryFolder();
    expect(await cica(['init', '--db', 'my office.db'], { cwd })).toEqual({
      stdout: 'my office.db\n',
      stderr: `created an empty register; next: cica body add CODE --name NAME
to use it in other commands, too: export CICA_DB='my office.db'
`,
      exitCode: 0,
    });
    expect(readdirSync(cwd)).toEqual(['my office.db']);
    const run = session(join(cwd, 'my office.db'));
    expect(await run`body list --format json`).toEqual({ stdout: '[]\n', stderr: '', exitCode: 0 });
    expect(await run`meeting list --format json`).toEqual({ stdout: '[]\n', stderr: '', exitCode: 0 });
  });

  it('creates one with the bodies and parties of CICA, and no meetings', async () => {
    const db = join(temporaryFolder(), 'cica.db');
    await done(cica(['init', '--preset', 'cica'], { db }));
    expect(JSON.parse(await done(session(db)`db info --format json`))).toMatchObject({
      path: db,
      bodies: 10,
      meetings: 0,
      decisions: 0,
    });
    expect(await done(session(db)`show "Türkiye"`)).toContain('TUR');
  });

  it('adds the preset to an existing empty register, once', async () => {
    const db = join(temporaryFolder(), 'cica.db');
    await done(cica(['init'], { db }));
    expect(await cica(['init', '--preset', 'cica'], { db })).toMatchObject({
      stdout: `${db}\n`,
      stderr: expect.stringContaining('filled the empty register with the bodies, parties and standings of CICA'),
      exitCode: 0,
    });
    expect(JSON.parse(await done(session(db)`db info --format json`))).toMatchObject({ bodies: 10, meetings: 0 });
    refused(await cica(['init', '--preset', 'cica'], { db }), 4, `${db} already exists, and has records`);
    refused(await cica(['init'], { db }), 4, `${db} already exists`);
  });

  it.each(['init', 'init --preset cica'])('%s says that CICA_DB names an existing register', async (line) => {
    const named = await cica(line.split(' '), { db: demo });
    refused(named, 4, `${demo} already exists`);
    expect(named.stderr).toContain(
      'CICA_DB names it: unset CICA_DB for a register of your own, or name another with --db',
    );
    const typed = await cica([...line.split(' '), '--db', demo]);
    refused(typed, 4, `${demo} already exists`);
    expect(typed.stderr).not.toContain('CICA_DB');
  });

  it('adds no preset to a file that is not a register', async () => {
    const db = join(temporaryFolder(), 'notes.txt');
    writeFileSync(db, 'notes');
    refused(await cica(['init', '--preset', 'cica'], { db }), 5, `${db} is not a register`);
    expect(readFileSync(db, 'utf8')).toBe('notes');
  });

  it('refuses an existing register, and leaves it alone', async () => {
    const before = readFileSync(demo);
    refused(await cica(['init', '--preset', 'cica'], { db: demo }), 4, `${demo} already exists`);
    expect(readFileSync(demo).equals(before)).toBe(true);
  });

  it('refuses a missing folder, a folder as the register, and an unknown preset', async () => {
    const cwd = temporaryFolder();
    refused(await cica(['init'], { cwd, db: 'no/where.db' }), 5, 'there is no folder no');
    for (const line of ['init', 'init --preset cica', 'demo', 'db backup .']) {
      const ran = await cica(line.split(' ').concat(line.startsWith('db') ? [] : ['--db', '.']), { cwd, db: demo });
      refused(ran, 4, '. is a folder');
      expect(ran.stderr).toContain('name a file in it');
    }
    refused(await cica(['init', '--preset', 'nato'], { cwd, db: 'x.db' }), 2, '--preset cannot be "nato"');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('which register', () => {
  it("is that of --db, else of CICA_DB, else the user's own", async () => {
    const home = temporaryFolder();
    const cwd = temporaryFolder();
    const own = { HOME: home, XDG_DATA_HOME: join(home, 'data') };
    const [flag, variable, default_, empty] = await Promise.all([
      cica(['db', 'path', '--db', 'flag.db'], { db: 'variable.db', env: own, cwd }),
      cica(['db', 'path'], { db: 'variable.db', env: own, cwd }),
      cica(['db', 'path'], { env: own }),
      cica(['db', 'path'], { db: '', env: own }),
    ]);
    expect(flag).toMatchObject({ stdout: `${cwd}/flag.db\n`, stderr: 'named by --db\n' });
    expect(variable).toMatchObject({ stdout: `${cwd}/variable.db\n`, stderr: 'named by CICA_DB\n' });
    expect(default_.stdout).toBe(`${home}/data/cica/cica.db\n`);
    expect(default_.stderr).toBe('your own register; --db or CICA_DB name another\n');
    expect(empty).toEqual(default_);
    expect(await done(cica(['db', 'path'], { env: { HOME: home } }))).toBe(`${home}/.local/share/cica/cica.db\n`);
  });

  it('--db goes before the command or after it', async () => {
    const line = ['meeting', 'list', '--limit', '1', '--columns', 'ref', '--no-header'];
    for (const args of [
      ['--db', demo, ...line],
      [`--db=${demo}`, ...line],
      [...line, '--db', demo],
    ]) {
      expect(await done(cica(args, { db: '/nowhere' }))).toBe('SOC-2024-12-05\n');
    }
  });

  it("makes the own one's folder, for its owner only", async () => {
    const home = temporaryFolder();
    const env = { XDG_DATA_HOME: join(home, 'a', 'b') };
    refused(await cica(['meeting', 'list'], { env }), 5, `there is no register at ${home}/a/b/cica/cica.db`);
    expect(existsSync(join(home, 'a'))).toBe(false);
    expect(await done(cica(['init'], { env }))).toBe(`${home}/a/b/cica/cica.db\n`);
    expect(rights(join(home, 'a', 'b', 'cica'))).toBe('700');
    expect(await cica(['body', 'list', '--format', 'json'], { env })).toMatchObject({ stdout: '[]\n', exitCode: 0 });
  });
});

it('is readable by its owner only, its write-ahead log too', async () => {
  const db = join(temporaryFolder(), 'cica.db');
  await done(cica(['init'], { db }));
  expect(rights(db)).toBe('600');
  const reader = new Database(db);
  reader.prepare('select * from body').all();
  await done(session(db)`body add GA --name Assembly`);
  expect(rights(`${db}-wal`)).toBe('600');
  expect(rights(`${db}-shm`)).toBe('600');
  reader.close();
});

it('describes itself', async () => {
  const info = await done(session(demo)`db info`);
  expect(info).toMatch(/^path +\/.*cica\.db\nbytes +[\d,]+\nschema +5\nbodies +10\n/);
  expect(info).toMatch(/\nmeetings +9\nagenda items +7\ndecisions +27\n/);
});

describe('a file that is not a register', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  beforeAll(() => {
    mkdirSync(at('folder'));
    writeFileSync(at('empty.db'), '');
    writeFileSync(at('text.db'), 'Minutes of the meeting\n'.repeat(200));
    const other = new Database(at('other.db'));
    other.exec('create table decision (id integer primary key, title text)');
    other.close();
    copyFileSync(demo, at('newer.db'));
    const newer = new Database(at('newer.db'));
    newer.pragma('user_version = 99');
    newer.close();
    copyFileSync(demo, at('truncated.db'));
    truncateSync(at('truncated.db'), 20_000);
    const damaged = readFileSync(demo);
    damaged.fill(0xa5, 4_096);
    writeFileSync(at('damaged.db'), damaged);
  });

  it.each([
    ['nothere.db', 'there is no register at', '`cica init`'],
    ['no/folder.db', 'there is no folder', '`cica init`'],
    ['folder', 'is a folder', '--db'],
    ['empty.db', 'is not a register of cica', '--db'],
    ['text.db', 'is not a register of cica', '--db'],
    ['other.db', 'is not a register of cica', '--db'],
    ['newer.db', 'was written by a newer cica (schema 99, this one knows 5)', 'update cica'],
    ['truncated.db', 'is corrupt', 'restore'],
    ['damaged.db', 'is corrupt', 'restore'],
  ])('%s', async (name, message, advice) => {
    const before = existsSync(at(name)) && name !== 'folder' ? readFileSync(at(name)) : null;
    const commands = [
      'decision list',
      'body add GA --name Assembly',
      'show SOC-2023-12-12',
      'export meetings --format yaml',
    ];
    for (const ran of await Promise.all(commands.map((line) => session(at(name))(line)))) {
      refused(ran, 5, '');
      expect(ran.stderr).toContain(message);
      expect(lines(ran.stderr)[1]).toContain(advice);
    }
    if (before !== null) expect(readFileSync(at(name)).equals(before)).toBe(true);
    else if (name !== 'folder') expect(existsSync(at(name))).toBe(false);
  });

  it('a name that cannot be one', async () => {
    refused(await cica(['decision', 'list', '--db', ''], {}), 2, '--db is blank');
    refused(await cica(['decision', 'list', '--db'], {}), 2, '--db needs a value');
  });
});

it('waits for another writer, then reports that the register is locked; readers are not blocked', async () => {
  const db = await demoRegister();
  const run = session(db);
  const other = new Database(db);
  other.exec('begin immediate');
  const [write, read] = await Promise.all([run`body add GA --name Assembly`, run`body list --columns code`]);
  expect(read).toMatchObject({ stderr: '', exitCode: 0 });
  expect(write.stderr).toMatch(/^another program is writing to the register; waiting …\n/);
  refused({ ...write, stderr: write.stderr.replace(/^another.*\n/, '') }, 5, `the register ${db} is locked by another`);
  const waiting = run`body add GA --name Assembly`;
  setTimeout(() => other.exec('rollback'), 1_000);
  expect(await waiting).toMatchObject({ stdout: 'GA\n', exitCode: 0 });
  other.close();
});

it('accepts writes of several concurrent programs, one after the other', async () => {
  const run = session(await demoRegister());
  const line = 'decision add MC-2023-12-26 --action note Title';
  const refs = await Promise.all(Array.from({ length: 6 }, () => done(run(line))));
  expect(refs.map((ref) => ref.trim()).toSorted()).toEqual(
    [2, 3, 4, 5, 6, 7].map((number) => `MC-2023-12-26/${number}`),
  );
});
