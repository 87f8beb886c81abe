import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Problem } from '../../domain/problem';
import { errorCode, isSystemError, ReaderGone, systemReason } from '../../domain/systemError';

/** The signals that end the program, and their exit codes. */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Fill = (write: (text: string | Uint8Array) => Promise<void>) => Promise<void>;

/**
 * Writes a file whole or not at all, also when the program is ended: beside it first, then in its place. An old one
 * gives it its rights. A link stays, and what it leads to is written. A device or a pipe is written to as it is.
 *
 * @throws Problem `usage` without a name, `failed` when it cannot be written.
 */
export async function writeWhole(path: string, fill: Fill): Promise<void> {
  if (path.trim() === '')
    throw new Problem('usage', 'the file to write has no name', 'give it one, or - for the output');
  const place = placeOf(path);
  try {
    await (place === 'stream' ? writeInto(path, fill) : writeBeside(place.path, place.mode, fill));
  } catch (error) {
    throw writeProblem(error, path);
  }
}

/** The names of the files that a process has open, as /dev/stdout leads to them. */
const openFiles = /^\/proc\/[^/]+\/fd$/;

/** The most links that are followed, as on Linux. */
const mostLinks = 40;

/** Where a file is in the end, and the rights that it has or gets; or that there is a stream: what cannot be replaced. */
function placeOf(path: string): { readonly path: string; readonly mode: number } | 'stream' {
  try {
    let place = path;
    for (let links = 0; links <= mostLinks; links += 1) {
      const found = lstatSync(place, { throwIfNoEntry: false });
      if (found === undefined) return { path: place, mode: 0o666 };
      if (!found.isSymbolicLink()) return found.isFile() ? { path: place, mode: found.mode } : 'stream';
      const folder = realpathSync(dirname(place));
      if (openFiles.test(folder)) return 'stream';
      const target = readlinkSync(place);
      place = isAbsolute(target) ? target : `${folder}/${target}`;
    }
  } catch (error) {
    throw writeProblem(error, path);
  }
  throw new Problem('failed', `${path} cannot be written: it leads in a circle of links`, 'name another file');
}

async function writeInto(path: string, fill: Fill): Promise<void> {
  // it may lead to a file that another program has begun to write
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    await fill(async (text) => writeFileSync(file, text));
  } finally {
    closeSync(file);
  }
}

async function writeBeside(path: string, mode: number, fill: Fill): Promise<void> {
  let draft: string | undefined;
  const removeDraft = (): void => {
    if (draft !== undefined) rmSync(draft, { force: true });
  };
  const end = (signal: NodeJS.Signals): void => {
    removeDraft();
    process.exit(signals[signal as keyof typeof signals]);
  };
  for (const signal of Object.keys(signals)) process.once(signal, end);
  try {
    const opened = openDraft(path, mode);
    const { file } = opened;
    draft = opened.draft;
    try {
      await fill(async (text) => {
        // unlike writeSync, it continues after a partial write
        writeFileSync(file, text);
        // signals are delivered only between turns of the event loop
        await setImmediate();
      });
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    removeDraft();
    for (const signal of Object.keys(signals)) process.removeListener(signal, end);
  }
}

/** Creates a file beside another; what a killed run or another machine left there of that name is not touched. */
function openDraft(path: string, mode: number): { readonly draft: string; readonly file: number } {
  // in bytes, so that its own name is not too long where that of the file is not
  const start = Buffer.from(basename(path)).subarray(0, 200).toString();
  for (let number = 1; ; number += 1) {
    const draft = join(dirname(path), `.${start}.${process.pid}${number === 1 ? '' : `-${number}`}.part`);
    try {
      return { draft, file: openSync(draft, 'wx', mode) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** What to do about a file that cannot be written. */
const advices = new Map([
  ['ENOENT', 'make the folder first, or name another'],
  ['ENOTDIR', 'make the folder first, or name another'],
  ['EISDIR', 'name a file in it'],
  ['ENOSPC', 'make room for it, or name another'],
]);

/** The problem that an error of the file system means; any other error as it is. */
function writeProblem(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  if (errorCode(error) === 'EPIPE') return new ReaderGone();
  const advice = advices.get(errorCode(error)) ?? 'name another file';
  return new Problem('failed', `${path} cannot be written: ${systemReason(error, existsSync)}`, advice);
}
