import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { Problem, unusable } from '../../domain/problem';
import { errorCode, isSystemError } from '../../domain/systemError';
import { companions, flush, ownerOnly, unwritableCopy, writeBackup, writeWhole } from '../drafts';
import { isWritable, refuseExisting, unusedName } from '../paths';
import type { Origin } from '../store';
import { withDatabase } from './connection';
import { engineProblem } from './errors';
import { checkRegisterFile, checkReplaceable, schemaOf } from './file';
import { integrityProblems } from './integrity';

/**
 * Copies a register to a file, completely or not at all, while others may read and write it; the copy is checked.
 *
 * @throws Problem `usage` without a name, `failed` if it cannot be written, `refused` if something already exists,
 * `register` if the register is corrupt.
 */
export function backUp(path: string, target: string, _?: Origin, copyFiles?: () => Promise<void>): Promise<void> {
  return writeBackup(target, (draft) => copyWhole(path, draft, target), copyFiles);
}

/** The default name of a backup, beside the register. */
export const defaultBackupName = (path: string, timestamp: string): string =>
  unusedName(`${path}.${timestamp}`, '.backup');

function copyWhole(path: string, draft: string, target: string): void {
  try {
    closeSync(openSync(draft, 'wx', ownerOnly));
    if (isWritable(path)) withDatabase(path, (database) => database.prepare('vacuum into ?').run(draft));
    else copyFileSync(path, draft);
  } catch (error) {
    throw copyProblem(error, path, target);
  }
  try {
    const [problem] = withDatabase(draft, (copy) => {
      copy.pragma('journal_mode = wal');
      return integrityProblems(copy);
    });
    if (problem !== undefined) {
      throw unusable(`the register ${path} is corrupt: ${problem}`, '`cica db check` shows details');
    }
  } catch (error) {
    throw engineProblem(error, path);
  }
  // SQLite does not flush such a copy
  flush(draft);
}

function copyProblem(error: unknown, path: string, target: string): unknown {
  if (isSystemError(error)) return unwritableCopy(target, error);
  const isFull = error instanceof Error && /^SQLITE_(FULL$|IOERR)/.test(errorCode(error));
  return isFull ? unwritableCopy(target, error) : engineProblem(error, path);
}

/**
 * Replaces a register with a backup; the previous register, even a corrupt one, is kept beside it. `check` gets the
 * copy first, and rejects it by throwing. Returns the path of the previous register; null if there was none.
 *
 * @throws Problem `register` for a file that is not a backup or is corrupt, or if another program uses the register.
 */
export async function restore(
  backup: string,
  path: string,
  timestamp: string,
  _: Origin,
  check: (draft: string) => Promise<void>,
): Promise<string | null> {
  checkRegisterFile(backup);
  if (existsSync(path)) checkReplaceable(path);
  else refuseExisting(path, 'name another register with --db');
  return writeWhole(path, async (draft) => {
    copyWhole(backup, draft, path);
    withDatabase(draft, (copy) => schemaOf(copy, backup));
    await check(draft);
    const replaced = existsSync(path) ? unusedName(`${path}.${timestamp}`, '.replaced') : null;
    if (replaced !== null) moveAside(path, replaced);
    return replaced;
  });
}

/** Moves a register aside: as one file, or with its companions if it is too corrupt to be opened. */
function moveAside(path: string, target: string): void {
  try {
    // succeeds only if nobody else has it open, and checkpoints the WAL
    const mode = withDatabase(path, (database) => database.pragma('journal_mode = delete', { simple: true }));
    if (mode !== 'delete') throw inUse(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (errorCode(error).startsWith('SQLITE_BUSY')) throw inUse(path);
    for (const ending of companions) if (existsSync(path + ending)) copyFileSync(path + ending, target + ending);
  }
  renameSync(path, target);
  for (const ending of companions) rmSync(path + ending, { force: true });
}

const inUse = (path: string): Problem =>
  unusable(`the register ${path} is in use by another program`, 'close that program first, then restore');
