import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bin, cica, environment, temporaryFolder } from '../support/cica';
import { ask } from '../support/postgres';
import { installedServer, password, type Server, startServer } from '../support/server';
import { done, everything, type Run, refused, session } from '../support/session';

/** The programs of the server have to fit it: those of an installed PostgreSQL do. */
const installed = installedServer();

describe.skipIf(installed === null)("with PostgreSQL's client programs", () => {
  let server: Server;
  let db: string;
  let run: Run;
  let file: string;
  let registers = 0;
  beforeAll(async () => {
    server = await startServer([], undefined, installed);
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    registers += 1;
    db = `${server.address}?schema=register_${registers}`;
    file = join(temporaryFolder(), 'office.backup');
    run = session(db);
    await done(run`init --preset cica`);
    await done(run`meeting add --body SOC --date 2024-12-05`);
    await done(run`decision add SOC-2024-12-05 "A plan" --action adopt`);
  });
  const schemas = async (): Promise<string[]> => {
    const rows = await ask<{ name: string }>(
      server.address,
      "select nspname as name from pg_namespace where nspname like 'cica_replaced%' or nspname like 'register%' order by 1",
    );
    return rows.map(({ name }) => name);
  };

  it('copies a register to a file for its owner only, and restores it; the previous register is kept', async () => {
    const before = await everything(run);
    const copied = await run`db backup ${file}`;
    expect(copied.stdout).toBe(`${file}\n`);
    expect(copied.stderr).toMatch(/^copied: [\d,]+ bytes\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    refused(await run`db backup ${file}`, 4, `${file} already exists`);
    await done(run`decision add SOC-2024-12-05 "After the backup" --action note`);
    const after = await everything(run);
    const restored = await run`db restore ${file} --yes`;
    const kept = restored.stdout.trim();
    expect(kept).toBe('cica_replaced_20250115t120000z');
    expect(await everything(run)).toEqual(before);
    expect(await everything(session(`${server.address}?schema=${kept}`))).toEqual(after);
    await done(run`decision add SOC-2024-12-05 "The next" --action note`);
    await done(run`db check`);
    await ask(server.address, `drop schema ${kept} cascade`);
  });

  it('restores where there is no register', async () => {
    const before = await everything(run);
    await done(run`db backup ${file}`);
    await ask(server.address, `drop schema register_${registers} cascade`);
    expect(await done(run`db restore ${file} --yes`)).toBe('');
    expect(await everything(run)).toEqual(before);
  });

  it('does not restore a register that differs from its history, unless --force', async () => {
    await ask(server.address, `update register_${registers}.decision set title = 'altered'`);
    await done(run`db backup ${file}`);
    await ask(server.address, `update register_${registers}.decision set title = 'A plan'`);
    const before = await everything(run);
    const there = await schemas();
    const ran = await run`db restore ${file} --yes`;
    expect(ran.stderr).toMatch(/^cica: several checks failed; nothing was restored$/m);
    expect(await everything(run)).toEqual(before);
    expect(await schemas()).toEqual(there);
    await done(run`db restore ${file} --yes --force`);
    expect(await done(run`decision list --columns title --no-header`)).toContain('altered');
  });

  it('puts the register back when the user leaves before the backup is verified', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => `SOC-2024-12-05,note,Title ${at}\n`);
    await done(session(db, { input: `meeting,action,title\n${rows.join('')}` })`import -`);
    await done(run`db backup ${file}`);
    await done(run`decision add SOC-2024-12-05 "After the backup" --action note`);
    const before = await done(run`verify --head`);
    await ask(server.address, 'drop schema if exists cica_replaced_20250115t120000z cascade');
    const restoring = execa(process.execPath, [bin, 'db', 'restore', file, '--yes'], {
      env: environment({ db }),
      extendEnv: false,
      reject: false,
    });
    while (!(await schemas()).some((name) => name.startsWith('cica_replaced'))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    restoring.kill('SIGINT');
    const { exitCode, stderr } = await restoring;
    expect(exitCode).toBe(130);
    // some checks may have been through by then
    expect(stderr).toMatch(/(^|\n)cica: interrupted: nothing was restored\nthe previous register is back in place$/);
    expect(await done(run`verify --head`)).toBe(before);
    expect(await schemas()).not.toContain('cica_replaced_20250115t120000z');
  });

  it('restores a register of an older schema, which is migrated, also over another register, and never while others write', async () => {
    const old = `register_${registers}_old`;
    const dump = readFileSync('tests/postgres/fixtures/schema-3.sql', 'utf8').replaceAll('cica.', `${old}.`);
    const making = dump.replace('CREATE SCHEMA cica;', `CREATE SCHEMA ${old};`);
    await ask(server.address, making);
    const variables = { PGPASSWORD: password, PGHOST: '127.0.0.1', PGPORT: String(server.port), PGUSER: 'postgres' };
    const env = { ...process.env, ...variables, PGDATABASE: 'postgres' };
    const dumped = ['--format=custom', `--schema=${old}`, `--file=${file}`];
    execFileSync('pg_dump', dumped, { env });
    // over the older one, which was never opened, then over the one that was migrated
    for (const held of ['history', 'writer']) {
      const other = new pg.Client(server.address);
      await other.connect();
      const mode = held === 'history' ? 'access share' : 'share row exclusive';
      await other.query(`begin; lock table ${old}.${held} in ${mode} mode`);
      const restoring = session(`${server.address}?schema=${old}`)`db restore ${file} --yes`;
      await waiting();
      expect(await schemas()).not.toContain(`cica_replaced_20250115t120000z`);
      await other.end();
      await done(restoring);
      expect(await done(session(`${server.address}?schema=${old}`)`verify`)).toMatch(/^4328e0d05bd7/);
      await ask(server.address, 'drop schema cica_replaced_20250115t120000z cascade');
    }
  });

  /** Waits until someone waits for a lock. */
  async function waiting(): Promise<void> {
    while ((await ask(server.address, "select 1 from pg_stat_activity where wait_event_type = 'Lock'")).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('refuses a backup of another schema, or a file that is not a backup, and leaves the register alone', async () => {
    const before = await everything(run);
    await done(run`db backup ${file}`);
    refused(
      await cica(['db', 'restore', file, '--yes', '--db', `${server.address}?schema=other`]),
      5,
      `${file} is of the schema register_${registers}`,
    );
    const none = join(temporaryFolder(), 'none');
    writeFileSync(none, 'hello');
    const ran = await run`db restore ${none} --yes`;
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('cica: pg_restore: input file');
    refused(await run`db restore ${join(temporaryFolder(), 'nowhere')} --yes`, 5, 'there is no backup');
    refused(await run`db backup ${join(temporaryFolder(), 'no', 'folder')}`, 1, 'there is no folder');
    expect(await everything(run)).toEqual(before);
  });
});

it('says what is missing if the client programs are not installed, and leaves no file', async () => {
  const server = await startServer();
  const folder = temporaryFolder();
  symlinkSync(process.execPath, join(folder, 'node'));
  const run = session(server.address, { env: { PATH: folder } });
  await done(run`init`);
  const target = join(folder, 'cica.backup');
  refused(await run`db backup ${target}`, 1, 'pg_dump is not installed');
  writeFileSync(join(folder, 'old.backup'), 'x');
  refused(await run`db restore ${join(folder, 'old.backup')} --yes`, 1, 'pg_restore is not installed');
  expect(existsSync(target)).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['node', 'old.backup']);
  await server.remove();
});

/** What is on the path may be older than the server of the other tests. */
const version = (() => {
  try {
    return Number(/\d+/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[0]);
  } catch {
    return null;
  }
})();

it.skipIf(version === null || version >= 18)('says that the client programs are older than the server', async () => {
  const server = await startServer();
  const run = session(server.address);
  await done(run`init`);
  const target = join(temporaryFolder(), 'cica.backup');
  const ran = await run`db backup ${target}`;
  expect(ran.stderr).toContain('cica: pg_dump: ');
  expect(ran.stderr).toContain('install client programs that are not older than the server\n');
  expect(ran.exitCode).toBe(1);
  expect(existsSync(target)).toBe(false);
  await server.remove();
});
