import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { schemaVersion } from '../../src/store/migrations';
import { cica, temporaryFolder } from '../support/cica';
import { Database } from '../support/sqlite';

/*
 * Registers as released versions wrote them, with a removed decision, meeting and party, a meeting that moved, changes that
 * are packed; those of schemas 2 and 3 with undos, a redo, links, a task, a treaty and a document too.
 */

/** The path of a copy of the register of a schema. */
function register(schema: number): string {
  const path = join(temporaryFolder(), 'cica.db');
  writeFileSync(path, gunzipSync(readFileSync(`tests/registers/schema-${schema}.db.gz`)));
  return path;
}

const heads: Readonly<Record<number, string>> = {
  1: '13112e7726532c4217274efb61157c959e3c69ea02d91b362d7c2258a5de9ada',
  2: 'bfc13be302742add9d98bf4f3304b33531e8b95c527783abc9694c1ee6b4a0d0',
  3: 'bfc13be302742add9d98bf4f3304b33531e8b95c527783abc9694c1ee6b4a0d0',
};

const answered = [
  'MC-2023-12-26/1,,Observer status granted to Saudi Arabia,in force',
  'MC-2023-12-26/2,,Plan of work,in force',
];
const decisions = (schema: number): string =>
  [
    'ref,symbol,title,status',
    ...(schema === 1 ? [] : answered),
    'SOC-2023-12-12/1,Resolution 1,2024 plan,in force',
    'SOC-2023-12-12/2,SOC/2023/2,2024 budget,in force',
    `SOC-2023-12-12/3,,Observer status for Saudi Arabia,${schema === 1 ? 'referred' : 'accepted'}`,
    'SOC-2023-11-03/1,,Concept paper,in force',
    '',
  ].join('\r\n');

describe.each([1, 2, 3])('a register of schema %i', (schema) => {
  const env = { CICA_NOW: '2024-02-01T00:00:00Z' };
  const run = (db: string, ...args: string[]) => cica(args, { db, env });
  const list = async (db: string) =>
    (await run(db, 'decision', 'list', '--columns', 'ref,symbol,title,status', '--format', 'csv')).stdout;

  it('opens, prints the same as before, and verifies', async () => {
    const db = register(schema);
    const first = await run(db, 'body', 'list');
    const copy = `${db}.schema-${schema}.backup`;
    expect(first).toMatchObject({
      stderr: `the register was migrated to the schema of this version; a copy for older versions of cica: ${copy}\n`,
      exitCode: 0,
    });
    expect((await list(db)).replaceAll(/\r?\n/g, '\r\n')).toBe(decisions(schema));
    expect(await run(db, 'verify', '--head')).toMatchObject({ stdout: `${heads[schema]}\n`, exitCode: 0 });
    expect((await run(db, 'verify')).exitCode).toBe(0);
    expect((await run(db, 'db', 'check')).exitCode).toBe(0);
    const migrated = new Database(db);
    expect(migrated.pragma('user_version', { simple: true })).toBe(schemaVersion);
    expect(migrated.pragma('foreign_key_check')).toEqual([]);
    migrated.close();
    expect(readFileSync(copy).length).toBeGreaterThan(0);
  });

  it('is checked by the program of docs/history.md, with new entries after the old ones', async ({ skip }) => {
    const db = register(schema);
    expect((await run(db, 'undo', '--yes')).exitCode).toBe(0);
    const program = /```python\n([\s\S]*?)```/.exec(readFileSync('docs/history.md', 'utf8'))?.[1] as string;
    const checked = await execa('python3', ['-c', program, db], { reject: false });
    if (checked.exitCode === undefined) skip();
    expect(checked.stderr + checked.stdout).toMatch(/: intact$/);
  });

  it('never reuses an id', async () => {
    const db = register(schema);
    await run(
      db,
      'party',
      'add',
      'ASEAN',
      '--name',
      'Association of Southeast Asian Nations',
      '--kind',
      'organisation',
    );
    const migrated = new Database(db);
    expect(migrated.prepare("select id from party where code = 'ASEAN'").pluck().get()).toBe(8);
    migrated.close();
    expect((await run(db, 'verify')).exitCode).toBe(0);
  });

  it('shows past states, and undoes commands', async () => {
    const db = register(schema);
    await run(db, 'body', 'list');
    const before = await run(db, 'show', 'SOC-2023-12-12/1', '--at', '9');
    expect(before).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await run(db, 'log', 'SOC-2023-10-01', '--columns', 'operation')).stdout).toContain('removed');
    const log = await run(db, 'log', '--limit', '0', '--columns', 'entry,command', '--format', 'csv');
    const removal = /^(\d+),cica party remove XYZ/m.exec(log.stdout)?.[1] as string;
    const taken = await run(db, 'undo', removal, '--yes');
    expect(taken).toMatchObject({ exitCode: 0 });
    expect((await run(db, 'party', 'show', 'XYZ')).exitCode).toBe(0);
    expect((await run(db, 'undo', '--yes')).exitCode).toBe(0);
    expect((await run(db, 'verify')).exitCode).toBe(0);
  });

  it('finds a symbol in any spelling', async () => {
    const db = register(schema);
    expect((await run(db, 'decision', 'show', 'RESOLUTION  1', '--format', 'csv')).stdout).toContain('2024 plan');
  });
});

it('one with a record that another tool planted is refused, and stays as it was', async () => {
  const db = register(3);
  const planted = new Database(db);
  planted.exec(`insert into decision (id, number, meeting_id, action, kind, title, body_id, met_on, decided_on, created, version)
    select -9007199254740992, 50, meeting_id, 'adopt', 'budget', 'Ten million', body_id, met_on, decided_on, 1, 1
      from decision limit 1`);
  planted.pragma('wal_checkpoint(truncate)');
  planted.close();
  const before = readFileSync(db);
  for (let time = 1; time <= 2; time += 1) {
    const { stderr, exitCode } = await cica(['decision', 'list'], { db });
    expect(exitCode).toBe(5);
    expect(stderr).toMatch(/^cica: the register cannot be migrated: it has a record that cica never wrote/);
  }
  expect(readFileSync(db).equals(before)).toBe(true);
  expect(readdirSync(dirname(db)).filter((name) => name.endsWith('.backup'))).toEqual([]);
});
