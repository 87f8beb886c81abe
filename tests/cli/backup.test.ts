import { chmodSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { done, everything, type Run, refused, session } from '../support/session';
import { Database } from '../support/sqlite';

let db: string;
let run: Run;
let copy: string;
beforeEach(async () => {
  db = await demoRegister();
  run = session(db);
  copy = join(temporaryFolder(), 'copy.db');
});

it('copies a register completely, readable by its owner only, and never over a file', async () => {
  const { stdout, stderr } = await run`db backup ${copy}`;
  expect(stdout).toBe(`${copy}\n`);
  expect(stderr).toMatch(/^copied: [\d,]+ bytes\n$/);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(await everything(session(copy))).toEqual(await everything(run));
  await done(session(copy)`decision add SOC-2023-12-12 "In the copy" --action note`);
  const before = readFileSync(copy);
  refused(await run`db backup ${copy}`, 4, `${copy} already exists`);
  expect(readFileSync(copy)).toEqual(before);
});

it('names a copy by the time when it is given no name', async () => {
  expect(await done(run`db backup`)).toBe(`${db}.2025-01-15T120000Z.backup\n`);
  expect(await done(run`db backup`)).toBe(`${db}.2025-01-15T120000Z-2.backup\n`);
});

it('copies while another writes', async () => {
  const other = new Database(db);
  other.exec("begin immediate; update body set name = 'Halfway'");
  await done(run`db backup ${copy}`);
  other.exec('rollback');
  other.close();
  expect(await everything(session(copy))).toEqual(await everything(run));
});

it('copies the write-ahead log of a register that another program has open', async () => {
  const other = new Database(db);
  other.prepare('select count(*) from body').get();
  await done(run`decision add SOC-2023-12-12 "In the log" --action note`);
  expect(statSync(`${db}-wal`).size).toBeGreaterThan(0);
  await done(run`db backup ${copy}`);
  other.close();
  expect(await everything(session(copy))).toEqual(await everything(run));
  expect(await done(session(copy)`decision list --text log --columns title --no-header`)).toBe('In the log\n');
});

it('keeps the files beside a register that is too corrupt to be opened', async () => {
  await done(run`db backup ${copy}`);
  for (const ending of ['', '-wal', '-shm']) writeFileSync(db + ending, `no register${ending}`);
  await done(run`db restore ${copy} --yes`);
  const kept = `${db}.2025-01-15T120000Z.replaced`;
  for (const ending of ['', '-wal']) expect(readFileSync(kept + ending, 'utf8')).toBe(`no register${ending}`);
  expect(await everything(run)).toEqual(await everything(session(copy)));
});

it('restores a register and keeps the previous one', async () => {
  const before = await everything(run);
  await done(run`db backup ${copy}`);
  await done(run`decision add SOC-2023-12-12 "Later" --action note`);
  const later = await everything(run);
  refused(await run`db restore ${copy}`, 2, `replacing ${db} needs confirmation`);
  const { stdout, stderr } = await run`db restore ${copy} --yes`;
  const kept = `${db}.2025-01-15T120000Z.replaced`;
  expect(stdout).toBe(`${kept}\n`);
  expect(stderr).toBe(
    'file: intact\nintact: 1 entry, 149 changes\nstatuses and search index: consistent with the records\nrestored; the previous register was kept as cica.db.2025-01-15T120000Z.replaced\n',
  );
  expect(await everything(run)).toEqual(before);
  expect(await everything(session(kept))).toEqual(later);
  expect(statSync(db).mode & 0o777).toBe(0o600);
  await done(run`db check`);
});

it('restores where there was no register', async () => {
  await done(run`db backup ${copy}`);
  const empty = join(temporaryFolder(), 'new.db');
  expect(await session(empty)`db restore ${copy} --yes`).toMatchObject({
    stdout: '',
    stderr:
      'file: intact\nintact: 1 entry, 149 changes\nstatuses and search index: consistent with the records\nrestored\n',
  });
  expect(await everything(session(empty))).toEqual(await everything(run));
});

it.each([
  ['truncated', (path: string) => truncateSync(path, 5_000)],
  ['overwritten', (path: string) => writeFileSync(path, 'this is no register any more')],
  ['emptied', (path: string) => truncateSync(path, 0)],
])('restores over a register that was %s, and keeps what is left', async (_, damage) => {
  const before = await everything(run);
  await done(run`db backup ${copy}`);
  damage(db);
  const left = readFileSync(db);
  expect((await run`decision list`).exitCode).toBe(5);
  await done(run`db restore ${copy} --yes`);
  expect(await everything(run)).toEqual(before);
  expect(readFileSync(`${db}.2025-01-15T120000Z.replaced`)).toEqual(left);
});

it('refuses a file that is not an intact register, and keeps the current one', async () => {
  const before = await everything(run);
  await done(run`db backup ${copy}`);
  const text = join(dirname(copy), 'text.db');
  writeFileSync(text, 'no register');
  refused(await run`db restore ${text} --yes`, 5, `${text} is not a register of cica`);
  refused(await run`db restore ${db} --yes`, 2, 'the backup is the register itself');
  refused(await run`db restore nowhere.db --yes`, 5, 'there is no backup nowhere.db');
  truncateSync(copy, 50_000);
  const { exitCode, stderr } = await run`db restore ${copy} --yes`;
  expect(stderr).toContain('is corrupt');
  expect(exitCode).toBe(5);
  expect(await everything(run)).toEqual(before);
  expect(existsSync(`${db}.2025-01-15T120000Z.replaced`)).toBe(false);
});

it('refuses to replace a register that another program uses', async () => {
  await done(run`db backup ${copy}`);
  const other = new Database(db);
  other.exec('begin; select count(*) from body');
  other.prepare('select count(*) from body').get();
  const { exitCode, stderr } = await run`db restore ${copy} --yes`;
  other.close();
  expect(stderr).toContain('is in use by another program');
  expect(exitCode).toBe(5);
  await done(run`verify`);
});

it('leaves nothing behind where it cannot write', async () => {
  const folder = temporaryFolder();
  refused(
    await run`db backup ${join(folder, 'missing', 'copy.db')}`,
    1,
    `there is no folder ${join(folder, 'missing')}`,
  );
  refused(await run`db backup ${''}`, 2, 'the backup has no name');
  expect(readdirSync(folder)).toEqual([]);
  if (process.getuid?.() === 0) return;
  chmodSync(folder, 0o500);
  expect((await run`db backup ${join(folder, 'copy.db')}`).exitCode).toBe(1);
});
