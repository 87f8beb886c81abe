import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../domain/problem';
import { isSystemError, systemReason } from '../../domain/systemError';

/**
 * Creates a temporary folder, for its owner only, whose name begins with `prefix`.
 *
 * @throws Problem `failed` if none can be created in TMPDIR.
 */
export function createTemporaryFolder(prefix: string): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), prefix));
    // whatever the umask: what cannot be read cannot be removed by Node 23 and later
    chmodSync(folder, 0o700);
    return folder;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const message = `no folder can be created in ${tmpdir()}: ${systemReason(error, existsSync)}`;
    throw new Problem('failed', message, 'name another folder with TMPDIR');
  }
}
