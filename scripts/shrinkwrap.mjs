// Puts the lock file into the package as npm-shrinkwrap.json, for installations to get the versions that were tested.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './esbuild.mjs';

const shrinkwrap = join(root, 'npm-shrinkwrap.json');
if (process.argv[2] === 'write') copyFileSync(join(root, 'package-lock.json'), shrinkwrap);
else rmSync(shrinkwrap, { force: true });
