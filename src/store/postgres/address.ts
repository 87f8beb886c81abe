import { existsSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { parse } from 'pg-connection-string';
import type { PasswordFile } from 'pgpass';
import { ownValue } from '../../domain/ownValue';
import { hasPassword, withoutPasswords } from '../../domain/password';
import { Problem, unusable } from '../../domain/problem';
import { libpqFile } from './libpqFile';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of an attempt to connect. */
export interface Attempt extends ClientConfig {
  /** Whether to continue without TLS on the same connection if the server offers none. */
  readonly allowPlain?: boolean;
}

/** How to reach a register on a server. */
export interface ServerAddress {
  /** Its schema. */
  readonly schema: string;
  /** The attempts to connect, in order: with TLS or without, depending on `sslmode`. */
  readonly attempts: readonly Attempt[];
  /** The address for people, without the password. */
  readonly displayUrl: string;
  /** The same settings as libpq's variables, for PostgreSQL's client programs. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The schema if the address does not name one. */
const defaultSchema = 'cica';

/** The supported connection settings by libpq's names, with libpq's variables (libpq's manual: connection parameters). */
const variables = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  application_name: 'PGAPPNAME',
  options: 'PGOPTIONS',
  service: 'PGSERVICE',
  schema: undefined,
} as const;
type Setting = keyof typeof variables;
type Settings = { [name in Setting]?: string };

const isSetting = (name: string): name is Setting => Object.hasOwn(variables, name);

/** The default timeout for connecting, in seconds. */
const connectTimeout = 10;

/**
 * Parses the address of a register on a server: `postgres://user@host:port/database?schema=name&sslmode=verify-full`.
 * Settings that it leaves out come from a service file, libpq's variables or libpq's defaults, in this order.
 *
 * @throws Problem `usage` for an invalid address.
 */
export function parseServerUrl(address: string, env: Environment): ServerAddress {
  const named = settingsOf(address);
  const service = named.service ?? env.PGSERVICE;
  const given: Settings = { ...(service ? serviceSettings(service, env) : {}), ...named };
  const settings: Settings = { ...fromVariables(env), ...given };
  const user = settings.user ?? loginName();
  const host = settings.host ?? defaultHost();
  const port = portOf(settings.port);
  if (host.includes(',')) throw new Problem('usage', 'the address names several servers', 'name one of them');
  const schema = schemaOf(settings.schema);
  const database = settings.dbname ?? user;
  const config: ClientConfig = {
    host,
    port,
    user,
    database,
    application_name: settings.application_name ?? 'cica',
    connectionTimeoutMillis: 1_000 * timeoutOf(settings.connect_timeout),
    password: settings.password ?? (() => passwordFromFile({ host, port, user, database })),
    ...(settings.options === undefined ? {} : { options: settings.options }),
  };
  const socket = host.startsWith('/');
  const hostAndPort = socket ? '' : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const displayed = displayedSettings.flatMap((name) =>
    given[name] === undefined ? [] : [`${name}=${encoded(given[name])}`],
  );
  const query = [...(socket ? [`host=${host}`, `port=${port}`] : []), `schema=${schema}`, ...displayed].join('&');
  return {
    schema,
    attempts: (socket ? [plain] : tlsAttempts(settings)).map((attempt) => ({ ...config, ...attempt })),
    variables: variablesOf({ ...settings, host, port: String(port), user, dbname: database }),
    // a user name with a colon may contain a password
    displayUrl: withoutPasswords(
      `postgres://${encodeURIComponent(user)}@${hostAndPort}/${encodeURIComponent(database)}?${query}`,
    ),
  };
}

/** The problem that an address is invalid. It does not quote the address, which may contain a password. */
const invalidAddress = (): Problem =>
  new Problem(
    'usage',
    'the address of the server cannot be read',
    'write it like postgres://user@host:5432/database?schema=cica; with special characters escaped, such as %40 for @',
  );

/**
 * The settings in an address. pg-connection-string parses the part before the database. The rest is parsed here: the package
 * does not decode %2F and %40 in the name of a database, accepts duplicate and unknown settings, and reads certificate files
 * itself, without libpq's defaults and `system`, and for one attempt to connect where libpq makes two.
 */
function settingsOf(address: string): Settings {
  const text = address
    .trim()
    .replace(/^postgres(ql)?:\/\//i, 'postgres://')
    .replaceAll(' ', '%20');
  const [, authority, path = '', query = ''] = /^postgres:\/\/([^/?#]*)\/?([^?#]*)\??([^#]*)/.exec(text) ?? [];
  const parameters = [...new URLSearchParams(query)];
  const isMistyped = parameters.some(([name, value]) => hasPassword(`${name}=${value}`) && name !== 'password');
  if (authority === undefined || hasPassword(`/${path}`) || isMistyped) throw invalidAddress();
  const settings: Settings = {};
  const set = (name: Setting, value: string | null | undefined): void => {
    if (value) settings[name] = value;
  };
  try {
    // the package would accept a percent sign that encodes nothing
    decodeURIComponent(authority);
    const { user, password, host, port } = parse(`postgres://${authority}/`);
    for (const [name, value] of Object.entries({ user, password, host, port })) set(name as Setting, value);
    set('dbname', decodeURIComponent(path));
  } catch {
    throw invalidAddress();
  }
  const named = new Set<string>();
  for (const [name, value] of parameters) {
    if (named.has(name)) {
      throw new Problem('usage', `the address has the setting "${name}" twice`, 'remove one of them');
    }
    if (!isSetting(name)) {
      const known = Object.keys(variables).join(', ');
      throw new Problem('usage', `the address has an unknown setting "${name}"`, `the settings are ${known}`);
    }
    named.add(name);
    set(name, value);
  }
  return settings;
}

function fromVariables(env: Environment): Settings {
  const set = Object.entries(variables).map(([name, variable]) => [name, variable && env[variable]]);
  return Object.fromEntries(set.filter(([, value]) => value));
}

/** The settings to display after the database, if the address or its service sets them. */
const displayedSettings = (Object.keys(variables) as Setting[]).filter(
  (name) => !/^(host|port|dbname|user|password|service|schema)$/.test(name),
);

/** A value in an address, with the slashes of a path as they are. */
const encoded = (value: string): string => encodeURIComponent(value).replaceAll('%2F', '/');

function variablesOf({ service, schema, ...settings }: Settings): Record<string, string> {
  const set = Object.entries(settings).map(([name, value]) => [variables[name as keyof typeof settings], value]);
  return Object.fromEntries(set);
}

/** The settings of a service in libpq's service files: lines of `name=value` under `[service]`, without quotes. */
function serviceSettings(service: string, env: Environment): Settings {
  const files = [
    env.PGSERVICEFILE ?? libpqFile('.pg_service.conf', env),
    ...(env.PGSYSCONFDIR === undefined ? [] : [join(env.PGSYSCONFDIR, 'pg_service.conf')]),
    '/etc/postgresql-common/pg_service.conf',
  ];
  for (const file of files.filter((name) => existsSync(name) && !statSync(name).isDirectory())) {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    const start = lines.indexOf(`[${service}]`);
    if (start === -1) continue;
    const settings: Settings = {};
    for (const line of lines.slice(start + 1)) {
      if (line.startsWith('[')) break;
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      if (isSetting(name) && value !== '') settings[name] = value;
    }
    return settings;
  }
  throw new Problem('usage', `there is no service "${service}"`, `define it in ${files[0]}: host, port, dbname, user`);
}

function portOf(text = '5432'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Problem('usage', `"${text}" is not a port`, 'it is a number up to 65535, usually 5432');
}

function schemaOf(text = defaultSchema): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(text) && !text.startsWith('pg_')) return text;
  throw new Problem(
    'usage',
    `"${text}" cannot be a schema here`,
    'write it like cica_office: up to 63 of a-z, 0-9 and _, not beginning with pg_',
  );
}

function timeoutOf(text = String(connectTimeout)): number {
  if (/^\d{1,6}$/.test(text)) return Number(text) || connectTimeout;
  throw new Problem('usage', `"${text}" is not a connect_timeout`, 'it is a number of seconds');
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'postgres';
  }
}

/** The password in libpq's password file, which is ignored if others can read it. */
async function passwordFromFile(server: Parameters<PasswordFile>[0]): Promise<string> {
  const [{ default: pgpass }, { PassThrough }] = await Promise.all([import('pgpass'), import('node:stream')]);
  pgpass.warnTo(new PassThrough().resume());
  return new Promise((resolve) => pgpass(server, (password) => resolve(password ?? '')));
}

/** Where a local server listens: on its socket, in Debian's folder or PostgreSQL's own, or else on TCP. */
const defaultHost = (): string =>
  ['/var/run/postgresql', '/tmp'].find((folder) => existsSync(join(folder, '.s.PGSQL.5432'))) ?? 'localhost';

type Tls = Exclude<ClientConfig['ssl'], boolean | undefined>;

/** How an attempt uses TLS; `sslnegotiation` is set so that pg ignores PGSSLNEGOTIATION. */
interface TlsAttempt extends Pick<Attempt, 'allowPlain' | 'sslnegotiation'> {
  readonly ssl: false | Tls;
}
const plain: TlsAttempt = { ssl: false, sslnegotiation: 'postgres' };
const encrypted = (ssl: Tls): TlsAttempt => ({ ssl, sslnegotiation: 'postgres' });

/** The attempts with and without TLS, in libpq's order for an `sslmode`. */
function tlsAttempts({ sslmode = 'prefer', sslrootcert, sslcert, sslkey }: Settings): readonly TlsAttempt[] {
  const client: Tls = {
    ...(sslcert === undefined ? {} : { cert: certificate(sslcert) }),
    ...(sslkey === undefined ? {} : { key: certificate(sslkey) }),
  };
  const unchecked: Tls = { ...client, rejectUnauthorized: false };
  const authority = (): Tls => {
    if (sslrootcert === 'system') return client;
    const file = sslrootcert ?? libpqFile('root.crt', process.env);
    return { ...client, ca: certificate(file) };
  };
  const anyName: Tls = { checkServerIdentity: () => undefined };
  const attempts: Readonly<Record<string, () => readonly TlsAttempt[]>> = {
    disable: () => [plain],
    allow: () => [plain, encrypted(unchecked)],
    prefer: () => [{ ...encrypted(unchecked), allowPlain: true }, plain],
    // a root certificate is verified, for compatibility with older clients (libpq's manual: SSL support)
    require: () => [encrypted(sslrootcert === undefined ? unchecked : { ...authority(), ...anyName })],
    'verify-ca': () => [encrypted({ ...authority(), ...anyName })],
    'verify-full': () => [encrypted(authority())],
  };
  const found = ownValue(attempts, sslmode);
  if (found !== undefined) return found();
  throw new Problem('usage', `"${sslmode}" is not an sslmode`, `it is one of ${Object.keys(attempts).join(', ')}`);
}

function certificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw unusable(
      `the certificate ${file} cannot be read`,
      'name it with sslrootcert, sslcert or sslkey in the address, or choose another sslmode',
    );
  }
}
