import { Problem } from './problem';

/** The maximum length of a title or another field of one line; anything longer belongs in a text. */
export const lineLimit = 1_000;

/** The maximum length of a field of several lines. */
export const textLimit = 1_000_000;

/**
 * The maximum length of a record in a file: an NDJSON line, a CSV row (which may span lines), a YAML document. Two texts of
 * maximum length fit, however much in them is escaped.
 */
export const recordLimit = 16_000_000;

/** The maximum number of items in a list: parties, links, tags, aliases, reports, the values of a flag or filter. */
export const listLimit = 1_000;

/** A whole number with thousands separators: 12,345. Node's own formatter loads locale data, which takes too long. */
export function withCommas(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The code of a character: `U+202E`. */
export const codeOf = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A noun with the indefinite article: "an agenda item". */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/**
 * The last offset, at or before the given one, at which a text can be cut without splitting a grapheme: letters stay with
 * their marks, and the parts of an emoji together.
 */
export function graphemeStart(text: string, offset: number): number {
  // created only when needed: the segmenter takes as long to load as a short command runs
  return new Intl.Segmenter().segment(text).containing(offset)?.index ?? text.length;
}

/** Shortens a text to at most `maxLength` UTF-16 units and an ellipsis, without splitting a grapheme. */
export function truncate(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, graphemeStart(text, maxLength))}…`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find them
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Text without any visible character. */
const invisible = /^[\p{Cf}\p{Z}\s]*$/u;

/** Printable ASCII needs no check but of its length; about half of the values in a file are such. */
const plain = /^[ -~]*$/;

/**
 * Normalizes one line of text for storage: to Unicode NFC, without leading and trailing space.
 *
 * @throws Problem `usage` for control characters, line breaks, malformed Unicode, or more than `lineLimit` characters.
 */
export function cleanLine(name: string, text: string): string {
  const cleaned = clean(name, text, lineLimit);
  if (/[\t\n\r\u2028\u2029]/.test(cleaned)) {
    throw new Problem('usage', `${name} contains a tab or a line break`, 'write it on one line');
  }
  return cleaned;
}

/**
 * Normalizes several lines of text for storage: as `cleanLine` does, with line feeds as line breaks.
 *
 * @throws Problem `usage` for control characters other than tabs and line breaks, malformed Unicode, or more than
 *   `textLimit` characters.
 */
export function cleanText(name: string, text: string): string {
  return clean(name, text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text, textLimit);
}

function clean(name: string, text: string, limit: number): string {
  // measured after normalization: some letters are longer in NFC, and an exported text must import again
  const isPlain = plain.test(text);
  const cleaned = isPlain ? text.trim() : text.normalize('NFC').trim();
  if (cleaned.length > limit) {
    const [length, most] = [cleaned.length, limit].map(withCommas);
    throw new Problem('usage', `${name} has ${length} characters; the limit is ${most}`, 'shorten it');
  }
  if (isPlain) return cleaned;
  const control = controls.exec(text)?.[0];
  if (control !== undefined) {
    throw new Problem('usage', `${name} contains a control character (${codeOf(control)})`, 'remove it');
  }
  if (!text.isWellFormed()) {
    throw new Problem('usage', `${name} contains an incomplete Unicode character`, 'type that part again');
  }
  return invisible.test(cleaned) ? '' : cleaned;
}

/** The name of a column for people: "Reports to". */
export function nameAsLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
