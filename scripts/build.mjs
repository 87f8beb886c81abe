// Bundles the program into dist/main.cjs: one file starts three times as fast as its modules.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundleProgram } from './bundle.mjs';
import { loadEsbuild, root } from './esbuild.mjs';
import { manualPage } from './manual.mjs';
import { notices } from './notices.mjs';
import { loadSources } from './sources.mjs';

const target = join(root, 'dist', 'main.cjs');
const esbuild = await loadEsbuild();

if (esbuild === undefined) {
  if (process.argv.includes('--if-possible') && existsSync(target)) {
    console.error('dist/main.cjs was not built again: esbuild is not installed, and cannot be fetched');
    process.exit(0);
  }
  console.error('esbuild is not installed, and cannot be fetched: run npm ci');
  process.exit(1);
}

const { main, inquirer, extract } = await bundleProgram(esbuild);
const [bundle] = main.outputFiles;
const { compiledOf, kept, load } = createRequire(import.meta.url)('../bin/load.js');
mkdirSync(dirname(target), { recursive: true });
// the cached code of all versions of Node
for (const name of readdirSync(dirname(target))) {
  if (name.startsWith('main.cjs.')) rmSync(join(dirname(target), name));
}
replace(join(dirname(target), 'inquirer.cjs'), inquirer.outputFiles[0].contents);
replace(join(dirname(target), 'extract.cjs'), extract.outputFiles[0].contents);
replace(target, bundle.contents);
replace(compiledOf(target), kept(bundle.contents, load(target, bundle.text).script.createCachedData()));
replace(join(dirname(target), 'NOTICES.txt'), notices([main, inquirer, extract]));
await writePackageFiles();
console.error(`dist/main.cjs: ${Math.round(bundle.contents.length / 1024)} kB`);

/** Writes the manual page, and the completion script of each shell. */
async function writePackageFiles() {
  const sources = await loadSources(esbuild);
  replace(join(root, 'dist', 'cica.1'), manualPage(sources));
  for (const [shell, script] of Object.entries(sources.completionScripts)) {
    replace(join(root, 'dist', 'completions', completionFile(shell)), script);
  }
}

/** The file name that a shell expects in its completion folder. */
function completionFile(shell) {
  return { bash: 'cica', zsh: '_cica', fish: 'cica.fish', powershell: 'cica.ps1' }[shell];
}

/** Writes a file atomically. */
function replace(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}
