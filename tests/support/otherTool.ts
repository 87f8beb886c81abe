import Database from 'better-sqlite3';
import { ask, onServer } from './postgres';

/** Changes a register as someone with another tool would, past its rules; on a server with all rights. */
export async function tamper(db: string, statement: string): Promise<void> {
  if (onServer) {
    await ask(db, "set search_path to cica; set session_replication_role to 'replica'", statement);
    return;
  }
  const database = new Database(db);
  database.pragma('foreign_keys = off');
  database.pragma('ignore_check_constraints = on');
  database.exec(statement);
  database.close();
}

/** What another tool reads of a register. */
export async function otherRows(db: string, query: string): Promise<Record<string, unknown>[]> {
  if (onServer) return ask(db, 'set search_path to cica', query);
  const database = new Database(db, { readonly: true });
  try {
    return database.prepare(query).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}
