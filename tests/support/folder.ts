import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Files in memory: nothing that tests write has to outlive the machine, and they make thousands of registers. */
const memory = '/dev/shm';

/** Where temporary files go: into memory where there is room for them. */
export function roomyFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 4_000_000_000 ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
