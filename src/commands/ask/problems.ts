import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { confirm } from '../../terminal/prompts';

/** Says what is wrong with what was entered, and what to do. */
export function tellProblem(context: Context, { sentence, details, advice }: Problem): void {
  const lines = [sentence, ...details.map((detail) => `  ${detail}`), advice];
  context.output.say(lines.filter((line) => line !== '').join('\n'));
}

/** The problem that someone else has changed a record, where the changes of the person are kept for another look. */
export const keptChanges = ({ kind, sentence, details }: Problem): Problem =>
  new Problem(kind, sentence, 'your changes are kept: look at all of it again', { details });

/** Whether the register itself is the problem, which may be over in a moment. */
export const isPassing = ({ kind }: Problem): boolean => kind === 'register' || kind === 'failed';

export const nothingRecorded = ({ kind, advice }: Problem): Problem =>
  new Problem(kind, 'nothing was recorded', advice);

/** Does what may fail for a reason that passes, like a register that is locked, until the person gives up. */
export async function patiently<T>(context: Context, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const problem = Problem.of(error).parts[0];
      tellProblem(context, problem);
      if (!(await confirm('Try again?', true, true))) throw nothingRecorded(problem);
      await context.reopen();
    }
  }
}
