import { memoized } from '../memoized';
import { type Problem, refused } from '../problem';
import { truncate, withCommas } from '../text';
import { lineHyphen, quotable, sentenceRanges, wordsOf } from './quotable';

/** A quotation that was found in a source. */
export interface Quotation {
  /** The sentences that contain it, with the sentence before and the sentence after. */
  readonly context: string;
  /** The sentences that contain it. */
  readonly sentences: string;
  /** Its range in the text of the source as normalized by `quotable`, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** The default minimum number of words: a shorter quotation may occur in a text by chance. */
const defaultMinWords = 4;

/** The minimum number of words of a part: shorter ones can be picked from any text, unless they begin or are a sentence. */
const minPartWords = 3;

/** The maximum length of a quotation, in UTF-16 units: it quotes a sentence, not the whole text. */
const maxLength = 2_000;

/** The maximum span of a quotation with omissions, in characters: words picked from all over a long text can be made to say anything. */
const maxSpan = 1_000;

/** The maximum number of occurrences of a part that are tried. */
const maxMatches = 1_000;

/** The text of a source, to look up evidence in. */
export class EvidenceText {
  /** The name of the source, for messages. */
  readonly name: string;
  readonly #text: string;
  readonly #sentences: readonly Range[];

  constructor(name: string, text: string) {
    this.name = name;
    // a quotation may continue in the next paragraph
    const paragraphs = quotable(text);
    this.#sentences = sentenceRanges(paragraphs);
    this.#text = paragraphs.replaceAll('\n', ' ');
  }

  /**
   * Finds a quotation verbatim, except for spaces, line ends, hyphens at line ends, and the kind of dash and quotation mark. Parts
   * separated by `…` or `[…]` must follow each other within `maxSpan`. Each part has at least three words, or is a whole sentence or
   * list item; the first may be shorter if it begins the sentence that contains the next: "It … adopted the budget".
   *
   * @param minWords the minimum number of words
   * @throws Problem `refused` if it is not in the source, with the most similar sentence.
   */
  find(quotation: string, minWords = defaultMinWords): Quotation {
    if (quotation.length > maxLength) {
      const [length, limit] = [quotation.length, maxLength].map(withCommas);
      throw refused(`evidence has ${length} characters; the limit is ${limit}`, 'quote only the words that matter');
    }
    const wanted = quotable(quotation).replaceAll('\n', ' ');
    if (wordsOf(wanted).length < minWords) {
      throw refused(
        `evidence has fewer than ${minWords} words, which could occur anywhere`,
        'quote more of the sentence',
      );
    }
    const [verbatim] = this.#rangesOf(wanted);
    if (verbatim !== undefined) return this.#quotation(verbatim);
    const parts = wanted
      .split('…')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length < 2) throw this.#notFound(wanted);
    return this.#quotation(this.#inOrder(parts, Math.min(minWords, minPartWords)));
  }

  /** Whether the text mentions a name; see `mentions` below. */
  mentions = memoized((name: string): boolean => mentions(this.#text, name));

  /** The shortest range that contains the parts in order, each of at least `minWords` words, or a whole sentence. */
  #inOrder(parts: readonly string[], minWords: number): Range {
    const all = parts.map((part) => {
      const ranges = this.#rangesOf(part);
      if (ranges.length === 0) throw this.#notFound(part);
      return ranges;
    });
    const [first = [], ...others] = parts.map((part, index) => {
      if (wordsOf(part).length >= minWords) return all[index] as Range[];
      const sentences = (all[index] as Range[]).filter(
        (range) => this.#isSentence(range) || (index === 0 && this.#isSubject(range, all[1] as Range[])),
      );
      if (sentences.length === 0) throw tooShort(part, minWords);
      return sentences;
    });
    let shortest: Range | undefined;
    for (const { start, end } of first) {
      let last: number | undefined = end;
      for (const ranges of others) {
        const after: number = last ?? Number.POSITIVE_INFINITY;
        last = ranges.find((range) => range.start >= after)?.end;
      }
      if (last === undefined) continue;
      if (shortest === undefined || last - start < shortest.end - shortest.start) shortest = { start, end: last };
    }
    if (shortest === undefined) {
      throw refused(
        `evidence has its parts in another order than ${this.name}`,
        'quote them in the order of the source',
      );
    }
    const length = shortest.end - shortest.start;
    if (length <= maxSpan) return shortest;
    throw refused(
      `evidence has parts that are ${withCommas(length)} characters apart in ${this.name}`,
      'quote words that are close together',
    );
  }

  /** Whether a range is a whole sentence, apart from punctuation. */
  #isSentence(range: Range): boolean {
    const rest = this.#text.slice(range.end, this.#sentenceAt(range).end);
    return this.#beginsSentence(range) && !/[\p{L}\p{N}]/u.test(rest);
  }

  #beginsSentence(range: Range): boolean {
    return itemMark.test(this.#text.slice(this.#sentenceAt(range).start, range.start));
  }

  /** Whether a range begins the sentence that also contains the next part. */
  #isSubject(range: Range, next: readonly Range[]): boolean {
    const sentence = this.#sentenceAt(range);
    return this.#beginsSentence(range) && next.some(({ start, end }) => start >= range.end && end <= sentence.end);
  }

  #sentenceAt({ start }: Range): Range {
    return this.#sentences.find(({ end }) => end > start) as Range;
  }

  /** The ranges where a text occurs as whole words. */
  #rangesOf(text: string): Range[] {
    const ranges: Range[] = [];
    for (const range of this.#matches(text)) {
      if (isWithinWord(this.#text, range.start) || isWithinWord(this.#text, range.end)) continue;
      ranges.push(range);
      if (ranges.length === maxMatches) break;
    }
    return ranges;
  }

  *#matches(text: string): Iterable<Range> {
    if (this.#text.includes(lineHyphen) || text.includes(lineHyphen)) {
      for (const { index, 0: match } of this.#text.matchAll(acrossLines(text))) {
        yield { start: index, end: index + match.length };
      }
      return;
    }
    for (let at = this.#text.indexOf(text); at !== -1; at = this.#text.indexOf(text, at + 1)) {
      yield { start: at, end: at + text.length };
    }
  }

  #quotation({ start, end }: Range): Quotation {
    const first = this.#sentences.findLastIndex((sentence) => sentence.start <= start);
    const last = this.#sentences.findIndex((sentence) => sentence.end >= end);
    const between = (from: number, to: number): string =>
      this.#text
        .slice(
          this.#sentences[Math.max(0, from)]?.start,
          this.#sentences[Math.min(to, this.#sentences.length - 1)]?.end,
        )
        .replaceAll(lineHyphen, '');
    return { start, end, sentences: between(first, last), context: between(first - 1, last + 1) };
  }

  #notFound(text: string): Problem {
    const mixed = mixedScript(text);
    if (mixed !== undefined) {
      return refused(
        `evidence is not in ${this.name}: "${mixed}" has letters of two alphabets that look alike`,
        'copy the words from the source',
      );
    }
    const shown = truncate(text.replaceAll(lineHyphen, '-'), 100);
    const nearest = this.#nearest(text);
    const hint = nearest === undefined ? ', nor anything like it' : `; the nearest there: "${truncate(nearest, 300)}"`;
    return refused(
      `evidence "${shown}" is not in ${this.name}${hint}`,
      'copy the words from the source, with … between parts',
    );
  }

  /** The sentence that shares most words with a text, weighted by rarity; undefined if it shares less than a third. */
  #nearest(text: string): string | undefined {
    const { sentences, ids } = this.#index('all');
    const scores = new Map<number, number>();
    const words = new Set(wordsOf(text.replaceAll(lineHyphen, '').toLowerCase()));
    let total = 0;
    for (const word of words) {
      const found = ids.get(word) ?? [];
      const weight = 1 / Math.log2(2 + found.length);
      total += weight;
      for (const id of found) scores.set(id, (scores.get(id) ?? 0) + weight);
    }
    let [best, most] = [-1, 0];
    for (const [id, score] of scores) if (score > most) [best, most] = [id, score];
    return most * 3 > total ? sentences[best]?.replaceAll(lineHyphen, '-') : undefined;
  }

  /** The sentences, and an index from words to sentences. */
  readonly #index = memoized((_: 'all') => {
    const sentences = this.#sentences.map(({ start, end }) => this.#text.slice(start, end));
    const ids = new Map<string, number[]>();
    for (const [id, sentence] of sentences.entries()) {
      for (const word of new Set(wordsOf(sentence.replaceAll(lineHyphen, '').toLowerCase()))) {
        const known = ids.get(word);
        if (known === undefined) ids.set(word, [id]);
        else known.push(id);
      }
    }
    return { sentences, ids };
  });
}

const tooShort = (part: string, minWords: number): Problem =>
  refused(
    `evidence has a part of fewer than ${minWords} words, which could occur anywhere: "${part.replaceAll(lineHyphen, '-')}"`,
    'quote more words on each side of …, or whole sentences',
  );

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Punctuation before a sentence or list item, or the number of an item: `1.`, `(a)`. */
const itemMark = /^[^\p{L}\p{N}]*(?:[\p{L}\p{N}]{1,3}[.)][^\p{L}\p{N}]*)?$/u;

const isWordCharacter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** Whether an offset is inside a word. */
const isWithinWord = (text: string, offset: number): boolean =>
  isWordCharacter(text.charAt(offset - 1)) && isWordCharacter(text.charAt(offset));

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A pattern for a text whose words may be hyphenated at line ends, in the text or in the source. */
function acrossLines(text: string): RegExp {
  const pattern = [...text].map((character, index, all) => {
    if (character === lineHyphen) return `[-${lineHyphen}]?`;
    if (character === '-') return `[-${lineHyphen}]`;
    const next = all[index + 1] ?? '';
    return isWordCharacter(character) && isWordCharacter(next)
      ? `${escaped(character)}${lineHyphen}?`
      : escaped(character);
  });
  return new RegExp(pattern.join(''), 'gu');
}

/** A word with Latin letters among Cyrillic or Greek ones, which look alike. */
export function mixedScript(text: string): string | undefined {
  return wordsOf(text).find(
    (word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
  );
}

/** Whether a text contains a name as whole words. Case is ignored, except for names in capitals, such as codes. */
export function mentions(text: string, name: string): boolean {
  const wanted = quotable(name);
  if (wanted === '') return false;
  const isCode = /^[\p{Lu}\p{N}]+$/u.test(wanted);
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(wanted)}(?![\\p{L}\\p{N}])`, isCode ? 'u' : 'iu').test(text);
}
