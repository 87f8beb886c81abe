import {
  accessSync,
  type BigIntStats,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { refused } from '../domain/problem';
import { errorCode } from '../domain/systemError';

/** The path of a file with symbolic links resolved; unchanged if it has none, or there is no such file. */
export function resolveLinks(path: string): string {
  try {
    const real = realpathSync.native(path);
    return real === resolve(path) ? path : real;
  } catch {
    return path;
  }
}

/** Whether two paths lead to the same file, as those of different case may on macOS and Windows. */
export function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = [one, other].map(statOf);
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** The stats of a file; undefined if there is none, as behind a loop of links. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** Whether a name is taken, even by a broken link. */
export function isTaken(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // nothing can be created there either
  }
}

/** Whether a name is a broken link, or part of a loop of links. */
export function isBrokenLink(path: string): boolean {
  return isTaken(path) && !existsSync(path) && lstatSync(path).isSymbolicLink();
}

/** Whether SQLite can lock a file and write beside it; if not, nobody can be writing to it. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Throws a Problem `refused` if the name is taken. */
export function refuseExisting(path: string, advice: string): void {
  if (!isTaken(path)) return;
  if (isBrokenLink(path)) {
    throw refused(`${path} is a broken link`, 'remove the link, or name the file to which it should point');
  }
  if (statSync(path).isDirectory()) throw refused(`${path} is a folder`, 'name a file in it');
  throw refused(`${path} already exists`, advice, { reason: 'exists' });
}

/** Throws a Problem `refused` if a folder to write to is a link, which may lead anywhere. */
export function refuseLink(folder: string): void {
  if (!isTaken(folder) || !lstatSync(folder).isSymbolicLink()) return;
  throw refused(`${folder} is a link`, 'remove it, or name another file');
}

/**
 * Creates a folder and those above it, for their owner only; returns whether it was missing. Node's own `recursive` never
 * ends where nothing can be created, as in /proc.
 */
export function createFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    if (errorCode(error) !== 'ENOENT' || existsSync(dirname(folder))) throw error;
  }
  createFolder(dirname(folder));
  return createFolder(folder);
}

/** The first unused name: the stem and the ending, with `-2`, `-3` … between. */
export function unusedName(stem: string, ending: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!isTaken(name)) return name;
  }
}
