import { type Output, visible } from './output';
import { measure } from './width';
import { wrap } from './wrap';

/** A page of text for people, laid out like minutes. */
export interface Page {
  readonly reference: string;
  /** What is shown to the right of the reference: the status. */
  readonly mark?: string | null;
  readonly title: string;
  /** Labelled values; empty ones are left out. */
  readonly facts: readonly (readonly [name: string, value: string | number | null | undefined])[];
  readonly sections: readonly PageSection[];
}

export interface PageSection {
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
}

/** A paragraph with its number or reference hanging before it. */
export interface Paragraph {
  readonly label?: string;
  readonly text: string;
  /** Its indentation in columns. */
  readonly indent?: number;
}

/** Wider lines than this are hard to read. */
const maxWidth = 100;

/** The text of a page, wrapped to the terminal. */
export function pageText(page: Page, output: Output): string {
  const { colour } = output;
  const width = Math.min(output.width, maxWidth);
  const mark = page.mark ? visible(page.mark) : '';
  const reference = visible(page.reference);
  const gap = Math.max(2, width - measure(reference) - measure(mark));
  const lines = [
    colour.cyan(reference) + (mark === '' ? '' : ' '.repeat(gap) + colour.bold(mark)),
    ...wrapped(page.title, width).map((line) => colour.bold(line)),
  ];
  const facts = factLines(page.facts, width, output);
  if (facts.length > 0) lines.push('', ...facts);
  for (const { heading, paragraphs } of page.sections) {
    if (paragraphs.length === 0) continue;
    lines.push('', colour.bold(heading));
    for (const paragraph of paragraphs) lines.push(...paragraphLines(paragraph, width, output));
  }
  return `${lines.join('\n')}\n`;
}

function factLines(facts: Page['facts'], width: number, { colour }: Output): string[] {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const margin = Math.max(0, ...known.map(([name]) => measure(name))) + 2;
  return known.flatMap(([name, value]) =>
    hanging(colour.dim(name) + ' '.repeat(margin - measure(name)), String(value), margin, width),
  );
}

function paragraphLines({ label, text, indent = 2 }: Paragraph, width: number, { colour }: Output): string[] {
  const head = label === undefined ? '' : `${visible(label)}  `;
  return hanging(' '.repeat(indent) + colour.cyan(head), text, indent + measure(head), width);
}

/** The lines of a text after a margin, which contains `head` on the first line. */
function hanging(head: string, text: string, margin: number, width: number): string[] {
  return wrapped(text, width - margin).map((line, index) => (index === 0 ? head : ' '.repeat(margin)) + line);
}

function wrapped(text: string, width: number): string[] {
  const paragraphs = visible(text).split('\n');
  return paragraphs.flatMap((paragraph) => wrap(paragraph.replaceAll('\t', ' '), Math.max(20, width)));
}
