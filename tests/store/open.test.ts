import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { execa } from 'execa';
import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/domain/searchText';
import { migrationsIn, schemaVersion } from '../../src/store/migrations';
import { createRegister, openRegister } from '../../src/store/open';
import { cica, temporaryFolder } from '../support/cica';
import { emptyRegisterPath, migrations, record, tester } from '../support/register';
import { Database } from '../support/sqlite';

const open = (path: string, folder = migrations) => openRegister(path, tester, folder);
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** What a register has to do with: its version, without opening it as a register. */
function raw<Result>(path: string, work: (database: InstanceType<typeof Database>) => Result): Result {
  const database = new Database(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** A register with a decision in it. */
async function filled(): Promise<string> {
  const path = await emptyRegisterPath();
  const store = await open(path);
  await record(store, 'body', { code: 'SOC', name: 'Officials' });
  await record(store, 'meeting', { body: 'SOC', date: '2023-12-12' });
  await record(store, 'decision', { meeting: 'SOC-2023-12-12', action: 'adopt', title: 'Türkiye', period: '2024' });
  await store.close();
  return path;
}

describe('the migrations', () => {
  it('are numbered from 1 on, without gaps, up to the version that the program knows', () => {
    const folder = join(migrations, 'sqlite');
    const numbers = migrationsIn(folder).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: schemaVersion }, (_, index) => index + 1));
    expect(readdirSync(folder)).toHaveLength(numbers.length);
  });

  it('run in the order of their numbers; other files in the folder are ignored', () => {
    const folder = temporaryFolder();
    for (const name of [
      '0010_later.sql',
      '0002_two.sql',
      '0001_one.sql',
      'README.md',
      '3_three.sql',
      '0004_four.sql~',
    ]) {
      writeFileSync(join(folder, name), '');
    }
    expect(migrationsIn(folder).map(({ number }) => number)).toEqual([1, 2, 10]);
  });

  it('leave a register at the version of the last one', async () => {
    const path = await emptyRegisterPath();
    expect(raw(path, (database) => database.pragma('user_version', { simple: true }))).toBe(schemaVersion);
    expect(raw(path, (database) => database.pragma('journal_mode', { simple: true }))).toBe('wal');
  });
});

/**
 * A register one version behind: what the program writes, said to be older, and a folder with one migration that adds
 * a table. Its derived tables were emptied: they are made again.
 */
async function older(
  step = 'create table added (id integer primary key) strict;',
): Promise<{ path: string; folder: string }> {
  const path = await filled();
  raw(path, (database) => {
    database.exec('delete from decision_status');
    database.exec("insert into search (search) values ('delete-all')");
    database.pragma(`user_version = ${schemaVersion - 1}`);
  });
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sqlite'));
  writeFileSync(join(folder, 'sqlite', `${String(schemaVersion).padStart(4, '0')}_step.sql`), step);
  return { path, folder };
}

describe('an older register', () => {
  it('is migrated, with derived data rebuilt and nothing in its history', async () => {
    const { path, folder } = await older();
    const store = await open(path, folder);
    expect(await store.rows(sql`select * from added`)).toEqual([]);
    expect(await store.rows(sql`select status from decision_status order by from_date`)).toEqual([
      { status: 'upcoming' },
      { status: 'in force' },
      { status: 'ended' },
    ]);
    expect(await store.rows(store.dialect.matching(parseQuery('turkiye'), ['title'], 'decision'))).toEqual([{ id: 1 }]);
    expect(await store.rows(sql`select count(*) as number from history`)).toEqual([{ number: 3 }]);
    await store.close();
    expect(raw(path, (database) => database.pragma('user_version', { simple: true }))).toBe(schemaVersion);
  });

  it('is kept as a copy beside it, readable by its owner only', async () => {
    const { path, folder } = await older();
    await open(path, folder).then((store) => store.close());
    const copy = `${path}.schema-${schemaVersion - 1}.backup`;
    expect(mode(copy)).toBe('600');
    raw(copy, (database) => {
      expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion - 1);
      expect(database.prepare('select title from decision').all()).toEqual([{ title: 'Türkiye' }]);
      expect(database.prepare("select name from sqlite_schema where name = 'added'").all()).toEqual([]);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    });
  });

  it('is unchanged when a migration fails', async () => {
    const { path, folder } = await older('create table added (id integer primary key) strict; select * from nowhere;');
    await expect(open(path, folder)).rejects.toThrow('nowhere');
    raw(path, (database) => {
      expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion - 1);
      expect(database.prepare("select name from sqlite_schema where name = 'added'").all()).toEqual([]);
    });
  });

  it('can be created from nothing by all migrations at once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'cica.db');
    const none = join(folder, 'none');
    mkdirSync(join(none, 'sqlite'), { recursive: true });
    await createRegister(path, tester, { migrations: none });
    const store = await open(path);
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    await store.close();
  });

  it('may be opened by several processes at once: one migrates it, all work with it', async () => {
    const { path } = await older('create table added (id integer primary key) strict;');
    // the built program, with the folder of the one migration in place of its own
    const program = temporaryFolder();
    for (const name of ['dist', 'bin', 'package.json', 'presets'])
      cpSync(resolve(name), join(program, name), { recursive: true });
    mkdirSync(join(program, 'migrations', 'sqlite'), { recursive: true });
    writeFileSync(
      join(program, 'migrations', 'sqlite', `000${schemaVersion}_step.sql`),
      'create table added (id integer primary key) strict;',
    );
    const env = {
      PATH: process.env.PATH ?? '',
      CICA_DB: path,
      CICA_NOW: '2025-01-15T12:00:00Z',
    };
    symlinkSync(resolve('node_modules'), join(program, 'node_modules'));
    const runs = Array.from({ length: 4 }, () =>
      execa(
        process.execPath,
        [join(program, 'bin', 'cica.js'), 'decision', 'list', '--format', 'ndjson', '--columns', 'title'],
        {
          env,
          extendEnv: false,
          reject: false,
        },
      ),
    );
    const done = await Promise.all(runs);
    for (const { stdout } of done) expect(stdout).toBe('{"title":"Türkiye"}');
    const said = done.map(({ stderr }) => stderr).filter((text) => text !== '');
    expect(said).toEqual([
      expect.stringMatching(/^the register was migrated to the schema of this version; .*backup$/),
    ]);
    raw(path, (database) => {
      expect(database.prepare("select count(*) as number from sqlite_schema where name = 'added'").get()).toEqual({
        number: 1,
      });
      expect(database.prepare('select count(*) as number from decision_status').get()).toEqual({ number: 3 });
    });
    raw(`${path}.schema-0.backup`, (database) => {
      expect(database.pragma('user_version', { simple: true })).toBe(0);
      expect(database.prepare("select name from sqlite_schema where name = 'added'").all()).toEqual([]);
    });
  });
});

describe('a register', () => {
  it('and what SQLite puts beside it are readable by their owner only', async () => {
    const path = join(temporaryFolder(), 'new', 'folder', 'cica.db');
    await createRegister(path, tester, { migrations, makeFolder: true });
    expect(mode(path)).toBe('600');
    expect([mode(join(path, '..')), mode(join(path, '..', '..'))]).toEqual(['700', '700']);
    const store = await open(path);
    await record(store, 'body', { code: 'SOC', name: 'Officials' });
    expect(readdirSync(join(path, '..')).sort()).toEqual(['cica.db', 'cica.db-shm', 'cica.db-wal']);
    expect([mode(`${path}-wal`), mode(`${path}-shm`)]).toEqual(['600', '600']);
    await store.close();
    expect(readdirSync(join(path, '..'))).toEqual(['cica.db']);
  });

  it('is created completely or not at all', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'cica.db');
    const fill = () => Promise.reject(new Error('no'));
    await expect(createRegister(path, tester, { migrations, fill })).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
    await expect(createRegister(join(folder, 'none', 'cica.db'), tester, { migrations })).rejects.toMatchObject({
      kind: 'register',
      message: `there is no folder ${join(folder, 'none')}`,
    });
    writeFileSync(path, 'mine');
    await expect(createRegister(path, tester, { migrations })).rejects.toMatchObject({ kind: 'refused' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it.each<[string, (path: string) => void, string]>([
    ['that does not exist', () => undefined, 'there is no register at PATH'],
    ['that is a folder', (path) => mkdirSync(path), 'PATH is a folder'],
    ['that is empty', (path) => writeFileSync(path, ''), 'PATH is not a register of cica'],
    ['that is a text', (path) => writeFileSync(path, 'hello '.repeat(1_000)), 'PATH is not a register of cica'],
    [
      "that is another program's",
      (path) => raw(path, (database) => database.exec('create table x (y)')),
      'PATH is not a register of cica',
    ],
  ])('%s is refused', async (_, make, message) => {
    const path = join(temporaryFolder(), 'cica.db');
    make(path);
    await expect(open(path)).rejects.toMatchObject({ kind: 'register', message: message.replace('PATH', path) });
  });

  it('in a folder that does not exist is refused with that folder', async () => {
    const folder = join(temporaryFolder(), 'none');
    await expect(open(join(folder, 'cica.db'))).rejects.toMatchObject({
      kind: 'register',
      message: `there is no register at ${join(folder, 'cica.db')}: there is no folder ${folder}`,
    });
  });

  it('from a newer version is refused, and left alone', async () => {
    const path = await filled();
    raw(path, (database) => database.pragma(`user_version = ${schemaVersion + 1}`));
    await expect(open(path)).rejects.toMatchObject({
      kind: 'register',
      message: `the register ${path} was written by a newer cica (schema ${schemaVersion + 1}, this one knows ${schemaVersion})`,
    });
    expect(existsSync(`${path}.schema-${schemaVersion + 1}.backup`)).toBe(false);
  });

  it('that is corrupt is reported', async () => {
    const path = await filled();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096, 4096 * 6);
    writeFileSync(path, bytes);
    const work = async () => {
      const store = await open(path);
      try {
        await record(store, 'body', { code: 'MC', name: 'Council' });
      } finally {
        await store.close();
      }
    };
    await expect(work()).rejects.toMatchObject({ kind: 'register', message: `the register ${path} is corrupt` });
  });

  it.skipIf(process.getuid?.() === 0)('without write permission can be read', async () => {
    const path = await filled();
    chmodSync(path, 0o400);
    const store = await open(path);
    expect(await store.rows(sql`select title from decision`)).toEqual([{ title: 'Türkiye' }]);
    await expect(record(store, 'body', { code: 'MC', name: 'Council' })).rejects.toMatchObject({
      kind: 'register',
      message: `the register ${path} cannot be written to`,
    });
    await store.close();
  });
});

const shell = await promisify(execFile)('sqlite3', ['--version']).then(
  ({ stdout }) => stdout,
  () => null,
);

describe.skipIf(shell === null)(`the sqlite3 shell (${shell?.split(' ')[0]})`, () => {
  const run = async (path: string, text: string) => (await promisify(execFile)('sqlite3', [path, text])).stdout.trim();

  it('reads a register, searches it, and finds it sound', async () => {
    const path = await filled();
    expect(
      await run(path, 'select m.ref, d.number, d.title from decision d join meeting m on m.id = d.meeting_id'),
    ).toBe('SOC-2023-12-12|1|Türkiye');
    expect(await run(path, "select count(*) from search where search match 'turkiye'")).toBe('1');
    expect(await run(path, 'pragma integrity_check; pragma foreign_key_check')).toBe('ok');
  });

  it('writes to it', async () => {
    const path = await filled();
    await run(path, "update decision set title = 'changed outside' where id = 1; delete from decision_tag; vacuum;");
    const { stdout } = await cica(['decision', 'list', '--format', 'csv', '--columns', 'ref,title'], { db: path });
    expect(stdout).toBe('ref,title\nSOC-2023-12-12/1,changed outside\n');
    await expect(
      run(
        path,
        "update party set code = 'x'; insert into party (code, name, kind, created, version) values ('x', 'x', 'state', 1, 1)",
      ),
    ).rejects.toThrow('CHECK constraint failed');
  });
});
