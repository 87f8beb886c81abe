import { truncate } from '../domain/text';
import { measure } from './width';

/**
 * A text on lines of a width, broken between words; only a word that is wider than a line is broken between letters. Of the
 * first line so much may be taken already.
 */
export function wrap(text: string, width: number, taken = 0): string[] {
  if (measure(text) <= width - taken) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width - (lines.length === 0 ? taken : 0)) {
      line = longer;
      continue;
    }
    if (line !== '' || (lines.length === 0 && taken > 0)) lines.push(line);
    const parts = measure(word) <= width ? [word] : brokenWord(word, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line];
}

/** The same after a text that stands on the first line, and with a margin before the others. */
export function wrapAfter(first: string, margin: string, text: string, width: number): string[] {
  const room = Math.max(20, width - measure(margin));
  const lines = wrap(text, room, measure(first) - measure(margin));
  return lines.map((line, index) => (index === 0 ? first : margin) + line);
}

/** A text on lines of a width, so many at most; an ellipsis stands for the rest. */
export function wrapAtMost(text: string, width: number, most: number): string[] {
  // no more of a long text than could be shown, with some marks that take no column
  const lines = wrap(truncate(text, 4 * width * most), width);
  const last = lines[most - 1];
  if (lines.length <= most || last === undefined) return lines;
  return [...lines.slice(0, most - 1), withEllipsis(last, width)];
}

/** A line with an ellipsis after it, in place of the last word where there is no room. */
function withEllipsis(line: string, width: number): string {
  if (measure(line) < width) return `${line}…`;
  const place = line.lastIndexOf(' ');
  return `${place > 0 ? line.slice(0, place) : brokenWord(line, width - 1)[0]}…`;
}

/** A text on one line as it is, spaces included, with an ellipsis for what is missing. */
export function cut(text: string, width: number): string {
  if (measure(text) <= width) return text;
  return `${brokenWord(text, width - 1)[0]?.trimEnd()}…`;
}

/** The parts of a word that is wider than a line; letters and their marks stay together. */
function brokenWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let room = width;
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const taken = measure(segment);
    if (taken > room && part !== '') {
      parts.push(part);
      part = '';
      room = width;
    }
    part += segment;
    room -= taken;
  }
  return [...parts, part];
}

/** The width of the longest word of a text. */
export const longestWord = (text: string): number =>
  text.split(' ').reduce((most, word) => Math.max(most, measure(word)), 0);

/** A text with spaces after it, up to a width. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - measure(text)));
