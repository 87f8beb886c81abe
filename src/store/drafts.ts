import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolderCommand } from '../domain/platform';
import { Problem } from '../domain/problem';
import { errorCode, isSystemError, systemReason } from '../domain/systemError';
import { refuseExisting } from './paths';

/* A file is written as a draft beside its target, and gets its name when it is complete. */

/** Readable by its owner only; SQLite gives the WAL the same rights. */
export const ownerOnly = 0o600;

/** What SQLite keeps beside a register while it is in use. */
export const companions = ['-wal', '-shm'];

/** The drafts of this process. */
const drafts = new Set<string>();

/**
 * The signals after which nothing is left behind, and their exit codes. Ctrl-C ends the program at once, also while SQLite
 * works, which a listener would wait for; the next run removes what it left.
 */
const signals = { SIGHUP: 129, SIGTERM: 143 } as const;

/** Removes the drafts when a signal ends the program, unless something else waits for the signal: it undoes more. */
function removeDraftsAndExit(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  for (const draft of drafts) removeDraft(draft);
  process.exit(signals[signal as keyof typeof signals]);
}

function watchSignals(): void {
  for (const signal of Object.keys(signals)) process.on(signal, removeDraftsAndExit);
}

function ignoreSignals(): void {
  for (const signal of Object.keys(signals)) process.off(signal, removeDraftsAndExit);
}

/**
 * The name under which a file is written until it is complete; `removeDraft` ends it. Removes what killed processes left:
 * in a folder that several machines share (`isShared`), only drafts of the same file are known to be abandoned.
 */
export function beginDraft(path: string, isShared = false): string {
  removeAbandonedDrafts(path, isShared ? basename(path) : '');
  const draft = `${path}.cica-draft-${process.pid}`;
  if (drafts.size === 0) watchSignals();
  drafts.add(draft);
  return draft;
}

/** Removes the drafts that killed processes left in the folder of a file: all of them, or those of one name. */
export function removeAbandonedDrafts(path: string, only = ''): void {
  const folder = dirname(path);
  for (const name of namesIn(folder)) {
    const [draft, of, run] = /^(.+)\.cica-draft-(\d+)/.exec(name) ?? [];
    if (draft === undefined || (only !== '' && of !== only)) continue;
    const path = join(folder, draft);
    if (Number(run) === process.pid ? !drafts.has(path) : !isRunning(Number(run))) removeDraft(path);
  }
}

/** The drafts of a file, of this process and of others. */
export function draftsOf(path: string): string[] {
  const folder = dirname(path);
  const start = `${basename(path)}.cica-draft-`;
  return namesIn(folder)
    .filter((name) => name.startsWith(start))
    .map((name) => join(folder, name));
}

/** The names in a folder; none if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(run: number): boolean {
  try {
    return process.kill(run, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * Removes a draft and its companions. What cannot be removed stays: another user's, or a folder of such a name. The
 * error that caused this matters more.
 */
export function removeDraft(draft: string): void {
  if (drafts.delete(draft) && drafts.size === 0) ignoreSignals();
  for (const ending of ['', '-journal', ...companions]) {
    try {
      rmSync(draft + ending, { force: true });
    } catch (error) {
      if (!isSystemError(error) && !errorCode(error).startsWith('ERR_FS_')) throw error;
    }
  }
}

/**
 * Gives a draft its name, for good.
 *
 * @throws Problem `refused` when something has that name, even since a moment ago.
 */
export function commitDraft(draft: string, target: string): void {
  try {
    // unlike a rename, this never replaces anything
    linkSync(draft, target);
    rmSync(draft);
  } catch (error) {
    refuseExisting(target, 'name another file');
    if (!withoutHardLinks.has(errorCode(error))) throw error;
    renameSync(draft, target);
  }
  flush(dirname(target));
}

/** Writes a file as a draft that gets its name once `write` is done; nothing is left of it otherwise. */
export async function writeWhole<T>(target: string, write: (draft: string) => T | Promise<T>): Promise<T> {
  const draft = beginDraft(target);
  try {
    const result = await write(draft);
    commitDraft(draft, target);
    return result;
  } finally {
    removeDraft(draft);
  }
}

/** The errors of file systems without hard links, such as those of USB sticks. */
const withoutHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Flushes a file to the disk, or a folder with the names that are in it. Windows flushes only files that are open for
 * writing, and no folders: it writes their changes to a log of its own.
 */
export function flush(path: string, platform = process.platform): void {
  if (platform === 'win32' && statSync(path).isDirectory()) return;
  const file = openSync(path, platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes the file of a backup, completely or not at all: `write` fills a draft of it, and `copyFiles` writes the files
 * that belong to it before the draft gets its name.
 *
 * @throws Problem `usage` without a name, `failed` if it cannot be written, `refused` if something already exists.
 */
export async function writeBackup(
  target: string,
  write: (draft: string) => void | Promise<void>,
  copyFiles: () => Promise<void> = async () => undefined,
): Promise<void> {
  if (target.trim() === '') throw new Problem('usage', 'the backup has no name', 'give the name of a file, or nothing');
  refuseExisting(target, 'name another file; a backup never replaces anything');
  const folder = dirname(target);
  if (!existsSync(folder)) {
    throw new Problem('failed', `there is no folder ${folder}`, `create it first: ${makeFolderCommand(folder)}`);
  }
  try {
    await writeWhole(target, async (draft) => {
      await write(draft);
      await copyFiles();
    });
  } catch (error) {
    throw isSystemError(error) ? unwritableCopy(target, error) : error;
  }
}

/** The problem that the file of a backup cannot be written. */
export const unwritableCopy = (path: string, error: Error): Problem =>
  new Problem(
    'failed',
    `the copy ${path} cannot be written: ${systemReason(error, existsSync)}`,
    'make room, or name another file',
  );
