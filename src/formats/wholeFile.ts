import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Problem } from '../domain/problem';

/** What ends a program from outside, and the exit codes that say so. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Fill = (write: (text: string | Uint8Array) => Promise<void>) => Promise<void>;

/**
 * Writes a file whole or not at all, also when the program is ended: beside it first, then in its place. An old one
 * gives it its rights. A device or a pipe is written to as it is.
 *
 * @throws Problem `failed` when it cannot be written.
 */
export async function writeWhole(path: string, fill: Fill): Promise<void> {
  const old = statSync(path, { throwIfNoEntry: false });
  if (old !== undefined && !old.isFile()) return writeInto(path, fill);
  return writeBeside(old === undefined ? path : realpathSync(path), old?.mode ?? 0o666, fill);
}

async function writeInto(path: string, fill: Fill): Promise<void> {
  try {
    const file = openSync(path, 'w');
    try {
      await fill(async (text) => writeFileSync(file, text));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw writeProblem(error, path);
  }
}

async function writeBeside(path: string, mode: number, fill: Fill): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const end = (signal: NodeJS.Signals): void => {
    rmSync(draft, { force: true });
    process.exit(signals[signal as keyof typeof signals]);
  };
  for (const signal of Object.keys(signals)) process.once(signal, end);
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      await fill(async (text) => {
        // unlike writeSync, it goes on where a disk takes only a part at a time
        writeFileSync(file, text);
        // a signal is heard only between turns of the event loop
        await setImmediate();
      });
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    throw writeProblem(error, path);
  } finally {
    rmSync(draft, { force: true });
    for (const signal of Object.keys(signals)) process.removeListener(signal, end);
  }
}

/** Why a file cannot be written, and what to do. */
const reasons: Record<string, readonly [reason: string, advice: string]> = {
  ENOENT: ['there is no such folder', 'make the folder first, or name another'],
  ENOTDIR: ['there is no such folder', 'make the folder first, or name another'],
  EISDIR: ['it is a folder', 'name a file in it'],
  EACCES: ['you have no right to', 'name another file'],
  ENOSPC: ['the disk is full', 'make room for it, or name another'],
};

/** The problem that an error of the file system means; any other error as it is. */
function writeProblem(error: unknown, path: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  const [reason, advice] = reasons[code] ?? [message, 'name another file'];
  return new Problem('failed', `${path} cannot be written: ${reason}`, advice);
}
