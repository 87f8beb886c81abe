import { foldCharacters } from './fold';

/*
 * Natural order, in which lists sort texts, the same on every engine (store/postgres/order.ts has the key in SQL). Case and
 * accents are ignored, and numbers in a text are compared as numbers. Ties are broken by code points.
 */

/** Numbers are padded with zeros to this length; longer ones are compared as texts. */
export const zeros = '00000000000000000000';

/** The separator of the parts of a reference or symbol sorts before all other characters: SOC-2023/10, SOC-2023-12/1. */
export const separator = '/';
export const separatorKey = '\u0001';

/** Meetings of a body on one day have letters: the two letters of the 27th and later ones sort after single letters, -z, -aa. */
export const letterPair = '^([a-z][a-z0-9]*-[0-9]{4}(?:-[0-9]{2}){0,2}-)([a-z]{2}(?:[/#]|$))';
export const beforePair = '~';
const letterPairPattern = new RegExp(letterPair);

/** The code points of the digit zero in other scripts: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
const otherZeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const otherDigits = otherZeros
  .map((zero) => String.fromCharCode(...Array.from({ length: 10 }, (_, digit) => zero + digit)))
  .join('');
const otherDigit = new RegExp(`[${otherDigits}]`, 'g');
/** Covers all of these: a much faster test, which most texts fail. */
const perhapsOtherDigit = /[\u0660-\u17e9]/;

/** Removes what does not affect the order of a text: folds its letters, and turns all digits into ASCII. */
export function foldForOrder(text: string): string {
  const folded = foldCharacters(text);
  if (!perhapsOtherDigit.test(folded)) return folded;
  return folded.replace(otherDigit, (digit) => String(otherDigits.indexOf(digit) % 10));
}

/**
 * The sort key of a text: lists are sorted by the code points of keys, then by the texts themselves.
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

/** Pads all numbers in a text. A regular expression would take three times as long. */
function padNumbers(text: string): string {
  let padded = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    const start = at;
    at = endOfNumber(text, start);
    padded += text.slice(copied, start) + zeros.slice(at - start);
    copied = start;
  }
  return padded + text.slice(copied);
}

/** The first character of the key of each ASCII character, by code. */
const asciiKeys = Uint8Array.from({ length: 0x80 }, (_, code) => orderKey(String.fromCharCode(code)).charCodeAt(0));

/**
 * A bound for the first character of ASCII texts, in any case: texts beyond it sort after the key (`descending`: before it).
 * Null where the first character decides nothing: separators sort differently in keys than as characters.
 */
export function firstBound(key: string, descending: boolean): string | null {
  const first = /^[0-9]/.test(key) ? (descending ? '0' : '9') : key.charAt(0);
  if (first < '0') return null;
  return descending ? first : `${first}\u{10ffff}`;
}

/**
 * Compares the key of a text with another key: negative if it sorts before, 0 if it is the same. For an ASCII text it does
 * not compute the key, which would take several times as long.
 */
export function compareToKey(text: string, key: string): number {
  let at = 0;
  let of = 0;
  while (at < text.length && of < key.length) {
    const [unit, wanted] = [text.charCodeAt(at), key.charCodeAt(of)];
    // a number and a hyphen may be followed by the letters of a meeting
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

/** Compares a number in a text, as if padded, with the padded number at `of` in a key. */
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

/** Compares two texts in natural order; 0 only if they are identical. */
export function compareTexts(one: string, other: string): number {
  return compareCodePoints(orderKey(one), orderKey(other)) || compareCodePoints(one, other);
}

/** Compares two texts by code points, as engines do, which store UTF-8. */
function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = codePointRank(one.charCodeAt(at)) - codePointRank(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Surrogates encode characters that sort after all others. */
const codePointRank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
