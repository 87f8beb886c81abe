/** The code of an error: of the system (ENOENT), of SQLite (SQLITE_BUSY) or of a server (42P01); empty if it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether an error is that of a call to the system, which could not read, write or connect. */
export const isSystemError = (error: unknown): error is Error & { readonly syscall: unknown } =>
  error instanceof Error && 'syscall' in error;

const reasons = new Map([
  ['ENOTDIR', 'there is no such folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'you have no right to'],
  ['EROFS', 'it is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your share of the disk is used up'],
  ['EFBIG', 'it is larger than a file may be there'],
]);

/** Why a call to the system failed, in plain words: "X cannot be read: it is a folder". `missing` is what it did not find. */
export function systemReason(error: unknown, missing: 'file' | 'folder' = 'file'): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return `there is no such ${missing}`;
  return reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
}
