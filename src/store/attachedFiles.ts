import { lstatSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import path, { basename, dirname, join, resolve } from 'node:path';
import { sha256InName } from '../domain/attached';
import { errorCode } from '../domain/systemError';
import { beginDraft, flush, namesIn, removeDraft } from './drafts';
import {
  copyState,
  explainErrors,
  type FileFacts,
  type FileState,
  hashAndCopy,
  type OpenFile,
  readFlagsNoFollow,
  stateOfError,
  statRegular,
  UnreadableFile,
  withOpenFile,
} from './fileContent';
import { createFolder, resolveLinks } from './paths';

/* The folder of files: copies that are named by the SHA-256 of their content, each whole as soon as it has its name. */

/** A file that was copied, but does not have its name yet. */
export interface StagedFile extends FileFacts {
  /** The path of the copy, relative to the parent of the folder of files. */
  readonly file: string;
  /** Whether the copy replaces something else with its name. */
  readonly replaces: boolean;
  /** Renames the copy permanently; a second call does nothing. */
  keep(): Promise<void>;
  /** Removes what has no name yet. */
  discard(): void;
}

/** The result of copying a folder of files. */
export interface CopiedFiles {
  readonly copied: number;
  readonly bytes: number;
  /** The state that the copies now have in the second folder, by their names. */
  readonly states: ReadonlyMap<string, FileState>;
}

/** The path under which a copy of that content is recorded; it keeps the extension of the file's name. */
export function attachedPath(folder: string, name: string, sha256: string, { basename, extname }: Names = path) {
  // with a slash on every system: a register may move to another
  return `${basename(folder)}/${sha256}${extname(name)}`;
}

/** How a platform takes paths apart. */
type Names = Pick<typeof path, 'basename' | 'extname'>;

/**
 * Copies a file to the folder of files: a draft that gets its name when the record is written.
 *
 * @throws Problem `failed` when it cannot be read or copied; nothing is left of it then.
 */
export function stageFile(folder: string, path: string): Promise<StagedFile> {
  const staging = async ({ file, stats }: OpenFile): Promise<StagedFile> => {
    const isNewFolder = await explainErrors(folder, async () => makeFolder(folder));
    const draft = beginCopy(folder);
    const discard = (): void => {
      removeDraft(draft);
      if (isNewFolder) removeEmpty(folder);
    };
    try {
      const facts = await writeDraft(draft, file, stats.mode);
      const recorded = attachedPath(folder, path, facts.sha256);
      const copy = join(folder, basename(recorded));
      const state = await copyState(copy, facts.sha256, facts.size);
      const keep = async (): Promise<void> => (state === 'same' ? flush(copy) : keepDraft(draft, copy));
      const replaces = state !== 'same' && state !== 'missing';
      return { ...facts, file: recorded, replaces, keep: () => explainErrors(path, keep), discard };
    } catch (error) {
      discard();
      throw error;
    }
  };
  return explainErrors(path, () => withOpenFile(path, staging));
}

/**
 * Copies the files of a folder to another, those that are whole; what already exists is not copied again.
 *
 * @throws Problem `failed` if they cannot be written; a folder that was created for them is removed again.
 */
export async function copyFiles(from: string, to: string): Promise<CopiedFiles> {
  const states = new Map<string, FileState>();
  const copied: string[] = [];
  let bytes = 0;
  const names = attachedNames(from);
  const isSame = resolve(resolveLinks(from)) === resolve(resolveLinks(to));
  const isNewFolder = names.length > 0 && !isSame && (await explainErrors(to, async () => makeFolder(to)));
  try {
    for (const name of names) {
      const sha256 = sha256InName(name) as string;
      const there = await copyState(join(to, name), sha256);
      const result =
        isSame || there === 'same' ? there : await explainErrors(to, () => copyFile(from, to, name, sha256));
      states.set(name, typeof result === 'number' ? 'same' : result);
      if (typeof result !== 'number') continue;
      copied.push(name);
      bytes += result;
    }
  } catch (error) {
    if (isNewFolder) removeCreated(to, copied);
    throw error;
  }
  return { copied: copied.length, bytes, states };
}

/** The names of all copies in a folder of files, complete or not. */
export function attachedNames(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => sha256InName(name) !== null)
    .toSorted();
}

/** The name of a draft in the folder of files, which several machines may share. */
const beginCopy = (folder: string): string =>
  beginDraft(join(folder, hostname().replace(/[^\w.-]/g, '-') || 'host'), true);

/** Copies one file of a folder if it has that hash; returns its size, or its state if that is not `same`. */
async function copyFile(from: string, to: string, name: string, sha256: string): Promise<number | FileState> {
  const source = join(from, name);
  const found = statRegular(source, lstatSync);
  if (typeof found === 'string') return found;
  const draft = beginCopy(to);
  const copying = ({ file, stats }: OpenFile): Promise<FileFacts> => writeDraft(draft, file, stats.mode);
  try {
    const facts = await withOpenFile(source, copying, readFlagsNoFollow);
    if (facts.sha256 !== sha256) return 'changed';
    keepDraft(draft, join(to, name));
    return facts.size;
  } catch (error) {
    if (error instanceof UnreadableFile) return stateOfError(error);
    throw error;
  } finally {
    removeDraft(draft);
  }
}

/** Copies a file into a draft and flushes it to the disk. */
async function writeDraft(draft: string, source: FileHandle, mode: number): Promise<FileFacts> {
  const target = await open(draft, 'wx', mode & 0o666);
  try {
    const facts = await hashAndCopy(source, target);
    await target.sync();
    return facts;
  } finally {
    await target.close();
  }
}

/** Renames a draft to its copy's name, replacing what was there. */
function keepDraft(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    // a retried write stages its files again
    if (errorCode(error) !== 'ENOENT' || typeof statRegular(copy, lstatSync) === 'string') throw error;
  }
  flush(dirname(copy));
}

/** Creates the folder of files, for its owner only; returns whether it was missing. */
function makeFolder(folder: string): boolean {
  const isNew = createFolder(folder);
  if (isNew) flush(dirname(folder));
  return isNew;
}

function removeCreated(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true });
  removeEmpty(folder);
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it is not empty
  }
}
