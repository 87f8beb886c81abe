const dashes = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g;
const singleQuotes = /[\u0060\u00b4\u02b9\u02bb\u02bc\u2018-\u201b\u2032]/g;
const doubleQuotes = /[\u00ab\u00bb\u201c-\u201f\u2033]|''/g;

/** Stands for a hyphen at the end of a line, even before a page break or blank line: it may or may not belong to the word. */
export const lineHyphen = '\u00ad';

/** The ways to mark an omission: `…`, `...`, `[…]`, `(...)`. */
const ellipsis = /\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,}/g;

/**
 * Normalizes spaces, line ends, dashes, quotation marks and ligatures, so that quotations can be compared. Case, letters and
 * digits stay as they are. A blank line becomes a line feed, and an omission becomes `…`.
 */
export function quotable(text: string): string {
  return text
    .replaceAll('\u00ad', '')
    .normalize('NFKC')
    .replaceAll(dashes, '-')
    .replaceAll(singleQuotes, "'")
    .replaceAll(doubleQuotes, '"')
    .replaceAll(ellipsis, '…')
    .replaceAll(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/(?<=\p{L})-(?:[ \n](?=\p{L})|\n\n(?=\p{Ll}))/gu, lineHyphen)
    .replaceAll(/\n+/g, (breaks) => (breaks === '\n' ? ' ' : '\n'))
    .trim();
}

/** Abbreviations and initials, whose period does not end a sentence. */
const abbreviation =
  /(?:^|[\s("'])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Amb|Gen|Lt|Col|H\.E|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|Arts|[Pp]aras?|pp?|Vol|vs|cf|e\.g|i\.e|approx|ca)\.$/u;

/** The ranges of the sentences of a `quotable` text. */
export function sentenceRanges(text: string): { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\n| (?=["'([]*[\p{Lu}\p{N}-])/gu)) {
    const before = text.slice(Math.max(start, index - 12), index);
    if (gap !== '\n' && (!/[.!?:;]["')\]]*$/.test(before) || abbreviation.test(before))) continue;
    if (index > start) ranges.push({ start, end: index });
    start = index + 1;
  }
  if (start < text.length) ranges.push({ start, end: text.length });
  return ranges;
}

const edges = /^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}%])[^\p{L}\p{N}%]+$/gu;

/** The words of a text, without the punctuation around them. */
export const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => word.replaceAll(edges, ''))
    .filter((word) => word !== '');
