import { resolve } from 'node:path';
import { hasPassword } from '../domain/password';
import { Problem } from '../domain/problem';
import { resolveLinks } from './paths';
import type { Origin } from './store';

/* The only place that chooses an engine: both have an open.ts and a backup.ts with the same functions. */

export interface RegisterLocation {
  /** The path of a file with its links resolved, or the address of a server. */
  readonly address: string;
  /** The same for people: an absolute path, or an address without a password. */
  readonly displayName: string;
  /** What a person types for it: the path of a file as it was given, or the address of a server as displayed. */
  readonly typed: string;
  /** What contains its tables. */
  readonly container: 'file' | 'schema';
  /** The folder of attached files, beside the register; null for one on a server. */
  readonly filesFolder: string | null;
}

/** Whether an address is that of a server, rather than the path of a file. */
export const isServer = (address: string): boolean => /^\s*postgres(ql)?:/i.test(address);

/**
 * Locates the register at a path or an address (`postgres://…`), without opening anything.
 *
 * @throws Problem `usage` for anything else.
 */
export async function locateRegister(typed: string, env: NonNullable<Origin['env']>): Promise<RegisterLocation> {
  // a text with a password is not a path, but a mistyped address
  if (isServer(typed) || hasPassword(typed)) {
    const { displayUrl } = (await import('./postgres/address')).parseServerUrl(typed, env);
    return { address: typed, displayName: displayUrl, typed: displayUrl, container: 'schema', filesFolder: null };
  }
  if (typed.includes('\0'))
    throw new Problem('usage', 'a file name cannot contain a NUL character', 'name another file');
  const address = resolveLinks(typed);
  const displayName = resolve(address);
  return { address, displayName, typed, container: 'file', filesFolder: `${displayName}.files` };
}

type Opening = typeof import('./sqlite/open');
type Backups = typeof import('./postgres/backup');

const opening = (address: string): Promise<Opening> =>
  isServer(address) ? import('./postgres/open') : import('./sqlite/open');

/**
 * Opens a register. An older one is migrated, after a copy of a file was placed beside it (`keepOlder`).
 *
 * @throws Problem `register` if there is none, or it cannot be reached, or is from a newer version.
 */
export const openRegister: Opening['openRegister'] = async (address, ...more) =>
  (await opening(address)).openRegister(address, ...more);

/**
 * Creates a register, completely or not at all.
 *
 * @throws Problem `refused` if something already exists.
 */
export const createRegister: Opening['createRegister'] = async (address, ...more) =>
  (await opening(address)).createRegister(address, ...more);

/** Whether something exists at the location of a register. */
export const registerExists: Opening['registerExists'] = async (address, origin) =>
  (await opening(address)).registerExists(address, origin);

/** The backup functions of an address: the backup.ts of its engine. */
export const backups = (address: string): Promise<Backups> =>
  isServer(address) ? import('./postgres/backup') : import('./sqlite/backup');
