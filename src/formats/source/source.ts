import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { displayName } from '../../domain/input';
import { Problem, refused } from '../../domain/problem';
import { systemReason } from '../../domain/systemError';
import { withCommas } from '../../domain/text';
import { decodeText, detectKind, notText, type SourceKind } from './kind';
import { markdownText } from './markdown';

/** A text that reports decisions: a press release, a report, minutes. */
export interface Source {
  /** As `displayName` returns it. */
  readonly name: string;
  readonly kind: SourceKind;
  /** The hash of the file, in hexadecimal. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** The plain text in NFC, with line feeds, and blank lines between paragraphs where the format marks them. */
  readonly text: string;
  /** A sentence about each part that could not be read. */
  readonly warnings: readonly string[];
}

/** The text of a file, and warnings about parts that could not be read. */
export type Extracted = Pick<Source, 'text' | 'warnings'>;

/** The largest source, in bytes. */
const sourceLimit = 50_000_000;

/** The maximum length of the text, in UTF-16 units: some 3,000 pages. */
const maxTextLength = 10_000_000;

/** Extracts the text of a DOCX, PDF or HTML file; see `workerExtractor`. */
export type Extract = (kind: SourceKind, bytes: Uint8Array) => Promise<Extracted>;

/**
 * Reads the text of a source: plain text, Markdown, HTML, DOCX or PDF, as detected from its content.
 *
 * @param name a path, or `-` for `stdin`
 * @throws Problem `failed` if it cannot be read, `refused` if it is empty, too large, encrypted, corrupt or in another format.
 */
export async function readSource(name: string, stdin: AsyncIterable<unknown>, extract: Extract): Promise<Source> {
  const displayed = displayName(name);
  const bytes = await readWhole(name === '-' ? stdin : createReadStream(name), displayed);
  try {
    const kind = detectKind(displayed, bytes);
    const { text, warnings } = await textOf(kind, bytes, extract);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: displayed, kind, sha256, size: bytes.length, text: normalize(text), warnings };
  } catch (error) {
    const { kind, message, advice } = Problem.of(error);
    throw new Problem(kind, `${displayed}: ${message}`, advice);
  }
}

/**
 * Reads a stream to its end.
 *
 * @throws Problem `failed` if it cannot be read, `refused` if it has more than `sourceLimit` bytes.
 */
export async function readWhole(stream: AsyncIterable<unknown>, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Uint8Array);
      size += (chunk as Uint8Array).length;
      if (size > sourceLimit) break;
    }
  } catch (error) {
    throw new Problem('failed', `${name} cannot be read: ${systemReason(error)}`, 'check the name and the permissions');
  }
  if (size <= sourceLimit) return Buffer.concat(chunks);
  const limit = withCommas(sourceLimit / 1_000_000);
  throw refused(`${name} has more than ${limit} MB, the limit for a source`, 'take the part that reports the meeting');
}

async function textOf(kind: SourceKind, bytes: Buffer, extract: Extract): Promise<Extracted> {
  const extracted = await (kind === 'text' || kind === 'Markdown'
    ? { text: kind === 'text' ? decodeText(bytes) : markdownText(decodeText(bytes)), warnings: [] }
    : extract(kind, bytes));
  if (extracted.text.length > maxTextLength) {
    throw refused(
      `its text has more than ${withCommas(maxTextLength)} characters, the limit`,
      'take the part that reports the meeting',
    );
  }
  if (extracted.text.includes('\0')) throw notText();
  if (extracted.text.trim() === '') throw refused('there is no text in it', 'check which file you meant');
  return extracted;
}

/** Invisible characters: control characters except line feeds, soft hyphens, direction marks and zero-width characters. */
const invisible = /(?!\n)[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Normalizes line ends and spaces, and removes invisible characters, which could hide or split words. */
function normalize(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028]/g, '\n')
    .replaceAll(/[\v\f\u2029]/g, '\n\n')
    .replaceAll(/[\t\p{Zs}]/gu, ' ')
    .replaceAll(invisible, '')
    .replaceAll(/(?<! ) +$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .normalize('NFC')
    .trim();
}
