// Loads esbuild. Without development dependencies (npm ci --omit=dev), npm installs it into a temporary folder.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Loads esbuild; undefined if it is not installed and cannot be fetched. */
export async function loadEsbuild() {
  return import('esbuild').catch(fetchEsbuild);
}

function fetchEsbuild() {
  const { version } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[
    'node_modules/esbuild'
  ];
  const folder = mkdtempSync(join(tmpdir(), 'cica-build-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--include=optional', '--silent'];
  try {
    npm(['install', '--prefix', folder, ...flags, `esbuild@${version}`], folder);
    return createRequire(join(folder, 'package.json'))('esbuild');
  } catch {
    return undefined;
  }
}

/** Runs npm: the version that runs this script, if any. */
export function npm(args, cwd, options = {}) {
  const { npm_execpath: path } = process.env;
  const [command, first] = path?.endsWith('.js') ? [process.execPath, [path]] : ['npm', []];
  const shell = process.platform === 'win32' && command === 'npm';
  return execFileSync(command, [...first, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'], shell, ...options });
}
