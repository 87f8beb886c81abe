import type { RawValue } from '../../domain/fields';
import { validAgendaNumber } from '../../domain/reference';
import { withCommas } from '../../domain/text';
import type { AgendaEntry } from '../../register/agenda/find';
import { lineBreak } from '../../terminal/keyboard';

/** An agenda item of a meeting that is not on record yet. */
export type NewItem = Pick<AgendaEntry, 'number' | 'title'>;

/** The maximum length of a title, in UTF-16 units. */
const maxTitleLength = 1_000;

// the bullets of word processors and web pages; U+F0B7 is Word's
const bullet = /^(?:[•‣◦▪▫●○■□·⁃∙►▶➢✓\uf0b7]\s*|[-–—*+](?:\s+|$))+/u;
const numberMark = /^\(?(?<number>\d{1,3}(?:\.\d{1,3})*[a-z]?|AOB)(?<sign>[.):]\s*|\s+)(?<title>\S.*)$/u;
const itemMark = /^(?:agenda\s+)?item\s+(?<number>\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*(?<sign>[.):–—-])\s*(?<title>\S.*)$/iu;
const letterMark = /^(?:\((?<inner>[a-z])\)|(?<letter>[a-z])(?<sign>[.)]))\s*(?<title>\S.*)$/iu;

const heading = /^(?:(?:provisional|preliminary|proposed|draft|annotated|final|adopted)\s+)*agenda\s*:?$/i;

/** A line of an agenda: its title, and the number or letter before it. */
interface Line {
  /** The line as it was typed, without bullets. */
  readonly text: string;
  readonly title: string;
  readonly number?: string;
  readonly letter?: string;
  /** Whether the mark is unambiguous: "4.", "Item 4:" or "(a)", but not the 10 of "10 years of CICA". */
  readonly isMarked: boolean;
}

function lineOf(text: string): Line {
  const { number, sign, title } = (itemMark.exec(text) ?? numberMark.exec(text))?.groups ?? {};
  if (number !== undefined && title !== undefined && validAgendaNumber(number)) {
    return { text, title, number, isMarked: number === 'AOB' || sign?.trim() !== '' };
  }
  const { inner, letter = inner, sign: mark = ')', title: rest } = letterMark.exec(text)?.groups ?? {};
  if (letter !== undefined && rest !== undefined) return { text, title: rest, letter, isMarked: mark === ')' };
  return { text, title: text, isMarked: false };
}

const isNumbered = ({ number, letter }: Line): boolean => number !== undefined || letter !== undefined;

/** The lines without a heading, such as "Provisional agenda", above lines that all have a number or letter. */
function withoutHeading(lines: readonly Line[]): readonly Line[] {
  const [first, ...others] = lines;
  const isHeading = others.length > 0 && heading.test(first?.text ?? '') && others.every(isNumbered);
  return isHeading ? others : lines;
}

/**
 * The items of a typed or pasted agenda, one per line, without bullets and heading. Numbers before the titles are those of
 * the items ("4. Concept papers", "4.1) Tourism", "Item 5: Budget", "AOB: Dates"), and so are letters if all lines have a
 * number or letter: (b) is b, or below item 3 it is 3b. Other items get the next free number.
 *
 * @param before the items that the agenda already has
 * @param firstNumber the number of the first item, if it has none of its own
 */
export function parseAgenda(text: string, before: readonly NewItem[] = [], firstNumber?: string): NewItem[] {
  const texts = text.split(lineBreak).map((line) => line.trim().replace(bullet, '').trim());
  const lines = withoutHeading(texts.filter((line) => line !== '').map(lineOf));
  const isFullyNumbered = lines.length > 1 && lines.every(isNumbered);
  const areLettersInSequence = isFullyNumbered && isInSequence(lines);
  const claimed = claimedNumbers(lines, isFullyNumbered, nextNumber(before));
  const items: NewItem[] = [];
  let parent = '';
  for (const [index, { text: wholeLine, title, letter, isMarked }] of lines.entries()) {
    const number = claimed[index];
    if (number !== undefined) {
      parent = number;
      items.push({ number, title });
    } else if (letter !== undefined && areLettersInSequence) items.push({ number: `${parent}${letter}`, title });
    else {
      const free = (index === 0 && firstNumber) || freeNumber([...before, ...items], claimed);
      items.push({ number: free, title: letter !== undefined && isMarked ? title : wholeLine });
    }
  }
  return items;
}

/**
 * The numbers on the lines themselves; a mere "10" before a title counts if all lines have one, or if it is the next
 * number.
 *
 * @param first the next number before the first line
 */
function claimedNumbers(lines: readonly Line[], isFullyNumbered: boolean, first: number): (string | undefined)[] {
  let next = [String(first)];
  return lines.map(({ number, isMarked }) => {
    if (number === undefined || !(isMarked || isFullyNumbered || next.includes(number))) return undefined;
    // AOB has no number after it
    if (number !== 'AOB') next = successors(number);
    return number;
  });
}

/** The numbers that can follow one in an outline: 2.1.1, 2.2 or 3 after 2.1. */
function successors(number: string): string[] {
  const parts = number.split('.').map((part) => Number.parseInt(part, 10));
  return [`${number}.1`, ...parts.map((part, level) => [...parts.slice(0, level), part + 1].join('.'))];
}

/** Whether the letters of lines begin with a after each number, and none is left out. */
function isInSequence(lines: readonly Line[]): boolean {
  let next = 'a'.charCodeAt(0);
  for (const { letter } of lines) {
    if (letter === undefined) next = 'a'.charCodeAt(0);
    else if (letter.toLowerCase().charCodeAt(0) === next) next += 1;
    else return false;
  }
  return true;
}

/** The next whole number of an agenda. */
export const nextNumber = (items: readonly NewItem[]): number =>
  Math.max(0, ...items.map(({ number }) => Number.parseInt(number, 10) || 0)) + 1;

/** The next whole number that no line claims. */
function freeNumber(items: readonly NewItem[], claimed: readonly (string | undefined)[]): string {
  let number = nextNumber(items);
  while (claimed.includes(String(number))) number += 1;
  return String(number);
}

/** Why new items of an agenda are invalid, or null. */
export function agendaProblem(items: readonly NewItem[], before: readonly NewItem[] = []): string | null {
  const known = new Map(before.map((item) => [item.number.toLowerCase(), item]));
  for (const item of items) {
    const other = known.get(item.number.toLowerCase());
    if (other !== undefined) {
      return `two items are numbered ${item.number}: "${other.title}" and "${item.title}"; give one of them a different number`;
    }
    if (item.title.length > maxTitleLength)
      return `item ${item.number} is too long; the limit is ${withCommas(maxTitleLength)} characters`;
    known.set(item.number.toLowerCase(), item);
  }
  return null;
}

/** An item on one line: "4. Concept papers". */
export const itemText = ({ number, title }: NewItem): string => `${number}. ${title}`;

/** The items of lines as `itemText` returns them; a number has no spaces. */
export function itemsOf(lines: RawValue | undefined): NewItem[] {
  return ((lines ?? []) as readonly string[]).map((line) => {
    const end = line.indexOf('. ');
    return { number: line.slice(0, end), title: line.slice(end + 2) };
  });
}
