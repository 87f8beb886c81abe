import { execFileSync } from 'node:child_process';

/** Builds the program once before all tests: the command-line tests run what users run. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'ignore' });
}
