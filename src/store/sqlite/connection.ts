import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { compareToKey, firstBound, orderKey } from '../../domain/order';
import { maxWait } from '../engine';

/**
 * Where better-sqlite3's compiled addon is. Its own search for it loads two more packages and tries a dozen paths at
 * every start; the place where npm builds it is always the same.
 */
function addonPath(): string {
  const manifest = createRequire(__filename).resolve('better-sqlite3/package.json');
  return join(dirname(manifest), 'build', 'Release', 'better_sqlite3.node');
}

/** Opens a connection with the settings that every use of a register needs. */
export function connect(path: string): Database.Database {
  const database = new Database(path, { nativeBinding: addonPath(), timeout: maxWait });
  database.pragma('synchronous = full');
  database.pragma('foreign_keys = on');
  database.pragma('trusted_schema = off');
  // kilobytes of pages; better-sqlite3's 16 MB made an import of 10,000 decisions no faster
  database.pragma('cache_size = -4000');
  addFunctions(database);
  return database;
}

/** Adds the functions of the dialect. `directOnly` keeps the schema of a file, which may be hostile, from calling them. */
function addFunctions(database: Database.Database): void {
  const options = { deterministic: true, directOnly: true };
  database.function('order_key', options, (text: string | null) => (text === null ? null : orderKey(text)));
  database.function('first_bound', options, (key: string | null, descending: number) =>
    key === null ? null : firstBound(key, descending === 1),
  );
  database.function('compare_to_key', options, (text: string | null, key: string | null) =>
    text === null || key === null ? null : compareToKey(text, key),
  );
}

/** Works with a connection of its own. */
export function withDatabase<T>(path: string, work: (database: Database.Database) => T): T {
  const database = connect(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
