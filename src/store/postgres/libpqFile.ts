import { homedir } from 'node:os';
import path from 'node:path';

/** The files that libpq reads, by their names on Linux and macOS. */
type LibpqFile = '.pg_service.conf' | '.pgpass' | 'root.crt';

/** The path of a file that libpq reads; Windows has its own folder (libpq's manual: the password file, service file). */
export function libpqFile(
  name: LibpqFile,
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string {
  const home = env.HOME ?? systemHome();
  if (platform !== 'win32') return path.posix.join(home, name === 'root.crt' ? '.postgresql' : '', name);
  const folder = env.APPDATA ?? path.win32.join(home, 'AppData', 'Roaming');
  return path.win32.join(folder, 'postgresql', name === '.pgpass' ? 'pgpass.conf' : name);
}

/** The user's home folder; the root for a user ID without an account, as in a container. */
function systemHome(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** The password file, as people write its path. */
export const passwordFile = (platform = process.platform): string =>
  platform === 'win32' ? '%APPDATA%\\postgresql\\pgpass.conf' : '~/.pgpass';
