import { AlignmentType, type ILevelsOptions, type IStylesOptions, LevelFormat } from 'docx';

/** The styles of a document by purpose, with the names by which word processors know them. */
export const styleNames = {
  title: 'Title',
  subtitle: 'Subtitle',
  heading1: 'heading 1',
  heading2: 'heading 2',
  heading3: 'heading 3',
  quotation: 'Quote',
  listItem: 'List Paragraph',
  note: 'Note',
  cell: 'Table Text',
  link: 'Hyperlink',
} as const;

/** The ids of these styles in a file. */
export type StyleIds = { readonly [style in keyof typeof styleNames]: string };

/** The style ids in documents without a template. */
export const ownStyleIds: StyleIds = {
  title: 'Title',
  subtitle: 'Subtitle',
  heading1: 'Heading1',
  heading2: 'Heading2',
  heading3: 'Heading3',
  quotation: 'Quote',
  listItem: 'ListParagraph',
  note: 'Note',
  cell: 'TableText',
  link: 'Hyperlink',
};

/** Points in twips. */
const points = (number: number): number => 20 * number;

/** The indentation of a list level, in twips. */
export const indentOf = (depth: number): number => 425 * depth;

const heading = (size: number, before: number, level: number) => ({
  run: { size: 2 * size, bold: true, color: '1A1A1A' },
  paragraph: {
    spacing: { before: points(before), after: points(6) },
    keepNext: true,
    keepLines: true,
    outlineLevel: level,
  },
});

const paragraphStyle = (style: 'quotation' | 'note' | 'cell' | 'subtitle') => ({
  id: ownStyleIds[style],
  name: styleNames[style],
  basedOn: 'Normal',
  quickFormat: true,
});

/** The styles of a document in a language. */
export const styles = (lang: string): IStylesOptions => ({
  default: {
    document: {
      run: { font: 'Times New Roman', size: 22, language: { value: lang } },
      paragraph: { spacing: { after: points(6), line: 264 } },
    },
    title: { ...heading(20, 0, 9), paragraph: { spacing: { after: points(6) }, keepNext: true } },
    heading1: heading(15, 18, 0),
    heading2: heading(12.5, 12, 1),
    heading3: heading(11, 9, 2),
    listParagraph: { paragraph: { spacing: { after: points(4) } } },
    hyperlink: { run: { color: '0B4F9E', underline: {} } },
  },
  paragraphStyles: [
    { ...paragraphStyle('subtitle'), run: { size: 24 }, paragraph: { spacing: { after: points(4) }, keepNext: true } },
    {
      ...paragraphStyle('quotation'),
      paragraph: { spacing: { before: points(2), after: points(6) }, indent: { start: indentOf(1), end: indentOf(1) } },
    },
    {
      ...paragraphStyle('note'),
      run: { size: 18, color: '555555' },
      paragraph: { spacing: { before: points(6), after: points(2) } },
    },
    {
      ...paragraphStyle('cell'),
      run: { size: 20 },
      paragraph: { spacing: { before: points(2), after: points(2), line: 240 } },
    },
  ],
});

/** The numbering reference of bullets; numbered lists have `list-1`, `list-2` … */
export const bulletReference = 'bullets';

/** The levels of a list numbered from `start`, or of bullets (null). */
export function levelsOf(start: number | null): ILevelsOptions[] {
  return Array.from({ length: 9 }, (_, level) => ({
    level,
    format: start === null ? LevelFormat.BULLET : LevelFormat.DECIMAL,
    text: start === null ? (level % 2 === 0 ? '•' : '–') : `%${level + 1}.`,
    alignment: AlignmentType.START,
    ...(start === null ? {} : { start }),
    style: { paragraph: { indent: { start: indentOf(level + 1), hanging: indentOf(1) } } },
  }));
}
