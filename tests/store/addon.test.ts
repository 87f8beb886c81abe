import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addonFile, type Host, loadAddon, thisHost } from '../../src/store/addon';
import { temporaryFolder } from '../support/cica';

const newer = 'better-sqlite3';
const older = 'better-sqlite3-node20';
const built = 'build/Release/better_sqlite3.node';

/** A host with files of packages installed, such as `better-sqlite3/prebuilds/linux-x64.node`; a package may have none. */
function host(napi: number, system: string, installed: readonly string[], isMusl = false): Host {
  const [platform, arch = ''] = system.split('-') as [NodeJS.Platform, string];
  const folder = temporaryFolder();
  for (const file of installed) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const names = new Set(installed.map((file) => file.split('/')[0]));
  return { napi, platform, arch, isMusl, packageFolder: (name) => (names.has(name) ? join(folder, name) : undefined) };
}

const all = [
  ...['linux-x64', 'linuxmusl-x64', 'darwin-arm64', 'win32-x64'].map((name) => `${newer}/prebuilds/${name}.node`),
  `${older}/${built}`,
];

describe('the SQLite addon', () => {
  it.each<[string, Host, string]>([
    ['Node 26 on Linux', host(10, 'linux-x64', all), `${newer}/prebuilds/linux-x64.node`],
    ['a later Node-API', host(11, 'linux-x64', all), `${newer}/prebuilds/linux-x64.node`],
    ['Alpine Linux', host(10, 'linux-x64', all, true), `${newer}/prebuilds/linuxmusl-x64.node`],
    ['macOS', host(10, 'darwin-arm64', all), `${newer}/prebuilds/darwin-arm64.node`],
    ['Windows', host(10, 'win32-x64', all), `${newer}/prebuilds/win32-x64.node`],
    ['Node 20', host(9, 'linux-x64', all), `${older}/${built}`],
    ['Node 22.13, with both', host(9, 'darwin-arm64', all), `${older}/${built}`],
    ['a system with a build of its own', host(10, 'freebsd-x64', [`${newer}/${built}`]), `${newer}/${built}`],
  ])('of %s', (_, on, expected) => {
    expect(addonFile(on).replaceAll('\\', '/')).toMatch(new RegExp(`/${expected.replaceAll('.', '\\.')}$`));
  });

  it.each<[string, Host, string, string]>([
    [
      'nothing for Node 26',
      host(10, 'linux-x64', [`${older}/${built}`]),
      'the installation of cica is incomplete: better-sqlite3 is missing',
      'install it again with this version of Node',
    ],
    [
      'nothing for Node 20',
      host(9, 'linux-x64', [`${newer}/prebuilds/linux-x64.node`]),
      'the installation of cica is incomplete: better-sqlite3-node20 is missing',
      'install Python, make and a C++ compiler, then cica again',
    ],
    [
      'no build for Node 20, because install scripts were not run',
      host(9, 'linux-x64', [`${older}/package.json`]),
      'the SQLite addon was not built at installation',
      'npm rebuild better-sqlite3-node20',
    ],
    [
      'no build for this system',
      host(10, 'freebsd-x64', all),
      'better-sqlite3 has no SQLite addon for freebsd on x64',
      'npm explore better-sqlite3 -- npm run build-release',
    ],
  ])('says what to do where there is %s', (_, on, message, advice) => {
    expect(() => addonFile(on)).toThrow(expect.objectContaining({ message, advice: expect.stringContaining(advice) }));
  });

  it.each<[string, string, string, string]>([
    [
      'another version of Node',
      'The module was compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. Please …',
      'the SQLite addon was built for another version of Node',
      'npm rebuild better-sqlite3-node20',
    ],
    [
      'another system',
      '/p/a.node: invalid ELF header',
      'the SQLite addon cannot be loaded: invalid ELF header',
      'install cica again',
    ],
    [
      'a newer C library',
      "/lib/libc.so.6: version `GLIBC_2.34' not found (required by /p/a.node)",
      "the SQLite addon cannot be loaded: /lib/libc.so.6: version `GLIBC_2.34' not found (required by /p/a.node)",
      'npm rebuild better-sqlite3-node20',
    ],
  ])('says what to do where it is for %s', (_, said, message, advice) => {
    const load = () => {
      throw Object.assign(new Error(said), { code: 'ERR_DLOPEN_FAILED' });
    };
    const problem = { kind: 'failed', message, advice: expect.stringContaining(advice) };
    expect(() => loadAddon('/p/a.node', host(9, 'linux-x64', []), load)).toThrow(expect.objectContaining(problem));
  });

  it('cannot be loaded where its file is damaged', () => {
    const file = join(temporaryFolder(), 'better_sqlite3.node');
    writeFileSync(file, 'MZ');
    expect(() => loadAddon(file, thisHost())).toThrow('the SQLite addon cannot be loaded: ');
  });
});
