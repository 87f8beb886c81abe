import { AlignmentType, Document, Footer, Packer, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx';
import { cleanCharacters } from '../runs';
import { type TextDocument, verbatim } from '../textDocument';
import { DocxWriter } from './blocks';
import { ownStyleIds, styles } from './styles';

/** A4 with its margins, in twips. */
export const page = { width: 11_906, height: 16_838, margin: 1_361 };

/** Renders a document as an Office Open XML file (ISO/IEC 29500): A4, with page numbers in the footer. */
export async function docxBytes({ title, lang, landscape = false, blocks }: TextDocument): Promise<Uint8Array> {
  const writer = new DocxWriter(ownStyleIds, (landscape ? page.height : page.width) - 2 * page.margin);
  const children = [writer.title([verbatim(title)]), ...writer.blocks(blocks)];
  const { margin } = page;
  const file = new Document({
    title: cleanCharacters(title),
    creator: 'cica',
    styles: styles(lang),
    numbering: writer.numbering,
    sections: [
      {
        properties: {
          page: {
            // the library swaps these for landscape
            size: {
              width: page.width,
              height: page.height,
              ...(landscape ? { orientation: PageOrientation.LANDSCAPE } : {}),
            },
            margin: { top: margin, right: margin, bottom: margin, left: margin },
          },
        },
        footers: { default: pageNumbers() },
        children,
      },
    ],
  });
  return Packer.toBuffer(file);
}

const pageNumbers = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ size: 18, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  });
