import pg from 'pg';
import { unusable } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import type { Attempt, ServerAddress } from './address';
import { engineProblem, isAboutTls, isLost } from './errors';
import { negotiateTls } from './negotiation';

/** What the server gives as text although it is a number here: int8 and numeric, by their oids. */
const numbers: readonly number[] = [20, 1700];
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (numbers.includes(oid) ? Number : pg.types.getTypeParser(oid, format)) as never,
};

/**
 * What a session is set to, whatever the address, PGOPTIONS, a service, the role or the database say: values are as they
 * were written, nothing that was asked for is left out unseen, and nothing is written by mistake. Not among them are the
 * limits of time, which end a command and change nothing.
 */
const settings = {
  // values as they are
  client_encoding: "'UTF8'",
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  array_nulls: 'on',
  transform_null_equals: 'off',
  // a rule that hides rows from the role is an error, and no shorter list; a search tells all that it finds
  row_security: 'off',
  gin_fuzzy_search_limit: '0',
  // only who says so writes
  default_transaction_read_only: 'on',
  default_transaction_isolation: "'read committed'",
  default_transaction_deferrable: 'off',
  // compiling a plan takes longer than what is asked here; what a cursor reads is read to its end
  jit: 'off',
  cursor_tuple_fraction: '1',
  client_min_messages: 'warning',
} as const;

/** What only a superuser can set, and turns what keeps the register whole off. */
const guards = {
  session_replication_role: 'origin',
  zero_damaged_pages: 'off',
  ignore_checksum_failure: 'off',
} as const;

/** A write is on the disk before it is told; stronger than that, it is on that of a replica too. */
const durable = `set_config('synchronous_commit',
  case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end, false)`;

/** The statements that set all that any role may set; names are looked for in the schema of the register. */
export function settingStatements(schema: string): string {
  const set = Object.entries(settings).map(([name, value]) => `set ${name} to ${value}`);
  // named last, what a session keeps for a while never stands for a table of the register
  return [`set search_path to ${schema}, pg_temp`, ...set, `select ${durable}`].join('; ');
}

/**
 * Gives a new connection its settings.
 *
 * @throws Problem `register` where the server keeps one that would falsify the register, and the role may not change it.
 */
async function applySettings(client: pg.Client, { schema, shown }: ServerAddress): Promise<void> {
  const asked = Object.keys(guards).map((name) => `current_setting('${name}') as ${name}`);
  const results = (await client.query(`${settingStatements(schema)}; select ${asked.join(', ')}`)) as unknown as {
    readonly rows: readonly Record<string, string>[];
  }[];
  const found = results.at(-1)?.rows[0] ?? {};
  for (const [name, value] of Object.entries(guards)) {
    if (found[name] === value) continue;
    await client.query(`set ${name} to ${value}`).catch((error: unknown) => {
      if (errorCode(error) !== '42501') throw error;
      throw unusable(
        `${shown} is not safe to use: ${name} is ${found[name]} there`,
        `ask who runs the server to take that back: alter role … reset ${name}`,
      );
    });
  }
}

/** Connects, with the settings that a register needs, whatever the address, the server or the role set. */
export const connect = async (server: ServerAddress): Promise<pg.Client> =>
  (await connectAsking(server, async () => undefined)).client;

/** Connects as `connect` does; what `ask` asks at first goes out together with the settings. */
export async function connectAsking<T>(
  server: ServerAddress,
  ask: (client: pg.Client) => Promise<T>,
): Promise<{ readonly client: pg.Client; readonly answer: T }> {
  let failed: unknown;
  for (const attempt of server.attempts) {
    let client: pg.Client | undefined;
    try {
      client = await logIn(attempt);
      cork(client);
      const [, answer] = await Promise.all([applySettings(client, server), ask(client)]);
      return { client, answer };
    } catch (error) {
      failed = error;
      await client?.end().catch(() => undefined);
      if (!isAboutTls(error)) break;
    }
  }
  const isOther = isLost(failed) || (failed instanceof Error && /establishing an SSL connection/.test(failed.message));
  if (!isOther) throw engineProblem(failed, server.shown);
  throw unusable(`what answers at ${server.shown} is not PostgreSQL, or is stopping`, 'check host and port');
}

/** A connection that is let in; its requests go out one behind the other, without waiting for the answers. */
async function logIn({ orPlain = false, ...settings }: Attempt): Promise<pg.Client> {
  const client = new pg.Client({ ...(orPlain ? await negotiateTls(settings) : settings), types, pipeline: true });
  // a lost connection is told by the next request
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Holds what is written until the end of this turn of the event loop, so that all its requests go out together. */
export function cork({ connection: { stream } }: pg.Client): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Works with a connection of its own. */
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
