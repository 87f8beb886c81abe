import { chmodSync, chownSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server as Listener, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseServerUrl } from '../../src/store/postgres/address';
import { connect } from '../../src/store/postgres/connection';
import { cica } from '../support/cica';
import { ask, newDatabase } from '../support/postgres';
import { openFolder, password, type Server, startServer } from '../support/server';
import { done, refused, session } from '../support/session';

/** An address with other parts. */
function changed(
  address: string,
  parts: Partial<Record<'hostname' | 'port' | 'password' | 'username' | 'pathname', string>>,
) {
  return Object.assign(new URL(address), parts).href;
}

/** A password is not in what a command says, in any form. */
function safe({ stdout, stderr }: { stdout: string; stderr: string }): void {
  for (const form of [password, encodeURIComponent(password), 'wr0ng']) expect(stdout + stderr).not.toContain(form);
}

describe('a register on a server', () => {
  it('is created, used and displayed without its password', async () => {
    const db = `${await newDatabase()}?schema=office`;
    const made = await cica(['init', '--preset', 'cica', '--db', db]);
    safe(made);
    const { port, pathname } = new URL(db);
    const shown = `postgres://postgres@127.0.0.1:${port}${pathname}?schema=office`;
    expect(made.stdout).toBe(`${shown}\n`);
    expect(made.stderr).toContain(`export CICA_DB='${shown}'`);
    const run = session(db);
    await done(run`meeting add --body SOC --date 2024-12-05`);
    await done(run`decision add SOC-2024-12-05 "2025 plan" --action adopt --db ${db}`);
    expect(await done(run`decision list --columns ref,title --format csv`)).toBe(
      'ref,title\nSOC-2024-12-05/1,2025 plan\n',
    );
    expect(await done(run`db path`)).toBe(`${shown}\n`);
    const info = JSON.parse(await done(run`db info --format json`));
    expect(info).toMatchObject({ path: shown, schema: 5, decisions: 1 });
    expect(info.bytes).toBeGreaterThan(100_000);
    safe(await run`log --format ndjson`);
    refused(await run`init`, 4, `${shown} already exists`);
  });

  it('can be reached through libpq’s variables, a password file and a service', async () => {
    const { hostname, port, pathname } = new URL(await newDatabase());
    const home = openFolder();
    const database = pathname.slice(1);
    writeFileSync(join(home, '.pgpass'), `${hostname}:${port}:*:postgres:${password.replace(':', '\\:')}\n`, {
      mode: 0o600,
    });
    writeFileSync(
      join(home, '.pg_service.conf'),
      `[office]\nhost=${hostname}\nport=${port}\nuser=postgres\ndbname=${database}\n`,
    );
    const server = { PGHOST: hostname, PGPORT: port, PGUSER: 'postgres', PGDATABASE: database };
    const variables = { env: { ...server, PGPASSWORD: password } };
    await done(session('postgres://', variables)`init`);
    for (const env of [variables.env, { ...server, HOME: home }, { HOME: home, PGSERVICE: 'office' }]) {
      const { stdout, stderr } = await session('postgres://', { env })`db info --format json`;
      expect(stdout).toContain('"bodies": 0');
      expect(stderr).toBe('');
    }
    expect(await done(session('postgres://?service=office', { env: { HOME: home } })`verify --head`)).toBe('\n');
  });

  it('that is newer is refused', async () => {
    const db = await newDatabase();
    await done(session(db)`init`);
    await ask(db, 'update cica.register set schema = 99');
    refused(await session(db)`body list`, 5, 'the register postgres://');
    expect((await session(db)`body list`).stderr).toContain('was written by a newer cica (schema 99');
  });

  it('that was altered is reported', async () => {
    const db = await newDatabase();
    await done(session(db)`init`);
    await ask(db, 'alter table cica.body drop column name cascade');
    const ran = await session(db)`body list`;
    refused(ran, 5, 'the register postgres://');
    expect(ran.stderr).toContain('was altered with another tool: column e.name does not exist');
  });
});

describe('a server without TLS', () => {
  /** Listens, and answers the messages of each connection one after the other; counts the connections. */
  async function listening(...answers: readonly ((socket: Socket) => void)[]) {
    const found = { connections: 0, address: '', end: () => listener.close() };
    const listener = createServer((socket) => {
      found.connections += 1;
      socket.on('error', () => undefined);
      let at = 0;
      socket.on('data', (data) => {
        // a connection that does not ask for TLS begins with the second answer
        if (at === 0 && data.length !== 8) at = 1;
        answers[at]?.(socket);
        at += 1;
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    found.address = `postgres://me:secret@127.0.0.1:${(listener.address() as AddressInfo).port}/db`;
    return found;
  }

  it('is asked once if it refuses what is not encrypted', async () => {
    const fields = 'SFATAL\0C28000\0Mno pg_hba.conf entry for host "::1", no encryption\0\0';
    const refusal = Buffer.from(`E\0\0\0${String.fromCharCode(fields.length + 4)}${fields}`, 'latin1');
    const server = await listening(
      (socket) => socket.write('N'),
      (socket) => socket.end(refusal),
    );
    await expect(connect(parseServerUrl(server.address, {}))).rejects.toThrow('no encryption');
    expect(server.connections).toBe(1);
    server.end();
  });

  it('has the time of one connection for both its answers', async () => {
    const server = await listening((socket) => setTimeout(() => socket.write('N'), 1_500));
    const start = performance.now();
    await expect(connect(parseServerUrl(`${server.address}?connect_timeout=2`, {}))).rejects.toThrow('does not answer');
    expect(performance.now() - start).toBeLessThan(3_000);
    server.end();
  });
});

describe('a failure to connect', () => {
  let db: string;
  let silent: Listener;
  let other: Listener;
  let stuffed: Listener;
  const held: Socket[] = [];
  beforeAll(async () => {
    db = await newDatabase();
    await done(session(db)`init`);
    await ask(
      db,
      "create role stranger login password 'right'",
      'create database latin encoding latin1 locale "C" template template0',
    );
    silent = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    other = createServer((socket) => socket.end('SSH-2.0-other\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    stuffed = createServer((socket) => socket.once('data', () => socket.write('NE'))).listen(0, '127.0.0.1');
    await new Promise((resolve) => stuffed.once('listening', resolve));
    await ask(db, 'create schema other', 'create table other.mine (x text)');
  });
  afterAll(() => {
    for (const socket of held) socket.destroy();
    silent.close();
    other.close();
    stuffed.close();
  });
  const otherPort = () => String((other.address() as { port: number }).port);
  const stuffedPort = () => String((stuffed.address() as { port: number }).port);
  const silentPort = () => String((silent.address() as { port: number }).port);

  it.each<[string, () => string, number, string, string]>([
    ['nobody there', () => changed(db, { port: '1' }), 5, 'no server answers at postgres://', 'is it running'],
    [
      'an unknown host',
      () => changed(db, { hostname: 'nowhere.invalid' }),
      5,
      'the server of postgres://',
      'name of the host',
    ],
    [
      'no answer',
      () => `${changed(db, { port: silentPort() })}?connect_timeout=1`,
      5,
      'the server of postgres://',
      'check the host',
    ],
    ['a wrong password', () => changed(db, { password: 'wr0ng' }), 5, 'wrong password for postgres://', 'PGPASSWORD'],
    ['no password', () => changed(db, { password: '' }), 5, 'postgres://', 'PGPASSWORD'],
    [
      'no such database',
      () => changed(db, { pathname: '/nowhere' }),
      5,
      'there is no database at postgres://',
      'createdb',
    ],
    ['no register', () => `${db}?schema=nowhere`, 5, 'there is no register at postgres://', 'cica init'],
    ['no rights', () => changed(db, { username: 'stranger', password: 'right' }), 5, '', 'owner'],
    ['no TLS there', () => `${db}?sslmode=require`, 5, 'no secure connection to postgres://', 'sslmode'],
    ['an answer with more in it', () => changed(db, { port: stuffedPort() }), 5, 'what answers at postgres://', 'host'],
    ['another service', () => changed(db, { port: otherPort() }), 5, 'what answers at postgres://', 'host and port'],
    [
      'a mistyped scheme',
      () => db.replace('postgres:', 'postgre:'),
      2,
      'the address of the server cannot be read',
      'write it like',
    ],
    ['a query that times out', () => `${db}?options=-c%20statement_timeout%3D1`, 5, '', 'raise its time limit'],
    ['invalid settings', () => `${db}?options=-c%20foo`, 5, 'the server refuses postgres://', 'check the address'],
    ['another schema', () => `${db}?schema=other`, 5, 'the schema of postgres://', 'name another schema'],
    [
      'an address that cannot be read',
      () => 'postgres://u@h:x/d',
      2,
      'the address of the server cannot be read',
      'postgres://',
    ],
  ])('%s is reported', async (_, address, code, message, advice) => {
    const ran = await cica(['body', 'list', '--db', address()]);
    safe(ran);
    refused(ran, code, message);
    expect(ran.stderr).toContain(advice);
  });

  it('a database in another encoding is refused', async () => {
    refused(await cica(['init', '--db', changed(db, { pathname: '/latin' })]), 5, 'the database of postgres://');
  });

  it('a schema with other tables is left alone', async () => {
    refused(await cica(['init', '--db', `${db}?schema=other`]), 4, 'the schema of postgres://');
    expect(await ask(db, "select 1 from pg_class where relnamespace = 'other'::regnamespace")).toHaveLength(1);
  });

  it('a missing privilege to create a schema is reported, and nothing is created', async () => {
    const stranger = changed(db, { username: 'stranger', password: 'right' });
    refused(await cica(['init', '--db', `${stranger}?schema=mine`]), 5, 'no right to do that in postgres://');
    expect(await ask(db, "select 1 from pg_namespace where nspname = 'mine'")).toEqual([]);
  });
});

describe('TLS', () => {
  let server: Server;
  const tls = (name: string) => resolve('tests', 'postgres', 'tls', name);
  beforeAll(async () => {
    const folder = openFolder();
    server = await startServer();
    const { uid, gid } = statSync(server.folder);
    for (const name of ['server.crt', 'server.key']) {
      copyFileSync(tls(name), join(folder, name));
      chownSync(join(folder, name), uid, gid);
      chmodSync(join(folder, name), 0o600);
    }
    const rules = join(server.folder, 'pg_hba.conf');
    const only = 'hostnossl all encrypted all reject\nhostssl all plain all reject\n';
    writeFileSync(rules, `${only}${readFileSync(rules, 'utf8')}`);
    await ask(
      server.address,
      ...['encrypted', 'plain'].map((role) => `create role ${role} superuser login password '${password}'`),
      'alter system set ssl to on',
      `alter system set ssl_cert_file to '${join(folder, 'server.crt')}'`,
      `alter system set ssl_key_file to '${join(folder, 'server.key')}'`,
      'select pg_reload_conf()',
    );
    await done(session(server.address)`init`);
  });
  afterAll(() => server.remove());

  const at = (host: string, settings: string) => `${changed(server.address, { hostname: host })}?${settings}`;

  it.each([
    ['127.0.0.1', 'sslmode=prefer'],
    ['127.0.0.1', 'sslmode=require'],
    ['127.0.0.1', `sslmode=verify-ca&sslrootcert=${tls('ca.crt')}`],
    ['localhost', `sslmode=verify-full&sslrootcert=${tls('ca.crt')}`],
  ])('at %s with %s lets in', async (host, settings) => {
    await done(cica(['body', 'list', '--db', at(host, settings)]));
  });

  it.each([
    ['', true],
    ['sslmode=prefer', true],
    ['sslmode=require', true],
    ['sslmode=allow', false],
    ['sslmode=disable', false],
  ])('with "%s" is in use: %s', async (settings, isUsed) => {
    const client = await connect(parseServerUrl(at('127.0.0.1', settings), {}));
    const { rows } = await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    await client.end();
    expect(rows).toEqual([{ ssl: isUsed }]);
  });

  it.each([
    ['encrypted', 'prefer', 0],
    ['encrypted', 'allow', 0],
    ['encrypted', 'disable', 5],
    ['plain', 'prefer', 0],
    ['plain', 'require', 5],
  ])('a role that is let in %s only, with sslmode=%s: exit code %i', async (username, sslmode, exitCode) => {
    const address = changed(at('127.0.0.1', `sslmode=${sslmode}`), { username });
    expect(await cica(['body', 'list', '--db', address])).toMatchObject({ exitCode });
  });

  it.each([
    ['127.0.0.1', `sslmode=verify-full&sslrootcert=${tls('ca.crt')}`],
    ['127.0.0.1', `sslmode=verify-ca&sslrootcert=${tls('other.crt')}`],
    ['localhost', `sslmode=verify-full&sslrootcert=${tls('other.crt')}`],
    ['localhost', `sslmode=require&sslrootcert=${tls('other.crt')}`],
    ['localhost', 'sslmode=verify-full&sslrootcert=system'],
  ])('at %s with %s does not, since the certificate is not right', async (host, settings) => {
    const ran = await cica(['body', 'list', '--db', at(host, settings)]);
    safe(ran);
    refused(ran, 5, 'no secure connection to postgres://');
  });
});
