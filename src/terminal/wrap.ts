import { truncate } from '../domain/text';
import { measure } from './width';

/**
 * Wraps a text to lines of at most `width` columns, between words; a word that is wider than a line is broken between
 * characters, unless it is to stay `whole`. The first `used` columns of the first line are not available. Not by
 * fast-wrap-ansi, which separates letters from their marks.
 */
export function wrap(text: string, width: number, used = 0, whole = false): string[] {
  if (measure(text) <= width - used) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width - (lines.length === 0 ? used : 0)) {
      line = longer;
      continue;
    }
    if (line !== '' || (lines.length === 0 && used > 0)) lines.push(line);
    const parts = whole || measure(word) <= width ? [word] : breakWord(word, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line];
}

/** The same after `first`, which begins the first line; the other lines begin with `margin`. */
export function wrapAfter(first: string, margin: string, text: string, width: number): string[] {
  const room = Math.max(20, width - measure(margin));
  const lines = wrap(text, room, measure(first) - measure(margin));
  return lines.map((line, index) => (index === 0 ? first : margin) + line);
}

/** Wraps a message for a terminal, each line of it at its own margin; the terminal wraps long words, so that they can be copied. */
export const wrapMessage = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const [margin = ''] = /^ */.exec(line) ?? [];
      return wrap(line.slice(margin.length), width - margin.length, 0, true).map((one) => margin + one);
    })
    .join('\n');

/** Wraps a text to at most `most` lines; an ellipsis replaces the rest. */
export function wrapAtMost(text: string, width: number, most: number): string[] {
  // wraps no more of a long text than fits, allowing for marks without a width
  const lines = wrap(truncate(text, 4 * width * most), width);
  const last = lines[most - 1];
  if (lines.length <= most || last === undefined) return lines;
  return [...lines.slice(0, most - 1), withEllipsis(last, width)];
}

/** Adds an ellipsis to a line, in place of the last word if there is no room. */
function withEllipsis(line: string, width: number): string {
  if (measure(line) < width) return `${line}…`;
  const space = line.lastIndexOf(' ');
  return `${space > 0 ? line.slice(0, space) : breakWord(line, width - 1)[0]}…`;
}

/** Shortens a text to one line, spaces included, with an ellipsis if anything is missing. */
export function cut(text: string, width: number): string {
  if (measure(text) <= width) return text;
  return `${breakWord(text, width - 1)[0]?.trimEnd()}…`;
}

/** Breaks a word that is wider than a line into parts; letters and their marks stay together. */
function breakWord(word: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let room = width;
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const columns = measure(segment);
    if (columns > room && part !== '') {
      parts.push(part);
      part = '';
      room = width;
    }
    part += segment;
    room -= columns;
  }
  return [...parts, part];
}

/** The width of the longest word of a text. */
export const longestWord = (text: string): number =>
  text.split(' ').reduce((most, word) => Math.max(most, measure(word)), 0);

/** Pads a text with spaces to a width. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - measure(text)));
