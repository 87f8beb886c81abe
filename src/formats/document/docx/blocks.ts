import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  type INumberingOptions,
  type IParagraphOptions,
  NoBreakHyphen,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { refused } from '../../../domain/problem';
import { type PlainRun, plainContent } from '../runs';
import type { Block, Content, Definitions, List, ListItem, Table as TableBlock } from '../textDocument';
import { cellMargin, columnWidths } from './columnWidths';
import { bulletReference, indentOf, levelsOf, type StyleIds } from './styles';

/** The options of a paragraph other than its text. */
type Layout = Omit<IParagraphOptions, 'children' | 'text'>;

/** The deepest list level, from 0: Word has nine. */
const maxListLevel = 8;

/** The maximum number of lines, tabs and table cells: each takes kilobytes of memory, and word processors become slow. */
const maxLines = 100_000;

/**
 * Builds the paragraphs and tables of a Word document, and collects the numbering definitions that its lists use.
 *
 * @throws Problem `refused` if the document is too long for a word processor.
 */
export class DocxWriter {
  readonly #styles: StyleIds;
  /** The width of the text, in twips. */
  readonly #width: number;
  readonly #lists: INumberingOptions['config'][number][] = [{ reference: bulletReference, levels: levelsOf(null) }];

  #lines = 0;

  constructor(styles: StyleIds, width: number) {
    this.#styles = styles;
    this.#width = width;
  }

  /** The numbering definitions of all lists so far. */
  get numbering(): INumberingOptions {
    return { config: this.#lists };
  }

  /** The title of a document. */
  title(content: Content): Paragraph {
    return this.#paragraph(content, { style: this.#styles.title });
  }

  /** Builds blocks at a list depth; 0 is outside any list. */
  blocks(blocks: readonly Block[], depth = 0): (Paragraph | Table)[] {
    return blocks.flatMap((block) => this.#block(block, depth));
  }

  #block(block: Block, depth: number): (Paragraph | Table)[] {
    const indent = depth === 0 ? {} : { indent: { start: indentOf(depth) } };
    switch (block.kind) {
      case 'heading':
        return [this.#paragraph(block.content, { style: this.#styles[`heading${block.level}`] })];
      case 'paragraph':
        return [this.#paragraph(block.content, indent)];
      case 'subtitle':
      case 'note':
        return [this.#paragraph(block.content, { style: this.#styles[block.kind], ...indent })];
      case 'quotation': {
        const inset = { indent: { start: indentOf(depth + 1), end: indentOf(1) } };
        return block.paragraphs.map((content) => this.#paragraph(content, { style: this.#styles.quotation, ...inset }));
      }
      case 'list':
        return this.#list(block, depth);
      case 'table':
        return this.#table(block);
      case 'definitions':
        return this.#definitions(block);
    }
  }

  #list({ start, items }: List, depth: number): (Paragraph | Table)[] {
    const level = Math.min(depth, maxListLevel);
    const reference = start === null ? bulletReference : `list-${this.#lists.length}`;
    // lists that share a reference would continue each other's numbers
    if (start !== null) this.#lists.push({ reference, levels: levelsOf(start) });
    return items.flatMap((item) => [
      this.#item(item, { reference, level }),
      ...this.blocks(item.blocks ?? [], level + 1),
    ]);
  }

  /** The first paragraph of an item; a label replaces the number. */
  #item({ label, content, blocks = [] }: ListItem, numbering: { reference: string; level: number }): Paragraph {
    const layout = { style: this.#styles.listItem, keepNext: blocks.length > 0 };
    if (label === undefined) return this.#paragraph(content, { ...layout, numbering }, true);
    const start = indentOf(numbering.level + 2);
    return this.#paragraph([label, '\t', ...content], { ...layout, indent: { start, hanging: indentOf(2) } }, true);
  }

  #table(block: TableBlock): (Paragraph | Table)[] {
    const { columns, rows } = block;
    const widths = columnWidths(block, this.#width);
    const row = (cells: readonly Content[], isHead: boolean): TableRow =>
      new TableRow({
        ...(isHead ? { tableHeader: true } : {}),
        cantSplit: true,
        children: cells.map((content, index) => {
          const layout = { style: this.#styles.cell, alignment: alignments[columns[index]?.align ?? 'start'] };
          const paragraph = this.#paragraph(isHead ? content.map(bold) : content, layout);
          const width = { size: widths[index] ?? 0, type: WidthType.DXA };
          return new TableCell({ children: [paragraph], width, margins, ...(isHead ? { shading } : {}) });
        }),
      });
    const table = new Table({
      columnWidths: widths,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders,
      rows: [
        row(
          columns.map(({ heading }) => heading),
          true,
        ),
        ...rows.map((cells) => row(cells, false)),
      ],
    });
    // Word merges adjacent tables
    return [table, new Paragraph({ style: this.#styles.cell })];
  }

  #definitions({ entries }: Definitions): Paragraph[] {
    return entries.flatMap(({ term, definition }) => [
      this.#paragraph(term.map(bold), { keepNext: true }),
      this.#paragraph(definition, { indent: { start: indentOf(1) } }),
    ]);
  }

  #paragraph(content: Content, layout: Layout, inLine = false): Paragraph {
    const { runs, dir } = plainContent(content, inLine);
    this.#count(runs);
    const children = runs.flatMap((run) => this.#run(run.dir === null || run.dir === dir ? run : embedded(run)));
    return new Paragraph({ ...layout, ...(dir === 'rtl' ? { bidirectional: true } : {}), children });
  }

  #count(runs: readonly PlainRun[]): void {
    this.#lines += 1;
    for (const { text } of runs) this.#lines += text.match(/[\n\t]/g)?.length ?? 0;
    if (this.#lines <= maxLines) return;
    const message = 'this is more than 100,000 lines or table cells, too much for a Word document';
    throw refused(message, 'choose fewer records, or write HTML');
  }

  #run(run: PlainRun): ParagraphChild[] {
    if (run.href === null) return textRuns(run, {});
    return [new ExternalHyperlink({ children: textRuns(run, { style: this.#styles.link }), link: run.href })];
  }
}

/** The control characters that embed text of one direction in the other (Unicode UAX #9: LRE, RLE, PDF). */
const embeddings = { ltr: '\u202a', rtl: '\u202b', end: '\u202c' } as const;

/** Puts the direction of a run into its text: run properties do not affect letters of the other direction. */
const embedded = (run: PlainRun): PlainRun => ({
  ...run,
  text: `${embeddings[run.dir ?? 'ltr']}${run.text}${embeddings.end}`,
});

/** A run for each line of a text; all but the first begin with a line break. */
function textRuns({ text, bold, italic, lang, dir, unbroken }: PlainRun, style: { readonly style?: string }) {
  const properties = {
    ...style,
    ...(bold ? { bold } : {}),
    ...(italic ? { italics: italic } : {}),
    ...(dir === 'rtl' ? { rightToLeft: true } : {}),
    ...(lang === null ? {} : { language: dir === 'rtl' ? { bidirectional: lang } : { value: lang } }),
  };
  return text.split('\n').map((line, index) => {
    const children = separated(line, '\t', () => new Tab()).flatMap((part) =>
      unbroken && typeof part === 'string' ? separated(part, '-', () => new NoBreakHyphen()) : [part],
    );
    return new TextRun({ ...properties, ...(index === 0 ? {} : { break: 1 }), children });
  });
}

/** Splits text at a character, and puts an element in its place. */
const separated = <Element>(text: string, character: string, element: () => Element): (string | Element)[] =>
  text.split(character).flatMap((part, index) => (index === 0 ? [part] : [element(), part]));

const bold = (inline: Content[number]): Content[number] =>
  typeof inline === 'string' ? { text: inline, bold: true } : { ...inline, bold: true };

const alignments = { start: AlignmentType.START, center: AlignmentType.CENTER, end: AlignmentType.END } as const;

const line = { style: BorderStyle.SINGLE, size: 4, color: '8A8A8A' };
const borders = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line };
const margins = { left: cellMargin, right: cellMargin };
const shading = { type: ShadingType.CLEAR, fill: 'EEEEEE', color: 'auto' };
