import { execFileSync } from 'node:child_process';

/** Makes a named pipe, and returns its path. */
export function makePipe(path: string): string {
  execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
  return path;
}
