// The esbuild configuration of the bundles.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './esbuild.mjs';

/** The SQLite packages that are not installed: each supports only some versions of Node. */
const missingPackages = ['better-sqlite3', 'better-sqlite3-node20'].filter(
  (name) => !existsSync(join(root, 'node_modules', name)),
);

/** The options of all bundles. */
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

/** Compiled code (bin/load.js) cannot use import(): everything is required, except Inquirer. */
const compiledOptions = { supported: { 'dynamic-import': false } };

/**
 * Bundles the program, the rules of drafts, the file that imports Inquirer, and the worker that reads documents; nothing is written
 * to disk.
 */
export async function bundleProgram(esbuild) {
  const main = await esbuild.build({
    ...options,
    ...compiledOptions,
    entryPoints: ['src/main.ts'],
    // pg makes one to tell Node from the runtime of Cloudflare, for which Node 20 loads all that fetches: 20 ms
    define: { Response: 'undefined' },
    plugins: [
      {
        name: 'bundles beside this one',
        setup: ({ onResolve }) => {
          onResolve({ filter: /\/inquirer$/ }, () => ({ path: './inquirer.cjs', external: true }));
          onResolve({ filter: /\/draft\/rules$/ }, () => ({ path: './draft.cjs', external: true }));
        },
      },
      {
        name: 'pg computes its log-in as src/store/postgres/crypto.ts does',
        setup: ({ onLoad }) =>
          onLoad({ filter: /[\\/]pg[\\/]lib[\\/]crypto[\\/]utils\.js$/ }, () => ({
            contents: "module.exports = require('./crypto')",
            resolveDir: join(root, 'src', 'store', 'postgres'),
          })),
      },
      {
        // its own measure counts combining marks of Arabic, Hindi and Thai as columns
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
      ...missingPackages,
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
  const draft = await esbuild.build({
    ...options,
    ...compiledOptions,
    entryPoints: ['src/draft/rules.ts'],
    // its ES modules, of which the bundle leaves out the parser
    alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'dist', 'index.js') },
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
  return { main, draft, inquirer, extract };
}
