// Bundles the program into dist/main.cjs: one file starts three times as fast as its modules.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { bundleProgram } from './bundle.mjs';
import { loadEsbuild, root } from './esbuild.mjs';
import { manualPage } from './manual.mjs';
import { notices } from './notices.mjs';
import { loadSources } from './sources.mjs';

/** What people do most: of these commands, the functions are in the compiled code. */
const commonCommands = [
  'init --preset cica',
  'meeting add --body SOC --date 2024-03-12',
  'decision add SOC-2024-03-12 Budget --action adopt',
  'decision list --limit 20',
  'meeting show SOC-2024-03-12',
  'search budget',
  'draft -',
];

const target = join(root, 'dist', 'main.cjs');
const rulesTarget = join(root, 'dist', 'draft.cjs');
const esbuild = await loadEsbuild();

if (esbuild === undefined) {
  if (process.argv.includes('--if-possible') && existsSync(target)) {
    console.error('dist/main.cjs was not built again: esbuild is not installed, and cannot be fetched');
    process.exit(0);
  }
  console.error('esbuild is not installed, and cannot be fetched: run npm ci');
  process.exit(1);
}

const { main, draft, inquirer, extract } = await bundleProgram(esbuild);
const bundle = ascii(main.outputFiles[0].text);
const rules = ascii(draft.outputFiles[0].text);
const { compiledOf, kept, load } = createRequire(import.meta.url)('../bin/load.js');
mkdirSync(dirname(target), { recursive: true });
// the cached code of all versions of Node
for (const name of readdirSync(dirname(target))) {
  if (/^(?:main|draft)\.cjs\./.test(name)) rmSync(join(dirname(target), name));
}
replace(join(dirname(target), 'inquirer.cjs'), inquirer.outputFiles[0].contents);
replace(join(dirname(target), 'extract.cjs'), extract.outputFiles[0].contents);
replace(rulesTarget, rules);
replace(target, bundle);
await compile();
replace(join(dirname(target), 'NOTICES.txt'), notices([main, draft, inquirer, extract]));
await writePackageFiles();
console.error(`dist/main.cjs: ${Math.round(bundle.length / 1024)} kB`);

/**
 * A bundle in ASCII, which V8 keeps in half the memory of another text. Where esbuild leaves other characters, in regular
 * expressions and their raw templates, an escape means the same.
 */
function ascii(text) {
  return Buffer.from(text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/** Runs common commands, and keeps the compiled code of both bundles: V8 compiles a function when it is first called. */
async function compile() {
  const program = load(target, bundle);
  const page = readFileSync(join(root, 'bench', 'page.txt'));
  const folder = mkdtempSync(join(tmpdir(), 'cica-build-'));
  try {
    for (const line of commonCommands) {
      const [stdin, stdout, stderr] = [Readable.from([page]), new PassThrough().resume(), new PassThrough().resume()];
      // without an addon for SQLite, most of them fail, and less is compiled
      await program.exports.main({
        env: {},
        argv: [...line.split(' '), '--db', join(folder, 'cica.db')],
        stdin,
        stdout,
        stderr,
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  replace(compiledOf(target), kept(bundle, program.script.createCachedData()));
  const loaded = program.beside.get('./draft.cjs');
  if (loaded !== undefined) replace(compiledOf(rulesTarget), kept(rules, loaded.script.createCachedData()));
}

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
