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

/** A file that is being written. */
export interface WholeFile {
  write(data: string | Uint8Array): Promise<void>;
  /** Moves it to its destination, and flushes it to disk. */
  commit(): void;
  /** Leaves everything as it was, unless the file was committed. */
  discard(): void;
}

/**
 * Begins a file that is written completely or not at all, even if the program is killed: first beside its destination, then
 * moved there. It keeps the permissions of a file that it replaces. A link stays; its target is replaced. Devices and pipes
 * are written to directly.
 *
 * @throws Problem `usage` without a name, `failed` if it cannot be written; so do the functions of the file.
 */
export function openWhole(path: string): WholeFile {
  if (path.trim() === '')
    throw new Problem('usage', 'the file to write has no name', 'give it one, or - for standard output');
  const destination = resolveDestination(path);
  const file = explainingErrors(path, () =>
    destination === 'stream' ? openStream(path) : openBeside(destination.path, destination.mode),
  );
  return {
    write: async (data) => {
      explainingErrors(path, () => file.write(data));
      // signals are delivered only between turns of the event loop
      await setImmediate();
    },
    commit: () => explainingErrors(path, () => file.commit()),
    discard: () => file.discard(),
  };
}

/** Runs `work`, and turns errors of the file system into problems with the path. */
function explainingErrors<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw writeProblem(error, path);
  }
}

/** The folder with a process's open files, to which /dev/stdout links. */
const openFiles = /^\/proc\/[^/]+\/fd$/;

/** The maximum number of links to follow, as on Linux. */
const maxLinks = 40;

/** The path of a file behind all links, with its permissions or those of a new file; `stream` if it cannot be replaced. */
function resolveDestination(path: string): { readonly path: string; readonly mode: number } | 'stream' {
  try {
    let current = path;
    for (let links = 0; links <= maxLinks; links += 1) {
      const found = lstatSync(current, { throwIfNoEntry: false });
      if (found === undefined) return { path: current, mode: 0o666 };
      if (!found.isSymbolicLink()) return found.isFile() ? { path: current, mode: found.mode } : 'stream';
      const folder = realpathSync(dirname(current));
      if (openFiles.test(folder)) return 'stream';
      const target = readlinkSync(current);
      current = isAbsolute(target) ? target : `${folder}/${target}`;
    }
  } catch (error) {
    throw writeProblem(error, path);
  }
  throw new Problem('failed', `${path} cannot be written: its links form a loop`, 'name another file');
}

/** As `WholeFile`, but with errors as the system reports them. */
interface OpenFile extends Pick<WholeFile, 'commit' | 'discard'> {
  write(data: string | Uint8Array): void;
}

function openStream(path: string): OpenFile {
  // it may be a file that another program is writing
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  const close = once(() => closeSync(file));
  return { write: (data) => writeFileSync(file, data), commit: close, discard: close };
}

function openBeside(path: string, mode: number): OpenFile {
  let draft: string | undefined;
  const endProcess = (signal: NodeJS.Signals): void => {
    if (draft !== undefined) rmSync(draft, { force: true });
    process.exit(signals[signal as keyof typeof signals]);
  };
  for (const signal of Object.keys(signals)) process.once(signal, endProcess);
  const stopListening = (): void => {
    for (const signal of Object.keys(signals)) process.removeListener(signal, endProcess);
  };
  try {
    const opened = openDraft(path, mode);
    const { file } = opened;
    draft = opened.draft;
    const discard = once(() => {
      stopListening();
      closeSync(file);
      rmSync(opened.draft, { force: true });
    });
    const commit = (): void => {
      fsyncSync(file);
      renameSync(opened.draft, path);
      discard();
    };
    // unlike writeSync, writeFileSync continues after a partial write
    return { write: (data) => writeFileSync(file, data), commit, discard };
  } catch (error) {
    stopListening();
    throw error;
  }
}

/** A function that works only the first time. */
function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}

/** Creates a draft beside a file; drafts with the same name from a killed process or another machine are not touched. */
function openDraft(path: string, mode: number): { readonly draft: string; readonly file: number } {
  // cut in bytes, so that the name of the draft is not too long
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
  ['ENOENT', 'create the folder first, or name another'],
  ['ENOTDIR', 'create the folder first, or name another'],
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
