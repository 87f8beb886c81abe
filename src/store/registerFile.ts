import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Problem } from '../domain/problem';
import { notARegister } from './sqliteErrors';

/** Readable by its owner only; SQLite gives the WAL the same rights. */
export const ownerOnly = 0o600;

/** The schema that this program works with: the number of its last migration. */
export const schemaVersion = 4;

/** In the header of every register: "cica" in ASCII, so that another program's file is told apart. */
export const applicationId = 0x63696361;

/** Throws a Problem `register` for a path where no register can be. */
export function checkedFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    const folder = dirname(path);
    const missing = existsSync(folder) ? '' : `: there is no folder ${folder}`;
    throw new Problem(
      'register',
      `there is no register at ${path}${missing}`,
      'make one with `cica init`, or name one with --db',
    );
  }
  if (found.isDirectory()) throw new Problem('register', `${path} is a folder`, 'name the register file with --db');
  if (found.size === 0) throw notARegister(path);
}

/** Throws a Problem `register` for the schema of a newer program. */
export function refuseNewer(version: number, place: string): void {
  if (version <= schemaVersion) return;
  throw new Problem(
    'register',
    `the register ${place} was written by a newer cica (schema ${version}, this one knows ${schemaVersion})`,
    'update cica to open it',
  );
}

/** The schema of a register: the number of its last migration. Throws for what is no register, or of a newer program. */
export function schemaOf(database: Database.Database, path: string): number {
  if (database.pragma('application_id', { simple: true }) !== applicationId) throw notARegister(path);
  const version = database.pragma('user_version', { simple: true }) as number;
  refuseNewer(version, path);
  // cica makes none: one that someone planted would act with the rights of whoever opens the register
  const planted = database.prepare("select type, name from sqlite_schema where type in ('trigger', 'view')").get();
  if (planted !== undefined) {
    const { type, name } = planted as { type: string; name: string };
    throw new Problem(
      'register',
      `the register ${path} has a ${type} that cica did not make: ${name}`,
      'ask who put it there; take it out with another tool, or restore a backup',
    );
  }
  return version;
}

/** What SQLite keeps beside a register while it is in use. */
export const companions = ['-wal', '-shm'];

/** The name under which a register is made, before it is whole. */
export const draftOf = (path: string): string => `${path}.cica-draft-${process.pid}`;

/** Removes the drafts that killed runs left in the folder of a register. */
export function removeLeftDrafts(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    const [draft, run] = /^.+\.cica-draft-(\d+)/.exec(name) ?? [];
    if (draft !== undefined && !isRunning(Number(run))) removeDraft(join(folder, draft));
  }
}

function isRunning(run: number): boolean {
  try {
    return process.kill(run, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes a draft, with what lies beside it. */
export function removeDraft(draft: string): void {
  for (const ending of ['', '-journal', ...companions]) rmSync(draft + ending, { force: true });
}

/** Waits until what was written to a file is on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The first name that nothing has: the stem and the ending, with `-2`, `-3` … between. */
export function freeName(stem: string, ending: string): string {
  for (let place = 1; ; place += 1) {
    const name = `${stem}${place === 1 ? '' : `-${place}`}${ending}`;
    if (!existsSync(name)) return name;
  }
}

/** Gives a draft its name, for good. */
export function place(draft: string, target: string): void {
  renameSync(draft, target);
  syncFolder(target);
}

/** A rename is on the disk once its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Makes the file of a backup, whole or not at all; `make` writes it, onto the disk, as a draft.
 *
 * @throws Problem `usage` without a name, `failed` where it cannot be written, `refused` when something is there already.
 */
export async function makeBackup(target: string, make: (draft: string) => void | Promise<void>): Promise<void> {
  if (target.trim() === '') throw new Problem('usage', 'the backup has no name', 'give the name of a file, or nothing');
  if (existsSync(target)) {
    throw new Problem('refused', `${target} is there already`, 'name another file; a backup replaces nothing');
  }
  const folder = dirname(target);
  if (!existsSync(folder)) {
    throw new Problem('failed', `there is no folder ${folder}`, `make it first: mkdir -p '${folder}'`);
  }
  const draft = draftOf(target);
  try {
    removeLeftDrafts(target);
    await make(draft);
    place(draft, target);
  } finally {
    removeDraft(draft);
  }
}
