import { createHash } from 'node:crypto';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { watchLockWait } from '../../src/store/postgres/lockWait';
import { type Office, type Person, startOffice } from '../support/people';
import { ask } from '../support/postgres';
import { done, refused, session } from '../support/session';

let office: Office;
beforeAll(async () => {
  office = await startOffice();
});
afterAll(() => office.server.remove());

let bodies = 0;

/** Whether a write goes on at once, while a person holds what statements took; a refusal takes nothing. */
async function writesBeside(person: Person, ...statements: readonly string[]): Promise<void> {
  const other = new pg.Client(office.as(person));
  await other.connect();
  try {
    await other.query('begin');
    for (const statement of statements) {
      await other.query('savepoint here');
      await other.query(statement).catch(() => other.query('rollback to savepoint here'));
    }
    bodies += 1;
    const written = await office.run('recorder')`body add ${`B${bodies}`} --name ${`Body ${bodies}`}`;
    expect(written.stderr).not.toContain('waiting');
    expect(written.exitCode).toBe(0);
  } finally {
    await other.end();
  }
}

const modes = [
  ...['access share', 'row share', 'row exclusive', 'share update exclusive', 'share'],
  ...['share row exclusive', 'exclusive', 'access exclusive'],
];

/** What a role can try to hold that the writing of others could depend on. */
const held: Readonly<Record<string, readonly string[]>> = {
  'the advisory lock of older versions': ["select pg_advisory_xact_lock(1667852129, hashtext('cica'))"],
  'the same for the session': ["select pg_advisory_lock(1667852129, hashtext('cica'))"],
  'the lock of the writer, in every mode': modes.map((mode) => `lock table cica.writer in ${mode} mode`),
  'the lock of the history, in every mode': modes.map((mode) => `lock table cica.history in ${mode} mode`),
  'the lock of the register, in every mode': modes.map((mode) => `lock table cica.register in ${mode} mode`),
  'rows of the records': ['update', 'no key update', 'share', 'key share'].map(
    (how) => `select * from cica.decision for ${how}`,
  ),
  'a table that refers to the writer': ['create temporary table mine (id smallint references cica.writer)'],
  'a vacuum, an analysis, an index': [
    'analyze cica.writer',
    'create index on cica.writer (id)',
    'reindex table cica.writer',
  ],
  'what it read': ['select * from cica.writer', 'select * from cica.history', 'select * from cica.decision'],
  'tables of its own under the same names': [
    'create temporary table writer (id int)',
    'create temporary table history (id int)',
  ],
};

describe.each<Person>(['stranger', 'reader'])('a %s keeps nobody from writing with', (person) => {
  it.each(Object.entries(held))('%s', async (_, statements) => {
    await writesBeside(person, ...statements);
  });
});

it.each<[Person, string, string]>([
  ['stranger', 'share row exclusive', 'permission denied'],
  ['reader', 'row share', 'permission denied'],
  ['reader', 'share row exclusive', 'permission denied'],
  ['recorder', 'share row exclusive', 'done'],
  ['owner', 'share row exclusive', 'done'],
])('a %s takes the lock of the writer in the mode %s: %s', async (person, mode, answer) => {
  expect(await office.said(person, 'begin', `lock table cica.writer in ${mode} mode`)).toContain(answer);
});

it('a recorder who holds it blocks other writers, and nothing else', async () => {
  const other = new pg.Client(office.as('second'));
  await other.connect();
  await other.query('begin; lock table cica.writer in share row exclusive mode');
  const writing = office.run('recorder')`body add HELD --name Held`;
  for (const line of ['body list', 'verify', 'search plan']) await done(office.run('reader')(line));
  void setTimeout(1_500).then(() => other.end());
  expect(await writing).toMatchObject({
    stdout: 'HELD\n',
    stderr: expect.stringMatching(/^another program is writing to the register; waiting …\n/),
  });
});

describe('a writer that waits behind others', () => {
  const interval = 300;
  const lock = 'begin; lock table cica.writer in share row exclusive mode';

  /** Connections that hold the lock one after the other, so long each, and one that waits behind them; whether it got it. */
  async function waitsBehind(...times: readonly number[]): Promise<boolean> {
    const clients = [...times, 0].map(() => new pg.Client(office.as('recorder')));
    try {
      await Promise.all(clients.map((client) => client.connect()));
      const [last, ...others] = clients.toReversed() as [pg.Client, ...pg.Client[]];
      const { rows } = await last.query('select pg_backend_pid() as pid');
      const turns = others.toReversed().map(async (client, at) => {
        // in this order
        await setTimeout(at * 40);
        await client.query(lock);
        // a client that is ended meanwhile holds nothing any more
        await Promise.race([setTimeout(times[at]), new Promise((resolve) => client.once('end', resolve))]);
        await client.query('commit').catch(() => undefined);
      });
      await setTimeout(others.length * 40);
      const end = watchLockWait(parseServerUrl(office.as('recorder'), {}), rows[0].pid, () => undefined, interval);
      const got = await last.query(lock).then(
        () => true,
        () => false,
      );
      expect(await end()).toBe(!got);
      if (!got) for (const client of others) await client.end();
      await Promise.all(turns);
      return got;
    } finally {
      for (const client of clients) await client.end();
    }
  }

  it('is refused where one of them holds the lock for long', async () => {
    expect(await waitsBehind(60_000)).toBe(false);
  });

  it('gets its turn, however long that takes, where each of them holds it for a moment', async () => {
    expect(await waitsBehind(200, 200, 200, 200, 200)).toBe(true);
  });
});

it('a server that is slow to answer is not said to be locked', async () => {
  const url = new URL(office.as('recorder'));
  const port = Number(url.port);
  const slow = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    let answers = Promise.resolve();
    client.on('data', (data) => {
      if (data.includes('lock table')) answers = setTimeout(1_200);
      server.write(data);
    });
    server.on('data', (data) => {
      answers = answers.then(() => void client.write(data));
    });
    client.on('close', () => server.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => slow.once('listening', resolve));
  url.port = String((slow.address() as AddressInfo).port);
  expect(await session(url.href, { here: true })`body add SLOW --name Slow --dry-run`).toMatchObject({
    stderr: 'would be recorded: body SLOW "Slow"\n',
    exitCode: 0,
  });
  slow.close();
});

it('a register that was migrated while it was open is not written to', async () => {
  const { openRegister } = await import('../../src/store/open');
  const { migrations, tester } = await import('../support/register');
  const store = await openRegister(office.as('owner'), tester, migrations);
  try {
    await office.said('owner', 'update register set schema = schema + 100');
    await expect(store.write('x', async () => undefined)).rejects.toThrow('was written by a newer cica (schema 10');
  } finally {
    await office.said('owner', 'update register set schema = schema - 100');
    await store.close();
  }
});

it('of several processes that create the same register one succeeds, and the others are refused', async () => {
  const made = await Promise.all(
    [1, 2, 3].map(() => office.run('owner')`init --db ${`${office.as('owner')}?schema=made`}`),
  );
  expect(made.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 4, 4]);
  for (const ran of made.filter(({ exitCode }) => exitCode !== 0)) refused(ran, 4, 'postgres://owner@');
});

describe('the role in an entry is the one that logged in', () => {
  /** A statement that adds a block under a role; what stands in it does not matter here. */
  const entry = (role: string): string => `insert into cica.history
    (id, entry, at, actor, command, first_change, changes, packed, body, hash, role)
    values (9999, 9999, 'x', 'x', 'x', 9999, 1, 0, 'x', 'x', ${role})`;
  const refusal = 'an entry is only added under the role that logged in';
  /** What answers to statements that are taken back. */
  const answer = (person: Person, ...statements: readonly string[]) => office.said(person, 'begin', ...statements);

  it.each<[string, Person, readonly string[], string]>([
    ['its own', 'recorder', [entry("'recorder'")], 'done'],
    [
      'its own, which it has left for that of its group',
      'recorder',
      ['set local role cica_recorder', entry("'recorder'")],
      'done',
    ],
    ['that of another', 'recorder', [entry("'second'")], refusal],
    ['that of the owner', 'recorder', [entry("'owner'")], refusal],
    ['none', 'recorder', [entry('null')], refusal],
    ['that of its group', 'recorder', ['set local role cica_recorder', entry("'cica_recorder'")], refusal],
    [
      'that of another, by COPY',
      'recorder',
      [
        `create temporary table mine as ${entry("'owner'").replace(/^[\s\S]*values/, 'values')}`,
        'insert into cica.history (id, entry, at, actor, command, first_change, changes, packed, body, hash, role) select column1, column2, column3, column4, column5, column6, column7, column8, column9::bytea, column10, column11 from mine',
      ],
      refusal,
    ],
    ['that of another, as the owner who copies', 'owner', [entry("'second'")], 'done'],
    ['that of another, as a reader', 'reader', [entry("'reader'")], 'permission denied for table history'],
  ])('%s', async (_, person, statements, expected) => {
    expect(await answer(person, ...statements)).toBe(expected);
  });

  it('cannot be another, with a user-defined operator in place of the system’s', async () => {
    const { server, as } = office;
    const database = Object.assign(new URL(server.address), { pathname: new URL(as('owner')).pathname }).href;
    const client = new pg.Client(database);
    await client.connect();
    await client.query('create schema if not exists evil; grant all on schema evil to recorder');
    await client.end();
    const planted = [
      'create or replace function evil.same(text, text) returns boolean language sql as $$ select true $$',
      'create operator evil.= (function = evil.same, leftarg = text, rightarg = text)',
      "create or replace function evil.pg_has_role(name, oid, text) returns boolean language sql as 'select true'",
      'set local search_path to evil, pg_catalog',
      entry("'owner'"),
    ];
    expect(await answer('recorder', ...planted)).toBe(refusal);
  });

  it.each([
    ['under another role in what is hashed', { role: 'owner' }],
    ['of the older form, which has none', undefined],
  ])('and one that was written whole by another tool, %s, is found', async (_, role) => {
    const { server, as, run } = office;
    const register = Object.assign(new URL(server.address), { pathname: '/register' }).href;
    const client = new pg.Client(as('recorder'));
    await client.connect();
    await client.query('begin; set local search_path to cica');
    const { rows } = await client.query('select * from history order by id desc limit 1');
    const { id, entry, first_change: first, changes, hash: previous } = rows[0];
    const [next, change] = [Number(entry) + 1, Number(first) + Number(changes)];
    const said = { entry: next, at: '2025-01-15T12:00:00.000Z', actor: 'owner' };
    const head =
      role === undefined
        ? { format: 1, ...said, command: 'cica', previous }
        : { format: 2, ...said, ...role, command: 'cica', undoes: null, previous };
    const after = { code: 'FORGED', name: 'Forged', kind: 'council' };
    const line = { change, entity: 'body', id: 9_000, operation: 'created', last: null, before: null, after };
    const bytes = Buffer.from(`${JSON.stringify(head)}\n${JSON.stringify(line)}`);
    await client.query('insert into body values ($1, $2, $3, $4, $5, null, $6, $6)', [
      9_000,
      'FORGED',
      'Forged',
      '[]',
      'council',
      change,
    ]);
    await client.query(
      `insert into history (id, entry, at, actor, command, first_change, changes, packed, body, hash, role)
        values ($1, $2, $3, $4, $5, $6, 1, 0, $7, $8, 'recorder')`,
      [
        Number(id) + 1,
        next,
        said.at,
        said.actor,
        'cica',
        change,
        bytes,
        createHash('sha256').update(bytes).digest('hex'),
      ],
    );
    await client.query('commit');
    await client.end();
    const { stdout, exitCode } = await run('reader')`verify`;
    expect({ stdout, exitCode }).toEqual({ stdout: `entry ${next}: its role was altered\n`, exitCode: 1 });
    await ask(
      register,
      "set session_replication_role to 'replica'",
      `delete from cica.history where entry = ${next}`,
      'delete from cica.body where id = 9000',
    );
    await done(run('reader')`verify`);
  });

  it('as written by the program, whatever CICA_ACTOR says', async () => {
    await done(office.run('second')`body add ROLE --name Role`);
    const log = JSON.parse(await done(office.run('reader')`log --limit 1 --format json`));
    expect(log).toMatchObject([{ actor: 'tester', role: 'second' }]);
    await done(office.run('reader')`verify`);
  });
});

it('objects in the schema public change nothing', async () => {
  const { server, as, run } = office;
  const database = Object.assign(new URL(server.address), { pathname: new URL(as('owner')).pathname }).href;
  const client = new pg.Client(database);
  await client.connect();
  await client.query(`grant create on schema public to stranger;
    create table public.decision (id int); create table public.history (id int);
    create function public.session_user() returns text language sql as $$ select 'owner' $$;
    create function public.max(bigint) returns bigint language sql as 'select 1::bigint';
    create table pg_temp.history (id int)`);
  await client.query('alter role recorder in database register set search_path to public, pg_temp, cica');
  await done(run('recorder')`body add SHADOW --name Shadow`);
  await done(run('recorder')`verify`);
  await client.query('alter role recorder in database register reset search_path');
  await client.end();
});
