import { type BigIntStats, existsSync, readlinkSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { type Problem, unusable } from '../../domain/problem';
import { errorCode, systemReason } from '../../domain/systemError';
import { draftsOf, removeAbandonedDrafts } from '../drafts';
import { refuseNewer } from '../migrations';
import { isBrokenLink } from '../paths';
import { notARegister } from './errors';

/** The application id in the header of every register: "cica" in ASCII. */
export const applicationId = 0x63696361;

/** Identifies a file regardless of its name. */
export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino'>;

/**
 * The file of a register. Throws a Problem `register` for a path that cannot be one, and for a file with several names
 * (hard links): SQLite keeps its log beside the name, so each name would overwrite what was written under the other.
 */
export function checkRegisterFile(path: string): FileIdentity {
  const found = factsOf(path);
  if (found === undefined) throw missingFile(path);
  if (found.isDirectory()) throw unusable(`${path} is a folder`, 'name the register file with --db');
  if (!found.isFile() || found.size === 0n) throw notARegister(path);
  refuseSeveralNames(path, found);
  return found;
}

/** Throws a Problem `register` if whatever is there cannot be moved aside for a register; it need not be one itself. */
export function checkReplaceable(path: string): void {
  const found = factsOf(path);
  if (found === undefined) return;
  if (!found.isFile()) throw unusable(`${path} is not a file`, 'name another register with --db');
  refuseSeveralNames(path, found);
}

function refuseSeveralNames(path: string, found: BigIntStats): void {
  const { nlink } = found;
  if (nlink === 1n || countLinks(path, found) <= 1n) return;
  throw unusable(
    `the register ${path} has ${nlink} names (hard links), and could be damaged through another of them`,
    `find the others by the number that \`ls -i\` shows; when no one uses it, remove them, or work with a copy: cp`,
  );
}

/** The stats of a path; undefined if there is nothing. */
function factsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (['ELOOP', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    const message = `the register ${path} cannot be opened: ${systemReason(error)}`;
    throw unusable(message, 'check the name and the permissions');
  }
}

function missingFile(path: string): Problem {
  if (isBrokenLink(path)) {
    return unusable(
      `${path} is a broken link: to ${readlinkSync(path)}`,
      'put the register back where it leads, or name another with --db',
    );
  }
  const folder = dirname(path);
  const missing = existsSync(folder) ? '' : `: there is no folder ${folder}`;
  return unusable(`there is no register at ${path}${missing}`, 'create one with `cica init`, or name one with --db');
}

/** The number of names of a file, without drafts: of a process that is just renaming it, or was killed while doing so. */
function countLinks(path: string, file: FileIdentity): bigint {
  removeAbandonedDrafts(path);
  // counted first: a draft that disappears meanwhile makes the count too low for a single name, never too low for several
  const drafts = draftsOf(path).filter((draft) => isFileAt(draft, file));
  return (factsOf(path)?.nlink ?? 0n) - BigInt(drafts.length);
}

/** Whether a path leads to that file. */
export function isFileAt(path: string, { dev, ino }: FileIdentity): boolean {
  const found = factsOf(path);
  return found !== undefined && found.dev === dev && found.ino === ino;
}

/**
 * The schema of a register: the number of its last migration. Throws for a file that is not a register, or is from a
 * newer version.
 */
export function schemaOf(database: Database.Database, path: string): number {
  if (database.pragma('application_id', { simple: true }) !== applicationId) throw notARegister(path);
  const version = database.pragma('user_version', { simple: true }) as number;
  refuseNewer(version, path);
  // cica creates none: a planted one would act with the permissions of whoever opens the register
  const planted = database.prepare("select type, name from sqlite_schema where type in ('trigger', 'view')").get();
  if (planted !== undefined) {
    const { type, name } = planted as { type: string; name: string };
    throw unusable(
      `the register ${path} has a ${type} that cica did not create: ${name}`,
      'find out who put it there; remove it with another tool, or restore a backup',
    );
  }
  return version;
}
