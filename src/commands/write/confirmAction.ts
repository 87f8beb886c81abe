import type { Context } from '../../context';
import { Problem } from '../../domain/problem';

/** What a person is asked before something is done that replaces or removes. */
interface Agreement {
  /** What would be done, for an error: "removing the meeting X". */
  readonly doing: string;
  readonly question: string;
  /** What is said when the answer is no. */
  readonly nothing: string;
  /** What else to know, after the advice to add --yes. */
  readonly note?: string;
  /** Describes the effect, which is shown before the question; throws what prevents it, before anybody is asked. */
  readonly preview?: () => Promise<string>;
}

/**
 * Asks a person at a terminal whether to go on.
 *
 * @throws Problem `usage` where nobody can be asked.
 */
export async function confirmAction(context: Context, agreement: Agreement): Promise<boolean> {
  const { doing, question, nothing, note = '', preview } = agreement;
  const effect = (await preview?.()) ?? '';
  if (!context.interactive) {
    throw new Problem('usage', `${doing} has to be confirmed`, `add --yes to do it without being asked${note}`);
  }
  if (effect !== '') context.output.say(effect);
  const { confirm } = await import('../../terminal/prompts');
  if (await confirm(question)) return true;
  context.output.say(nothing);
  return false;
}
