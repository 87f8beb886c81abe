#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { codeOf, load } = require('./load');

const bundle = join(__dirname, '../dist/main.cjs');
if (!existsSync(bundle)) {
  console.error('cica: it is not built yet\nrun npm run build in its folder, or install it again');
  process.exit(1);
}
const source = readFileSync(bundle);
const code = codeOf(bundle, source);
// from code that the build compiled a start takes a fifth less time; Node's own cache of code came with Node 22
if (code !== undefined) load(bundle, source, code).exports.start();
else {
  require('node:module').enableCompileCache?.();
  require(bundle).start();
}
