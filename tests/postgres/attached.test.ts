import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoRegister, inProcess, type Ran, temporaryFolder } from '../support/cica';
import { ask, newDatabase } from '../support/postgres';
import { installedServer, startServer } from '../support/server';
import { done, refused } from '../support/session';

const words = `${createHash('sha256').update('words').digest('hex')}.txt`;

let folder: string;
let files: string;
beforeEach(() => {
  folder = temporaryFolder();
  files = join(folder, 'files');
  writeFileSync(join(folder, 'paper.txt'), 'words');
});

const on = (db: string, ...args: string[]): Promise<Ran> => inProcess(args, { db, env: { CICA_FILES: files } });
const attach = (db: string): Promise<Ran> =>
  on(db, 'document', 'add', 'Paper', '--file', join(folder, 'paper.txt'), '--attach');
const show = (db: string): Promise<string> => done(on(db, 'document', 'show', 'Paper'));
const same = 'the same as when it was recorded';

describe('the files of documents of a register on a server', () => {
  it('are stored in CICA_FILES, none for a refused record, and checked', async () => {
    const db = await newDatabase();
    await done(on(db, 'init', '--preset', 'cica'));
    const args = ['document', 'add', 'Paper', '--file', join(folder, 'paper.txt'), '--attach'];
    refused(await on(db, ...args, '--meeting', 'SOC-1999-01-01'), 3, '');
    expect(readdirSync(folder)).toEqual(['paper.txt']);
    await done(attach(db));
    expect(readdirSync(files)).toEqual([words]);
    expect((await on(db, 'db', 'check')).stderr).toContain('attached files: 1, as recorded\n');
    rmSync(join(files, words));
    expect((await on(db, 'db', 'check')).stdout).toBe(`document Paper: its file ${words} is missing\n`);
  });

  it('are copied along from a file to a server and back', async () => {
    const [db, server, back] = [await demoRegister(), await newDatabase(), join(folder, 'back.db')];
    await done(attach(db));
    expect((await on(db, 'db', 'copy', db, server)).stderr).toContain(`attached files: 1 copied to ${files}, 5`);
    expect(await show(server)).toContain(same);
    await done(on(db, 'db', 'copy', server, back));
    expect(readdirSync(`${back}.files`)).toEqual([words]);
    expect(await show(back)).toContain(same);
  });

  it.skipIf(installedServer() === null)('are backed up and restored with the register', async () => {
    const server = await startServer([], undefined, installedServer());
    const [db, copy] = [server.address, join(folder, 'copy')];
    await done(on(db, 'init', '--preset', 'cica'));
    await done(attach(db));
    expect((await on(db, 'db', 'backup', copy)).stderr).toContain(`attached files: 1 copied to ${copy}.files`);
    rmSync(files, { recursive: true });
    expect((await on(db, 'db', 'restore', copy, '--yes')).stderr).toContain(`1 copied to ${files}`);
    expect(await show(db)).toContain(same);
    for (const one of [`${copy}.files`, files]) rmSync(one, { recursive: true });
    await ask(server.address, 'drop schema cica_replaced_20250115t120000z cascade');
    const without = await on(db, 'db', 'restore', copy, '--yes');
    expect(without.stderr).toContain(`document Paper: its file ${words} is missing`);
    expect(without.exitCode).toBe(1);
    await server.remove();
  });
});
