import { resolve } from 'node:path';
import { hasPassword } from '../domain/password';
import { Problem } from '../domain/problem';
import { resolveLinks } from './paths';
import type { CreateOptions, Origin, Store } from './store';

/* The only place that chooses an engine: both have an open.ts and a backup.ts with the same functions. */

/** Where a register is. */
export interface RegisterLocation {
  /** The path of a file without the links that lead to it, or the address of a server. */
  readonly address: string;
  /** The same for people: an absolute path, or an address without a password. */
  readonly shown: string;
  /** What a person types for it: the file as it was named, or what is shown of a server. */
  readonly typed: string;
  /** What holds its tables. */
  readonly container: 'file' | 'schema';
  /** The folder of the files of documents, beside the register; null for one on a server. */
  readonly filesFolder: string | null;
}

/** Whether an address is that of a server; else it is the path of a file. */
export const isServer = (address: string): boolean => /^\s*postgres(ql)?:/i.test(address);

/**
 * Where the register of a path or an address (`postgres://…`) is; nothing is opened.
 *
 * @throws Problem `usage` for what is neither.
 */
export async function locateRegister(typed: string, env: NonNullable<Origin['env']>): Promise<RegisterLocation> {
  // what has a password in it is no path, but an address that was mistyped
  if (isServer(typed) || hasPassword(typed)) {
    const { shown } = (await import('./postgres/address')).parseServerUrl(typed, env);
    return { address: typed, shown, typed: shown, container: 'schema', filesFolder: null };
  }
  if (typed.trim() === '') {
    throw new Problem('usage', '--db names no file', 'give the name of the register file after it');
  }
  if (typed.includes('\0')) throw new Problem('usage', 'a file name cannot have a NUL in it', 'name another file');
  const address = resolveLinks(typed);
  const shown = resolve(address);
  return { address, shown, typed, container: 'file', filesFolder: `${shown}.files` };
}

const opening = (address: string) => (isServer(address) ? import('./postgres/open') : import('./sqlite/open'));
const backups = (address: string) => (isServer(address) ? import('./postgres/backup') : import('./sqlite/backup'));

/**
 * Opens a register; an older one is migrated, after a copy of a file was put beside it (`keepOlder`).
 *
 * @throws Problem `register` when there is none, or it cannot be reached, or is from a newer version.
 */
export async function openRegister(
  address: string,
  origin: Origin,
  migrations: string,
  options: { readonly keepOlder?: boolean } = {},
): Promise<Store> {
  return (await opening(address)).openRegister(address, origin, migrations, options);
}

/**
 * Creates a register, whole or not at all.
 *
 * @throws Problem `refused` when something is there already.
 */
export async function createRegister(address: string, origin: Origin, options: CreateOptions): Promise<void> {
  return (await opening(address)).createRegister(address, origin, options);
}

/** Whether there is something where a register is or would be. */
export async function registerExists(address: string, origin: Origin): Promise<boolean> {
  return (await opening(address)).registerExists(address, origin);
}

/** The name of a backup that is given none. */
export async function defaultBackupName(address: string, timestamp: string): Promise<string> {
  return (await backups(address)).defaultBackupName(address, timestamp);
}

/**
 * Copies a register to a file, whole or not at all, while others may read and write it; `beside` writes what belongs to the
 * copy, before that gets its name.
 *
 * @throws Problem `refused` when something is there already, `failed` when it cannot be written, `register` for a corrupt
 *   register.
 */
export async function backUp(
  address: string,
  target: string,
  origin: Origin,
  beside: () => Promise<void>,
): Promise<void> {
  return (await backups(address)).backUp(address, target, origin, beside);
}

/**
 * Puts a backup in the place of a register. What was there is kept, in a file beside it or in another schema, whose name has
 * the timestamp in it and is returned; null if nothing was there. `check` gets the address of the copy, and refuses it by
 * throwing.
 *
 * @throws Problem `register` for a backup that is none or is corrupt, or a register that another program uses.
 */
export async function restore(
  backup: string,
  address: string,
  timestamp: string,
  origin: Origin,
  check: (copy: string) => Promise<void>,
): Promise<string | null> {
  return (await backups(address)).restore(backup, address, timestamp, origin, check);
}
