/** A range of a text: UTF-16 offsets, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A paragraph, heading or item of a list. */
export interface Paragraph extends Range {
  /** Begins with a bullet or a number; `start` is after it. */
  readonly isItem: boolean;
  /** Has no verdict of its own: a title above other paragraphs. */
  readonly isHeading: boolean;
}

/** The maximum length of wrapped lines: if all lines are shorter, a line break does not end a paragraph. */
const maxWrappedLength = 130;
/** The minimum length of a full line: after a shorter one, a new paragraph begins. */
const minFullLength = 45;
const maxHeadingLength = 200;

const marker =
  /^[ \t]*(?:[-*•·–—●▪◦o](?=[ \t])|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=[ \t])|\d{1,3}\.(?=[A-ZÀ-ỿ][a-zÀ-ỿ])|\d{1,2}[-–](?=[ \t])|\d{1,3}[ \t]{2,}|(?!Second:[ \t]+[A-ZÀ-ỿ][A-Za-zÀ-ỿ.’' -]{2,40}(?:[\r\n]|$))(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)(?:ly)?(?:[ \t]*[-–—:)](?=[ \t])|,(?=[ \t]+[a-zÀ-ỿ]+ (?:of|to|for)\b)))[ \t]*/u;
const endOfSentence = /[.:;!?]["'”’)\]]*$/;

/**
 * The paragraphs of a text. A blank line ends one, and so does a line break, unless the lines are wrapped. Markdown's marks of
 * headings and emphasis at their ends are left out.
 */
export function paragraphsOf(text: string): Paragraph[] {
  const lines = linesOf(text);
  const isWrapped = lines.every(({ start, end }) => end - start <= maxWrappedLength);
  const paragraphs: Paragraph[] = [];
  let open: Range[] = [];
  const close = (): void => {
    if (open.length > 0) paragraphs.push(paragraph(text, open[0]?.start ?? 0, open.at(-1)?.end ?? 0));
    open = [];
  };
  for (const line of lines) {
    const words = text.slice(line.start, line.end);
    const last = open.at(-1);
    if (words.trim() === '') {
      if (last !== undefined && isCutOff(endOf(text, last)) && startsInside(text, line.end)) continue;
      if (last !== undefined && endsInside.test(endOf(text, last))) continue;
      close();
    } else if (
      last === undefined ||
      (endsInside.test(endOf(text, last)) && !isNextItem(endOf(text, last), words)) ||
      (isCutOff(endOf(text, last)) && startsInside(text, line.start)) ||
      (isWrapped && continues(text.slice(last.start, last.end), words))
    )
      open.push(line);
    else {
      close();
      open.push(line);
    }
  }
  close();
  return paragraphs;
}

/** Whether a line continues the paragraph of the one above it. */
function continues(above: string, line: string): boolean {
  if (marker.test(line) || /^\s*#/.test(line) || /^\s*#/.test(above)) return false;
  return above.trim().length >= minFullLength || /^\s*[a-z(]/.test(line);
}

/** The length of the end of a line that shows whether it continues. */
const endOf = (text: string, { start, end }: Range): string => text.slice(Math.max(start, end - 200), end);

const isCutOff = (line: string): boolean => !/[.:;!?,"'”’)]\s*$/.test(line) && line.trim().length >= minFullLength;

const endsInside = /\s(?:the|of|and|an?|to|in|for|by|with|on|from|THE|OF|AND|TO|IN|FOR|BY|WITH|ON|Dr\.|Mr\.|Mrs\.)\s*$/;

/** Whether a line is the last item of a list: "… the plan; and" is above it. */
const isNextItem = (above: string, line: string): boolean =>
  /[;,]\s+(?:and|or)\s*$/.test(above) &&
  (marker.test(line) || (/;\s+(?:and|or)\s*$/.test(above) && /^\s*[A-ZÀ-ỿ]/u.test(line)));

/** Whether the text from an offset on begins in the middle of a sentence. */
const startsInside = (text: string, offset: number): boolean =>
  /^\s*(?:[a-zÀ-ỿ]{2}|AND\b)/u.test(text.slice(offset, offset + 40));

function linesOf(text: string): Range[] {
  const lines: Range[] = [];
  // a list may begin in the line that announces it: "approved:1- Rules"
  const lineBreak = /\r\n|[\n\r\u2028\u2029]|(?<=[A-Za-zÀ-ỿ]:) ?(?=1[-–.)][ \t]?[A-ZÀ-ỿ])/gu;
  let start = 0;
  for (let found = lineBreak.exec(text); found !== null; found = lineBreak.exec(text)) {
    lines.push({ start, end: found.index });
    start = lineBreak.lastIndex;
    if (found[0] === '') lineBreak.lastIndex += 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

function paragraph(text: string, from: number, to: number): Paragraph {
  const head = text.slice(from, Math.min(to, from + 100));
  const hashes = /^\s*#+[ \t]+/.exec(head)?.[0].length ?? 0;
  const mark = hashes > 0 ? 0 : (marker.exec(head)?.[0].length ?? 0);
  const start = from + (hashes || mark || (/^\s+/.exec(head)?.[0].length ?? 0));
  const end = to - (/[\s*_]*$/.exec(text.slice(Math.max(start, to - 100), to))?.[0].length ?? 0);
  const words = text.slice(start, Math.min(end, start + maxHeadingLength + 1));
  const isHeading = hashes > 0 || (mark === 0 && words.length <= maxHeadingLength && !endOfSentence.test(words));
  return { start, end, isItem: mark > 0, isHeading };
}

/** A text with spaces for line breaks and tabs, at the same offsets: rules expect a single space between words. */
export const onOneLine = (text: string): string => text.replaceAll(/\s/g, ' ');
