/** The name of an attached copy: the SHA-256 of its content and the extension of the original file. */
const copyName = /^([0-9a-f]{64})(?:\.[^/]*)?$/;

/** The SHA-256 in the name of a copy; null if the name is not that of a copy. */
export function sha256InName(name: string): string | null {
  return copyName.exec(name)?.[1] ?? null;
}

/**
 * The name of the copy to which a document's `file` refers; null if it refers to a file elsewhere. A copy is recorded
 * with its folder, which may have been renamed since.
 *
 * @example attachedName('cica.db.files/9f86…0a08.pdf') // '9f86…0a08.pdf'
 */
export function attachedName(file: string): string | null {
  const [folder, name, ...more] = file.split('/');
  if (folder === '' || folder === '.' || folder === '..' || name === undefined || more.length > 0) return null;
  return sha256InName(name) === null ? null : name;
}
