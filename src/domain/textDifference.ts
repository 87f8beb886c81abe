import { diffArrays } from 'diff';

/** A segment of two texts: text that both have, or text of one that replaces text of the other. */
export type Segment = { readonly same: string } | { readonly removed: string; readonly added: string };

export interface TextDifference {
  /** In order; never two of the same kind in succession. */
  readonly segments: readonly Segment[];
  /** Whether all of it was compared word by word; otherwise, some of it or all only by paragraph. */
  readonly byWord: boolean;
}

/**
 * The most work that is done on one comparison: the sum of the squares of the number of insertions and deletions, to which
 * the time of the algorithm is proportional. This takes less than a second.
 */
const maxWork = 6_000_000;

/**
 * Compares two texts by paragraph, and paragraphs that differ by word. What has little in common is replaced as a whole;
 * so is what would take too long to compare.
 */
export function textDifference(before: string, after: string): TextDifference {
  let work = maxWork;
  let byWord = true;
  const compare = (split: (text: string) => string[], removed: string, added: string): Segment[] | null => {
    if (removed === '' || added === '') return removed === added ? [] : [{ removed, added }];
    const limit = Math.floor(Math.sqrt(work));
    const parts = diffArrays(split(removed), split(added), { maxEditLength: limit });
    const edits = parts?.reduce((sum, part) => sum + (part.added || part.removed ? part.count : 0), 0) ?? limit;
    work -= edits ** 2;
    return parts === undefined ? null : segmentsOf(parts);
  };
  const whole = { removed: before, added: after };
  const paragraphs = compare(paragraphsOf, before, after) ?? [whole];
  const segments = paragraphs.flatMap((paragraph): Segment[] => {
    if ('same' in paragraph) return [paragraph];
    const words = compare(wordsOf, paragraph.removed, paragraph.added);
    byWord &&= words !== null;
    return words === null || !isSimilar(words) ? [paragraph] : words;
  });
  return { segments: joined(segments), byWord };
}

/** Paragraphs with the line feed at their end. */
const paragraphsOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Words; in scripts without spaces between words, characters with their marks. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['’.,-][\p{L}\p{N}][\p{L}\p{N}\p{M}_]*)*|\n|[^\S\n]+|./gsu;

const wordsOf = (text: string): string[] => text.match(words) ?? [];

function segmentsOf(parts: ReturnType<typeof diffArrays<string>>): Segment[] {
  return joined(
    parts.map(({ value, removed, added }): Segment => {
      const text = value.join('');
      if (removed) return { removed: text, added: '' };
      return added ? { removed: '', added: text } : { same: text };
    }),
  );
}

/** Merges adjacent segments of the same kind, and changes separated only by spaces. */
function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = result.at(-1);
    const next = segments[index + 1];
    const isSpace = 'same' in segment && /^[^\S\n]+$/.test(segment.same);
    if (last === undefined || (isSpace && (next === undefined || 'same' in next))) result.push(segment);
    else if ('same' in last) {
      if ('same' in segment) result[result.length - 1] = { same: last.same + segment.same };
      else result.push(segment);
    } else if (!('same' in segment)) {
      result[result.length - 1] = { removed: last.removed + segment.removed, added: last.added + segment.added };
    } else if (isSpace) {
      result[result.length - 1] = { removed: last.removed + segment.same, added: last.added + segment.same };
    } else result.push(segment);
  }
  return result;
}

/** Whether two texts have so much in common that a reader sees what was changed: a quarter of the longer one. */
function isSimilar(segments: readonly Segment[]): boolean {
  let [same, removed, added] = [0, 0, 0];
  for (const segment of segments) {
    if ('same' in segment) same += lettersIn(segment.same);
    else {
      removed += lettersIn(segment.removed);
      added += lettersIn(segment.added);
    }
  }
  return same >= (same + Math.max(removed, added)) / 4;
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
