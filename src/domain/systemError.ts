import { Problem } from './problem';

/** The code of a system error (ENOENT), an SQLite error (SQLITE_BUSY) or a server error (42P01); '' if it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** An error of a system call, and the file concerned, if any. */
export type SystemError = Error & { readonly syscall: unknown; readonly path?: unknown };

/** Whether an error comes from a system call that could not read, write or connect. */
export const isSystemError = (error: unknown): error is SystemError => error instanceof Error && 'syscall' in error;

const reasons = new Map([
  ['ENOTDIR', 'there is no such folder'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'that name is already taken'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'it is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your disk quota is used up'],
  ['EFBIG', 'it exceeds the maximum file size there'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its links form a loop'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['EBADF', 'it is closed, or open for something else'],
  ['EBUSY', 'it is in use'],
  ['EIO', 'the device reports an error'],
  ['ENXIO', 'there is no such device'],
  ['ENODEV', 'there is no such device'],
]);

/**
 * Why a system call failed, in plain words: "X cannot be read: it is a folder". If something was to be created,
 * `exists` tells whether the folder exists: the system also reports ENOENT where nothing can be created, as in /proc.
 */
export function systemReason(error: unknown, exists?: (folder: string) => boolean, platform = process.platform) {
  const code = errorCode(error);
  if (platform === 'win32' && isOpenElsewhere(error)) return 'another program has it open';
  if (code !== 'ENOENT') return reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
  if (exists === undefined) return 'there is no such file';
  const folder = String((error as Partial<SystemError>).path ?? '').replace(/[^/\\]*$/, '');
  return folder !== '' && exists(folder) ? 'nothing can be created there' : 'there is no such folder';
}

/** Whether Windows refused to rename or remove a file, which it does while a program has it open. */
const isOpenElsewhere = (error: unknown): boolean =>
  isSystemError(error) &&
  /^(?:rename|unlink|rm)$/.test(String(error.syscall)) &&
  /^(?:EPERM|EACCES|EBUSY)$/.test(errorCode(error));

/** Advice for an error without a specific explanation. */
const advices = new Map([
  ['EACCES', 'check the permissions there'],
  ['EPERM', 'check the permissions there'],
  ['EROFS', 'check the permissions there'],
  ['ENOSPC', 'make room there, and try again'],
  ['EDQUOT', 'make room there, and try again'],
  ['EMFILE', 'raise the limit: ulimit -n'],
  ['ENFILE', 'close other programs, and try again'],
]);

/** The problem for a system error that was not explained where it occurred. */
export function systemProblem(error: SystemError): Problem {
  if (error.syscall === 'uv_cwd') {
    return new Problem('failed', 'the current folder was removed', 'change to another folder: cd');
  }
  const target =
    typeof error.path === 'string' ? error.path : `the target of the system call "${String(error.syscall)}"`;
  const advice = advices.get(errorCode(error)) ?? 'check it; CICA_DEBUG=1 shows the stack trace';
  return new Problem('failed', `${target} cannot be used: ${systemReason(error)}`, advice);
}

/** The module that could not be loaded; undefined for any other error. */
export function missingModule(error: unknown): string | undefined {
  if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(errorCode(error))) return undefined;
  const [, name = 'a module'] = /^Cannot find (?:module|package) '([^']+)'/.exec((error as Error).message) ?? [];
  // a file in a package is missing because the package is
  return /^(?:@[^/]+\/)?\w[^/]*/.exec(name)?.[0] ?? name;
}

/** The problem that a part of the program's own files is missing or corrupt. */
export const incompleteInstallation = (part: string): Problem =>
  new Problem('failed', `the installation of cica is incomplete: ${part}`, 'install it again; in a clone: npm ci');

/** The reader of a pipe is gone: nothing is wrong, and nothing more must be written. */
export class ReaderGone extends Error {}
