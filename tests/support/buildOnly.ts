import { execFileSync } from 'node:child_process';

/** Before all tests: builds the program, for those of them that run it in a process of its own. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'ignore' });
}
