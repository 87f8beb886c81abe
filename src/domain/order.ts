import { foldCharacters } from './fold';

/*
 * The order of lists: the natural order of texts, the same on every engine (store/postgres/order.ts has the key in SQL). Case
 * and accents do not matter, and numbers in a text are compared as numbers. Texts that are equal in that are in the order of
 * their code points.
 */

/** Numbers are padded to so many digits; longer ones are compared as texts. */
export const zeros = '00000000000000000000';

/** What separates the parts of a reference or a symbol comes before all else: SOC-2023/10, SOC-2023-12/1. */
export const separator = '/';
export const separatorKey = '\u0001';

/** Meetings of a body on one day: the letters of the 27th and all later ones follow the single ones, -z, -aa. */
export const letterPair = '^([a-z][a-z0-9]*-[0-9]{4}(?:-[0-9]{2}){0,2}-)([a-z]{2}(?:[/#]|$))';
export const beforePair = '~';
const letterPairPattern = new RegExp(letterPair);

/** The zeros of the digits of other scripts: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
const otherZeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const otherDigits = otherZeros
  .map((zero) => String.fromCharCode(...Array.from({ length: 10 }, (_, digit) => zero + digit)))
  .join('');
const otherDigit = new RegExp(`[${otherDigits}]`, 'g');
/** A range that covers all of these: a much faster test, and most texts have none. */
const perhapsOtherDigit = /[\u0660-\u17e9]/;

/** A text without what does not matter for its order: letters are folded, and all digits are ASCII. */
export function foldForOrder(text: string): string {
  const folded = foldCharacters(text);
  if (!perhapsOtherDigit.test(folded)) return folded;
  return folded.replace(otherDigit, (digit) => String(otherDigits.indexOf(digit) % 10));
}

/**
 * The key of a text: lists are sorted by the code points of keys, then by the texts themselves.
 *
 * @example orderKey('Åland 7') // 'aland 00000000000000000007'
 */
export function orderKey(text: string): string {
  const folded = foldForOrder(text);
  const key = padNumbers(
    letterPairPattern.test(folded) ? folded.replace(letterPairPattern, `$1${beforePair}$2`) : folded,
  );
  return key.includes(separator) ? key.replaceAll(separator, separatorKey) : key;
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Pads all numbers in a text; without a regular expression, which takes three times as long. */
function padNumbers(text: string): string {
  let padded = '';
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    const start = at;
    at = endOfNumber(text, start);
    padded += text.slice(done, start) + zeros.slice(at - start);
    done = start;
  }
  return padded + text.slice(done);
}

/** The keys of the ASCII characters by their codes; those of digits stand for the first digit of any number. */
const asciiKeys = Uint8Array.from({ length: 0x80 }, (_, code) => orderKey(String.fromCharCode(code)).charCodeAt(0));

/**
 * What ASCII texts are beyond, whatever their case, that differ from a key in their first character; null where that says
 * nothing: separators are elsewhere in keys than among characters, and all digits are one there.
 */
export function firstBound(key: string, descending: boolean): string | null {
  const first = /^[0-9]/.test(key) ? (descending ? '0' : '9') : key.charAt(0);
  if (first < '0') return null;
  return descending ? first : `${first}\u{10ffff}`;
}

/** Compares the key of a text with another key; of an ASCII text it is not worked out, which takes several times as long. */
export function compareToKey(text: string, key: string): number {
  let at = 0;
  let of = 0;
  while (at < text.length && of < key.length) {
    const [unit, wanted] = [text.charCodeAt(at), key.charCodeAt(of)];
    // after a number and a hyphen may be the letters of a meeting
    if (unit > 0x7f || (unit === 0x2d && isDigit(text.charCodeAt(at - 1)))) break;
    const isNumber = isDigit(unit) && isDigit(wanted);
    const end = isNumber ? endOfNumber(text, at) : at + 1;
    // digits of another script may follow
    if (isNumber && (end - at > zeros.length || text.charCodeAt(end) > 0x7f)) break;
    const difference = isNumber
      ? compareNumber(text, at, end, key, of)
      : (asciiKeys[unit] as number) - codePointRank(wanted);
    if (difference !== 0) return difference;
    of += isNumber ? zeros.length : 1;
    at = end;
  }
  const isDecided = at === text.length || (of === key.length && text.charCodeAt(at) <= 0x7f);
  return isDecided ? text.length - at - (key.length - of) : compareCodePoints(orderKey(text), key);
}

/** Compares a number in a text, padded, with what a key has from there. */
function compareNumber(text: string, start: number, end: number, key: string, of: number): number {
  const padding = zeros.length - (end - start);
  for (let at = 0; at < zeros.length; at += 1) {
    const digit = at < padding ? 0x30 : text.charCodeAt(start + at - padding);
    const difference = digit - key.charCodeAt(of + at);
    if (difference !== 0) return difference;
  }
  return 0;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Compares two texts in the order of lists; 0 only for the same text. */
export function compareTexts(one: string, other: string): number {
  return compareCodePoints(orderKey(one), orderKey(other)) || compareCodePoints(one, other);
}

/** Compares two texts as engines do, which store UTF-8. */
function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = codePointRank(one.charCodeAt(at)) - codePointRank(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Surrogates stand for characters that follow all others. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
