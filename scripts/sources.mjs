// The modules that define the commands and columns, for what is generated from them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { root } from './esbuild.mjs';

/** Bundles these modules from the current source, and loads them. */
export async function loadSources(esbuild) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `
        export { Context } from './context';
        export { programFor } from './commands/program/program';
        export { examplesFor } from './commands/flags/flags';
        export { completionScripts } from './commands/completion';
        export { entities } from './domain/schema';
        export { exitCodes } from './domain/problem';`,
      resolveDir: join(root, 'src'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.17',
    external: ['better-sqlite3', 'better-sqlite3-node20'],
    write: false,
    logLevel: 'error',
  });
  const module = { exports: {} };
  const run = compileFunction(outputFiles[0].text, ['module', 'exports', 'require', '__dirname', '__filename']);
  const folder = join(root, 'dist');
  run(module, module.exports, createRequire(import.meta.url), folder, join(folder, 'docs.cjs'));
  const { Context, programFor } = module.exports;
  return { ...module.exports, program: await programFor(new Context({ ...process, argv: [] }), 'all') };
}

/** The commands that do something, not the nouns. */
export function leaves(command) {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** The whole name of a command: "cica decision add". */
export function nameOf(command) {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
