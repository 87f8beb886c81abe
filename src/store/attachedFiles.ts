import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { sha256InName } from '../domain/attached';
import { Problem } from '../domain/problem';
import { withoutLinks } from './paths';
import { beginDraftOf, namesIn, removeDraft, syncFolder } from './registerFile';

/* The folder of files: copies that are named by the SHA-256 of their content, each whole as soon as it has its name. */

/** What a file is. */
export interface FileFacts {
  readonly sha256: string;
  readonly size: number;
}

/** A file that was copied, but does not have its name yet. */
export interface StagedFile extends FileFacts {
  /** The path of the copy, from beside the folder of files. */
  readonly file: string;
  /** Whether something else lies under the name of the copy, and is replaced. */
  readonly replaces: boolean;
  /** Gives the copy its name, for good; done again, it does nothing. */
  keep(): Promise<void>;
  /** Removes what has no name yet. */
  discard(): void;
}

/** How a file is, compared with what is known of it. */
export type FileState = 'same' | 'changed' | 'missing' | 'not regular' | 'unreadable';

/** What a copy of a folder came to. */
export interface CopiedFiles {
  readonly copied: number;
  readonly bytes: number;
  /** How the copies of the first folder are in the second now, by their names. */
  readonly states: ReadonlyMap<string, FileState>;
}

/** So many bytes are read at a time. */
const chunk = 1 << 20;

/** A pipe or a device is not waited for, and never becomes the terminal of this program. */
const toRead = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * The facts of a file.
 *
 * @throws Problem `failed` when it cannot be read, or is a device, a pipe or a folder.
 */
export function fileFacts(path: string): Promise<FileFacts> {
  return told(path, () => reading(path, ({ file }) => pour(file)));
}

/** The path under which a copy of that content is recorded; it keeps the ending of the file's name. */
export function attachedPath(folder: string, name: string, sha256: string): string {
  return join(basename(folder), `${sha256}${extname(name)}`);
}

/**
 * Copies a file to the folder of files: a draft that gets its name when the record is written.
 *
 * @throws Problem `failed` when it cannot be read or copied; nothing is left of it then.
 */
export function stageFile(folder: string, path: string): Promise<StagedFile> {
  const staging = ({ file, stats }: Opened): Promise<StagedFile> => {
    const made = makeFolder(folder);
    const discard = (draft: string): void => {
      removeDraft(draft);
      if (made) removeEmpty(folder);
    };
    return drafting(folder, async (draft) => {
      const facts = await copyTo(draft, file, stats.mode);
      const recorded = attachedPath(folder, path, facts.sha256);
      const copy = join(folder, basename(recorded));
      const state = await copyState(copy, facts.sha256, facts.size);
      const keep = async (): Promise<void> => (state === 'same' ? sync(copy) : keepDraft(draft, copy));
      return {
        ...facts,
        file: recorded,
        replaces: state !== 'same' && state !== 'missing',
        keep: () => told(path, keep),
        discard: () => discard(draft),
      };
    }).catch((error: unknown) => {
      if (made) removeEmpty(folder);
      throw error;
    });
  };
  return told(path, () => reading(path, staging));
}

/**
 * Copies the files of a folder to another, those that are whole; what is there already is not copied again.
 *
 * @throws Problem `failed` when they cannot be written; a folder that was made for them is removed again.
 */
export async function copyFiles(from: string, to: string): Promise<CopiedFiles> {
  const states = new Map<string, FileState>();
  const copied: string[] = [];
  let bytes = 0;
  const names = attachedNames(from);
  const isSame = resolve(withoutLinks(from)) === resolve(withoutLinks(to));
  const made = names.length > 0 && !isSame && (await told(to, async () => makeFolder(to)));
  try {
    for (const name of names) {
      const sha256 = sha256InName(name) as string;
      const there = await copyState(join(to, name), sha256);
      const result = isSame || there === 'same' ? there : await told(to, () => copyFile(from, to, name, sha256));
      states.set(name, typeof result === 'number' ? 'same' : result);
      if (typeof result !== 'number') continue;
      copied.push(name);
      bytes += result;
    }
  } catch (error) {
    if (made) removeMade(to, copied);
    throw error;
  }
  return { copied: copied.length, bytes, states };
}

/** The names of all copies in a folder of files, be they whole or not. */
export function attachedNames(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => sha256InName(name) !== null)
    .toSorted();
}

/** How a copy in the folder of files is: a file of its own, not a link to another one. */
export async function copyState(path: string, sha256: string, size: number | null = null): Promise<FileState> {
  const found = outerState(path, size, lstatSync);
  return found === 'same' ? compared(path, toRead | constants.O_NOFOLLOW, sha256) : found;
}

/** How a file is by what its folder says, without opening it: `same` stands for as large as it was. */
export function outerState(path: string, size: number | null, look: (path: string) => Stats = statSync): FileState {
  const found = lookedAt(path, look);
  if (typeof found === 'string') return found;
  return size === null || found.size === size ? 'same' : 'changed';
}

/** How the content of a file is that lies anywhere; never read beyond the size that it has. */
export async function contentState(path: string, sha256: string, size: number | null): Promise<FileState> {
  const found = outerState(path, size);
  return found === 'same' ? compared(path, toRead, sha256) : found;
}

interface Opened {
  readonly file: FileHandle;
  readonly stats: Stats;
}

/** Works with a file that is open, and a regular one. */
async function reading<T>(path: string, work: (opened: Opened) => Promise<T>, flags = toRead): Promise<T> {
  const file = await opened(path, flags).catch((error) => {
    throw new Unreadable(error.message, { cause: error });
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Unreadable('', { cause: new NotRegular() });
    return await work({ file, stats });
  } finally {
    await file.close();
  }
}

async function opened(path: string, flags: number): Promise<FileHandle> {
  // a device may do something as soon as it is opened
  if (!statSync(path).isFile()) throw new NotRegular();
  return open(path, flags);
}

/** Makes a draft in the folder of files, which its caller keeps or removes; an error removes it. */
async function drafting<T>(folder: string, work: (draft: string) => Promise<T>): Promise<T> {
  // the folder may be one that several machines share
  const draft = beginDraftOf(join(folder, hostname().replace(/[^\w.-]/g, '-') || 'host'));
  try {
    return await work(draft);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

/** Copies one file of a folder, if it has that hash: how many bytes, or what is wrong with it. */
async function copyFile(from: string, to: string, name: string, sha256: string): Promise<number | FileState> {
  const source = join(from, name);
  const found = lookedAt(source, lstatSync);
  if (typeof found === 'string') return found;
  return drafting(to, async (draft) => {
    try {
      const facts = await reading(source, ({ file, stats }) => copyTo(draft, file, stats.mode));
      if (facts.sha256 !== sha256) return 'changed';
      keepDraft(draft, join(to, name));
      return facts.size;
    } catch (error) {
      if (error instanceof Unreadable) return stateOf(error);
      throw error;
    } finally {
      removeDraft(draft);
    }
  });
}

/** Writes a draft, and waits until it is on the disk. */
async function copyTo(draft: string, source: FileHandle, mode: number): Promise<FileFacts> {
  const target = await open(draft, 'wx', mode & 0o666);
  try {
    const facts = await pour(source, target);
    await target.sync();
    return facts;
  } finally {
    await target.close();
  }
}

/** Reads a file, to its end or so many bytes of it, and writes what was read: the facts are those of what was written. */
async function pour(source: FileHandle, target?: FileHandle, most = Number.POSITIVE_INFINITY): Promise<FileFacts> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(chunk, Math.max(1, most)));
  let size = 0;
  while (size < most) {
    const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, most - size), null).catch((error) => {
      throw new Unreadable(error.message, { cause: error });
    });
    if (bytesRead === 0) break;
    const part = buffer.subarray(0, bytesRead);
    // writeFile goes on where a disk takes only a part at a time
    await target?.writeFile(part);
    hash.update(part);
    size += bytesRead;
  }
  return { sha256: hash.digest('hex'), size };
}

/** Gives a draft the name of a copy; what was under it is replaced. */
function keepDraft(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    // a write that is tried again keeps its files again
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || typeof lookedAt(copy, lstatSync) === 'string')
      throw error;
  }
  syncFolder(copy);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the folder of files, for its owner only; whether it was not there. */
function makeFolder(folder: string): boolean {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  if (made) syncFolder(folder);
  return made;
}

function removeMade(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true });
  removeEmpty(folder);
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // there is something in it
  }
}

/** What the file system says of a path, where that is a regular file. */
function lookedAt(path: string, look: (path: string) => Stats): Stats | FileState {
  try {
    const found = look(path);
    return found.isFile() ? found : 'not regular';
  } catch (error) {
    return stateOf(error);
  }
}

async function compared(path: string, flags: number, sha256: string): Promise<FileState> {
  const comparing = async ({ file, stats }: Opened): Promise<FileState> => {
    const found = await pour(file, undefined, stats.size);
    return found.sha256 === sha256 && (await file.stat()).size === stats.size ? 'same' : 'changed';
  };
  try {
    return await reading(path, comparing, flags);
  } catch (error) {
    return stateOf(error);
  }
}

function stateOf(thrown: unknown): FileState {
  const error = reasonOf(thrown);
  if (error instanceof NotRegular) return 'not regular';
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}

/** A device, a pipe or a folder. */
class NotRegular extends Error {}

/** A file that cannot be opened, or not be read to its end. */
class Unreadable extends Error {}

const reasonOf = (error: unknown): unknown => (error instanceof Unreadable ? error.cause : error);

/** Says in the user's words why a file cannot be read or kept. */
async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = reasonOf(thrown);
    if (error instanceof NotRegular) {
      const advice = 'name a file, not a folder, a pipe or a device';
      throw new Problem('failed', `${path} is not a regular file`, advice);
    }
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    const [reason, advice] = reasons[code ?? ''] ?? [message, 'check the name and your rights'];
    throw new Problem('failed', `${path} cannot be read or kept: ${reason}`, advice);
  }
}

const reasons: Record<string, readonly [reason: string, advice: string]> = {
  ENOENT: ['there is no such file', 'check the name'],
  ENOTDIR: ['there is no such folder', 'check the name'],
  EACCES: ['you have no right to', 'check the name and your rights'],
  ENOSPC: ['the disk is full', 'make room for it; nothing was changed'],
  EFBIG: ['it is larger than a file may be there', 'make room for it; nothing was changed'],
};
