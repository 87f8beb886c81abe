import { lockedRegister, Problem, refused, unusable } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import { isWritable } from '../paths';

/** The problem for an error of SQLite, with the register's path; any other error unchanged. */
export function engineProblem(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const { message } = error;
  const code = errorCode(error);
  if (!code.startsWith('SQLITE_')) return error;
  const is = (name: string) => code === name || code.startsWith(`${name}_`);
  const register = (text: string, advice: string): Problem => unusable(`the register ${path} ${text}`, advice);
  if (is('SQLITE_NOTADB')) return notARegister(path);
  if (is('SQLITE_CORRUPT')) return register('is corrupt', '`cica db check` shows details; otherwise restore a backup');
  if (/^no such (table|column|fts5 table)|already exists$|^duplicate column|^vtable constructor failed/.test(message)) {
    const advice = 'restore a backup; if it is the search index: cica db check --repair';
    return register(`was altered with another tool: ${message}`, advice);
  }
  if (is('SQLITE_CANTOPEN') && isWritable(path)) {
    const advice = 'check the permissions of the files beside it (-wal, -shm), and the limit on open files: ulimit -n';
    return register('cannot be opened', advice);
  }
  if (is('SQLITE_READONLY') || is('SQLITE_CANTOPEN') || is('SQLITE_AUTH') || is('SQLITE_PERM')) {
    const advice = 'check the permissions of the file and of its folder, which must be writable, too';
    return register('cannot be written to', advice);
  }
  if (is('SQLITE_BUSY') || is('SQLITE_LOCKED')) return lockedRegister(path);
  if (is('SQLITE_FULL') || is('SQLITE_IOERR')) {
    return new Problem(
      'failed',
      `the register ${path} could not be written: ${message}`,
      'make room on the disk and try again; nothing was changed',
    );
  }
  if (is('SQLITE_CONSTRAINT')) {
    return refused(
      `the register refused the data: ${message}`,
      'nothing was changed; check the values, and report it if they are right',
    );
  }
  return error;
}

/** The problem that a file is not a register. */
export function notARegister(path: string): Problem {
  return unusable(`${path} is not a register of cica`, 'name another file with --db, or CICA_DB');
}
