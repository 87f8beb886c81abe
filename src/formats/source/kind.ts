import { type Problem, refused } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import { encodingOf } from '../read/decode';
import { foreignKind } from '../read/foreign';

/** The formats of sources. */
export type SourceKind = 'text' | 'Markdown' | 'HTML' | 'DOCX' | 'PDF';

/** What to do with a file that holds no text that can be read. */
const advice = {
  sheet: 'save the part that reports the meeting as text, DOCX or PDF',
  document: 'save it as text, DOCX or PDF; a picture has to go through text recognition (OCR) first',
  report: 'open it, and save it again as DOCX, PDF or text',
  archive: 'unpack it, and name the file in it',
  register: 'name the text that reports the meeting',
};

/**
 * The kind of a source, by its content; its name only tells Markdown and HTML from plain text where the content does not.
 *
 * @throws Problem `refused` for a kind of file that holds no text.
 */
export function detectKind(name: string, bytes: Buffer): SourceKind {
  // anything may stand before the mark of a PDF, within its first kilobyte
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return 'PDF';
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' && bytes.includes('word/document')) return 'DOCX';
  const foreign = foreignKind(bytes);
  if (foreign !== undefined) throw refused(`this is ${foreign.what}`, advice[foreign.todo]);
  const start = startOf(bytes.subarray(0, 65_536));
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(start))
    return 'HTML';
  const [, extension = ''] = /\.(\w+)$/.exec(name) ?? [];
  if (/^x?html?$/i.test(extension)) return 'HTML';
  if (/^(md|markdown)$/i.test(extension)) return 'Markdown';
  return 'text';
}

/** The start of a text, of which only the ASCII letters are sure: a page may be in any 8-bit encoding. */
function startOf(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  return encoding === 'utf-8'
    ? bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
    : new TextDecoder(encoding).decode(bytes);
}

/**
 * The text of bytes in UTF-8 or UTF-16.
 *
 * @throws Problem `refused` if they are in neither.
 */
export const decodeText = (bytes: Uint8Array): string => decodeAs(encodingOf(bytes), bytes);

/** The text of an HTML page, in the encoding that it declares. */
export function decodeHtml(bytes: Uint8Array): string {
  const [, declared] =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 4_096)).toString('latin1')) ?? [];
  const found = encodingOf(bytes);
  // what a page says of itself in 8-bit letters cannot be UTF-16
  const isWide = /^(utf-?16|unicode)/i.test(declared ?? '');
  return decodeAs(found === 'utf-8' && declared !== undefined && !isWide ? declared : found, bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw notText();
    if (error instanceof RangeError) throw refused(`its encoding "${encoding}" is not known`, 'save it as UTF-8');
    throw error;
  }
}

/** The problem that bytes are not text. */
export const notText = (): Problem =>
  refused('this is not text in UTF-8 or UTF-16', 'save it as text in UTF-8, as DOCX or as PDF');
