import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Problem } from '../domain/problem';

/** What ends a program from outside, and the exit codes that say so. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Writes a file whole or not at all, also when the program is ended: beside it first, then in its place.
 *
 * @throws Problem `failed` when it cannot be written.
 */
export async function writeWhole(
  path: string,
  fill: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const end = (signal: NodeJS.Signals): void => {
    rmSync(draft, { force: true });
    process.exit(signals[signal as keyof typeof signals]);
  };
  for (const signal of Object.keys(signals)) process.once(signal, end);
  try {
    const file = openSync(draft, 'wx');
    try {
      await fill(async (text) => {
        writeSync(file, text);
        // a signal is heard only between turns of the event loop
        await setImmediate();
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
    for (const signal of Object.keys(signals)) process.removeListener(signal, end);
  }
}
