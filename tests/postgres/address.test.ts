import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isServer } from '../../src/store/open';
import { parseServerUrl } from '../../src/store/postgres/address';
import { temporaryFolder } from '../support/cica';

const home = temporaryFolder();
writeFileSync(
  join(home, '.pg_service.conf'),
  '# the office\n[office.server]\nhost=db.example\nport=6543\ndbname=register\nuser=aigerim\nsslmode=disable\n\n[other]\nhost=other\n',
);
const base = { HOME: home };

it.each([
  ['postgres://host/cica', true],
  ['postgresql://host/cica', true],
  ['postgres:', true],
  ['/tmp/postgres:/cica.db', false],
  ['POSTGRES://host/cica', true],
  [' postgres://host', true],
  ['postgres.db', false],
])('%s is the address of a server: %s', (text, expected) => {
  expect(isServer(text)).toBe(expected);
});

describe('an address', () => {
  it.each<[string, Record<string, string>, Record<string, unknown>]>([
    [
      'postgres://aigerim@db.example:6543/register?schema=office&sslmode=disable',
      {},
      { host: 'db.example', port: 6543, user: 'aigerim', database: 'register', ssl: false },
    ],
    [
      'postgres://a%40b:p%2Fw%3A@db.example/x%20y?sslmode=disable',
      {},
      { user: 'a@b', password: 'p/w:', database: 'x y' },
    ],
    ['postgres://u@[::1]:5433/d?sslmode=disable', {}, { host: '::1', port: 5433 }],
    ['postgres:///d?host=/run/here&user=u', {}, { host: '/run/here', database: 'd', user: 'u', ssl: false }],
    ['postgres://u@h?sslmode=disable', {}, { database: 'u' }],
    [
      'postgres://?sslmode=disable',
      { PGHOST: 'pg', PGPORT: '1234', PGUSER: 'me', PGDATABASE: 'mine', PGPASSWORD: 'secret' },
      { host: 'pg', port: 1234, user: 'me', database: 'mine', password: 'secret' },
    ],
    ['postgres://u@h/d', { PGSSLMODE: 'disable', PGHOST: 'other' }, { host: 'h', ssl: false }],
    [
      'postgres://?service=office.server',
      {},
      { host: 'db.example', port: 6543, user: 'aigerim', database: 'register' },
    ],
    ['postgres://', { PGSERVICE: 'office.server', PGUSER: 'me' }, { host: 'db.example', user: 'aigerim' }],
    ['postgres://me@/?service=office.server&port=1', {}, { user: 'me', port: 1 }],
    [
      'postgres://u@h/d?connect_timeout=3&application_name=site',
      {},
      { connectionTimeoutMillis: 3_000, application_name: 'site' },
    ],
  ])('%s with %j', (address, env, expected) => {
    const [attempt] = parseServerUrl(address, { ...base, ...env }).attempts;
    expect(attempt).toMatchObject(expected);
  });

  it('has the schema cica if it names none', () => {
    expect(parseServerUrl('postgres://u@h/d', base).schema).toBe('cica');
    expect(parseServerUrl('postgres://u@h/d?schema=office', base).schema).toBe('office');
  });

  it.each([
    ['postgres://u:p%40ss@h/d', 'postgres://u@h:5432/d?schema=cica'],
    ['postgres:///d?host=/run/here&user=u&password=secret', 'postgres://u@/d?host=/run/here&port=5432&schema=cica'],
    ['postgres://u@[::1]/d', 'postgres://u@[::1]:5432/d?schema=cica'],
    [
      'postgres://u:p@h/d?sslmode=require&connect_timeout=3&options=-c%20a%3Db',
      'postgres://u@h:5432/d?schema=cica&sslmode=require&connect_timeout=3&options=-c%20a%3Db',
    ],
    ['postgres://?service=office.server', 'postgres://aigerim@db.example:6543/register?schema=cica&sslmode=disable'],
  ])('%s is shown without its password, and names the same', (address, shown) => {
    const place = parseServerUrl(address, base);
    expect(place.displayUrl).toBe(shown);
    expect(parseServerUrl(shown, base).displayUrl).toBe(shown);
  });

  it('gives client programs what they need, with the password in the environment', () => {
    expect(parseServerUrl('postgres://u:secret@h:1/d?sslmode=require&schema=s', base).variables).toEqual({
      PGHOST: 'h',
      PGPORT: '1',
      PGUSER: 'u',
      PGPASSWORD: 'secret',
      PGDATABASE: 'd',
      PGSSLMODE: 'require',
    });
  });

  it.each([
    ['postgres://u@h:port/d', 'the address of the server cannot be read'],
    ['postgres://u:p%ZZ@h/d', 'the address of the server cannot be read'],
    ['postgres:/u:secret@h/d', 'the address of the server cannot be read'],
    ['postgres://u@h/d;password=secret', 'the address of the server cannot be read'],
    ['postgres://u@h/d?user=u;password=secret', 'the address of the server cannot be read'],
    ['postgres://u@h/d?password:secret', 'the address of the server cannot be read'],
    ['postgres://u@h/d?connect_timeout=soon', '"soon" is not a connect_timeout'],
    ['postgres://u@h/d?schema=one&schema=two', 'the address has the setting "schema" twice'],
    ['postgres://u@h/d?sslmod=require', 'the address has an unknown setting "sslmod"'],
    ['postgres://u@h/d?port=70000', '"70000" is not a port'],
    ['postgres://u@/d?host=a,b', 'the address names several servers'],
    ['postgres://u@h/d?sslmode=yes', '"yes" is not an sslmode'],
    ['postgres://u@h/d?schema=Office', '"Office" cannot be a schema here'],
    ["postgres://u@h/d?schema=x';drop", `"x';drop" cannot be a schema here`],
    ['postgres://u@h/d?schema=pg_catalog', '"pg_catalog" cannot be a schema here'],
    ['postgres://?service=nowhere', 'there is no service "nowhere"'],
  ])('%s is refused', (address, message) => {
    expect(() => parseServerUrl(address, base)).toThrow(message);
  });
});

describe('sslmode', () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const root = join(folder, 'root.crt');
  writeFileSync(root, 'CERTIFICATE');
  const tls = (settings: string) =>
    parseServerUrl(`postgres://u@h/d?${settings}`, base).attempts.map(({ ssl }) => {
      if (typeof ssl !== 'object') return ssl;
      const { rejectUnauthorized = true, ca, checkServerIdentity } = ssl;
      return [rejectUnauthorized ? 'checked' : 'unchecked', ca ?? null, checkServerIdentity ? 'any name' : 'its name'];
    });

  it.each<[string, unknown[]]>([
    ['sslmode=disable', [false]],
    ['sslmode=allow', [false, ['unchecked', null, 'its name']]],
    ['sslmode=prefer', [['unchecked', null, 'its name'], false]],
    ['', [['unchecked', null, 'its name'], false]],
    ['sslmode=require', [['unchecked', null, 'its name']]],
    [`sslmode=require&sslrootcert=${root}`, [['checked', 'CERTIFICATE', 'any name']]],
    [`sslmode=verify-ca&sslrootcert=${root}`, [['checked', 'CERTIFICATE', 'any name']]],
    [`sslmode=verify-full&sslrootcert=${root}`, [['checked', 'CERTIFICATE', 'its name']]],
    ['sslmode=verify-full&sslrootcert=system', [['checked', null, 'its name']]],
  ])('%s', (settings, expected) => {
    expect(tls(settings)).toEqual(expected);
  });

  it('says which certificate cannot be read', () => {
    expect(() => tls('sslmode=verify-ca&sslrootcert=/nowhere/root.crt')).toThrow(
      'the certificate /nowhere/root.crt cannot be read',
    );
  });
});
