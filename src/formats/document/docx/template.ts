import { randomUUID } from 'node:crypto';
import { Document, Packer, PatchType, patchDocument } from 'docx';
import { Problem, refused } from '../../../domain/problem';
import { cleanCharacters } from '../runs';
import { type TextDocument, verbatim } from '../textDocument';
import { DocxWriter } from './blocks';
import { page } from './docx';
import { asDocument, corrupt, mainPart, type Parts, pack, textOf, unpack } from './package';
import { ownStyleIds, type StyleIds, styleNames, styles } from './styles';

/**
 * Writes a document into a template in place of its text, and keeps its page, headers, footers and styles. Missing styles are
 * added, as `docxBytes` defines them.
 *
 * @param template a .docx or .dotx file
 * @throws Problem `refused` if the template is neither, is corrupt or too large, has macros, or has no styles.
 */
export async function docxInTemplate({ title, lang, blocks }: TextDocument, template: Uint8Array): Promise<Uint8Array> {
  const parts = unpack(template);
  const main = mainPart(parts);
  const { section, start, end } = bodyOf(textOf(parts, main) ?? '');
  const { ids, text: styleSheet } = await withOwnStyles(parts, lang);
  const writer = new DocxWriter(ids, textWidth(section));
  const children = [writer.title([verbatim(title)]), ...writer.blocks(blocks)];
  // a placeholder that no text contains
  const placeholder = randomUUID();
  const body = `${start}<w:p><w:r><w:t>{{${placeholder}}}</w:t></w:r></w:p>${section}${end}`;
  const prepared = new Map([...asDocument(parts), [main, Buffer.from(body)], [stylesName, Buffer.from(styleSheet)]]);
  try {
    return await patchDocument({
      outputType: 'uint8array',
      data: pack(prepared),
      patches: { [placeholder]: { type: PatchType.DOCUMENT, children } },
      keepOriginalStyles: false,
      numbering: writer.numbering,
      properties: { title: cleanCharacters(title) },
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw corrupt();
  }
}

const stylesName = 'word/styles.xml';

/** Splits the XML of a document into what precedes its text, its last section properties, and what follows. */
function bodyOf(xml: string): { readonly start: string; readonly section: string; readonly end: string } {
  const [open] = /<w:body\b[^>]*>/.exec(xml) ?? [];
  const close = xml.lastIndexOf('</w:body>');
  if (open === undefined || close < 0) throw corrupt();
  const begin = xml.indexOf(open) + open.length;
  return { start: xml.slice(0, begin), section: lastSection(xml.slice(begin, close)), end: xml.slice(close) };
}

/** The properties of the last section, at the end of a body; '' if there are none. */
function lastSection(body: string): string {
  let [depth, from, last] = [0, 0, ''];
  for (const { 0: tag, index } of body.matchAll(/<\/?w:sectPr\b[^>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (depth === 0) from = index;
    if (!tag.startsWith('</') && !tag.endsWith('/>')) depth += 1;
    if (depth === 0) last = body.slice(from, index + tag.length);
  }
  return body.trimEnd().endsWith(last) ? last : '';
}

/** The width of the text area, in twips; that of A4 with our margins if the template does not set it. */
function textWidth(section: string): number {
  const number = (pattern: RegExp): number => Number(pattern.exec(section)?.[1] ?? Number.NaN);
  const width = number(/<w:pgSz\b[^>]*\bw:w="(\d+)"/);
  const margins = number(/<w:pgMar\b[^>]*\bw:left="(\d+)"/) + number(/<w:pgMar\b[^>]*\bw:right="(\d+)"/);
  const text = width - margins;
  return text > 1_440 ? text : page.width - 2 * page.margin;
}

/** A style in a style sheet. */
interface Style {
  readonly xml: string;
  readonly id: string;
  readonly name: string;
}

function stylesIn(xml: string): Style[] {
  return [...xml.matchAll(/<w:style\b([^>]*)>.*?<\/w:style>/gs)].map(([style, attributes = '']) => ({
    xml: style,
    id: /\bw:styleId="([^"]*)"/.exec(attributes)?.[1] ?? '',
    name: /<w:name\b[^>]*\bw:val="([^"]*)"/.exec(style)?.[1]?.toLowerCase() ?? '',
  }));
}

/**
 * The style sheet of a template with the styles that it lacks, and the style ids that it uses: French Word, for example, gives
 * "heading 1" the id Titre1.
 */
async function withOwnStyles(parts: Parts, lang: string): Promise<{ readonly ids: StyleIds; readonly text: string }> {
  const text = textOf(parts, stylesName);
  if (text === undefined || !text.includes('</w:styles>')) {
    throw refused('it has no styles', 'save it as .docx in a word processor, which adds them');
  }
  const existing = stylesIn(text);
  const idOf = (name: string): string | undefined => existing.find((style) => style.name === name.toLowerCase())?.id;
  const uses = Object.keys(styleNames) as (keyof StyleIds)[];
  const missing = uses.filter((use) => idOf(styleNames[use]) === undefined);
  const builtIn = missing.length === 0 ? [] : stylesIn(await ownStyleSheet(lang));
  const added = missing
    .map((use) => builtIn.find(({ id }) => id === ownStyleIds[use])?.xml ?? '')
    .map((xml) => xml.replace(/(<w:basedOn w:val=")Normal"/, `$1${idOf('Normal') ?? 'Normal'}"`));
  const ids = Object.fromEntries(uses.map((use) => [use, idOf(styleNames[use]) ?? ownStyleIds[use]]));
  return { ids: ids as StyleIds, text: text.replace('</w:styles>', () => `${added.join('')}</w:styles>`) };
}

/** The style sheet of our own documents. */
async function ownStyleSheet(lang: string): Promise<string> {
  const bytes = await Packer.toBuffer(new Document({ styles: styles(lang), sections: [] }));
  return textOf(unpack(bytes), stylesName) ?? '';
}
