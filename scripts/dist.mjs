// Builds the distributions that need no npm: npm run dist -- [--target darwin-arm64]. A tar for the target system, which
// needs Node; and for this system an executable, if this Node can build one.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProgram, options } from './bundle.mjs';
import { loadEsbuild, root } from './esbuild.mjs';
import { notices } from './notices.mjs';

const { values } = parseArgs({ options: { target: { type: 'string' } } });
const host = `${process.platform}-${process.arch}`;
const target = values.target ?? host;
const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const title = `${name}-${version}-${target}`;
const releases = join(root, 'dist', 'release');
const folder = join(releases, title);

const esbuild = await loadEsbuild();

const addon = join('node_modules', 'better-sqlite3', 'prebuilds', `${target}.node`);
if (!existsSync(join(root, addon))) {
  const installed = existsSync(join(root, 'node_modules', 'better-sqlite3'));
  console.error(
    installed
      ? `better-sqlite3 has no build for ${target}: see node_modules/better-sqlite3/prebuilds`
      : 'better-sqlite3 13 is not installed: run npm ci with Node 22.14 or later',
  );
  process.exit(1);
}
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
await fillFolder();
execFileSync('tar', ['-czf', `${title}.tar.gz`, title], { cwd: releases });
console.error(`dist/release/${title}.tar.gz`);
if (target === host) await buildExecutable();

/** Copies all files of the tar into its folder. */
async function fillFolder() {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['bin', 'migrations', 'presets', 'LICENSE', 'README.md', 'CHANGELOG.md']) copy(part, part);
  for (const part of ['main', 'draft', 'inquirer', 'extract'])
    copy(join('dist', `${part}.cjs`), join('dist', `${part}.cjs`));
  copy(join('dist', 'completions'), join('share', 'completions'));
  copy(join('dist', 'cica.1'), join('share', 'man', 'man1', 'cica.1'));
  copy(addon, addon);
  write('package.json', JSON.stringify({ name, version, license, bin: { cica: 'bin/cica.js' } }));
  write(join('node_modules', 'better-sqlite3', 'package.json'), JSON.stringify({ name: 'better-sqlite3' }));
  write(join('dist', 'NOTICES.txt'), notices(await bundlePackages()));
}

/** Bundles each lazily loaded package into a file of its own. Returns all bundles. */
async function bundlePackages() {
  const bundles = Object.values(await bundleProgram(esbuild));
  const imports = bundles.flatMap(({ metafile }) => Object.values(metafile.outputs).flatMap((one) => one.imports));
  const packages = new Map(imports.filter(isPackage).map(({ path, kind }) => [path, kind]));
  for (const [path, kind] of packages) {
    const [format, bundle] =
      kind === 'dynamic-import' ? ['module', await bundleModule(path)] : ['commonjs', await bundleCommonJs(path)];
    write(join('node_modules', path, 'index.js'), bundle.outputFiles[0].contents);
    write(join('node_modules', path, 'package.json'), JSON.stringify({ type: format, main: 'index.js' }));
    bundles.push(bundle);
  }
  const languages = join('node_modules', 'i18n-iso-countries', 'langs');
  for (const language of ['en', 'ar', 'zh', 'fr', 'ru', 'es']) {
    copy(join(languages, `${language}.json`), join(languages, `${language}.json`));
  }
  return bundles;
}

/** Whether an import is an installed package that is not in the main bundle. */
function isPackage({ path, external }) {
  if (!external || isBuiltin(path) || path === 'bindings' || path.startsWith('.')) return false;
  return existsSync(join(root, 'node_modules', path.split('/')[0]));
}

function bundleCommonJs(path) {
  return esbuild.build({ ...options, stdin: { contents: `module.exports = require('${path}')`, resolveDir: root } });
}

/** Bundles a package that is imported; the banner defines `require`, which it may call for modules of Node. */
function bundleModule(path) {
  return esbuild.build({
    ...options,
    format: 'esm',
    logLevel: 'error',
    stdin: {
      contents: `export * from '${path}'; import * as all from '${path}'; export default all.default;`,
      resolveDir: root,
    },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}

/** Builds an executable that contains Node and the files of the tar. */
async function buildExecutable() {
  if (!execFileSync(process.execPath, ['--help']).includes('--build-sea')) {
    console.error('no executable: Node 26 or later builds one');
    return;
  }
  const work = join(releases, `${title}.parts`);
  mkdirSync(work, { recursive: true });
  const start = await esbuild.build({ ...options, entryPoints: ['scripts/executable.cjs'] });
  writeFileSync(join(work, 'start.cjs'), start.outputFiles[0].contents);
  addLicenceOfNode();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  writeFileSync(join(work, 'id'), `${version}-${hash.digest('hex').slice(0, 16)}`);
  const assets = {
    id: join(work, 'id'),
    ...Object.fromEntries(files.map((file) => [`files/${file}`, join(folder, file)])),
  };
  const output = join(
    releases,
    process.platform === 'win32' ? `${title}.exe` : title.replace(name, `${name}-executable`),
  );
  const config = { main: join(work, 'start.cjs'), output, assets, disableExperimentalSEAWarning: true };
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--build-sea', join(work, 'sea.json')], { stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(work, { recursive: true });
  console.error(relative(root, output));
}

/** Node's licence, with those of all that it contains, lies beside its executable in the downloads of nodejs.org and npm. */
function addLicenceOfNode() {
  const licence = join(dirname(dirname(process.execPath)), 'LICENSE');
  if (existsSync(licence)) write(join('dist', 'LICENSE-node.txt'), readFileSync(licence));
  else console.error(`hand out the licence of Node with the executable: there is none at ${licence}`);
}

/** Copies a file or folder of the project into the folder of the tar. */
function copy(from, to) {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  cpSync(join(root, from), join(folder, to), { recursive: true });
}

function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
