import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Collects surviving garbage once the heap has doubled; verifying 100,000 decisions took 101 MB with this, and 116 without. */
export const clearSurvivors = (): void => setFlagsFromString('--heap-growing-percent=100');

/**
 * Keeps V8 from enlarging the young generation once it is large enough: an import of 100,000 decisions took 131 MB with
 * this, and 157 without; verifying them 116 and 139.
 */
export function boundHeap(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (young !== undefined && young.space_size >= enoughYoung) setFlagsFromString('--semi-space-growth-factor=1');
}

/** In bytes, for both halves of the young generation. */
const enoughYoung = 8_000_000;
