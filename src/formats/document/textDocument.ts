/*
 * A text document for people: a record of decisions, an agenda, a brief. The writers in this folder turn it into files.
 * Data formats, which programs read back, are in ../write.
 */

/** Text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Whether it was added to a text, or removed from it. */
  readonly change?: 'added' | 'removed';
  /** Its link; only http, https and mailto addresses become one. */
  readonly href?: string;
  /** The language of the text as a BCP 47 tag, if it is not the document's. */
  readonly lang?: string;
  /** The writing direction; `auto` takes it from the first letter, for text of unknown origin. */
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  /** Whether it stays on one line, as a reference does. */
  readonly unbroken?: boolean;
}

/** A part of a paragraph; a string is the document's own text, in its language and direction. */
export type Inline = string | Run;

/** The content of a paragraph, heading or cell; line feeds are line breaks. */
export type Content = readonly Inline[];

/** A heading; level 1 is the first below the title of the document. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly content: Content;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly content: Content;
}

/** A line below the title: what the document is about, when and where. */
export interface Subtitle {
  readonly kind: 'subtitle';
  readonly content: Content;
}

/** Paragraphs in the words of someone else, set apart. */
export interface Quotation {
  readonly kind: 'quotation';
  readonly paragraphs: readonly Content[];
}

/** A remark in small print. */
export interface Note {
  readonly kind: 'note';
  readonly content: Content;
}

export interface ListItem {
  readonly content: Content;
  /** Replaces the number or bullet: "4.1", "AOB". */
  readonly label?: string;
  /** Further paragraphs and nested lists of the item. */
  readonly blocks?: readonly Block[];
}

export interface List {
  readonly kind: 'list';
  /** The number of the first item; null for bullets. */
  readonly start: number | null;
  readonly items: readonly ListItem[];
}

export interface TableColumn {
  readonly heading: Content;
  /** The width relative to the other columns; 1 by default. */
  readonly width?: number;
  /** `start` by default. */
  readonly align?: 'start' | 'center' | 'end';
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  /** The cells of each row, one for each column. */
  readonly rows: readonly (readonly Content[])[];
}

/** Terms with their definitions. */
export interface Definitions {
  readonly kind: 'definitions';
  readonly entries: readonly { readonly term: Content; readonly definition: Content }[];
}

export type Block = Heading | Paragraph | Subtitle | Quotation | Note | List | Table | Definitions;

export interface TextDocument {
  readonly title: string;
  /** The language of the document as a BCP 47 tag. */
  readonly lang: string;
  /** Whether to print in landscape, for tables with many columns. */
  readonly landscape?: boolean;
  readonly blocks: readonly Block[];
}

type Style = Pick<Run, 'bold' | 'italic' | 'change' | 'href' | 'lang'>;

/** Text from the register, in any language and direction. */
export const verbatim = (text: string, style: Style = {}): Run => ({ text, dir: 'auto', ...style });

/** A reference, which does not wrap at its hyphens. */
export const reference = (ref: string): Run => ({ text: ref, dir: 'auto', unbroken: true });

export const heading = (level: Heading['level'], ...content: Content): Heading => ({ kind: 'heading', level, content });

export const paragraph = (...content: Content): Paragraph => ({ kind: 'paragraph', content });

export const subtitle = (...content: Content): Subtitle => ({ kind: 'subtitle', content });

export const note = (...content: Content): Note => ({ kind: 'note', content });

/** Splits text from the register into paragraphs at blank lines. */
export const paragraphsOf = (text: string): Content[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => [verbatim(part)]);

/** Text from the register as a block quotation. */
export const quotation = (text: string): Quotation => ({ kind: 'quotation', paragraphs: paragraphsOf(text) });

export const bullets = (items: readonly ListItem[]): List => ({ kind: 'list', start: null, items });

export const numbered = (items: readonly ListItem[], start = 1): List => ({ kind: 'list', start, items });

export const table = (columns: Table['columns'], rows: Table['rows']): Table => ({ kind: 'table', columns, rows });

export const definitions = (entries: Definitions['entries']): Definitions => ({ kind: 'definitions', entries });
