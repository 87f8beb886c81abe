import type { Context } from '../../context';
import type { Recorder } from '../../register/record/recorder';
import { createRecorder } from '../../register/recorder';
import type { WriteFlags } from '../flags/flags';

/** Records in one write, as the command that was typed; what fails leaves nothing behind, and a dry run neither. */
export async function withRecorder<T>(
  context: Context,
  flags: WriteFlags,
  work: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  const register = await context.register();
  const { force = false } = flags;
  return register.write(
    context.commandLine,
    (transaction) => work(createRecorder(transaction, context.today, { force })),
    flags,
  );
}
