import type { SingleBar } from 'cli-progress';
import type { Output } from './output';

/** The delay before anything is shown, in milliseconds. */
const patience = 1_000;

/**
 * Runs long work, which reports the number of finished records. At a terminal, it shows a progress bar on stderr after
 * a second, and removes it before other output.
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
    // the work blocks the event loop, so nothing else would draw
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
