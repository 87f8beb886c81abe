import { appendFileSync, chmodSync, chownSync, cpSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../support/postgres';
import { openFolder, password, type Server, startServer } from '../support/server';
import { done, everything, type Run, refused, session } from '../support/session';

let primary: Server;
let replica: Server;
let write: Run;
let read: Run;

beforeAll(async () => {
  primary = await startServer();
  write = session(primary.address);
  await done(write`init --preset cica`);
  await primary.stop();
  const folder = join(openFolder(), 'data');
  cpSync(primary.folder, folder, { recursive: true });
  const { port } = primary;
  writeFileSync(join(folder, 'standby.signal'), '');
  const connection = `host=127.0.0.1 port=${port} user=postgres password=''${password}''`;
  appendFileSync(join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${connection.replaceAll("''", "\\'")}'\n`);
  owned(folder, statSync(primary.folder));
  // Node 22 copies a folder for everybody to read; a server does not start in one
  chmodSync(folder, 0o700);
  await primary.start();
  replica = await startServer([], folder);
  read = session(replica.address);
});
afterAll(async () => {
  await replica.remove();
  await primary.remove();
});

function owned(folder: string, owner: { uid: number; gid: number }): void {
  for (const name of ['', ...(readdirSync(folder, { recursive: true }) as string[])]) {
    chownSync(join(folder, name), owner.uid, owner.gid);
  }
}

/** Waits until the replica has all that the primary wrote. */
async function caughtUp(): Promise<void> {
  const [now] = await ask<{ place: string }>(primary.address, 'select pg_current_wal_flush_lsn() as place');
  for (;;) {
    const [reached] = await ask<{ there: boolean }>(
      replica.address,
      `select pg_last_wal_replay_lsn() >= '${now?.place}' as there`,
    );
    if (reached?.there) return;
  }
}

it('a replica has what the server has, the history to the same hash', async () => {
  await done(write`meeting add --body SOC --date 2024-12-05`);
  await done(write`decision add SOC-2024-12-05 "A plan" --action adopt --text ${'words '.repeat(1_000)}`);
  await caughtUp();
  expect(await everything(read)).toEqual(await everything(write));
  expect(await done(read`verify`)).toBe(await done(write`verify --head`));
  expect(await done(read`search plan --format csv`)).toBe(await done(write`search plan --format csv`));
  await done(read`db check`);
});

it('is read-only, and says where to record', async () => {
  for (const line of ['decision add SOC-2024-12-05 "Another" --action note', 'undo --yes', 'db check --repair']) {
    const ran = await read(line);
    refused(ran, 5, 'postgres://postgres@127.0.0.1');
    expect(ran.stderr).toContain('can only be read: it is a replica\nrecord on the server that it follows\n');
  }
});

it('follows what is recorded next', async () => {
  await done(write`decision add SOC-2024-12-05 "Another" --action note`);
  await caughtUp();
  expect(await done(read`decision list --columns title --no-header`)).toContain('Another');
});
