/** The code of a system error (ENOENT), an SQLite error (SQLITE_BUSY) or a server error (42P01); '' if it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether an error comes from a system call that could not read, write or connect. */
export const isSystemError = (error: unknown): error is Error & { readonly syscall: unknown } =>
  error instanceof Error && 'syscall' in error;

const reasons = new Map([
  ['ENOTDIR', 'there is no such folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['EROFS', 'it is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your disk quota is used up'],
  ['EFBIG', 'it exceeds the maximum file size there'],
]);

/** Why a system call failed, in plain words: "X cannot be read: it is a folder". ENOENT says that `missing` is missing. */
export function systemReason(error: unknown, missing: 'file' | 'folder' = 'file'): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return `there is no such ${missing}`;
  return reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
}
