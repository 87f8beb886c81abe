import { Problem, refused } from '../../domain/problem';
import type { WorkerResult } from './extract';
import type { Extract, Extracted } from './source';

/** Limits on reading a source. */
interface Limits {
  /** In milliseconds. */
  readonly time: number;
  /** In bytes. */
  readonly memory: number;
}

const defaultLimits: Limits = { time: 120_000, memory: 1_000_000_000 };

/** How often the limits are checked, in milliseconds. */
const interval = 50;

/**
 * Reads the text of a source in a worker thread, which is terminated when it exceeds its limits: a file of a few kilobytes can
 * unpack to any size, and the packages that read it set no limit.
 *
 * @param file the path of the bundled `extract.ts`
 */
export function workerExtractor(file: string, limits = defaultLimits): Extract {
  return async (kind, bytes) => {
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(file, {
      workerData: { kind, bytes },
      resourceLimits: { maxOldGenerationSizeMb: limits.memory / 1_000_000 },
      // packages print their own warnings
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
  refused(`it takes too much ${what} to read`, 'copy the relevant text into a plain text file');
