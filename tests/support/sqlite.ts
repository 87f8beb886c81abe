import { loadSqlite } from '../../src/store/addon';

/** better-sqlite3 in the version for this Node: another program that opens a register. */
export const { Database } = loadSqlite();
