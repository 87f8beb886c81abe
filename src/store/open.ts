import { existsSync } from 'node:fs';
import { isServer } from './address';
import type { CreateOptions, Origin, Store } from './store';

/**
 * Opens the register at a path, or at the address of a server (`postgres://…`); an older one is migrated.
 *
 * @throws Problem `register` when there is none, or it cannot be reached, or is of a newer program.
 */
export async function openRegister(
  path: string,
  origin: Origin,
  migrations: string,
  options: { readonly keepOlder?: boolean } = {},
): Promise<Store> {
  if (isServer(path)) return (await import('./postgres/open')).openOnServer(path, origin, migrations);
  return (await import('./sqlite/open')).openFile(path, origin, migrations, options);
}

/**
 * Makes a register at a path, or at the address of a server, whole or not at all.
 *
 * @throws Problem `refused` when something is there already.
 */
export async function createRegister(path: string, origin: Origin, making: CreateOptions): Promise<void> {
  if (isServer(path)) return (await import('./postgres/open')).createOnServer(path, origin, making);
  return (await import('./sqlite/open')).createFile(path, origin, making);
}

/** Whether there is something where a register is or would be. */
export async function isThere(path: string, origin: Origin): Promise<boolean> {
  if (isServer(path)) return (await import('./postgres/backup')).serverIsThere(path, origin.env ?? {});
  return existsSync(path);
}

/**
 * Copies a register to a file, whole or not at all, while others may read and write it; `beside` makes what belongs to the
 * copy, before it gets its name.
 *
 * @throws Problem `refused` when something is there already, `failed` where it cannot be written, `register` for what is
 *   no whole register.
 */
export async function backUp(path: string, target: string, origin: Origin, beside: () => Promise<void>): Promise<void> {
  if (isServer(path)) return (await import('./postgres/backup')).backUpServer(path, target, origin.env ?? {}, beside);
  return (await import('./sqlite/backup')).backUpFile(path, target, beside);
}

/**
 * Puts a backup in the place of a register; what was there is kept under `kept`, a file beside it or a schema. `check` gets
 * where the copy is to be found, and refuses it by throwing.
 *
 * @throws Problem `register` for a backup that is none or is damaged, or a register that another program uses.
 */
export async function restore(
  backup: string,
  path: string,
  kept: string,
  origin: Origin,
  check: (copy: string) => Promise<void>,
): Promise<void> {
  if (isServer(path)) {
    const { restoreServer } = await import('./postgres/backup');
    return restoreServer(backup, path, kept, check, origin.env ?? {});
  }
  return (await import('./sqlite/backup')).restoreFile(backup, path, kept, check);
}
