import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject } from '../../domain/json';
import { errorCode, systemReason } from '../../domain/systemError';
import { openWhole } from '../../formats/write/wholeFile';

/** The point up to which a person has read the digest of a register. */
export interface DigestMark {
  /** The last entry, and the hash of its last block: a restored register may have another entry with that number. */
  readonly entry: number;
  readonly hash: string;
  /** When it was read, in UTC. */
  readonly at: string;
}

/** The file of a mark: one for each register, identified by the hash of its first entry, and person. */
export function markPath(stateFolder: string, register: string, actor: string): string {
  const person = createHash('sha256').update(actor).digest('hex').slice(0, 16);
  return join(stateFolder, 'digests', `${register.slice(0, 16)}-${person}.json`);
}

/** Reads a mark; `problem` says why there is none, if there is a file. */
export function readMark(path: string): { readonly mark: DigestMark | null; readonly problem?: string } {
  try {
    const mark: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isMark(mark) ? { mark } : { mark: null, problem: `${path} is corrupt` };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { mark: null };
    if (error instanceof SyntaxError) return { mark: null, problem: `${path} is corrupt` };
    return { mark: null, problem: `${path} cannot be read: ${systemReason(error)}` };
  }
}

const isMark = (value: unknown): value is DigestMark =>
  isObject(value) &&
  Number.isSafeInteger(value.entry) &&
  typeof value.hash === 'string' &&
  typeof value.at === 'string' &&
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value.at) &&
  !Number.isNaN(Date.parse(value.at));

/**
 * Writes a mark, whole or not at all.
 *
 * @throws an error of the system, or a Problem, where it cannot be written
 */
export async function writeMark(path: string, mark: DigestMark): Promise<void> {
  makeFolder(dirname(path));
  const file = openWhole(path);
  try {
    await file.write(`${JSON.stringify(mark)}\n`);
    file.commit();
  } finally {
    file.discard();
  }
}

/** Makes a folder and those above it. Node's own recursion never ends where a system has no folders to make, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // another digest created it at the same time
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
