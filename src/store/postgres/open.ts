import { join } from 'node:path';
import type pg from 'pg';
import { Problem, refused, unusable } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import { EngineStore } from '../engineStore';
import { migrationsIn, migrationText, refuseNewer, schemaVersion, statementsIn } from '../migrations';
import type { CreateOptions, Origin, Store } from '../store';
import { parseServerUrl, type ServerAddress } from './address';
import { connect, connectAndAsk, withClient } from './connection';
import { PostgresEngine } from './engine';
import { engineProblem, permissionDenied } from './errors';

/**
 * Opens the register at the address of a server; an older one is migrated if the role owns it.
 *
 * @throws Problem `register` if there is none, the server cannot be reached, or it is from a newer version.
 */
export async function openRegister(address: string, origin: Origin, migrations: string): Promise<Store> {
  const server = parseServerUrl(address, origin.env ?? {});
  const { client, answer: version } = await connectAndAsk(server, (asking) => schemaOf(asking, server));
  try {
    const engine = new PostgresEngine(client, server, migrations);
    engine.version = version;
    const store = new EngineStore(engine, origin);
    if (version < schemaVersion) {
      await checkOwner(client, version, server);
      await store.migrate(async () => {
        await engine.written();
        // read again under the lock: another process may have migrated it in the meantime
        const now = await schemaOf(client, server);
        if (now < schemaVersion) await apply(engine, migrations, now);
        return now < schemaVersion;
      });
      engine.version = schemaVersion;
      origin.migrated?.(undefined);
    }
    return store;
  } catch (error) {
    await client.end();
    throw engineProblem(error, server.displayUrl);
  }
}

/** Throws a Problem `register` unless the role owns the register: only the owner can migrate it. */
async function checkOwner(client: pg.Client, version: number, { displayUrl }: ServerAddress): Promise<void> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select pg_has_role(relowner, 'usage') as owns from pg_class where oid = 'history'::regclass`,
  );
  if (rows[0]?.owns) return;
  throw unusable(
    `the register ${displayUrl} is of an older version (schema ${version}, this one needs ${schemaVersion})`,
    'its owner migrates it by opening it once with this version: `cica db info` does',
  );
}

/**
 * Creates a register in a schema of its own and fills it with `fill`, completely or not at all.
 *
 * @throws Problem `refused` if one already exists.
 */
export async function createRegister(
  address: string,
  origin: Origin,
  { migrations, fill }: CreateOptions,
): Promise<void> {
  const server = parseServerUrl(address, origin.env ?? {});
  const client = await connect(server);
  const engine = new PostgresEngine(client, server, migrations);
  try {
    await engine.inOneTransaction(async () => {
      await checkUnused(client, server);
      await createFirst(server, async () => {
        await engine.execute(`create schema if not exists ${server.schema}`);
        await apply(engine, migrations, 0);
      });
      await fill?.(new EngineStore(engine, origin));
    });
  } catch (error) {
    throw engineProblem(error, server.displayUrl);
  } finally {
    await engine.close();
  }
}

/** Whether the schema of a register exists. */
export function registerExists(address: string, { env = {} }: Origin): Promise<boolean> {
  const server = parseServerUrl(address, env);
  return withClient(server, async (query) => {
    const found = await query(`select 1 from pg_namespace where nspname = '${server.schema}'`);
    return found.length > 0;
  });
}

async function checkUnused(client: pg.Client, { schema, displayUrl }: ServerAddress): Promise<void> {
  const { rows } = await client.query<{ encoding: string; hasHistory: boolean }>(
    `select current_setting('server_encoding') as encoding, to_regclass('${schema}.history') is not null as "hasHistory"`,
  );
  if (rows[0]?.encoding !== 'UTF8') {
    throw unusable(`the database of ${displayUrl} is not in UTF-8`, 'create one: createdb --encoding UTF8 NAME');
  }
  if (rows[0].hasHistory) throw alreadyExists(displayUrl);
  if (await isTaken(client, schema)) throw notARegister('refused', displayUrl);
}

const alreadyExists = (url: string): Problem =>
  refused(`${url} already exists`, 'use it as it is, or name another schema: ?schema=NAME', { reason: 'exists' });

/** Creates the objects of a schema. If another process creates the same at the same time, waits for it, and then fails. */
async function createFirst({ displayUrl }: ServerAddress, create: () => Promise<void>): Promise<void> {
  try {
    await create();
  } catch (error) {
    // duplicate schema, table, or key of the system's catalog
    if (/^(42P06|42P07|42710|23505)$/.test(errorCode(error))) throw alreadyExists(displayUrl);
    throw error;
  }
}

/** Whether a schema contains anything. */
async function isTaken(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_class where relnamespace = to_regnamespace('${schema}') limit 1`,
  );
  return rows.length > 0;
}

const notARegister = (kind: 'register' | 'refused', displayUrl: string): Problem =>
  new Problem(
    kind,
    `the schema of ${displayUrl} has tables that are not a register of cica`,
    'name another schema: ?schema=NAME',
  );

async function schemaOf(client: pg.Client, { schema, displayUrl }: ServerAddress): Promise<number> {
  const { rows } = await client
    .query<{ schema: number }>('select schema from register')
    .catch(async (error: unknown) => {
      if (!['42P01', '42703'].includes(errorCode(error))) throw error;
      const found = await client.query(
        `select 1 from pg_namespace where nspname = '${schema}' and not has_schema_privilege(oid, 'usage')`,
      );
      if (found.rows.length > 0) throw permissionDenied(displayUrl, `permission denied for schema ${schema}`);
      if (await isTaken(client, schema)) throw notARegister('register', displayUrl);
      throw unusable(`there is no register at ${displayUrl}`, 'create one with `cica init`, or name one with --db');
    });
  const version = rows[0]?.schema ?? 0;
  refuseNewer(version, displayUrl);
  return version;
}

async function apply(engine: PostgresEngine, migrations: string, version: number): Promise<void> {
  for (const migration of migrationsIn(join(migrations, 'postgres'), version)) {
    for (const statement of statementsIn(migrationText(migration))) await engine.executeOne(statement);
    await engine.execute(`update register set schema = ${migration.number}`);
  }
}
