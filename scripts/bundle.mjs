// The bundles of the program, and what is in them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './esbuild.mjs';

/** The packages of SQLite that npm left out: each is for some versions of Node. */
const leftOut = ['better-sqlite3', 'better-sqlite3-node20'].filter(
  (name) => !existsSync(join(root, 'node_modules', name)),
);

/** What all bundles have in common. */
export const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.17',
  write: false,
  metafile: true,
  legalComments: 'inline',
  minify: true,
};

/** Bundles the program, the file that imports Inquirer, and the one that reads documents in a thread; they are not written. */
export async function bundleProgram(esbuild) {
  const main = await esbuild.build({
    ...options,
    entryPoints: ['src/main.ts'],
    // code that is run from its compiled form (bin/load.js) cannot import: all is required, but for Inquirer
    supported: { 'dynamic-import': false },
    plugins: [
      {
        name: 'inquirer beside the bundle',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/inquirer$/ }, () => ({ path: './inquirer.cjs', external: true })),
      },
      {
        // by itself it counts the marks of Arabic, Hindi or Thai as letters
        name: 'cli-table3 measures texts as src/terminal/width.ts does',
        setup: ({ onLoad }) =>
          onLoad({ filter: /[\\/]string-width[\\/]index\.js$/ }, () => ({
            contents: "module.exports = require('./width').measure",
            resolveDir: join(root, 'src', 'terminal'),
          })),
      },
    ],
    // loaded by the commands that need them, from node_modules; bindings is never called (src/store/addon.ts)
    external: [
      'bindings',
      ...leftOut,
      'yaml',
      'csv-parse',
      // pg asks for these where they are installed, which they are not
      'pg-native',
      'pg-cloudflare',
      'csv-stringify',
      'cli-progress',
      'i18n-iso-countries',
      'ical-generator',
      'docx',
      'fflate',
    ],
  });
  const inquirer = await esbuild.build({
    ...options,
    entryPoints: ['src/terminal/inquirer.ts'],
    external: ['inquirer'],
  });
  const extract = await esbuild.build({
    ...options,
    entryPoints: ['src/formats/source/extract.ts'],
    external: ['mammoth', 'unpdf', 'html-to-text'],
  });
  return { main, inquirer, extract };
}
