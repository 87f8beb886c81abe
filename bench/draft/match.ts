import type { kinds } from '../../src/domain/vocabulary';

/** What a person found in a report. Any action and kind of the lists will do; what is optional may be left out without loss. */
export interface Label {
  readonly action: readonly string[];
  readonly kind?: readonly string[];
  readonly object?: string;
  readonly opt?: boolean;
}

/** A report by its name, with its opening words, by which to find the text, and its outcomes. */
export interface LabelledReport {
  readonly id: string;
  readonly opening: string;
  readonly outcomes: readonly Label[];
}

/** What a draft says of an outcome. */
export interface Drafted {
  readonly action: string;
  readonly kind: string;
  readonly title: string;
}

/** How a draft compares with the labels of a report. */
export interface Comparison {
  /** The label of each outcome, by index; undefined for an outcome that nobody labelled. */
  readonly labels: readonly (number | undefined)[];
  /** The labels that may not be left out, and were. */
  readonly missed: readonly Label[];
  readonly required: number;
}

/**
 * Pairs outcomes with labels, the best pairs first, each only once. A pair has one of the label's actions, and either one of its
 * kinds (not "other") or a word of its object in the title; words are compared by their first five letters.
 */
export function compare(drafted: readonly Drafted[], labels: readonly Label[]): Comparison {
  const pairs = drafted.flatMap((outcome, index) =>
    labels.map((label, other) => ({ index, other, score: score(outcome, label) })),
  );
  const taken = new Map<number, number>();
  const found = new Set<number>();
  for (const { index, other } of pairs.filter((pair) => pair.score > 0).sort((a, b) => b.score - a.score)) {
    if (taken.has(index) || found.has(other)) continue;
    taken.set(index, other);
    found.add(other);
  }
  const required = labels.filter(({ opt }) => opt !== true);
  return {
    labels: drafted.map((_, index) => taken.get(index)),
    missed: labels.filter((label, other) => label.opt !== true && !found.has(other)),
    required: required.length,
  };
}

/** How well an outcome fits a label; 0 if it does not. A label that may be left out comes second. */
function score(
  { action, kind, title }: Drafted,
  { action: actions, kind: allowed = [], object = '', opt }: Label,
): number {
  if (!actions.includes(action)) return 0;
  const words = wordsOf(title);
  const shared = [...wordsOf(object)].filter((word) => words.has(word)).length;
  const isKind = kind !== ('other' satisfies (typeof kinds)[number]) && allowed.includes(kind);
  return shared === 0 && !isKind ? 0 : 2 * shared + (isKind ? 1 : 0) + (opt === true ? 0 : 0.5);
}

const common = new Set([
  'the',
  'of',
  'and',
  'in',
  'on',
  'for',
  'to',
  'a',
  'an',
  'its',
  'with',
  'by',
  'at',
  'from',
  'as',
  'draft',
]);

function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !common.has(word)).map((word) => word.slice(0, 5)));
}
