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
 * Backs up a register on a server to a file with pg_dump, completely or not at all. Others can read and write it meanwhile.
 *
 * @throws Problem `failed` if the file cannot be written or pg_dump is missing, `refused` if the file already exists.
 */
export function backUp(
  address: string,
  target: string,
  { env = {} }: Origin,
  copyFiles: () => Promise<void>,
): Promise<void> {
  const server = parseServerUrl(address, env);
  const dump = async (draft: string): Promise<void> => {
    closeSync(openSync(draft, 'wx', ownerOnly));
    const options = ['--format=custom', `--schema=${server.schema}`, '--no-owner', `--file=${draft}`];
    await waitForExit('pg_dump', startClient('pg_dump', options, server, env), server.displayUrl);
    if ((await schemaOfBackup(draft, server, env)) !== server.schema) {
      throw unusable(`the register ${server.displayUrl} was not copied completely`, 'try again');
    }
    flush(draft);
  };
  return writeBackup(target, dump, copyFiles);
}

/** The default name of a backup, in the current folder. */
export const defaultBackupName = (_: string, timestamp: string): string => unusedName(`cica.${timestamp}`, '.backup');

/**
 * Replaces a register on a server with a backup, with pg_restore, in one transaction. The current register is renamed to
 * another schema. `check` then verifies the restored copy; if it throws, the restore is reverted.
 *
 * @returns the schema of the replaced register; null if there was none
 * @throws Problem `failed` if pg_restore or psql is missing or fails, `register` for a backup of another schema.
 */
export async function restore(
  backup: string,
  address: string,
  timestamp: string,
  { env = {} }: Origin,
  check: (address: string) => Promise<void>,
): Promise<string | null> {
  const file = statSync(backup, { throwIfNoEntry: false });
  if (file === undefined) throw unusable(`there is no register at ${backup}`, 'name a backup file');
  if (!file.isFile()) throw unusable(`${backup} is not a file`, 'name a backup file');
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
  const replacedSchema = lock === null ? null : `cica_replaced_${timestamp.toLowerCase().replaceAll('-', '')}`;
  const prologue = [
    settingStatements(schema),
    'set transaction read write',
    `set local lock_timeout = ${maxWait}`,
    ...(lock !== null ? [...lock, `alter schema ${schema} rename to ${replacedSchema}`] : []),
  ].join('; ');
  const options = ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-o', devNull];
  const { interrupted, stopListening } = onInterrupt();
  try {
    const dump = startClient('pg_restore', ['--no-owner', '--file=-', backup], server, env);
    const psql = startClient('psql', [...options, '-c', prologue, '-f', '-'], server, env);
    psql.stdin.on('error', () => undefined); // psql itself reports why it exited
    dump.stdout.pipe(psql.stdin);
    await Promise.all([
      waitForExit('psql', psql, server.displayUrl),
      waitForExit('pg_restore', dump, server.displayUrl),
    ]);
    // the connection of the check has a name, so that it can be terminated after an interrupt
    const checker = `cica restore ${process.pid}`;
    const namedAddress = `${address}${address.includes('?') ? '&' : '?'}application_name=${encodeURIComponent(checker)}`;
    await Promise.race([check(namedAddress), interrupted]).catch(async (error: unknown) => {
      const back = replacedSchema === null ? '' : `alter schema ${replacedSchema} rename to ${schema}`;
      await withClient(server, async (query) => {
        await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${checker}'`);
        return query(`begin read write; drop schema ${schema} cascade; ${back}; commit`);
      });
      throw error;
    });
    return replacedSchema;
  } finally {
    stopListening();
  }
}

/** Rejects `interrupted` at a signal, so that the restore can be reverted. */
function onInterrupt(): { readonly interrupted: Promise<never>; readonly stopListening: () => void } {
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () =>
      reject(new Problem('interrupted', 'interrupted: nothing was restored', 'the previous register is back in place'));
  });
  interrupted.catch(() => undefined);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  return { interrupted, stopListening };
}

/** The statements that lock an existing register against writes; none if it is corrupt, null if there is no schema. */
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

/** The schema in a backup; null if the file is not a backup of a register. */
async function schemaOfBackup(backup: string, server: ServerAddress, env: Environment): Promise<string | null> {
  const listing = startClient('pg_restore', ['--list', backup], server, env);
  const [list] = await Promise.all([text(listing.stdout), waitForExit('pg_restore', listing, server.displayUrl)]);
  return /^\d+; \d+ \d+ SCHEMA - (\w+)/m.exec(list)?.[1] ?? null;
}

/** Starts a client program. The address goes into its environment, where other users cannot see the password. */
function startClient(
  program: string,
  options: readonly string[],
  { variables }: ServerAddress,
  env: Environment,
): ChildProcessWithoutNullStreams {
  const inherited = Object.entries(env).filter(
    ([name]) => !/^PG(SERVICE|HOST|PORT|USER|DATABASE|PASSWORD|SSL)/.test(name),
  );
  return spawn(program, options, { env: { ...Object.fromEntries(inherited), ...variables, LC_ALL: 'C' } });
}

function adviceFor(stderr: string): string {
  if (/version mismatch/.test(stderr)) return 'install client programs that are not older than the server';
  const [, role] = /role "(\w+)" does not exist/.exec(stderr) ?? [];
  if (role !== undefined) return `nothing was changed; create the role first: create role ${role}`;
  if (/valid archive/.test(stderr))
    return 'name a backup of a server; to bring a register in a file here, use cica db copy';
  return 'nothing was changed';
}

async function waitForExit(program: string, child: ChildProcessWithoutNullStreams, displayUrl: string): Promise<void> {
  const finished = Promise.all([text(child.stderr), once(child, 'close')]);
  const [stderr, [code]] = await finished.catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new Problem(
      'failed',
      `${program} is not installed`,
      'install the client programs of PostgreSQL (on Debian: apt install postgresql-client), or use cica db copy',
    );
  });
  if (code === 0) return;
  const [line = `it exited with ${code}`, ...more] = stderr.split('\n').filter((one) => one.trim() !== '');
  const [, right] = /((?:permission denied|must be (?:owner|able)).*)/.exec(stderr) ?? [];
  if (right !== undefined) throw permissionDenied(displayUrl, right);
  if (/due to lock timeout/.test(stderr)) throw lockedRegister(displayUrl);
  const message = line.replace(/^\w+: (?:error|FATAL): |^psql:<stdin>:\d+: ERROR: +/, '');
  throw new Problem('failed', `${program}: ${message}`, adviceFor(stderr), { details: more.slice(0, 5) });
}
