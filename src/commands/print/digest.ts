import {
  bullets,
  type Content,
  heading,
  note,
  paragraph,
  subtitle,
  type TextDocument,
} from '../../formats/document/textDocument';
import { type Output, visible } from '../../terminal/output';
import { wrapAfter } from '../../terminal/wrap';
import { type DigestSection, type DigestText, nothingNew } from '../compose/digest';
import { lang } from '../compose/meeting';

/** The line for items that are left out. */
const moreText = (more: number): string => `… and ${more} more: --limit 0 shows all`;

/** A digest as a text document. */
export const digestDocument = ({ title, subtitle: below, sections }: DigestText): TextDocument => ({
  title,
  lang,
  blocks: [
    subtitle(...below),
    ...(sections.length === 0 ? [paragraph(nothingNew)] : []),
    ...sections.flatMap(({ heading: content, level, items, omitted }) => [
      heading(level, ...content),
      ...(items.length === 0 ? [] : [bullets(items.map((item) => ({ content: item })))]),
      ...(omitted === 0 ? [] : [note(moreText(omitted))]),
    ]),
  ],
});

/** Wider lines than this are hard to read. */
const maxWidth = 100;

/** A digest as plain text; at a terminal, lines are wrapped. */
export function digestPlainText({ title, subtitle: below, sections }: DigestText, output: Output): string {
  const { colour, isTerminal } = output;
  const width = isTerminal ? Math.min(output.width, maxWidth) : Number.POSITIVE_INFINITY;
  const wrapped = (first: string, content: Content) =>
    wrapAfter(first, ' '.repeat(first.length), plainText(content), width);
  const lines = [
    ...wrapped('', [title]).map((line) => colour.bold(line)),
    ...wrapped('', below),
    ...(sections.length === 0 ? ['', nothingNew] : []),
    ...sections.flatMap(({ heading, level, items, omitted }: DigestSection) => [
      '',
      ...wrapped('', heading).map((line) => (level === 1 ? colour.bold(line) : colour.cyan(line))),
      ...items.flatMap((item) => wrapped('- ', item)),
      ...(omitted === 0 ? [] : [moreText(omitted)]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Content on one line. */
const plainText = (content: Content): string =>
  visible(content.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('')).replaceAll(
    /\s+/g,
    ' ',
  );
