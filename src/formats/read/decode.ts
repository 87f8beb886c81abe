import { errorCode } from '../../domain/systemError';
import { recordLimit } from '../../domain/text';
import { noText, refuseForeign } from './foreign';

/** Text in chunks. */
export type TextStream = AsyncIterable<string>;

/** The encoding of a file, detected by its byte order mark or by the zeros of UTF-16. */
export function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [one, two] = start;
  if (one === 0xff && two === 0xfe) return 'utf-16le';
  if (one === 0xfe && two === 0xff) return 'utf-16be';
  if (one !== 0 && two === 0) return 'utf-16le';
  if (one === 0 && two !== undefined && two !== 0) return 'utf-16be';
  return 'utf-8';
}

/**
 * The text of UTF-8 or UTF-16 bytes, without the byte order mark.
 *
 * @throws Problem `refused` if the bytes are neither, or those of another kind of file.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): TextStream {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of bytes) {
      if (decoder === undefined) refuseForeign(chunk);
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      const text = decoder.decode(chunk, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  } catch (error) {
    throw errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? noText() : error;
  }
}

/** The number of characters that suffice to detect what a file is. */
const startLength = 65_536;

/**
 * The start of a text, from its first non-blank line on: enough to detect what it is, with the whole of that line. A
 * line longer than the maximum length of a record is truncated.
 */
export async function startOf(text: TextStream): Promise<string> {
  let start = '';
  let hasLine = false;
  let read = 0;
  for await (const piece of text) {
    read += piece.length;
    if (start === '') {
      start = piece.replace(/^(?:[ \t]*[\r\n]+)+/, '');
      hasLine = start.includes('\n');
    } else {
      start += piece;
      hasLine ||= piece.includes('\n');
    }
    if ((hasLine && start.length >= startLength) || read > recordLimit) break;
  }
  return start;
}

/**
 * The lines of a text in batches, without their line feeds; null for a line longer than the maximum length of a record,
 * of which no more than that is buffered.
 */
export async function* linesOf(text: TextStream): AsyncIterable<readonly (string | null)[]> {
  let parts: string[] = [];
  let length = 0;
  const line = (): string | null => {
    const whole = length > recordLimit ? null : parts.join('');
    parts = [];
    length = 0;
    return whole;
  };
  for await (const piece of text) {
    const lines: (string | null)[] = [];
    for (const [index, part] of piece.split('\n').entries()) {
      if (index > 0) lines.push(line());
      length += part.length;
      if (length <= recordLimit) parts.push(part);
      else parts = [];
    }
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [line()];
}
