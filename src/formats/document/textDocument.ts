/*
 * A text document as people read it: a record of decisions, an agenda, a brief. Each writer of this folder turns it into
 * a file. Formats of data, which programs read back, are in ../write.
 */

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Whether it was added to a text, or removed from it. */
  readonly change?: 'added' | 'removed';
  /** Where it leads; only an http, https or mailto address becomes a link. */
  readonly href?: string;
  /** The language of the text as a BCP 47 tag, if it is not the document's. */
  readonly lang?: string;
  /** The direction of writing; `auto` is that of the first letter, for a text that anyone may have written. */
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  /** Whether it stays on one line, as a reference does. */
  readonly unbroken?: boolean;
}

/** A part of a paragraph; a string is a text of the document's own, in its language and direction. */
export type Inline = string | Run;

/** The content of a paragraph, heading or cell; line feeds are line breaks. */
export type Content = readonly Inline[];

/** A heading; level 1 is that of the document's parts, below its title. */
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

/** Something said in passing, in small print. */
export interface Note {
  readonly kind: 'note';
  readonly content: Content;
}

export interface ListItem {
  readonly content: Content;
  /** What stands instead of a number or bullet: "4.1", "AOB". */
  readonly label?: string;
  /** What belongs to the item, below its first paragraph: further paragraphs, nested lists. */
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

/** Terms with what is to be said of each. */
export interface Definitions {
  readonly kind: 'definitions';
  readonly entries: readonly { readonly term: Content; readonly definition: Content }[];
}

export type Block = Heading | Paragraph | Subtitle | Quotation | Note | List | Table | Definitions;

export interface TextDocument {
  readonly title: string;
  /** The language of the document as a BCP 47 tag. */
  readonly lang: string;
  /** Whether pages are wider than high, for a table of many columns. */
  readonly landscape?: boolean;
  readonly blocks: readonly Block[];
}

type Style = Pick<Run, 'bold' | 'italic' | 'change' | 'href' | 'lang'>;

/** A text of the register, which may be in any language and direction. */
export const verbatim = (text: string, style: Style = {}): Run => ({ text, dir: 'auto', ...style });

/** A reference of the register, which is not broken at its hyphens. */
export const reference = (ref: string): Run => ({ text: ref, dir: 'auto', unbroken: true });

export const heading = (level: Heading['level'], ...content: Content): Heading => ({ kind: 'heading', level, content });

export const paragraph = (...content: Content): Paragraph => ({ kind: 'paragraph', content });

export const subtitle = (...content: Content): Subtitle => ({ kind: 'subtitle', content });

export const note = (...content: Content): Note => ({ kind: 'note', content });

/** The paragraphs of a text of the register: what blank lines separate. */
export const paragraphsOf = (text: string): Content[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => [verbatim(part)]);

/** A text of the register, set apart. */
export const quotation = (text: string): Quotation => ({ kind: 'quotation', paragraphs: paragraphsOf(text) });

export const bullets = (items: readonly ListItem[]): List => ({ kind: 'list', start: null, items });

export const numbered = (items: readonly ListItem[], start = 1): List => ({ kind: 'list', start, items });

export const table = (columns: Table['columns'], rows: Table['rows']): Table => ({ kind: 'table', columns, rows });

export const definitions = (entries: Definitions['entries']): Definitions => ({ kind: 'definitions', entries });
