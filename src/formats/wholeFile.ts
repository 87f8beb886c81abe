import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../domain/problem';

/** Files that are being written, to be removed when the program is ended from outside. */
const unfinished = new Set<string>();

/** Removes what was begun and not finished; for a signal's handler. */
export function removeUnfinished(): void {
  for (const file of unfinished) rmSync(file, { force: true });
  unfinished.clear();
}

/**
 * Writes a file whole or not at all: beside it first, then in its place.
 *
 * @throws Problem `failed` when it cannot be written.
 */
export async function writeWhole(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = openSync(draft, 'wx');
    unfinished.add(draft);
    try {
      await fill(async (text) => {
        writeSync(file, text);
      });
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new Problem('failed', `${path} cannot be written: ${message}`, 'name another file, or make room for it');
  } finally {
    rmSync(draft, { force: true });
    unfinished.delete(draft);
  }
}
