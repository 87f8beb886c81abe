import type { Context } from '../../context';
import { Problem } from '../../domain/problem';

/** What to ask a person before something is replaced or removed. */
interface Agreement {
  /** What would be done, for an error: "removing the meeting X". */
  readonly doing: string;
  readonly question: string;
  /** The message if the answer is no. */
  readonly nothing: string;
  /** A note after the advice to add --yes. */
  readonly note?: string;
  /** Describes the effect, which is shown before the question; throws if it is impossible, before anybody is asked. */
  readonly preview?: () => Promise<string>;
}

/**
 * Asks a person at a terminal whether to go on.
 *
 * @throws Problem `usage` if nobody can be asked.
 */
export async function confirmAction(context: Context, agreement: Agreement): Promise<boolean> {
  const { doing, question, nothing, note = '', preview } = agreement;
  const effect = (await preview?.()) ?? '';
  if (!context.interactive) throw new Problem('usage', `${doing} needs confirmation`, `add --yes to skip it${note}`);
  if (effect !== '') context.output.say(effect);
  const { confirm } = await import('../../terminal/prompts');
  if (await confirm(question)) return true;
  context.output.say(nothing);
  return false;
}
