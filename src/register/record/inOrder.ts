import { Problem } from '../../domain/problem';
import type { Planned, Recorded, Recorder } from './recorder';

/** The number of records decided and saved together. */
export const batchSize = 200;

/** How the items of a batch are planned, and what to do once each has been saved or has failed. */
export interface Steps<Item, Plan extends Planned> {
  plan(item: Item): Plan | readonly Problem[];
  recorded(item: Item, recorded: Recorded, plan: Plan): Promise<void> | undefined;
  failed(item: Item, problems: readonly Problem[]): Promise<void> | undefined;
}

/** Plans and saves items in order; those after an item with a problem are still checked. */
export async function recordInOrder<Item, Plan extends Planned>(
  recorder: Recorder,
  items: readonly Item[],
  steps: Steps<Item, Plan>,
): Promise<void> {
  await recorder.known.inOrder(
    items,
    (item) => resultOf(() => steps.plan(item)),
    (item, planned) => {
      if (isProblems(planned)) return steps.failed(item, planned);
      const recorded = resultOf(() => recorder.apply(planned));
      if (isProblems(recorded)) return steps.failed(item, recorded);
      if (!(recorded instanceof Promise)) return steps.recorded(item, recorded, planned);
      return recorded.then(
        (one) => steps.recorded(item, one, planned),
        (error: unknown) => steps.failed(item, problemsOf(error)),
      );
    },
  );
}

/** The result of a function, or the problems that it throws. */
function resultOf<Result>(work: () => Result): Result | readonly Problem[] {
  try {
    return work();
  } catch (error) {
    return problemsOf(error);
  }
}

/** The problems that an error consists of; an error that is not a Problem is thrown again. */
export const problemsOf = (error: unknown): readonly Problem[] => Problem.of(error).parts;

const isProblems = (result: unknown): result is readonly Problem[] => Array.isArray(result);

/** Items in batches of at most `size`. */
export function* batchesOf<Item>(items: readonly Item[], size: number): Iterable<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
