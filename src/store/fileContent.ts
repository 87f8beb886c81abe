import { createHash } from 'node:crypto';
import { lstatSync, type Stats, statSync } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../domain/problem';
import { errorCode, isSystemError, systemReason } from '../domain/systemError';

/* Reads people's files: regular ones only. Reading a pipe or a device could block forever. */

/** What a file is. */
export interface FileFacts {
  readonly sha256: string;
  readonly size: number;
}

/** The state of a file, compared with what is recorded of it. */
export type FileState = 'same' | 'changed' | 'missing' | 'not regular' | 'unreadable';

/** How many bytes are read at a time. */
const chunk = 1 << 20;

/** Never blocks on a pipe or a device, nor makes one the terminal of this program. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** The same, without following a link. */
export const readFlagsNoFollow = readFlags | constants.O_NOFOLLOW;

/**
 * The facts of a file.
 *
 * @throws Problem `failed` when it cannot be read, or is a device, a pipe or a folder.
 */
export function fileFacts(path: string): Promise<FileFacts> {
  return explainErrors(path, () => withOpenFile(path, ({ file }) => hashAndCopy(file)));
}

/** The state of a copy in the folder of files, which must be a file and not a link. */
export async function copyState(path: string, sha256: string, size: number | null = null): Promise<FileState> {
  const found = stateBySize(path, size, lstatSync);
  return found === 'same' ? compareHash(path, readFlagsNoFollow, sha256) : found;
}

/** The state of a file as far as its size tells, without opening it: `same` means the size is unchanged. */
export function stateBySize(path: string, size: number | null, look: (path: string) => Stats = statSync): FileState {
  const found = statRegular(path, look);
  if (typeof found === 'string') return found;
  return size === null || found.size === size ? 'same' : 'changed';
}

/** The state of a file anywhere, by its content; never reads beyond its size. */
export async function contentState(path: string, sha256: string, size: number | null): Promise<FileState> {
  const found = stateBySize(path, size);
  return found === 'same' ? compareHash(path, readFlags, sha256) : found;
}

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly file: FileHandle;
  readonly stats: Stats;
}

/** Opens a regular file, works with it and closes it. */
export async function withOpenFile<T>(
  path: string,
  work: (opened: OpenFile) => Promise<T>,
  flags = readFlags,
): Promise<T> {
  const file = await openRegular(path, flags).catch(unreadable);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new UnreadableFile('', { cause: new NotRegular() });
    return await work({ file, stats });
  } finally {
    await file.close();
  }
}

async function openRegular(path: string, flags: number): Promise<FileHandle> {
  // opening a device may have side effects
  if (!statSync(path).isFile()) throw new NotRegular();
  return open(path, flags);
}

/** Reads a file to its end, or up to `most` bytes, and copies it to `target`; returns the facts of what was read. */
export async function hashAndCopy(
  source: FileHandle,
  target?: FileHandle,
  most = Number.POSITIVE_INFINITY,
): Promise<FileFacts> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(chunk, Math.max(1, most)));
  let size = 0;
  while (size < most) {
    const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, most - size), null).catch(unreadable);
    if (bytesRead === 0) break;
    const part = buffer.subarray(0, bytesRead);
    // unlike write, writeFile continues after a partial write
    await target?.writeFile(part);
    hash.update(part);
    size += bytesRead;
  }
  return { sha256: hash.digest('hex'), size };
}

/** The stats of a regular file; the state of anything else. */
export function statRegular(path: string, look: (path: string) => Stats): Stats | FileState {
  try {
    const found = look(path);
    return found.isFile() ? found : 'not regular';
  } catch (error) {
    return stateOfError(error);
  }
}

async function compareHash(path: string, flags: number, sha256: string): Promise<FileState> {
  const comparing = async ({ file, stats }: OpenFile): Promise<FileState> => {
    const found = await hashAndCopy(file, undefined, stats.size);
    return found.sha256 === sha256 && (await file.stat()).size === stats.size ? 'same' : 'changed';
  };
  try {
    return await withOpenFile(path, comparing, flags);
  } catch (error) {
    return stateOfError(error);
  }
}

/** The state of a file according to an error. */
export function stateOfError(thrown: unknown): FileState {
  const error = causeOf(thrown);
  if (error instanceof NotRegular) return 'not regular';
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error)) ? 'missing' : 'unreadable';
}

/** A device, a pipe or a folder. */
class NotRegular extends Error {}

/** A file that cannot be opened or read to its end. */
export class UnreadableFile extends Error {}

function unreadable(error: Error): never {
  throw new UnreadableFile(error.message, { cause: error });
}

const causeOf = (error: unknown): unknown => (error instanceof UnreadableFile ? error.cause : error);

/** Explains to the user why a file cannot be read or stored. */
export async function explainErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = causeOf(thrown);
    if (error instanceof NotRegular) {
      const advice = 'name a file, not a folder, a pipe or a device';
      throw new Problem('failed', `${path} is not a regular file`, advice);
    }
    if (!isSystemError(error)) throw error;
    const advice = advices.get(errorCode(error)) ?? 'check the name and the permissions';
    throw new Problem('failed', `${path} cannot be read or kept: ${systemReason(error)}`, advice);
  }
}

const advices = new Map([
  ['ENOENT', 'check the name'],
  ['ENOTDIR', 'check the name'],
  ['ENOSPC', 'make room for it; nothing was changed'],
  ['EFBIG', 'make room for it; nothing was changed'],
]);
