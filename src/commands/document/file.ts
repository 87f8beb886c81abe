import { createHash } from 'node:crypto';
import { constants, copyFileSync, createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ListedRow } from '../../domain/listed';
import { Problem } from '../../domain/problem';

/** What the register keeps of a file. */
export interface FileFacts {
  readonly file: string;
  readonly sha256: string;
  readonly size: string;
}

/**
 * The facts of a file, by its full path; with `attach` a copy of it is put in the folder of files, named by its hash.
 *
 * @throws Problem `failed` when it cannot be read or copied.
 */
export async function fileFacts(folder: string, name: string, attach: boolean): Promise<FileFacts> {
  const path = resolve(name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    throw new Problem(
      'failed',
      `${name} cannot be kept: it is no file of its own`,
      'name a file, not a folder or a device',
    );
  }
  try {
    const sha256 = await sha256Of(path);
    const size = String(statSync(path).size);
    if (!attach) return { file: path, sha256, size };
    const copy = join(folder, `${sha256}${extname(path)}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(copy)) copyFileSync(path, copy, constants.COPYFILE_EXCL);
    return { file: join(basename(folder), basename(copy)), sha256, size };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = reasons[code ?? ''] ?? message;
    throw new Problem('failed', `${name} cannot be read or kept: ${reason}`, 'check the name and your rights');
  }
}

/** The SHA-256 of a file of any size. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to',
  ENOSPC: 'the disk is full',
};

/** The path of a copy: the folder may have another name by now. */
const copyName = /^[^/]+\/[0-9a-f]{64}(\.[^/]*)?$/;

/** How the file of a document is now; null when it has none. A copy's path begins with the folder of files. */
export async function fileState(folder: string, document: ListedRow): Promise<string | null> {
  if (!document.file) return null;
  if (!document.sha256) return 'not known: no SHA-256 of it is recorded';
  const file = document.file as string;
  const path = copyName.test(file) ? join(folder, basename(file)) : resolve(dirname(folder), file);
  try {
    return (await sha256Of(path)) === document.sha256
      ? 'the same as when it was recorded'
      : 'CHANGED since it was recorded';
  } catch {
    return 'NOT THERE, or not to be read';
  }
}
