import { isAscii } from 'node:buffer';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Script } from 'node:vm';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { bin, demoRegister, temporaryFolder } from '../support/cica';
import { done, session } from '../support/session';

/** The packages and files of the program that a command loads, as V8 saw them. */
async function loaded(line: string): Promise<string[]> {
  const folder = temporaryFolder();
  await done(session(await demoRegister(), { env: { NODE_V8_COVERAGE: folder } })(line));
  const [report] = readdirSync(folder);
  const { result } = JSON.parse(readFileSync(join(folder, report ?? ''), 'utf8')) as { result: { url: string }[] };
  const urls = result.map(({ url }) => (url.startsWith('/') ? pathToFileURL(url).href : url));
  const files = urls.filter((url) => url.startsWith('file:'));
  const root = new URL('..', `file://${bin}`).href;
  const names = files.map((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? url.replace(root, ''));
  return [...new Set(names)].sort();
}

/** The addon is native, its JavaScript a part of the bundle. */
it.each([
  ['--version', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  ['decision list', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  ['decision list --format csv', ['bin/cica.js', 'bin/load.js', 'csv-stringify', 'dist/main.cjs']],
  ['search council', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  ['meeting record SOC-2023-12-12', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  ['meeting record SOC-2023-12-12 --format html', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  ['meeting record SOC-2023-12-12 --format docx', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs', 'docx']],
  ['decision pending', ['bin/cica.js', 'bin/load.js', 'dist/main.cjs']],
  [`draft ${resolve('bench/page.txt')}`, ['bin/cica.js', 'bin/load.js', 'dist/draft.cjs', 'dist/main.cjs']],
])('cica %s loads what it needs, and no more', async (line, expected) => {
  expect(await loaded(line)).toEqual(expected);
});

describe('the compiled code of the bundles', () => {
  const root = resolve(dirname(bin), '..');
  const { cacheFolder, codeOf, compiledOf, load } = createRequire(bin)('./load.js') as {
    readonly cacheFolder: (host: Pick<NodeJS.Process, 'env' | 'platform'>, home?: string) => string | undefined;
    readonly codeOf: (bundle: string, source: Uint8Array) => Uint8Array | undefined;
    readonly compiledOf: (bundle: string) => string;
    readonly load: (bundle: string, source: Uint8Array, code: Uint8Array | undefined) => { readonly script: Script };
  };

  it.each(['main.cjs', 'draft.cjs'])('is created by the build, and used: %s', (name) => {
    const bundle = join(root, 'dist', name);
    const source = readFileSync(bundle);
    expect(load(bundle, source, codeOf(bundle, source)).script.cachedDataRejected).toBe(false);
  });

  it.each(['main.cjs', 'draft.cjs'])('is of a bundle in ASCII, which V8 keeps in half the memory: %s', (name) => {
    expect(isAscii(readFileSync(join(root, 'dist', name)))).toBe(true);
  });

  /** An installation of its own, of which one can take the compiled code away. */
  function installation(): { readonly bin: string; readonly compiled: string } {
    const folder = temporaryFolder();
    for (const name of ['bin', 'dist', 'package.json'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return { bin: join(folder, 'bin/cica.js'), compiled: compiledOf(join(folder, 'dist/main.cjs')) };
  }

  it.each<[string, (compiled: string) => void]>([
    ['is not there', rmSync],
    ['is damaged', (compiled) => writeFileSync(compiled, readFileSync(compiled).fill(1, 1_000, 2_000))],
    ['is cut', (compiled) => writeFileSync(compiled, readFileSync(compiled).subarray(0, 5_000))],
    ['is empty', (compiled) => writeFileSync(compiled, '')],
    ['is of another bundle', (compiled) => writeFileSync(compiled.replace(/\.cjs\..*/, '.cjs'), '\n', { flag: 'a' })],
  ])('may be wrong: where it %s, the bundle is compiled', async (_, spoil) => {
    const { bin: program, compiled } = installation();
    spoil(compiled);
    const { stdout, stderr } = await execa(process.execPath, [program, '--version']);
    expect([stdout, stderr]).toEqual(['0.1.0', '']);
  });

  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string, string | undefined]>([
    ['linux', {}, '/home/o', '/home/o/.cache/cica'],
    ['linux', { XDG_CACHE_HOME: '/c' }, '/home/o', '/c/cica'],
    ['linux', { XDG_CACHE_HOME: 'c' }, '/home/o', '/home/o/.cache/cica'],
    ['linux', { XDG_CACHE_HOME: '' }, '', undefined],
    ['darwin', { XDG_CACHE_HOME: '/c' }, '/Users/o', '/Users/o/Library/Caches/cica'],
    ['win32', { LOCALAPPDATA: 'D:\\o' }, 'C:\\Users\\o', 'D:\\o\\cica'],
    ['win32', {}, 'C:\\Users\\o', 'C:\\Users\\o\\AppData\\Local\\cica'],
  ])('where there is none, on %s with %j and the home %j, Node keeps it in %j', (platform, env, home, expected) => {
    expect(cacheFolder({ platform, env }, home)).toBe(expected);
  });

  it.skipIf(process.versions.node.startsWith('20.'))(
    'where there is none, Node keeps it in the cache of the user',
    async () => {
      const { bin: program, compiled } = installation();
      rmSync(compiled);
      const cache = temporaryFolder();
      await execa(process.execPath, [program, '--version'], { env: { XDG_CACHE_HOME: cache } });
      expect(readdirSync(join(cache, 'cica'))).toHaveLength(1);
    },
  );

  it('is reported as missing, with the bundle, in two lines', async () => {
    const { bin: program, compiled } = installation();
    rmSync(dirname(compiled), { recursive: true });
    const { stderr, exitCode } = await execa(process.execPath, [program, '--version'], { reject: false });
    expect([stderr, exitCode]).toEqual([
      'cica: it is not built yet\nrun npm run build in its folder, or install it again',
      1,
    ]);
  });
});

it.each([
  ['18.20.8', 'cica: this is Node 18.20.8, and cica needs 20.17 or later\ninstall a newer Node, such as 24'],
  ['20.16.0', 'cica: this is Node 20.16.0, and cica needs 20.17 or later\ninstall a newer Node, such as 24'],
  ['20.17.0', ''],
  ['26.0.0', ''],
])('says of Node %s whether it is too old', async (version, says) => {
  const pretend = join(temporaryFolder(), 'pretend.cjs');
  const versions = `{ ...process.versions, node: '${version}' }`;
  writeFileSync(pretend, `Object.defineProperty(process, 'versions', { value: ${versions} })`);
  const { stderr, exitCode } = await execa(process.execPath, ['-r', pretend, bin, '--version'], { reject: false });
  expect([stderr, exitCode]).toEqual([says, says === '' ? 0 : 1]);
});
