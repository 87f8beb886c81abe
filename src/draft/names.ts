import { foldName } from '../domain/fold';

/** A body or party of the register, by all its names. */
export interface NamedRecord {
  readonly code: string;
  readonly names: readonly string[];
}

/** A name found in a text, with its offsets. */
export interface FoundName {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

const word = /[A-Za-zÀ-ỿ\d](?:[A-Za-zÀ-ỿ\d]|[.&'’](?=[A-Za-zÀ-ỿ]))*/gu;
/** The maximum number of words of a name. */
const maxWords = 12;

/** Finds the names of bodies or parties in texts. */
export class NameFinder {
  readonly #codes = new Map<string, string>();
  /** The length in words of the longest name, by its first word. */
  readonly #longest = new Map<string, number>();

  /** A name that two records share identifies neither. A name in brackets is separate: "Ministerial Council (Meeting of …)". */
  constructor(records: readonly NamedRecord[]) {
    const shared = new Set<string>();
    for (const { code, names } of records) {
      for (const name of new Set(names.filter(isLatin).flatMap(variants))) {
        const words = keyWords(name);
        const key = words.join(' ');
        if (words.length === 0 || words.length > maxWords) continue;
        if ((this.#codes.get(key) ?? code) !== code) shared.add(key);
        this.#codes.set(key, code);
        this.#longest.set(words[0] ?? '', Math.max(words.length, this.#longest.get(words[0] ?? '') ?? 0));
      }
    }
    for (const key of shared) this.#codes.delete(key);
  }

  /** The names in a text, in order; the longest at each place. A name begins with a capital letter. */
  find(text: string): FoundName[] {
    const words = Array.from(text.matchAll(word), ({ 0: written, index }) => ({
      written,
      index,
      end: index + written.length,
      key: keyOf(written),
    }));
    const found: FoundName[] = [];
    for (let at = 0; at < words.length; at += 1) {
      const length = this.#lengthAt(words, at);
      const [first, last] = [words[at], words[at + length - 1]];
      if (length === 0 || first === undefined || last === undefined) continue;
      const code = this.#codes.get(keyAt(words, at, length));
      if (code === undefined) continue;
      found.push({ code, start: first.index, end: last.end });
      at += length - 1;
    }
    return found;
  }

  #lengthAt(words: readonly Word[], at: number): number {
    const first = words[at];
    if (first === undefined || !/^[A-ZÀ-ỿ\d]/u.test(first.written)) return 0;
    const longest = Math.min(this.#longest.get(first.key) ?? 0, words.length - at);
    for (let length = longest; length > 0; length -= 1) {
      const code = this.#codes.get(keyAt(words, at, length));
      // a code or an acronym is in capitals: "who" is not the WHO
      if (code !== undefined && (length > 1 || isAsWritten(first.written, code))) return length;
    }
    return 0;
  }
}

/** Names in other scripts do not occur in English texts, and take time to fold. */
const isLatin = (name: string): boolean => /[A-Za-z]/.test(name);

interface Word {
  readonly written: string;
  readonly index: number;
  readonly end: number;
  readonly key: string;
}

const isAsWritten = (written: string, code: string): boolean =>
  keyOf(written) !== code.toLowerCase() || stripped(written) === stripped(written).toUpperCase();

const stripped = (written: string): string => written.replace(/['’]s?$/, '');

const keyOf = (written: string): string => foldName(stripped(written)).replaceAll('.', '');

const keyWords = (name: string): string[] => Array.from(name.matchAll(word), ([written]) => keyOf(written));

const keyAt = (words: readonly Word[], at: number, length: number): string =>
  words
    .slice(at, at + length)
    .map(({ key }) => key)
    .join(' ');

/** The forms of a name, without articles: as written, before the brackets, and in them: "Iran (Islamic Republic of)" has three. */
function variants(name: string): string[] {
  const [, before = '', inside = ''] = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(name) ?? [];
  const other = /\sof(?: the)?$/i.test(inside) ? `${inside} ${before}` : inside;
  return [name, before, other].filter((one) => one.length > 1).map((one) => one.replace(/^the\s+/i, ''));
}
