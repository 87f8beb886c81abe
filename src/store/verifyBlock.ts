import { isObject } from '../domain/json';
import { type EntityName, entityNames } from '../domain/schema';
import { blockBytes, changeHead, checkedUtf8, linesAsBytes, parseLine, textOfBytes, UnreadableBlock } from './blocks';
import { type Block, blockHash, isFull, packedOf } from './history';
import { largestId } from './ids';
import { type Creations, uncertainLine } from './recordLines';

/** A row of the history; a string or body is null if it is longer than cica ever writes. */
export type HistoryRow = Omit<Block, 'at' | 'actor' | 'command' | 'hash' | 'body'> & {
  readonly [name in 'at' | 'actor' | 'command' | 'hash']: string | null;
} & { readonly body: Uint8Array | null };

/** The content of a block. */
export interface BlockContent {
  readonly previous: unknown;
  /** The creations whose lines are exactly as the engine builds them; null if all changes are in `lines`. */
  readonly creations: Creations | null;
  /** The other changes as JSON, by position, oldest first; each as `bytesAsText` has it. */
  readonly lines: ReadonlyMap<number, string>;
  /** The change at a position. */
  readonly lineAt: (at: number) => string;
  /** Whether the next change of the same entry would begin a new block. */
  readonly full: boolean;
  /** The number of its changes. */
  readonly count: number;
}

/** The keys of a head, by format. */
const headKeys: Readonly<Record<number, readonly string[]>> = {
  1: ['format', 'entry', 'at', 'actor', 'command', 'previous'],
  2: ['format', 'entry', 'at', 'actor', 'role', 'command', 'undoes', 'previous'],
};

/** Builds the lines of creations from their rows. */
type LineBuilder = (creations: Creations) => Promise<Buffer | null>;

/** The content of a block, null if it cannot be read; `report` is called wherever the row disagrees with the block. */
export async function contentOf(
  row: HistoryRow,
  buildLines: LineBuilder,
  report: (sentence: string) => void,
): Promise<BlockContent | null> {
  try {
    const bytes = checkedUtf8(checkedHash(row, report));
    const end = bytes.indexOf(lineFeed);
    const changes = end === -1 ? Buffer.alloc(0) : bytes.subarray(end);
    const head = headOf((end === -1 ? bytes : bytes.subarray(0, end)).toString());
    for (const name of ['entry', 'at', 'actor', 'role', 'command'] as const) {
      if (!isStoredAs(head[name] ?? null, row[name])) report(`its ${name} was altered`);
    }
    if ((head.undoes ? JSON.stringify(head.undoes) : null) !== row.undoes)
      report('the list of entries that it undoes was altered');
    const creations = creationsIn(changes, row);
    const built = creations && (await buildLines(creations));
    const others = creations && built && linesUnlike(changes, built, creations.id);
    let split: readonly string[] | undefined;
    const all = (): readonly string[] => {
      split ??= linesAsBytes(bytes).slice(1);
      return split;
    };
    const lines = others ?? new Map(all().entries());
    const count = others === null ? lines.size : row.changes;
    const isNumbered =
      count === row.changes && [...lines].every(([at, line]) => line.startsWith(`{"change":${row.first_change + at},`));
    if (!isNumbered) report('its number of changes, or that of its first change, was altered');
    if (row.packed !== packedOf(row.changes)) report('its column packed was altered');
    const characters = isFull(0, changes.length) ? all().map((line) => textOfBytes(line).length) : [];
    const sum = characters.reduce((total, one) => total + one, 0);
    if (count > 1 && isFull(count - 1, sum - (characters.at(-1) ?? 0))) {
      report('it has more changes than fit in a block');
    }
    const lineAt = (at: number): string => lines.get(at) ?? (all()[at] as string);
    return { previous: head.previous, creations: others && creations, count, lines, lineAt, full: isFull(count, sum) };
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error;
    report(`its content cannot be read: ${error.message}`);
    return null;
  }
}

function checkedHash(row: HistoryRow, report: (sentence: string) => void): Buffer {
  const bytes = blockBytes(row);
  if (blockHash(bytes) !== row.hash) report('its content or its hash was altered');
  return bytes;
}

const lineFeed = '\n';
const lineFeedByte = 10;

/** The creations that a block has, as far as its first and last changes show; each has a line feed before it. */
function creationsIn(changes: Buffer, { first_change: change, changes: count }: HistoryRow): Creations | null {
  if (count < 2 || isFull(count - 1, changes.length)) return null;
  const headAt = (start: number) => changeHead(changes.toString('latin1', start + 1, start + longestHead));
  const [first, last] = [headAt(0), headAt(changes.lastIndexOf(lineFeed))];
  const { entity, id } = first;
  const areCreations =
    entityNames.includes(entity as EntityName) &&
    last.entity === entity &&
    [first, last].every(({ operation }) => operation === 'created') &&
    first.change === change &&
    last.change === change + count - 1 &&
    id + count <= largestId &&
    last.id === id + count - 1;
  return areCreations ? { entity, change, id, count } : null;
}

/** More bytes than `changeHead` reads. */
const longestHead = 200;

/**
 * The changes for which the engine built no line, by position; null if any other change differs from its line. In both buffers,
 * a line feed precedes each line.
 */
function linesUnlike(changes: Buffer, built: Buffer, firstId: number): Map<number, string> | null {
  const others = new Map<number, string>();
  let [at, start] = [0, 0];
  while (start < built.length) {
    const mark = built.indexOf(uncertainMark, start);
    const length = (mark === -1 ? built.length : mark) - start;
    if (!built.subarray(start, start + length).equals(changes.subarray(at, at + length))) return null;
    at += length;
    start += length;
    if (mark === -1) break;
    if (changes[at] !== lineFeedByte) return null;
    const next = built.indexOf(lineFeed, mark + 1);
    start = next === -1 ? built.length : next;
    const id = Number(built.toString('latin1', mark + uncertainMark.length, start));
    const end = changes.indexOf(lineFeed, at + 1);
    const other = changes.subarray(at, end === -1 ? changes.length : end);
    others.set(id - firstId, other.toString('latin1', 1));
    at += other.length;
  }
  return at === changes.length ? others : null;
}

const uncertainMark = `${lineFeed}${uncertainLine}`;

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

/** A lone surrogate is hashed as JSON writes it, but a database stores U+FFFD instead; SQLite one for each of its 3 bytes. */
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
