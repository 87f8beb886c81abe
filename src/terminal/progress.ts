import type { SingleBar } from 'cli-progress';
import type { Output } from './output';

/** Nothing is shown before so many milliseconds. */
const patience = 1_000;

/** How far something long is: on stderr, at a terminal, when it takes longer than a second. */
interface Progress {
  /** So many records are done. */
  at(records: number): void;
  stop(): void;
}

/** Does what is long, with a progress bar that begins when it is worth it, and is gone before anything else is said. */
export async function withProgress<T>(output: Output, work: (progress: Progress['at']) => Promise<T>): Promise<T> {
  const progress = await progressBar(output);
  try {
    return await work((records) => progress.at(records));
  } finally {
    progress.stop();
  }
}

async function progressBar(output: Output): Promise<Progress> {
  if (!output.saysToTerminal) return { at: () => undefined, stop: () => undefined };
  const { SingleBar } = await import('cli-progress');
  const start = performance.now();
  let bar: SingleBar | undefined;
  let shown = start;
  return {
    at(records) {
      const now = performance.now();
      if (now - start < patience || now - shown < 100) return;
      shown = now;
      bar ??= begin(SingleBar);
      bar.update(records);
      // the work is one long turn of the event loop: nothing else would draw
      bar.render();
    },
    stop() {
      bar?.stop();
      bar = undefined;
    },
  };
}

function begin(Bar: typeof SingleBar): SingleBar {
  const bar = new Bar({
    format: '{value} records, {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(0, 0);
  return bar;
}
