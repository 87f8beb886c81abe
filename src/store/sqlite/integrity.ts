import type Database from 'better-sqlite3';
import { errorCode } from '../../domain/systemError';

/** The first hundred defects that SQLite finds in a register's file and its references. */
export function integrityProblems(database: Database.Database): string[] {
  try {
    const found = database.pragma('integrity_check(100)') as { integrity_check: string }[];
    const damage = found.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    if (damage.length > 0) return damage;
    const keys = database.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
    return keys
      .filter(({ table }) => table !== 'decision_status') // rebuilt from the records
      .slice(0, 100)
      .map(({ table, rowid, parent }) => `${table} ${rowid ?? ''} refers to a ${parent} that does not exist`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isCorrupt = errorCode(error).startsWith('SQLITE_CORRUPT');
    if (isCorrupt || error.message.startsWith('vtable constructor failed')) return [error.message];
    throw error;
  }
}
