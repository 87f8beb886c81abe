import type { Context } from '../../context';
import { withCommas } from '../../domain/text';
import type { Recorder } from '../../register/record/recorder';
import type { Warnings } from '../../register/record/warnings';
import { createRecorder } from '../../register/recorder';
import { visible } from '../../terminal/output';
import type { WriteFlags } from '../flags/flags';

/**
 * Runs `work` in one transaction, as one entry of the history with the command line; if it throws, or in a dry run,
 * nothing is written. Then prints the warnings, unless the person has seen them.
 */
export async function withRecorder<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  const [result, warnings] = await withWarnings(context, flags, work);
  if (!flags.isConfirmed) printWarnings(context, warnings);
  return result;
}

/** The same as a dry run, without printing the warnings. */
export async function previewWithRecorder<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  return (await withWarnings(context, { ...flags, dryRun: true }, work))[0];
}

/** The same, but returns the warnings for the caller to print. */
export async function withWarnings<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<readonly [T, Warnings]> {
  const register = await context.register();
  const { force = false } = flags;
  return register.write(
    context.commandLine,
    async (transaction) => {
      const recorder = createRecorder(transaction, context.today, { force });
      return [await work(recorder), recorder.warnings] as const;
    },
    flags,
  );
}

/** Prints the first warnings, and the number of others. */
export function printWarnings({ output }: Context, { first, omitted }: Warnings): void {
  const warning = output.messageColour.yellow('warning:');
  for (const sentence of first) output.say(`${warning} ${visible(sentence)}`);
  if (omitted > 0) output.say(`${warning} … and ${withCommas(omitted)} more like these`);
}
