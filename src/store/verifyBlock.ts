import { isObject } from '../domain/json';
import {
  blockBytes,
  type ChangeHead,
  changeHeads,
  linesAsBytes,
  parseLine,
  textOfBytes,
  UnreadableBlock,
} from './blocks';
import { type Block, blockHash, isFull, packedOf } from './history';

/** A row of the history; a string or body is null if it is longer than cica ever writes. */
export type HistoryRow = Omit<Block, 'at' | 'actor' | 'command' | 'hash' | 'body'> & {
  readonly [name in 'at' | 'actor' | 'command' | 'hash']: string | null;
} & { readonly body: Uint8Array | null };

/** The content of a block. */
export interface BlockContent {
  readonly previous: unknown;
  /** Its changes as JSON, oldest first, each in the encoding of `bytesAsText`. */
  readonly lines: readonly string[];
  /** The parsed start of each line. */
  readonly heads: readonly ChangeHead[];
  /** Whether the next change of the same entry would begin a new block. */
  readonly full: boolean;
}

/** The keys of a head, by format. */
const headKeys: Readonly<Record<number, readonly string[]>> = {
  1: ['format', 'entry', 'at', 'actor', 'command', 'previous'],
  2: ['format', 'entry', 'at', 'actor', 'role', 'command', 'undoes', 'previous'],
};

/** The content of a block, null if it cannot be read; `report` is called wherever the row disagrees with the block. */
export function contentOf(row: HistoryRow, report: (sentence: string) => void): BlockContent | null {
  try {
    const bytes = blockBytes(row);
    if (blockHash(bytes) !== row.hash) report('its content or its hash was altered');
    const [first = '', ...lines] = linesAsBytes(bytes);
    const head = headOf(textOfBytes(first));
    for (const name of ['entry', 'at', 'actor', 'role', 'command'] as const) {
      if (!isStoredAs(head[name] ?? null, row[name])) report(`its ${name} was altered`);
    }
    if ((head.undoes ? JSON.stringify(head.undoes) : null) !== row.undoes)
      report('the list of entries that it undoes was altered');
    const heads = changeHeads(lines);
    const isNumbered =
      lines.length === row.changes &&
      lines.every(
        (line, at) =>
          heads[at]?.change === row.first_change + at || line.startsWith(`{"change":${row.first_change + at},`),
      );
    if (!isNumbered) report('its number of changes, or that of its first change, was altered');
    if (row.packed !== packedOf(row.changes)) report('its column packed was altered');
    // few blocks have so many bytes that their characters matter
    const lengthOf = (line = ''): number => (isFull(0, bytes.length) ? textOfBytes(line).length : line.length);
    const characters = lines.reduce((sum, line) => sum + lengthOf(line), 0);
    const before = characters - lengthOf(lines.at(-1));
    if (lines.length > 1 && isFull(lines.length - 1, before)) report('it has more changes than fit in a block');
    return { previous: head.previous, lines, heads, full: isFull(lines.length, characters) };
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error;
    report(`its content cannot be read: ${error.message}`);
    return null;
  }
}

/** Parses the head of a block, which must be exactly as `JSON.stringify` writes the keys of its format, in order. */
function headOf(line: string): Record<string, unknown> {
  const head = parseLine(line, notAHead);
  const isHead =
    isObject(head) &&
    Object.keys(head).join() === headKeys[Number(head.format)]?.join() &&
    Object.entries(head).every(([name, value]) => isHeadValue(name, value)) &&
    JSON.stringify(head) === line;
  if (!isHead) throw new UnreadableBlock(notAHead);
  return head;
}

function isHeadValue(name: string, value: unknown): boolean {
  if (name === 'entry' || name === 'format') return typeof value === 'number';
  if (value === null) return name === 'role' || name === 'undoes';
  if (name === 'undoes') return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry));
  return typeof value === 'string';
}

const notAHead = 'its first line is not the head of a block';

/** A lone surrogate is hashed as JSON writes it, but a database stores U+FFFD instead, or SQLite one for each of 3 bytes. */
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * Whether a database returns `stored` after `written` was written to it. They are equal but for lone surrogates: earlier
 * versions of cica could cut a command in the middle of a character.
 */
export function isStoredAs(written: unknown, stored: unknown): boolean {
  if (written === stored) return true;
  if (typeof written !== 'string' || typeof stored !== 'string' || written.isWellFormed()) return false;
  return ['\ufffd', '\ufffd\ufffd\ufffd'].some((marks) => stored === written.replaceAll(loneSurrogate, marks));
}
