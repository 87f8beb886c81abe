import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { text } from 'node:stream/consumers';
import { lockedRegister, Problem, unusable } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import { flush, ownerOnly, writeBackup } from '../drafts';
import { maxWait } from '../engine';
import { unusedName } from '../paths';
import type { Origin } from '../store';
import { type Environment, parseServerUrl, type ServerAddress } from './address';
import { settingStatements, withClient } from './connection';
import { writeLock } from './engine';
import { permissionDenied } from './errors';

/**
 * Copies a register on a server to a file, with pg_dump: whole or not at all, while others may read and write it.
 *
 * @throws Problem `failed` where it cannot be written or pg_dump is missing, `refused` when something already exists.
 */
export function backUp(
  address: string,
  target: string,
  { env = {} }: Origin,
  beside: () => Promise<void>,
): Promise<void> {
  const server = parseServerUrl(address, env);
  const dump = async (draft: string): Promise<void> => {
    closeSync(openSync(draft, 'wx', ownerOnly));
    const options = ['--format=custom', `--schema=${server.schema}`, '--no-owner', `--file=${draft}`];
    await waitForExit('pg_dump', start('pg_dump', options, server, env), server.shown);
    if ((await schemaOfBackup(draft, server, env)) !== server.schema) {
      throw unusable(`the register ${server.shown} was not copied whole`, 'try again');
    }
    flush(draft);
  };
  return writeBackup(target, dump, beside);
}

/** The name of a backup that is given none: it lies in the folder where the user is. */
export const defaultBackupName = (_: string, timestamp: string): string => unusedName(`cica.${timestamp}`, '.backup');

/**
 * Puts a backup in the place of a register on a server, with pg_restore, in one transaction; what was there is kept in
 * another schema, whose name is returned; null if nothing was there. `check` looks at the copy after that, and has it taken
 * back by throwing.
 *
 * @throws Problem `failed` where pg_restore and psql are missing or refuse it, `register` for a backup of another schema.
 */
export async function restore(
  backup: string,
  address: string,
  timestamp: string,
  { env = {} }: Origin,
  check: (address: string) => Promise<void>,
): Promise<string | null> {
  const file = statSync(backup, { throwIfNoEntry: false });
  if (file === undefined) throw unusable(`there is no register at ${backup}`, 'name the file of a backup');
  if (!file.isFile()) throw unusable(`${backup} is not a file`, 'name the file of a backup');
  const server = parseServerUrl(address, env);
  const { schema } = server;
  const found = await schemaOfBackup(backup, server, env);
  if (found !== schema) {
    throw unusable(
      found === null ? `${backup} is not a backup of a register` : `${backup} is of the schema ${found}`,
      found === null ? 'name another file' : `restore it there: --db 'postgres://…?schema=${found}'`,
    );
  }
  const lock = await lockStatements(server);
  const kept = lock === null ? null : `cica_replaced_${timestamp.toLowerCase().replaceAll('-', '')}`;
  const aside = [
    settingStatements(schema),
    'set transaction read write',
    `set local lock_timeout = ${maxWait}`,
    ...(lock !== null ? [...lock, `alter schema ${schema} rename to ${kept}`] : []),
  ].join('; ');
  const options = ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-o', devNull];
  const { left, ignore } = onInterrupt();
  try {
    const script = start('pg_restore', ['--no-owner', '--file=-', backup], server, env);
    const filling = start('psql', [...options, '-c', aside, '-f', '-'], server, env);
    filling.stdin.on('error', () => undefined); // psql says itself why it left
    script.stdout.pipe(filling.stdin);
    await Promise.all([waitForExit('psql', filling, server.shown), waitForExit('pg_restore', script, server.shown)]);
    // the connection that checks has a name, so that it can be ended when the user leaves
    const checker = `cica restore ${process.pid}`;
    const named = `${address}${address.includes('?') ? '&' : '?'}application_name=${encodeURIComponent(checker)}`;
    await Promise.race([check(named), left]).catch(async (error: unknown) => {
      const back = kept === null ? '' : `alter schema ${kept} rename to ${schema}`;
      await withClient(server, async (query) => {
        await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${checker}'`);
        return query(`begin read write; drop schema ${schema} cascade; ${back}; commit`);
      });
      throw error;
    });
    return kept;
  } finally {
    ignore();
  }
}

/** Fails when the user leaves, so that what was done can be taken back; `ignore` ends that. */
function onInterrupt(): { readonly left: Promise<never>; readonly ignore: () => void } {
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(new Problem('interrupted', 'left: nothing was restored', 'what was there is there again'));
  });
  left.catch(() => undefined);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, leave);
  const ignore = (): void => {
    for (const signal of signals) process.off(signal, leave);
  };
  return { left, ignore };
}

/** What keeps others from writing to the register that is there: of one that is damaged, nothing; null without a schema. */
async function lockStatements(server: ServerAddress): Promise<string[] | null> {
  const { schema } = server;
  const rows = await withClient(server, (query) =>
    query(`select to_regclass('${schema}.writer') is not null as writer, to_regclass('${schema}.history') is not null as history
      from pg_namespace where nspname = '${schema}'`),
  );
  const [found] = rows as { readonly writer: boolean; readonly history: boolean }[];
  if (found === undefined) return null;
  if (found.writer) return [writeLock(schema)];
  return found.history ? [writeLock(schema, 0)] : [];
}

/** The schema that a backup holds; null for what is no backup of one. */
async function schemaOfBackup(backup: string, server: ServerAddress, env: Environment): Promise<string | null> {
  const listing = start('pg_restore', ['--list', backup], server, env);
  const [list] = await Promise.all([text(listing.stdout), waitForExit('pg_restore', listing, server.shown)]);
  return /^\d+; \d+ \d+ SCHEMA - (\w+)/m.exec(list)?.[1] ?? null;
}

/** Starts a client program; how it reaches the server stands in its environment, where nobody else sees the password. */
function start(
  program: string,
  options: readonly string[],
  { variables }: ServerAddress,
  env: Environment,
): ChildProcessWithoutNullStreams {
  const kept = Object.entries(env).filter(([name]) => !/^PG(SERVICE|HOST|PORT|USER|DATABASE|PASSWORD|SSL)/.test(name));
  return spawn(program, options, { env: { ...Object.fromEntries(kept), ...variables, LC_ALL: 'C' } });
}

function adviceFor(said: string): string {
  if (/version mismatch/.test(said)) return 'install client programs that are not older than the server';
  const [, role] = /role "(\w+)" does not exist/.exec(said) ?? [];
  if (role !== undefined) return `nothing was changed; make the role first: create role ${role}`;
  if (/valid archive/.test(said))
    return 'name a backup of a server; a register in a file is brought here by cica db copy';
  return 'nothing was changed';
}

async function waitForExit(program: string, running: ChildProcessWithoutNullStreams, shown: string): Promise<void> {
  const ended = Promise.all([text(running.stderr), once(running, 'close')]);
  const [said, [code]] = await ended.catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new Problem(
      'failed',
      `${program} is not installed`,
      'install the client programs of PostgreSQL (on Debian: apt install postgresql-client), or use cica db copy',
    );
  });
  if (code === 0) return;
  const [line = `it ended with ${code}`, ...more] = said.split('\n').filter((one) => one.trim() !== '');
  const [, right] = /((?:permission denied|must be (?:owner|able)).*)/.exec(said) ?? [];
  if (right !== undefined) throw permissionDenied(shown, right);
  if (/due to lock timeout/.test(said)) throw lockedRegister(shown);
  const message = line.replace(/^\w+: (?:error|FATAL): |^psql:<stdin>:\d+: ERROR: +/, '');
  throw new Problem('failed', `${program}: ${message}`, adviceFor(said), { details: more.slice(0, 5) });
}
