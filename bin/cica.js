#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { cacheFolder, codeOf, load } = require('./load');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 17)) {
  console.error(
    `cica: this is Node ${process.versions.node}, and cica needs 20.17 or later\ninstall a newer Node, such as 24`,
  );
  process.exit(1);
}

const bundle = join(__dirname, '../dist/main.cjs');
if (!existsSync(bundle)) {
  console.error('cica: it is not built yet\nrun npm run build in its folder, or install it again');
  process.exit(1);
}

/**
 * The program, from code that the build compiled, which takes a fifth less time to start. An installed package has none: it
 * would be that of one V8. Node's own cache, which came with Node 22, is nearly as fast.
 */
function program() {
  const source = readFileSync(bundle);
  const code = codeOf(bundle, source);
  if (code !== undefined) return load(bundle, source, code).exports;
  const cache = cacheFolder(process);
  if (cache !== undefined) require('node:module').enableCompileCache?.(cache);
  return require(bundle);
}

let start;
try {
  ({ start } = program());
} catch (error) {
  if (process.env.CICA_DEBUG === '1') throw error;
}
if (start === undefined) {
  console.error(`cica: its program is damaged: ${bundle}\nrun npm run build in its folder, or install it again`);
  process.exit(1);
}
start();
