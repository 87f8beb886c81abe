import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { Problem } from '../domain/problem';
import { type Migration, migrationsIn, migrationText } from './migrations';
import { connect, SqliteStore } from './sqlite';
import { notARegister, sqliteProblem } from './sqliteErrors';
import type { Origin } from './store';

/** The schema that this program works with: the number of its last migration. */
export const schemaVersion = 2;

/** In the header of every register: "cica" in ASCII, so that another program's file is told apart. */
const applicationId = 0x63696361;

/** Readable by its owner only; SQLite gives the WAL the same rights. */
const ownerOnly = 0o600;

/**
 * Opens the register at a path, migrating an older one after a copy of it was put beside it.
 *
 * @throws Problem `register` when there is none, or it is something else, damaged, locked or of a newer program.
 */
export async function openRegister(path: string, origin: Origin, migrations: string): Promise<SqliteStore> {
  checkFile(path);
  const database = connected(path);
  try {
    const version = versionOf(database, path);
    const store = new SqliteStore(database, path, origin);
    if (version < schemaVersion) await upgrade(store, database, path, migrationsIn(migrations));
    return store;
  } catch (error) {
    database.close();
    throw sqliteProblem(error, path);
  }
}

/**
 * Makes a register at a path, filled by `fill`, whole or not at all; a folder that is missing is made only where the
 * path is the user's own (`makeFolder`).
 *
 * @throws Problem `refused` when something is there already, `register` when its folder is missing.
 */
export async function createRegister(
  path: string,
  origin: Origin,
  options: { migrations: string; makeFolder?: boolean; fill?: (store: SqliteStore) => Promise<void> },
): Promise<void> {
  if (existsSync(path)) {
    throw new Problem('refused', `${path} is there already`, 'use it as it is, or name another file with --db');
  }
  const folder = dirname(path);
  if (options.makeFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(folder)) throw missingFolder(folder);
  const draft = `${path}.new-${process.pid}`;
  try {
    closeSync(openSync(draft, 'wx', ownerOnly));
    const database = connected(draft);
    const store = new SqliteStore(database, path, origin);
    try {
      database.pragma('journal_mode = wal');
      database.pragma(`application_id = ${applicationId}`);
      apply(database, migrationsIn(options.migrations));
      await options.fill?.(store);
    } finally {
      await store.close();
    }
    renameSync(draft, path);
  } catch (error) {
    throw fileProblem(error, path);
  } finally {
    for (const left of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(left, { force: true });
  }
}

function connected(path: string): Database.Database {
  try {
    return connect(path);
  } catch (error) {
    throw sqliteProblem(error, path);
  }
}

function checkFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    const folder = dirname(path);
    const missing = existsSync(folder) ? '' : `: there is no folder ${folder}`;
    throw new Problem(
      'register',
      `there is no register at ${path}${missing}`,
      'make one with `cica init`, or name one with --db',
    );
  }
  if (found.isDirectory()) throw new Problem('register', `${path} is a folder`, 'name the register file with --db');
  if (found.size === 0) throw notARegister(path);
}

function missingFolder(folder: string): Problem {
  return new Problem('register', `there is no folder ${folder}`, `make it first: mkdir -p '${folder}'`);
}

function versionOf(database: Database.Database, path: string): number {
  if (database.pragma('application_id', { simple: true }) !== applicationId) throw notARegister(path);
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > schemaVersion) {
    throw new Problem(
      'register',
      `the register ${path} was written by a newer cica (schema ${version}, this one knows ${schemaVersion})`,
      'update cica to open it',
    );
  }
  return version;
}

/** Migrates an older register: a copy beside it first, then all steps in one transaction, then what is derived. */
async function upgrade(
  store: SqliteStore,
  database: Database.Database,
  path: string,
  migrations: Migration[],
): Promise<void> {
  if (apply(database, migrations, (version) => backUp(path, version))) await store.rebuild();
}

/** Copies a register that nobody can write meanwhile, whole or not at all. */
function backUp(path: string, version: number): void {
  const copy = `${path}.schema-${version}.backup`;
  const draft = `${copy}.new-${process.pid}`;
  const reader = connect(path);
  try {
    closeSync(openSync(draft, 'wx', ownerOnly));
    reader.prepare('vacuum into ?').run(draft);
    renameSync(draft, copy);
  } finally {
    reader.close();
    rmSync(draft, { force: true });
  }
}

/** Takes the steps that a register lacks, `before` them what has to be done with its lock; whether there were any. */
function apply(
  database: Database.Database,
  migrations: Migration[],
  before: (version: number) => void = () => undefined,
): boolean {
  const step = database.transaction(() => {
    // read again under the lock: another process may have migrated it meanwhile
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version >= schemaVersion) return false;
    before(version);
    for (const migration of migrations.filter(({ number }) => number > version)) {
      database.exec(migrationText(migration));
      database.pragma(`user_version = ${migration.number}`);
    }
    return true;
  });
  return step.immediate();
}

/** The problem that an error of the file system means. */
function fileProblem(error: unknown, path: string): unknown {
  if (error instanceof Problem || !(error instanceof Error) || !('code' in error)) return error;
  if (typeof error.code === 'string' && /^(EACCES|EPERM|EROFS)$/.test(error.code)) {
    return new Problem('register', `${path} cannot be made there: no right to write`, 'name another file with --db');
  }
  if ('syscall' in error) {
    return new Problem('register', `${path} cannot be made there: ${error.message}`, 'name another file with --db');
  }
  return sqliteProblem(error, path);
}
