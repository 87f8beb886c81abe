import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { confirm } from '../../terminal/prompts';

/** Prints a problem and its advice. */
export function printProblem(context: Context, { sentence, details, advice }: Problem): void {
  const lines = [sentence, ...details.map((detail) => `  ${detail}`), advice];
  context.output.say(lines.filter((line) => line !== '').join('\n'));
}

/** The same problem, with the advice to review the record again: the person's changes are kept. */
export const changesKept = ({ kind, sentence, details }: Problem): Problem =>
  new Problem(kind, sentence, 'your changes are kept: review the record again', { details });

/** Whether the register is unusable only temporarily. */
export const isTemporary = ({ kind }: Problem): boolean => kind === 'register' || kind === 'failed';

export const nothingRecorded = ({ kind, advice }: Problem): Problem =>
  new Problem(kind, 'nothing was recorded', advice);

/** Offers to try `work` again while it fails for a temporary reason, such as a locked register. */
export async function withRetries<T>(context: Context, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const problem = Problem.of(error).parts[0];
      printProblem(context, problem);
      if (!(await confirm('Try again?', true, true))) throw nothingRecorded(problem);
      await context.reopen();
    }
  }
}
