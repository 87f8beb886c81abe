import type Database from 'better-sqlite3';
import { compareToKey, firstBound, orderKey } from '../../domain/order';
import { loadSqlite } from '../addon';
import { maxWait } from '../engine';

/** Opens a connection with the settings that every use of a register needs. */
export function connect(path: string): Database.Database {
  const sqlite = loadSqlite();
  const database = new sqlite.Database(path, { nativeBinding: sqlite.nativeBinding, timeout: maxWait });
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

/** Opens a connection for `work`, and closes it. */
export function withDatabase<T>(path: string, work: (database: Database.Database) => T): T {
  const database = connect(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
