import { Problem } from './problem';

/** The most characters of a title or another field of one line; longer ones belong in a text. */
export const lineLimit = 1_000;

/** The most characters of a field of several lines. */
export const textLimit = 1_000_000;

/**
 * The most characters of a record in a file: a line of NDJSON, a line of CSV with all that is in quotes, a document of YAML.
 * Two texts of the full length fit, whatever has to be escaped in them.
 */
export const recordLimit = 16_000_000;

/** The most items of a list: parties, links, tags, aliases, reports, the values of a flag or filter. */
export const listLimit = 1_000;

/** A whole number as it is read: 12,345. What Node has for this loads its languages first, which takes as long as a list. */
export function withCommas(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A noun with its indefinite article: "an agenda item". */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/**
 * Where a text can be cut: at a place, or before the character that stands across it. A character is what a reader sees
 * as one: letters stay with their marks, and the parts of an emoji together.
 */
export function cutPlace(text: string, place: number): number {
  // loaded only where something is cut: what Node has for this costs as much as a short command
  return new Intl.Segmenter().segment(text).containing(place)?.index ?? text.length;
}

/** A text of at most so many UTF-16 units, with an ellipsis for what is missing; no character is cut in two. */
export function truncate(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, cutPlace(text, most))}…`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Nothing that a reader could see. */
const invisible = /^[\p{Cf}\p{Z}\s]*$/u;

/** Nothing can be wrong with such a text but its length: half of what a file has. */
const plain = /^[ -~]*$/;

/**
 * One line of text as it is kept: in Unicode's NFC, spaces at the ends removed.
 *
 * @throws Problem `usage` for control characters, line breaks, broken Unicode, or more than `lineLimit` characters.
 */
export function cleanLine(name: string, text: string): string {
  const cleaned = clean(name, text, lineLimit);
  if (/[\t\n\r\u2028\u2029]/.test(cleaned)) {
    throw new Problem('usage', `${name} has a tab or a line break in it`, 'write it on one line');
  }
  return cleaned;
}

/**
 * Several lines of text as they are kept: as `cleanLine` does, with lines ended by a line feed.
 *
 * @throws Problem `usage` for control characters other than tabs and line breaks, broken Unicode, or more than
 *   `textLimit` characters.
 */
export function cleanText(name: string, text: string): string {
  return clean(name, text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text, textLimit);
}

function clean(name: string, text: string, limit: number): string {
  // counted as it is kept: some letters are longer in NFC, and an exported text has to be taken again
  const isPlain = plain.test(text);
  const cleaned = isPlain ? text.trim() : text.normalize('NFC').trim();
  if (cleaned.length > limit) {
    const [has, may] = [cleaned.length, limit].map(withCommas);
    throw new Problem('usage', `${name} has ${has} characters; ${may} are the most`, 'shorten it');
  }
  if (isPlain) return cleaned;
  const control = controls.exec(text)?.[0];
  if (control !== undefined) {
    const code = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new Problem('usage', `${name} has a control character (${code}) in it`, 'remove it');
  }
  if (!text.isWellFormed()) {
    throw new Problem('usage', `${name} has half of a Unicode character in it`, 'type that place again');
  }
  return invisible.test(cleaned) ? '' : cleaned;
}

/** The name of a column as people read it: "Reports to". */
export function nameAsLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
