/** A copy in the folder of files: the SHA-256 of its content, with the ending that the file had. */
const copyName = /^([0-9a-f]{64})(?:\.[^/]*)?$/;

/** The SHA-256 that the name of a copy says; null for a name that is not of one. */
export function sha256InName(name: string): string | null {
  return copyName.exec(name)?.[1] ?? null;
}

/**
 * The name of the copy that the `file` of a document means; null where it means a file that lies elsewhere. A copy is
 * recorded with the folder that it lay in, which may have another name by now.
 *
 * @example attachedName('cica.db.files/9f86…0a08.pdf') // '9f86…0a08.pdf'
 */
export function attachedName(file: string): string | null {
  const [folder, name, ...more] = file.split('/');
  if (folder === '' || folder === '.' || folder === '..' || name === undefined || more.length > 0) return null;
  return sha256InName(name) === null ? null : name;
}
