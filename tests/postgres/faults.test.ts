import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRegister } from '../../src/store/open';
import { times } from '../faults/long';
import { cica, temporaryFolder } from '../support/cica';
import { ask, newDatabase } from '../support/postgres';
import { migrations, tester } from '../support/register';
import { saveRecord } from '../support/saved';
import { type Server, startServer } from '../support/server';
import { done, everything, lines, type Run, refused, session } from '../support/session';
import { Terminal } from '../support/terminal';

let server: Server;
let db: string;
let run: Run;
beforeAll(async () => {
  server = await startServer();
  db = `${server.address}?schema=office`;
  run = session(db);
  await done(run`init --preset cica`);
  await done(run`meeting add --body SOC --date 2025-01-10`);
});
afterAll(() => server.remove());

/** A file of decisions that takes some seconds to import. */
function manyDecisions(): string {
  const file = join(temporaryFolder(), 'many.csv');
  const rows = Array.from({ length: 4_000 }, (_, at) => `SOC-2025-01-10,note,Title ${at}\n`);
  writeFileSync(file, `meeting,action,title\n${rows.join('')}`);
  return file;
}

/** Waits until someone writes to the register. */
async function writing(): Promise<void> {
  for (;;) {
    const locks = await ask(server.address, "select 1 from pg_locks where mode = 'ShareRowExclusiveLock' and granted");
    if (locks.length > 0) return;
  }
}

it.each<[string, () => Promise<void>]>([
  ['the server is stopped', () => server.stop()],
  ['the server crashes', () => server.crash()],
  [
    'the connection is cut',
    async () => {
      await ask(
        server.address,
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cica'",
      );
    },
  ],
])('an import during which %s leaves nothing', async (what, happen) => {
  const before = await everything(run);
  const importing = run`import ${manyDecisions()}`;
  await writing();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await happen();
  refused(await importing, 5, 'the connection to postgres://postgres@127.0.0.1');
  if (what.includes('server')) {
    refused(await run`body list`, 5, 'no server answers at postgres://');
    await server.start();
  }
  expect(await everything(run)).toEqual(before);
  await done(run`db check`);
});

it.each([
  ['deadlock_detected', '2025-02-10'],
  ['serialization_failure', '2025-03-10'],
])('an import from a pipe that the server ends for %s begins again, with what it has read', async (condition, date) => {
  const title = `After ${condition}`;
  await done(run`meeting add --body SOC --date ${date}`);
  await ask(
    server.address,
    `set search_path = office; create sequence attempt;
        create function end_first() returns trigger language plpgsql as $$ begin
          if nextval('office.attempt') = 1 then raise ${condition}; end if; return new; end $$;
        create trigger end_first after insert on decision for each statement execute function end_first()`,
  );
  try {
    const rows = Array.from({ length: 600 }, (_, at) => `SOC-${date},note,${title} ${at}\n`);
    const ran = await cica(['import', '-'], { db, input: `meeting,action,title\n${rows.join('')}` });
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('imported: 600 decisions created');
    const [{ tried }] = (await ask(server.address, 'select last_value as tried from office.attempt')) as [
      { tried: number },
    ];
    expect(Number(tried), 'statements that inserted decisions').toBeGreaterThan(1);
  } finally {
    await ask(
      server.address,
      'set search_path = office; drop trigger end_first on decision; drop function end_first; drop sequence attempt',
    );
  }
  const exported = await done(run`export decisions`);
  expect(exported.split('\n').filter((line) => line.includes(title))).toHaveLength(600);
  await done(run`verify`);
});

it.each([
  ['records what was confirmed', 'n'],
  ['goes on where it was', ''],
])('a run of questions during which the connection is cut %s', async (_, again) => {
  const flags = ['--action', 'note', '--kind', 'other'];
  const terminal = Terminal.start(['decision', 'add', 'SOC-2025-01-10', ...flags], { db, cols: 200 });
  await terminal.answer('About what?', 'Confirmed in time');
  await terminal.pick('Is this decision right?', '', 'Yes; then another decision');
  await terminal.asked('What did the meeting do?');
  await ask(server.address, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cica'");
  await terminal.pick('What did the meeting do?', 'took note', 'noted');
  await terminal.waitFor('the connection to postgres://');
  await terminal.answer('Try again?', again);
  if (again === 'n') await terminal.answer('Record what you confirmed so far?');
  else {
    await terminal.answer('About what?', 'Typed before and after');
    await terminal.pick('What kind of decision is it?', 'other', 'other');
    await terminal.pick('Is this decision right?', 'last', 'Yes; this was the last');
    await terminal.pick('Record all of this?', '', 'Yes, record it');
  }
  expect(await terminal.exitCode()).toBe(0);
  expect(await done(run`decision list --text "confirmed in time" --columns title --no-header`)).toContain(
    'Confirmed in time\n',
  );
});

it('acknowledged records are there, whenever connections are cut', async () => {
  let cutting = true;
  const cut = (async () => {
    while (cutting) {
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 400));
      await ask(
        server.address,
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cica'",
      );
    }
  })();
  const acknowledged: string[] = [];
  let lost = 0;
  try {
    for (let number = 1; number <= times(200, 25); number += 1) {
      const { stdout, stderr, exitCode } = await run`decision add SOC-2025-01-10 ${`Cut ${number}`} --action note`;
      if (exitCode === 0) acknowledged.push(stdout.trim());
      else {
        // the second where it was still being made
        expect(stderr).toMatch(/ was lost| is not PostgreSQL, or is shutting down/);
        expect(exitCode).toBe(5);
        lost += 1;
      }
    }
  } finally {
    cutting = false;
    await cut;
  }
  const refs = lines(await done(run`decision list --meeting SOC-2025-01-10 --columns ref --no-header --limit 0`));
  expect(refs).toEqual(expect.arrayContaining(acknowledged));
  // what was lost at the very end of a write may be there
  expect(refs.length).toBeLessThanOrEqual(acknowledged.length + lost);
  await done(run`db check`);
}, 600_000);

it('a write waits for another one, then reports that the register is locked; readers are not blocked', async () => {
  const other = new pg.Client(server.address);
  await other.connect();
  await other.query('begin; lock table office.writer in share row exclusive mode');
  const [write, read] = await Promise.all([run`body add GA --name Assembly`, run`body list --columns code`]);
  expect(read).toMatchObject({ stderr: '', exitCode: 0 });
  expect(write.stderr).toMatch(/^another program is writing to the register; waiting …\n/);
  refused({ ...write, stderr: write.stderr.replace(/^another.*\n/, '') }, 5, 'the register postgres://');
  const waiting = run`body add GA --name Assembly`;
  setTimeout(() => other.query('rollback'), 2_000);
  expect(await waiting).toMatchObject({ stdout: 'GA\n', exitCode: 0 });
  await other.end();
});

it('a write that the server aborts in favour of another is retried', async () => {
  const address = await newDatabase();
  await done(cica(['init', '--preset', 'cica', '--db', address]));
  const store = await openRegister(address, tester, migrations);
  const other = new pg.Client(address);
  await other.connect();
  await other.query("set deadlock_timeout to '1h'; begin; update cica.body set name = name where id = 2");
  let attempts = 0;
  const ended = await store.write('both', async (transaction) => {
    attempts += 1;
    const rename = async (id: number): Promise<void> => {
      const body = await transaction.read('body', id);
      await saveRecord(transaction, 'body', { id, fields: { ...body?.fields, name: `Body ${id}` } });
      await transaction.read('body', id); // so that it is written now
    };
    await rename(1);
    // each waits for the other now: the server ends one of them
    if (attempts === 1) other.query('update cica.body set name = name where id = 1').then(() => other.query('commit'));
    await rename(2);
    return 'ended';
  });
  expect([ended, attempts]).toEqual(['ended', 2]);
  expect(await store.rows(sql`select name from body where id < 3 order by id`)).toEqual([
    { name: 'Body 1' },
    { name: 'Body 2' },
  ]);
  await store.close();
  await other.end();
  await done(cica(['verify', '--db', address]));
});
