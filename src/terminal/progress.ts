import type { SingleBar } from 'cli-progress';
import type { Output } from './output';

/** Nothing is shown before so many milliseconds. */
const patience = 1_000;

/**
 * Does what is long, and tells `at` how many records are done: on stderr, at a terminal, with a progress bar that begins
 * when it takes longer than a second, and is gone before anything else is said.
 */
export async function withProgress<T>(output: Output, work: (at: (records: number) => void) => Promise<T>): Promise<T> {
  if (!output.saysToTerminal) return work(() => undefined);
  const { SingleBar } = await import('cli-progress');
  const start = performance.now();
  let bar: SingleBar | undefined;
  let shown = start;
  const at = (records: number): void => {
    const now = performance.now();
    if (now - start < patience || now - shown < 100) return;
    shown = now;
    bar ??= begin(SingleBar);
    bar.update(records);
    // the work is one long turn of the event loop: nothing else would draw
    bar.render();
  };
  try {
    return await work(at);
  } finally {
    bar?.stop();
  }
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
