import type { Action } from '../domain/vocabulary';
import type { Range } from './paragraphs';

/** What a sentence says that the meeting did. */
export interface Outcome {
  readonly action: Action;
  readonly title: string;
  /** The original words of the object. */
  readonly words: string;
  /** The words around it in the sentence, for references to other bodies. */
  readonly clause: string;
  /** The ranges of the text that say so, in order. */
  readonly evidence: readonly Range[];
  /** Who prepared it, in the words of a later sentence. */
  readonly sponsors?: string;
  /** The outcome before it on the same matter, if the words only refer to that. */
  readonly repeats?: Outcome;
}

/** An action on something that another sentence names: "recommending it to the Council", "both policies were approved". */
export interface Referring {
  readonly action: Action;
  /** The words that refer to it: "it", "both policies"; '' if there are none. */
  readonly words: string;
  readonly clause: string;
  readonly sentence: Range;
}
