import { Problem } from '../domain/problem';

/** Text that comes in pieces. */
export type TextStream = AsyncIterable<string>;

/** The encoding that the first bytes of a file tell, by their byte order mark or by the zeros of UTF-16. */
function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
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
 * @throws Problem `refused` when the bytes are neither.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): TextStream {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return (decoder as InstanceType<typeof TextDecoder>).decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Problem('refused', 'this is not text in UTF-8 or UTF-16', 'save it as UTF-8');
    }
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decode(chunk);
    if (text !== '') yield text;
  }
  if (decoder !== undefined) {
    const rest = decode();
    if (rest !== '') yield rest;
  }
}

/** A stream whose first piece can be looked at before it is read: as much as is enough, or all there is. */
export async function peeked(
  text: TextStream,
  enough: (start: string) => boolean,
): Promise<{ start: string; all: TextStream }> {
  const iterator = text[Symbol.asyncIterator]();
  let start = '';
  let done = false;
  while (!done && !enough(start)) {
    const next = await iterator.next();
    done = next.done === true;
    if (!next.done) start += next.value;
  }
  async function* all(): TextStream {
    if (start !== '') yield start;
    while (!done) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { start, all: all() };
}
