import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Problem } from '../domain/problem';
import { errorCode } from '../domain/systemError';

/** The version of Node-API that better-sqlite3 13 needs: with an older one, Node 20 to 22.13, it crashes. */
const minimumNapi = 10;

/** What decides which addon is loaded. */
export interface Host {
  /** The version of Node's ABI-stable API, from `process.versions`. */
  readonly napi: number;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Whether the C library is musl (Alpine Linux), which needs builds of its own. */
  readonly isMusl: boolean;
  /** The folder of an installed package; undefined if it is not installed. */
  readonly packageFolder: (name: string) => string | undefined;
}

/** better-sqlite3 in the version for this Node, and its compiled addon. */
export interface Sqlite {
  readonly Database: typeof Database;
  /** The loaded addon, which the option `nativeBinding` takes as well as a path; its type knows only the path. */
  readonly nativeBinding: string;
}

let loaded: Sqlite | undefined;

/**
 * Loads better-sqlite3 once, with its addon. Its own search for the addon loads more packages and tries a dozen paths at
 * every start.
 *
 * @throws Problem `failed` if no addon is installed for this Node and system, or it cannot be loaded.
 */
export function loadSqlite(host = thisHost()): Sqlite {
  loaded ??= {
    nativeBinding: loadAddon(addonFile(host), host),
    // each in a call of its own, for the build to bundle both
    Database: usesVersion13(host) ? require('better-sqlite3') : require('better-sqlite3-node20'),
  };
  return loaded;
}

/**
 * The path of the addon for a host: of version 13, which contains builds for most systems, or of version 12, which is
 * built for one version of Node when it is installed.
 */
export function addonFile(host: Host): string {
  const name = packageName(host);
  const folder = host.packageFolder(name);
  if (folder === undefined) throw notInstalled(host);
  const { platform, arch } = host;
  const built = join(folder, 'build', 'Release', 'better_sqlite3.node');
  const included = join(folder, 'prebuilds', `${host.isMusl ? 'linuxmusl' : platform}-${arch}.node`);
  const file = (usesVersion13(host) ? [built, included] : [built]).find((path) => existsSync(path));
  if (file !== undefined) return file;
  throw usesVersion13(host)
    ? new Problem('failed', `better-sqlite3 has no SQLite addon for ${platform} on ${arch}`, rebuildAdvice(host))
    : new Problem('failed', 'the SQLite addon was not built at installation', rebuildAdvice(host));
}

/** Loads an addon from its file; errors become a Problem. */
export function loadAddon(file: string, host: Host, load: (file: string) => string = createRequire(__filename)) {
  try {
    return load(file);
  } catch (error) {
    if (errorCode(error) !== 'ERR_DLOPEN_FAILED') throw error;
    const { message } = error as Error;
    if (message.includes('NODE_MODULE_VERSION')) {
      throw new Problem('failed', 'the SQLite addon was built for another version of Node', rebuildAdvice(host));
    }
    const reason = message.replaceAll('\n', ' ').replace(`${file}: `, '');
    const advice = /GLIBC\S* not found/.test(reason)
      ? rebuildAdvice(host)
      : 'it was copied from another system, or is damaged: install cica again; in a clone: npm ci';
    throw new Problem('failed', `the SQLite addon cannot be loaded: ${reason}`, advice);
  }
}

const usesVersion13 = ({ napi }: Host): boolean => napi >= minimumNapi;

/** The package with the version for a host. */
export const packageName = (host: Host): string => (usesVersion13(host) ? 'better-sqlite3' : 'better-sqlite3-node20');

const notInstalled = (host: Host): Problem =>
  new Problem(
    'failed',
    `the installation of cica is incomplete: ${packageName(host)} is missing`,
    // npm leaves out what it cannot build, and says nothing
    usesVersion13(host)
      ? 'install it again with this version of Node, optional packages included; in a clone: npm ci'
      : 'install Python, make and a C++ compiler, then cica again; or use Node 22.14 or later, which needs none',
  );

const rebuildAdvice = (host: Host): string =>
  usesVersion13(host)
    ? 'build it in the folder of cica: npm explore better-sqlite3 -- npm run build-release'
    : 'build it in the folder of cica: npm rebuild better-sqlite3-node20; Node 22.14 or later needs no build';

/** What this process runs on. */
export const thisHost = (): Host => ({
  napi: Number(process.versions.napi),
  platform: process.platform,
  arch: process.arch,
  isMusl: process.platform === 'linux' && usesMusl(),
  packageFolder: (name) => {
    try {
      return dirname(createRequire(__filename).resolve(`${name}/package.json`));
    } catch {
      return undefined;
    }
  },
});

/** Whether musl's loader is mapped into this process. */
function usesMusl(): boolean {
  try {
    return readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-');
  } catch {
    return false;
  }
}
