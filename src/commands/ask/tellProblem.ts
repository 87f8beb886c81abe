import type { Context } from '../../context';
import type { Problem } from '../../domain/problem';

/** Says what is wrong with what was entered, and what to do. */
export function tellProblem(context: Context, { sentence, advice }: Problem): void {
  context.output.say(`${sentence}${advice === '' ? '' : `\n${advice}`}`);
}
