import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * Before the tests of each file, where mutants are tried: loads what is mutated. Commands load it when they need it, and
 * what a module makes when it is loaded would be tried with the one test that happens to come first.
 */
for (const folder of [resolve('src/register'), resolve('src/store')]) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files) if (/(?<!\.d)\.ts$/.test(file)) await import(join(folder, file));
}
