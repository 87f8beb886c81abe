// Bundles the program into dist/main.cjs: one file starts in a third of the time that its modules take.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'dist', 'main.cjs');
const esbuild = await import('esbuild').catch(() => undefined);

if (esbuild === undefined) {
  // an installation without development dependencies brings the bundle with it
  if (process.argv.includes('--if-possible') && existsSync(target)) process.exit(0);
  console.error('esbuild is not installed: run npm ci first');
  process.exit(1);
}

const { outputFiles } = await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.17',
  write: false,
  legalComments: 'inline',
  minify: true,
  // loaded by the commands that need them, from node_modules; bindings is never called (src/store/addon.ts)
  external: [
    'bindings',
    'inquirer',
    'yaml',
    'csv-parse',
    // pg asks for these where they are installed, which they are not
    'pg-native',
    'pg-cloudflare',
    'csv-stringify',
    'cli-progress',
    'i18n-iso-countries',
    'ical-generator',
  ],
});
const [bundle] = outputFiles;
mkdirSync(dirname(target), { recursive: true });
writeFileSync(`${target}.${process.pid}`, bundle.contents);
renameSync(`${target}.${process.pid}`, target);
console.error(`dist/main.cjs: ${Math.round(bundle.contents.length / 1024)} kB`);
