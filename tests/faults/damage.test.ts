import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { bin, demoRegister, environment, temporaryFolder } from '../support/cica';
import { done, everything, insides, lines, session } from '../support/session';
import { Database } from '../support/sqlite';

/** Runs a statement as another tool does. */
function altered(path: string, statement: string): void {
  const database = new Database(path);
  database.unsafeMode();
  database.exec(statement);
  database.close();
}

describe('a full disk', () => {
  it.each([
    ['a decision with a long text', 'import one.csv'],
    ['an import', 'import big.csv'],
  ])('during %s: it says so, and the register is as before', async (_, command) => {
    const db = await demoRegister();
    const run = session(db);
    const before = await everything(run);
    const folder = temporaryFolder();
    const rows = Array.from({ length: 3_000 }, (_row, at) => `SOC-2023-12-12,note,Title ${at},${'words '.repeat(40)}`);
    writeFileSync(join(folder, 'big.csv'), `meeting,action,title,text\n${rows.join('\n')}\n`);
    writeFileSync(
      join(folder, 'one.csv'),
      `meeting,action,title,text\nSOC-2023-12-12,note,Long,${'words '.repeat(150_000)}\n`,
    );
    // no file may grow beyond 600 kB: what a full disk is to SQLite
    const script = `ulimit -f 600; trap '' XFSZ; '${process.execPath}' '${bin}' ${command}`;
    const ran = await execa('bash', ['-c', script], {
      env: environment({ db }),
      extendEnv: false,
      reject: false,
      cwd: folder,
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/^cica: the register .* could not be written: .*\nmake room on the disk/);
    expect(ran.stderr).not.toMatch(insides);
    expect(await everything(run)).toEqual(before);
    await done(run`db check`);
  });

  it('on stdout: a list that cannot be written fails', async () => {
    const db = await demoRegister();
    const ran = await execa('bash', ['-c', `'${process.execPath}' '${bin}' decision list > /dev/full`], {
      env: environment({ db }),
      extendEnv: false,
      reject: false,
    });
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/^cica: /);
    expect(ran.stderr).not.toMatch(insides);
  });
});

describe('a disk that is too small', () => {
  const mounted = (kilobytes: number): string | null => {
    const folder = temporaryFolder();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
    return status === 0 ? folder : null;
  };
  const probe = mounted(100);
  if (probe !== null) spawnSync('umount', [probe]);

  it.skipIf(probe === null).each([200, 360, 440, 480, 520, 560, 600, 640, 680, 720, 760])(
    'of %i kB for a new register: it is whole or not there, and what is refused is said',
    async (size) => {
      const folder = mounted(size) as string;
      const db = join(folder, 'cica.db');
      try {
        const { exitCode, stderr } = await session(db)`init --preset cica`;
        if (exitCode === 0) await done(session(db)`verify`);
        else {
          expect(stderr).toMatch(/^cica: .* could not be written: /);
          expect(readdirSync(folder)).toEqual([]);
        }
      } finally {
        spawnSync('umount', [folder]);
      }
    },
  );
});

describe('damage by another tool', () => {
  it.each([
    ["delete from sqlite_sequence where name = 'decision'", 'the last id of decision is '],
    ["update sqlite_sequence set seq = 1000000 where name = 'party'", 'the last id of party is 1000000'],
  ])('%s: verify tells', async (statement, finding) => {
    const db = await demoRegister();
    const run = session(db);
    await done(run`decision add SOC-2023-12-12 Last --action note`);
    await done(run`decision remove SOC-2023-12-12/9 --yes`);
    altered(db, statement);
    const { stdout, exitCode } = await run`verify`;
    expect(stdout).toContain(finding);
    expect(exitCode).toBe(1);
  });

  it.each(['drop table search', "update search_data set block = x'00' where id = (select max(id) from search_data)"])(
    '%s: check tells, --repair makes it again',
    async (statement) => {
      const db = await demoRegister();
      const run = session(db);
      const found = await done(run`search council`);
      altered(db, statement);
      const { stderr, exitCode } = await run`db check`;
      expect(stderr).toContain('cica db check --repair');
      expect(stderr).not.toMatch(insides);
      expect(exitCode).not.toBe(0);
      await done(run`db check --repair`);
      expect(await done(run`search council`)).toBe(found);
    },
  );

  it.each([
    ['drop table task', 'file: the table task is missing\n'],
    ['alter table decision drop column evidence', 'file: the table decision lacks evidence text\n'],
    ['pragma user_version = 1', ''],
  ])('%s: every command says so, and check what it is', async (statement, finding) => {
    const db = await demoRegister();
    altered(db, statement);
    for (const line of ['verify', 'decision show SOC-2023-12-12/5', ...(finding === '' ? ['db check'] : [])]) {
      const { stderr, exitCode } = await session(db)(line);
      expect(stderr).toMatch(/^cica: the register .* was altered with another tool: /m);
      expect(exitCode).toBe(5);
    }
    if (finding === '') return;
    const { stdout, exitCode } = await session(db)`db check`;
    expect(stdout).toContain(finding);
    expect(exitCode).toBe(1);
  });

  it('a backup that was altered is not restored, unless with --force', async () => {
    const db = await demoRegister();
    const run = session(db);
    const copy = join(temporaryFolder(), 'copy.db');
    await done(run`db backup ${copy}`);
    altered(copy, "update decision set title = 'Evil' where id = 3");
    const { stdout, stderr, exitCode } = await run`db restore ${copy} --yes`;
    expect(stdout).toContain('its title is "Evil", the history says');
    expect(stderr).toContain('nothing was restored\nto restore it all the same: --force\n');
    expect(exitCode).toBe(1);
    await done(run`verify`);
    expect(readdirSync(dirname(db)).filter((name) => name.includes('draft'))).toEqual([]);
    await done(run`db restore ${copy} --yes --force`);
    expect((await run`verify`).exitCode).toBe(1);
  });
});

it('a decision that was recorded, but could not be printed, is reported as recorded', async () => {
  const db = await demoRegister();
  const line = `'${process.execPath}' '${bin}' decision add SOC-2023-12-12 Unheard --action note > /dev/full`;
  const { stderr } = await execa('bash', ['-c', line], { env: environment({ db }), extendEnv: false, reject: false });
  expect(stderr).toContain('the changes were recorded nevertheless: `cica log` shows them');
  expect(await done(session(db)`decision list --text Unheard --columns title --no-header`)).toBe('Unheard\n');
});

it.skipIf(process.getuid?.() === 0)('a backup that can only be read is restored', async () => {
  const db = await demoRegister();
  const folder = temporaryFolder();
  await done(session(db)`db backup ${join(folder, 'copy.db')}`);
  chmodSync(join(folder, 'copy.db'), 0o400);
  chmodSync(folder, 0o500);
  await done(session(db)`db restore ${join(folder, 'copy.db')} --yes`);
  chmodSync(folder, 0o700);
});

describe('a corrupt file', () => {
  it.each([
    ['truncated to a page and a bit', (path: string) => truncateSync(path, 5_000)],
    ['truncated in the middle', (path: string) => truncateSync(path, 100_000)],
    ['of zeros', (path: string) => writeFileSync(path, Buffer.alloc(20_000))],
    ['with a header of another program', (path: string) => writeFileSync(path, `GIF89a${'x'.repeat(9_000)}`)],
  ])('%s is reported as corrupt or as no register, by every command', async (_, damage) => {
    const db = await demoRegister();
    damage(db);
    const left = readFileSync(db);
    for (const line of [
      'decision list',
      'verify',
      'db check',
      'body add X --name X',
      'search x',
      'undo --yes',
      'log',
    ]) {
      const { stderr, exitCode } = await session(db)(line);
      expect(stderr).toMatch(/^cica: (the register .* is corrupt|.* is not a register of cica|1 problem found)/);
      expect(stderr).not.toMatch(insides);
      expect([1, 5]).toContain(exitCode);
    }
    expect(readFileSync(db)).toEqual(left);
  });
});

describe('a path', () => {
  it.each([
    ['with spaces and quotes', `it's "a" place`],
    ['in other scripts', 'реестр 登记 سجل'],
    ['with a line break and signs', 'a\nb;$(x)&?#%'],
    ['of 200 characters', 'x'.repeat(200)],
  ])('%s works', async (_, name) => {
    const folder = join(temporaryFolder(), name);
    mkdirSync(folder);
    const db = join(folder, `${name}.db`);
    renameSync(await demoRegister(), db);
    const run = session(db);
    await done(run`decision add SOC-2023-12-12 New --action note`);
    await done(run`undo --yes`);
    await done(run`db backup ${join(folder, 'copy')}`);
    await done(run`db restore ${join(folder, 'copy')} --yes`);
    await done(run`db check`);
  });
});

it('a list that another tool made unreadable is found, and stops nothing else', async () => {
  const db = await demoRegister();
  const database = new Database(db);
  database.pragma('ignore_check_constraints = on');
  database.exec(
    "update body set aliases = 'no list' where code = 'SOC'; update party set aliases = '5' where code = 'KAZ'",
  );
  database.close();
  const run = session(db);
  for (const line of ['body list', 'party list', 'decision list', 'search council', 'export bodies'])
    await done(run(line));
  const { stdout, exitCode } = await run`verify`;
  expect(lines(stdout)).toEqual([
    expect.stringMatching(/^party KAZ: its aliases is \["5"\], the history says /),
    'body SOC: its aliases is ["no list"], the history says empty',
  ]);
  expect(exitCode).toBe(1);
  expect((await run`db check`).stdout).toContain('CHECK constraint failed in body');
});

it('a clock that goes backwards leaves an intact register, in the order of writing', async () => {
  const db = await demoRegister();
  const at = (time: string) => session(db, { env: { CICA_NOW: time } });
  await done(at('2030-01-01T00:00:00Z')`decision edit SOC-2023-12-12/5 --title First`);
  await done(at('1999-01-01T00:00:00Z')`decision edit SOC-2023-12-12/5 --title Second`);
  await done(at('1999-01-01T00:00:00Z')`undo --yes`);
  expect(await done(session(db)`decision show SOC-2023-12-12/5`)).toContain('First');
  await done(session(db)`db check`);
});

it.skipIf(process.getuid?.() === 0)('a file or folder without write permission is reported', async () => {
  const db = await demoRegister();
  chmodSync(db, 0o400);
  const { stderr, exitCode } = await session(db)`body add X --name X`;
  expect(stderr).toContain('cannot be written to');
  expect(exitCode).toBe(5);
});
