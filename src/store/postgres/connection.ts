import pg, { type ClientConfig } from 'pg';
import { unusable } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import type { ServerAddress } from './address';
import { engineProblem, isConnectionLost, isTlsError } from './errors';
import { negotiateTls } from './negotiation';

/** The types that pg returns as text but cica uses as numbers: int8 and numeric, by OID. */
const numbers: readonly number[] = [20, 1700];
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (numbers.includes(oid) ? Number : pg.types.getTypeParser(oid, format)) as never,
};

/**
 * The settings of each session, which override the address, PGOPTIONS, a service, the role and the database: values are
 * returned as written, no rows are silently left out, and nothing is written by mistake. Timeouts are not overridden: they
 * can abort a command, but not falsify data.
 */
const settings = {
  // values as written
  client_encoding: "'UTF8'",
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  array_nulls: 'on',
  transform_null_equals: 'off',
  // a policy that hides rows from the role is an error rather than a shorter list; a search returns all results
  row_security: 'off',
  gin_fuzzy_search_limit: '0',
  // a transaction must ask for write access
  default_transaction_read_only: 'on',
  default_transaction_isolation: "'read committed'",
  default_transaction_deferrable: 'off',
  // these queries run faster than their plans compile; cursors are read to the end
  jit: 'off',
  cursor_tuple_fraction: '1',
  client_min_messages: 'warning',
} as const;

/** Settings that only a superuser can change; other values turn off protections of the register. */
const guards = {
  session_replication_role: 'origin',
  zero_damaged_pages: 'off',
  ignore_checksum_failure: 'off',
} as const;

/** A commit returns once the write is on disk; `remote_apply`, which waits for replicas too, is kept. */
const durable = `set_config('synchronous_commit',
  case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, false)`;

/** The statements for the settings that any role may change; names resolve to the schema of the register. */
export function settingStatements(schema: string): string {
  const set = Object.entries(settings).map(([name, value]) => `set ${name} to ${value}`);
  // pg_temp comes last, so that a temporary table never hides a table of the register
  return [`set search_path to ${schema}, pg_temp`, ...set, `select ${durable}`].join('; ');
}

/**
 * Applies the settings to a new connection.
 *
 * @throws Problem `register` if an unsafe setting is in effect and the role may not change it.
 */
async function applySettings(client: pg.Client, { schema, displayUrl }: ServerAddress): Promise<void> {
  const currentSettings = Object.keys(guards).map((name) => `current_setting('${name}') as ${name}`);
  const results = (await client.query(
    `${settingStatements(schema)}; select ${currentSettings.join(', ')}`,
  )) as unknown as {
    readonly rows: readonly Record<string, string>[];
  }[];
  const found = results.at(-1)?.rows[0] ?? {};
  for (const [name, value] of Object.entries(guards)) {
    if (found[name] === value) continue;
    await client.query(`set ${name} to ${value}`).catch((error: unknown) => {
      if (errorCode(error) !== '42501') throw error;
      throw unusable(
        `${displayUrl} is not safe to use: ${name} is ${found[name]} there`,
        `ask the administrator of the server to undo that: alter role … reset ${name}`,
      );
    });
  }
}

/** Connects, and applies the settings that a register needs. */
export const connect = async (server: ServerAddress): Promise<pg.Client> =>
  (await connectAndAsk(server, async () => undefined)).client;

/** As `connect`; sends the first requests, those of `ask`, together with the settings. */
export async function connectAndAsk<T>(
  server: ServerAddress,
  ask: (client: pg.Client) => Promise<T>,
): Promise<{ readonly client: pg.Client; readonly answer: T }> {
  let failed: unknown;
  for (const { allowPlain = false, ...attempt } of server.attempts) {
    let client: pg.Client | undefined;
    let settings: ClientConfig = attempt;
    try {
      if (allowPlain) settings = await negotiateTls(attempt);
      client = await logIn(settings);
      cork(client);
      const [, answer] = await Promise.all([applySettings(client, server), ask(client)]);
      return { client, answer };
    } catch (error) {
      failed = error;
      await client?.end().catch(() => undefined);
      const wasPlain = allowPlain && settings.ssl === false;
      if (wasPlain || !isTlsError(error)) break;
    }
  }
  const isOtherService =
    isConnectionLost(failed) || (failed instanceof Error && /establishing an SSL connection/.test(failed.message));
  if (!isOtherService) throw engineProblem(failed, server.displayUrl);
  throw unusable(`what answers at ${server.displayUrl} is not PostgreSQL, or is shutting down`, 'check host and port');
}

/** Opens a connection in pipeline mode: its requests are sent without waiting for earlier answers. */
async function logIn(settings: ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...settings, types, pipeline: true });
  // the next request reports a lost connection
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Buffers writes until the end of this turn of the event loop, so that all its requests are sent together. */
export function cork({ connection: { stream } }: pg.Client): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(
  server: ServerAddress,
  work: (query: (text: string) => Promise<unknown[]>) => Promise<T>,
): Promise<T> {
  const client = await connect(server);
  try {
    return await work(async (text) => (await client.query(text)).rows);
  } finally {
    await client.end();
  }
}
