import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { makeFolderCommand } from '../../domain/platform';
import { Problem, unusable } from '../../domain/problem';
import { isSystemError, systemReason } from '../../domain/systemError';
import { flush, ownerOnly, writeWhole } from '../drafts';
import { EngineStore } from '../engineStore';
import { migrationsIn, migrationText, schemaVersion } from '../migrations';
import { createFolder, refuseExisting, unusedName } from '../paths';
import type { CreateOptions, Origin, Store } from '../store';
import { backUp } from './backup';
import { connect } from './connection';
import { SqliteEngine } from './engine';
import { engineProblem } from './errors';
import { applicationId, checkRegisterFile, schemaOf } from './file';
import { integrityProblems } from './integrity';

/**
 * Opens the register at a path. An older one is migrated, after a copy was placed beside it (`keepOlder`).
 *
 * @throws Problem `register` if there is none, or it is not a register, corrupt, locked or from a newer version.
 */
export async function openRegister(
  path: string,
  origin: Origin,
  migrations: string,
  { keepOlder = true }: { readonly keepOlder?: boolean } = {},
): Promise<Store> {
  const file = checkRegisterFile(path);
  const database = connected(path);
  try {
    const version = schemaOf(database, path);
    const store = new EngineStore(new SqliteEngine(database, path, migrations, file), origin);
    if (version < schemaVersion) {
      // a table that others refer to can be recreated only without foreign keys, which cannot be turned off in a transaction
      database.pragma('foreign_keys = off');
      const copy = await migrate(store, database, migrations, keepOlder ? path : null);
      database.pragma('foreign_keys = on');
      if (copy !== null) origin.migrated?.(copy);
    }
    return store;
  } catch (error) {
    database.close();
    throw engineProblem(error, path);
  }
}

/**
 * Creates a register at a path, filled by `fill`, completely or not at all. A missing folder is created only for the
 * default path (`makeFolder`).
 *
 * @throws Problem `refused` if something already exists, `register` if the folder is missing.
 */
export async function createRegister(path: string, origin: Origin, options: CreateOptions): Promise<void> {
  refuseExisting(path, 'use it as it is, or name another file with --db');
  const folder = dirname(path);
  if (options.makeFolder) makeFolder(folder, path);
  if (!existsSync(folder))
    throw unusable(`there is no folder ${folder}`, `create it first: ${makeFolderCommand(folder)}`);
  const create = async (draft: string): Promise<void> => {
    closeSync(openSync(draft, 'wx', ownerOnly));
    const database = connected(draft, path);
    const store = new EngineStore(new SqliteEngine(database, path, options.migrations), origin);
    try {
      database.pragma('journal_mode = wal');
      database.pragma(`application_id = ${applicationId}`);
      database.pragma('foreign_keys = off');
      database.transaction(apply)(database, options.migrations, 0);
      database.pragma('foreign_keys = on');
      await options.fill?.(store);
      // SQLite reports nothing if the disk is full while it closes
      database.pragma('wal_checkpoint(truncate)');
      const [problem] = integrityProblems(database);
      if (problem !== undefined) throw new Error(problem);
    } finally {
      await store.close();
    }
    flush(draft);
  };
  await writeWhole(path, create).catch((error: unknown) => {
    throw fileProblem(error, path);
  });
}

/** Whether a file exists at the location of a register. */
export const registerExists = async (path: string, _: Origin): Promise<boolean> => existsSync(path);

/** Connects to a file; a problem names the register. */
function connected(file: string, register = file): Database.Database {
  try {
    return connect(file);
  } catch (error) {
    throw engineProblem(error, register);
  }
}

function makeFolder(folder: string, path: string): void {
  try {
    createFolder(folder);
  } catch (error) {
    throw fileProblem(error, path);
  }
}

/**
 * Migrates an older register: copies it beside its path, then runs all steps and rebuilds derived data in one
 * transaction. Returns the path of the copy; null if there is none.
 */
async function migrate(
  store: EngineStore,
  database: Database.Database,
  migrations: string,
  path: string | null,
): Promise<string | null> {
  let copy: string | null = null;
  try {
    await store.migrate(async () => {
      // read again under the lock: another process may have migrated it meanwhile
      const version = database.pragma('user_version', { simple: true }) as number;
      if (version >= schemaVersion) return false;
      if (path !== null) {
        copy = unusedName(`${path}.schema-${version}`, '.backup');
        await backUp(path, copy);
      }
      const dangling = danglingReferences(database);
      apply(database, migrations, version);
      if (danglingReferences(database) > dangling) throw new Error('a migration lost records that others refer to');
      return true;
    });
    return copy;
  } catch (error) {
    if (copy !== null) rmSync(copy, { force: true });
    if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
    throw unusable(
      `the register cannot be migrated: it has a record that cica never wrote (${error.message})`,
      'restore a backup, or remove that record with another tool; nothing was changed',
    );
  }
}

const danglingReferences = (database: Database.Database): number =>
  (database.pragma('foreign_key_check') as unknown[]).length;

/** Runs the steps after a version. */
function apply(database: Database.Database, migrations: string, version: number): void {
  for (const migration of migrationsIn(join(migrations, 'sqlite'), version)) {
    database.exec(migrationText(migration));
    database.pragma(`user_version = ${migration.number}`);
  }
}

function fileProblem(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return engineProblem(error, path);
  return unusable(`${path} cannot be created there: ${systemReason(error, existsSync)}`, 'name another file with --db');
}
