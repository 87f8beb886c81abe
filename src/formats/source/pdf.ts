import { refused } from '../../domain/problem';
import type { Extracted } from './source';

/** A line of a page: its text, and the height of its baseline in points from the bottom. */
interface Line {
  readonly text: string;
  readonly y: number;
}

/**
 * The text of a PDF, line by line, with a blank line where the line spacing is wider. Page numbers, and headers and footers that
 * repeat on most pages, are left out: they would interrupt sentences.
 *
 * @throws Problem `refused` if it is encrypted, corrupt, or scanned without text recognition.
 */
export async function pdfText(bytes: Uint8Array): Promise<Extracted> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false }).catch(unreadable);
  const pages: Line[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number).catch(unreadable);
    const { items } = await page.getTextContent().catch(unreadable);
    pages.push(linesOf(items as TextItem[]));
    page.cleanup();
  }
  const empty = pages.flatMap((lines, index) => (lines.length === 0 ? [index + 1] : []));
  if (empty.length === pages.length) {
    throw refused(
      'its pages are images without text, as from a scanner',
      'put it through text recognition (OCR) first: ocrmypdf scan.pdf text.pdf',
    );
  }
  const text = withoutMargins(pages).map(paragraphs).join('\n');
  return { text, warnings: empty.length === 0 ? [] : [noTextOn(empty)] };
}

interface TextItem {
  readonly str?: string;
  readonly transform: readonly number[];
  readonly hasEOL: boolean;
}

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = [];
  let text = '';
  let y: number | undefined;
  const end = (): void => {
    if (text.trim() !== '') lines.push({ text: text.trim(), y: y ?? 0 });
    text = '';
    y = undefined;
  };
  for (const { str, transform, hasEOL } of items) {
    if (str === undefined) continue;
    if (str.trim() !== '') y ??= transform[5];
    text += str;
    if (hasEOL) end();
  }
  end();
  return lines;
}

const pageNumber = /^[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:\/|of)\s*\d{1,4})?[-–—\s]*$/i;

/** How many lines at the top and at the bottom of a page may be a header or footer. */
const margin = 2;

/** Removes page numbers, and first and last lines that repeat on more than half of the pages, if there are at least three. */
function withoutMargins(pages: readonly (readonly Line[])[]): Line[][] {
  const key = ({ text }: Line): string => text.replaceAll(/\d+/g, '#');
  const isOuter = (lines: readonly Line[], index: number): boolean => index < margin || index >= lines.length - margin;
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const outer = new Set(lines.filter((_, index) => isOuter(lines, index)).map(key));
    for (const one of outer) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const isRepeated = (line: Line): boolean => pages.length >= 3 && (counts.get(key(line)) ?? 0) > pages.length / 2;
  return pages.map((lines) =>
    lines.filter((line, index) => !isOuter(lines, index) || !(pageNumber.test(line.text) || isRepeated(line))),
  );
}

/** Joins the lines of a page, with a blank line before a paragraph: where the spacing exceeds the median by 30 %. */
function paragraphs(lines: readonly Line[]): string {
  const distances = lines.map(({ y }, index) => (lines[index - 1]?.y ?? y) - y);
  const sorted = distances.filter((distance) => distance > 0).sort((a, b) => a - b);
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return lines.map(({ text }, index) => `${(distances[index] ?? 0) > usual * 1.3 ? '\n' : ''}${text}`).join('\n');
}

function unreadable(error: unknown): never {
  const { name } = error as Error;
  if (name === 'PasswordException') {
    throw refused(
      'the PDF is encrypted: it opens with a password',
      'open it, and save or print it without the password',
    );
  }
  throw refused('the PDF is corrupt, or not a PDF after all', 'open it in a PDF viewer, and save or download it again');
}

function noTextOn(pages: readonly number[]): string {
  const [first, ...others] = pages;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `page ${first}${more} without text, perhaps a picture: nothing of it was read`;
}
