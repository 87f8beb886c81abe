import { type Problem, refused } from '../../domain/problem';
import { errorCode } from '../../domain/systemError';
import { encodingOf } from '../read/decode';
import { foreignKind } from '../read/foreign';

/** The supported formats of a source. */
export type SourceKind = 'text' | 'Markdown' | 'HTML' | 'DOCX' | 'PDF';

/** Advice for files without readable text. */
const advice = {
  sheet: 'save the part that reports the meeting as text, DOCX or PDF',
  document: 'save it as text, DOCX or PDF; a picture has to go through text recognition (OCR) first',
  report: 'open it, and save it again as DOCX, PDF or text',
  archive: 'unpack it, and name the file in it',
  register: 'name the text that reports the meeting',
};

/**
 * Detects the format of a source from its content. The file extension only decides between Markdown, HTML and plain text.
 *
 * @throws Problem `refused` for a format without readable text.
 */
export function detectKind(name: string, bytes: Buffer): SourceKind {
  // readers accept any bytes before the header of a PDF, within the first kilobyte
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

/** Decodes the start of a text far enough to read ASCII: a page may be in any 8-bit encoding. */
function startOf(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  return encoding === 'utf-8'
    ? bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
    : new TextDecoder(encoding).decode(bytes);
}

/**
 * Decodes UTF-8 or UTF-16.
 *
 * @throws Problem `refused` if the bytes are neither.
 */
export const decodeText = (bytes: Uint8Array): string => decodeAs(encodingOf(bytes), bytes);

/** Decodes an HTML page in the encoding that it declares. */
export function decodeHtml(bytes: Uint8Array): string {
  const [, declared] =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 4_096)).toString('latin1')) ?? [];
  const found = encodingOf(bytes);
  // a declaration that is readable as 8-bit text is not in UTF-16
  const isWide = /^(utf-?16|unicode)/i.test(declared ?? '');
  return decodeAs(found === 'utf-8' && declared !== undefined && !isWide ? declared : found, bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw notText();
    if (error instanceof RangeError) throw refused(`its encoding "${encoding}" is not supported`, 'save it as UTF-8');
    throw error;
  }
}

/** The problem of a file that is not text. */
export const notText = (): Problem =>
  refused('this is not text in UTF-8 or UTF-16', 'save it as text in UTF-8, as DOCX or as PDF');
