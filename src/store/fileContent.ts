import { createHash } from 'node:crypto';
import { lstatSync, type Stats, statSync } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../domain/problem';
import { errorCode, isSystemError, systemReason } from '../domain/systemError';

/* Reads files of people: regular ones only, and never a pipe or a device, which could be waited for without end. */

/** What a file is. */
export interface FileFacts {
  readonly sha256: string;
  readonly size: number;
}

/** How a file is, compared with what is known of it. */
export type FileState = 'same' | 'changed' | 'missing' | 'not regular' | 'unreadable';

/** So many bytes are read at a time. */
const chunk = 1 << 20;

/** A pipe or a device is not waited for, and never becomes the terminal of this program. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** The same, and a link is not followed. */
export const readFlagsNoFollow = readFlags | constants.O_NOFOLLOW;

/**
 * The facts of a file.
 *
 * @throws Problem `failed` when it cannot be read, or is a device, a pipe or a folder.
 */
export function fileFacts(path: string): Promise<FileFacts> {
  return explainErrors(path, () => withOpenFile(path, ({ file }) => hashAndCopy(file)));
}

/** How a copy in the folder of files is: a file of its own, not a link to another one. */
export async function copyState(path: string, sha256: string, size: number | null = null): Promise<FileState> {
  const found = stateBySize(path, size, lstatSync);
  return found === 'same' ? compareHash(path, readFlagsNoFollow, sha256) : found;
}

/** How a file is by what its folder says, without opening it: `same` stands for as large as it was. */
export function stateBySize(path: string, size: number | null, look: (path: string) => Stats = statSync): FileState {
  const found = statRegular(path, look);
  if (typeof found === 'string') return found;
  return size === null || found.size === size ? 'same' : 'changed';
}

/** How the content of a file is that lies anywhere; never read beyond the size that it has. */
export async function contentState(path: string, sha256: string, size: number | null): Promise<FileState> {
  const found = stateBySize(path, size);
  return found === 'same' ? compareHash(path, readFlags, sha256) : found;
}

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly file: FileHandle;
  readonly stats: Stats;
}

/** Works with a file that is open, and a regular one. */
export async function withOpenFile<T>(
  path: string,
  work: (opened: OpenFile) => Promise<T>,
  flags = readFlags,
): Promise<T> {
  const file = await openRegular(path, flags).catch((error) => {
    throw new UnreadableFile(error.message, { cause: error });
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new UnreadableFile('', { cause: new NotRegular() });
    return await work({ file, stats });
  } finally {
    await file.close();
  }
}

async function openRegular(path: string, flags: number): Promise<FileHandle> {
  // a device may do something as soon as it is opened
  if (!statSync(path).isFile()) throw new NotRegular();
  return open(path, flags);
}

/** Reads a file, to its end or so many bytes of it, and writes what was read: the facts are those of what was written. */
export async function hashAndCopy(
  source: FileHandle,
  target?: FileHandle,
  most = Number.POSITIVE_INFINITY,
): Promise<FileFacts> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(chunk, Math.max(1, most)));
  let size = 0;
  while (size < most) {
    const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, most - size), null).catch((error) => {
      throw new UnreadableFile(error.message, { cause: error });
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

/** What the file system says of a path, where that is a regular file. */
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

/** What an error says of a file. */
export function stateOfError(thrown: unknown): FileState {
  const error = causeOf(thrown);
  if (error instanceof NotRegular) return 'not regular';
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error)) ? 'missing' : 'unreadable';
}

/** A device, a pipe or a folder. */
class NotRegular extends Error {}

/** A file that cannot be opened, or not be read to its end. */
export class UnreadableFile extends Error {}

const causeOf = (error: unknown): unknown => (error instanceof UnreadableFile ? error.cause : error);

/** Says in the user's words why a file cannot be read or kept. */
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
    const advice = advices.get(errorCode(error)) ?? 'check the name and your rights';
    throw new Problem('failed', `${path} cannot be read or kept: ${systemReason(error)}`, advice);
  }
}

const advices = new Map([
  ['ENOENT', 'check the name'],
  ['ENOTDIR', 'check the name'],
  ['ENOSPC', 'make room for it; nothing was changed'],
  ['EFBIG', 'make room for it; nothing was changed'],
]);
