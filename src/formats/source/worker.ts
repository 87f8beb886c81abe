import { Worker } from 'node:worker_threads';
import { Problem, refused } from '../../domain/problem';
import type { WorkerResult } from './extract';
import type { Extract, Extracted } from './source';

/** How much reading a source may take. */
interface Limits {
  /** In milliseconds. */
  readonly time: number;
  /** In bytes: a small file can unpack to any size. */
  readonly memory: number;
}

const defaultLimits: Limits = { time: 120_000, memory: 1_000_000_000 };

/** How often that is checked, in milliseconds. */
const interval = 50;

/**
 * Reads the text of a source in a thread of its own, which is ended when it takes too much time or memory: what a file of a
 * few kilobytes unpacks to has no limit in the packages that read it.
 *
 * @param file the built `extract.ts`
 */
export function workerExtractor(file: string, limits = defaultLimits): Extract {
  return async (kind, bytes) => {
    const worker = new Worker(file, {
      workerData: { kind, bytes },
      resourceLimits: { maxOldGenerationSizeMb: limits.memory / 1_000_000 },
      // packages report on the console what they find odd
      stdout: true,
      stderr: true,
    });
    const [start, memory] = [performance.now(), process.memoryUsage.rss()];
    let watch: NodeJS.Timeout | undefined;
    try {
      return unwrap(
        await new Promise<WorkerResult>((resolve, reject) => {
          worker.on('message', resolve);
          worker.on('error', (error) => reject(isOutOfMemory(error) ? tooMuch('memory') : error));
          watch = setInterval(() => {
            if (process.memoryUsage.rss() - memory > limits.memory) reject(tooMuch('memory'));
            if (performance.now() - start > limits.time) reject(tooMuch('time'));
          }, interval);
        }),
      );
    } finally {
      clearInterval(watch);
      await worker.terminate();
    }
  };
}

function unwrap(result: WorkerResult): Extracted {
  if (!('problem' in result)) return result;
  const { kind, message, advice } = result.problem;
  throw new Problem(kind, message, advice);
}

const isOutOfMemory = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooMuch = (what: 'memory' | 'time'): Problem =>
  refused(
    `it takes too much ${what} to read, as no press release or minutes do`,
    'copy the text that counts into a text file',
  );
