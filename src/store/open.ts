import { resolve } from 'node:path';
import { hasPassword } from '../domain/password';
import { Problem } from '../domain/problem';
import { resolveLinks } from './paths';
import type { Origin } from './store';

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
  if (typed.includes('\0')) throw new Problem('usage', 'a file name cannot have a NUL in it', 'name another file');
  const address = resolveLinks(typed);
  const shown = resolve(address);
  return { address, shown, typed, container: 'file', filesFolder: `${shown}.files` };
}

type Opening = typeof import('./sqlite/open');
type Backups = typeof import('./postgres/backup');

const opening = (address: string): Promise<Opening> =>
  isServer(address) ? import('./postgres/open') : import('./sqlite/open');

/**
 * Opens a register; an older one is migrated, after a copy of a file was put beside it (`keepOlder`).
 *
 * @throws Problem `register` when there is none, or it cannot be reached, or is from a newer version.
 */
export const openRegister: Opening['openRegister'] = async (address, ...more) =>
  (await opening(address)).openRegister(address, ...more);

/**
 * Creates a register, whole or not at all.
 *
 * @throws Problem `refused` when something already exists.
 */
export const createRegister: Opening['createRegister'] = async (address, ...more) =>
  (await opening(address)).createRegister(address, ...more);

/** Whether there is something where a register is or would be. */
export const registerExists: Opening['registerExists'] = async (address, origin) =>
  (await opening(address)).registerExists(address, origin);

/** How registers are copied to files and replaced by such copies: the backup.ts of the engine of an address. */
export const backups = (address: string): Promise<Backups> =>
  isServer(address) ? import('./postgres/backup') : import('./sqlite/backup');
