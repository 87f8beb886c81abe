import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Where better-sqlite3's compiled addon is. Its own search for it loads two more packages and tries a dozen paths at
 * every start; the place where npm builds it is always the same.
 */
export function addonPath(): string {
  const manifest = createRequire(__filename).resolve('better-sqlite3/package.json');
  return join(dirname(manifest), 'build', 'Release', 'better_sqlite3.node');
}
