import type { Context } from '../../context';
import { withCommas } from '../../domain/text';
import type { Recorder } from '../../register/record/recorder';
import type { Warnings } from '../../register/record/warnings';
import { createRecorder } from '../../register/recorder';
import { visible } from '../../terminal/output';
import type { WriteFlags } from '../flags/flags';

/**
 * Records in one write, as the command that was typed; what fails leaves nothing behind, and a dry run neither. Then it
 * tells what is odd about what was recorded.
 */
export async function withRecorder<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  const [result, warnings] = await recording(context, flags, work);
  tellWarnings(context, warnings);
  return result;
}

/** The same to see what would happen: nothing is kept or told. */
export async function previewing<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  return (await recording(context, { ...flags, dryRun: true }, work))[0];
}

/** The same, with what is odd for the caller to tell. */
export async function recording<T>(
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

/** Tells the first warnings, and how many more there are. */
export function tellWarnings({ output }: Context, { kept, others }: Warnings): void {
  const warning = output.messageColour.yellow('warning:');
  for (const sentence of kept) output.say(`${warning} ${visible(sentence)}`);
  if (others > 0) output.say(`${warning} … and ${withCommas(others)} more like these`);
}
