import { type Problem, refused } from '../../domain/problem';

/** Advice for files that cannot be imported, by kind. */
const advice = {
  sheet: 'save it as CSV (UTF-8) in the spreadsheet program, and import that',
  document: 'write its decisions as YAML or CSV; `cica export meetings --format yaml` shows how',
  report: 'if it reports a meeting: cica draft FILE; else write its decisions as YAML or CSV',
  archive: 'unpack it, and import what is in it',
  register: 'import the output of `cica export`; --db selects the register to use',
};

type Kind = readonly [begins: string, holds: string, what: string, advice: keyof typeof advice];

/** Kinds of files: their first bytes in hexadecimal, a text that they contain, their description, and the advice. */
const kinds: readonly Kind[] = [
  ['504b0304', 'opendocument.spreadsheet', 'an OpenDocument spreadsheet (.ods)', 'sheet'],
  ['504b0304', 'opendocument.text', 'an OpenDocument text (.odt)', 'document'],
  ['504b0304', 'xl/', 'an Excel workbook (.xlsx)', 'sheet'],
  ['504b0304', 'word/', 'a Word document (.docx)', 'report'],
  ['504b0304', 'ppt/', 'a presentation (.pptx)', 'document'],
  ['504b0304', 'Index/', 'a Numbers or Pages document', 'sheet'],
  ['504b0304', '[Content_Types]', 'an Office file (.xlsx, .docx)', 'sheet'],
  ['504b0', '', 'a ZIP archive', 'archive'],
  ['d0cf11e0', '', 'an old or encrypted Office file (.xls, .doc)', 'sheet'],
  ['25504446', '', 'a PDF file', 'report'],
  ['7b5c727466', '', 'an RTF document', 'document'],
  ['89504e47', '', 'a picture', 'document'],
  ['ffd8ff', '', 'a picture', 'document'],
  ['47494638', '', 'a picture', 'document'],
  ['1f8b', '', 'a compressed file', 'archive'],
  ['425a68', '', 'a compressed file', 'archive'],
  ['377abcaf', '', 'a compressed file', 'archive'],
  ['fd377a585a', '', 'a compressed file', 'archive'],
  ['28b52ffd', '', 'a compressed file', 'archive'],
  ['53514c69746520666f726d6174', '', 'an SQLite database', 'register'],
  ['5047444d50', '', 'a dump of PostgreSQL', 'register'],
];

/** A kind of file that is not text, and advice on it. */
export interface ForeignKind {
  /** In prose: "a PDF file". */
  readonly what: string;
  readonly todo: keyof typeof advice;
}

/** The kind of a file that is not text, by its first bytes. */
export function foreignKind(start: Uint8Array): ForeignKind | undefined {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
  const [hexadecimal, text] = [bytes.toString('hex', 0, 16), bytes.toString('latin1', 0, 65_536)];
  const kind = kinds.find(([begins, holds]) => hexadecimal.startsWith(begins) && text.includes(holds));
  return kind && { what: kind[2], todo: kind[3] };
}

/**
 * Refuses content that begins like a file of another kind, whatever its name.
 *
 * @throws Problem `refused` that names the kind.
 */
export function refuseForeign(start: Uint8Array): void {
  const kind = foreignKind(start);
  if (kind !== undefined) throw foreign(kind);
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString('latin1', 0, 65_536);
  const [, mark] = /^(?:\u00ef\u00bb\u00bf)?\s*<(!doctype\s+html|html|table|\?xml)/i.exec(text) ?? [];
  if (mark !== undefined) throw foreign({ what: mark === '?xml' ? 'an XML file' : 'an HTML page', todo: 'sheet' });
}

const foreign = ({ what, todo }: ForeignKind): Problem =>
  refused(`this is ${what}, which cannot be imported`, advice[todo]);

/** The problem that bytes are not text. */
export const noText = (): Problem =>
  refused('this is not text in UTF-8 or UTF-16', 'save it as text in UTF-8; in a spreadsheet: CSV (UTF-8)');
