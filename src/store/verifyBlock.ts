import { blockBytes, blockLines, UnreadableBlock } from './blocks';
import { type Block, blockHash, isFull, packedOf } from './history';

/** A row of the history; a text or a body is null where it is longer than cica writes it. */
export type HistoryRow = Omit<Block, 'at' | 'actor' | 'command' | 'hash' | 'body'> & {
  readonly [name in 'at' | 'actor' | 'command' | 'hash']: string | null;
} & { readonly body: Uint8Array | null };

/** What a block says. */
export interface BlockContent {
  readonly previous: unknown;
  /** Its changes, oldest first: each the JSON of one. */
  readonly lines: readonly string[];
  /** Whether another change of the same entry begins a new block. */
  readonly full: boolean;
}

/** The keys of a head, by its format. */
const headKeys: Readonly<Record<number, readonly string[]>> = {
  1: ['format', 'entry', 'at', 'actor', 'command', 'previous'],
  2: ['format', 'entry', 'at', 'actor', 'role', 'command', 'undoes', 'previous'],
};

/** What a block says, null when it cannot be read; `found` is told what its row has that the block does not say. */
export function contentOf(row: HistoryRow, found: (sentence: string) => void): BlockContent | null {
  try {
    const bytes = blockBytes(row);
    if (blockHash(bytes) !== row.hash) found('its content or its hash was altered');
    const [first = '', ...lines] = blockLines(bytes);
    const head = headOf(first);
    for (const name of ['entry', 'at', 'actor', 'role', 'command'] as const) {
      if (!isStoredAs(head[name] ?? null, row[name])) found(`its ${name} was altered`);
    }
    if ((head.undoes ? JSON.stringify(head.undoes) : null) !== row.undoes) found('what it takes back was altered');
    const right =
      lines.length === row.changes && lines.every((line, at) => line.startsWith(`{"change":${row.first_change + at},`));
    if (!right) found('its number of changes, or of its first one, was altered');
    if (row.packed !== packedOf(row.changes)) found('its packed was altered');
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    const before = characters - (lines.at(-1)?.length ?? 0);
    if (lines.length > 1 && isFull(lines.length - 1, before)) found('it has more changes than a block has');
    return { previous: head.previous, lines, full: isFull(lines.length, characters) };
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error;
    found(`its content cannot be read: ${error.message}`);
    return null;
  }
}

/** The head of a block: the keys of its format in their order, as `JSON.stringify` writes them. */
function headOf(line: string): Record<string, unknown> {
  let head: Record<string, unknown> | null;
  try {
    head = JSON.parse(line) as Record<string, unknown> | null;
  } catch {
    throw new UnreadableBlock(notAHead);
  }
  const keys = headKeys[Number(head?.format)];
  if (keys === undefined || Object.keys(head ?? {}).join() !== keys.join()) throw new UnreadableBlock(notAHead);
  const right = Object.entries(head ?? {}).every(([name, value]) => isHeadValue(name, value));
  if (head === null || !right || JSON.stringify(head) !== line) throw new UnreadableBlock(notAHead);
  return head;
}

function isHeadValue(name: string, value: unknown): boolean {
  if (name === 'entry' || name === 'format') return typeof value === 'number';
  if (value === null) return name === 'role' || name === 'undoes';
  if (name === 'undoes') return Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry));
  return typeof value === 'string';
}

const notAHead = 'its first line is not the head of a block';

/** Half a character, which is hashed as JSON writes it; a database keeps U+FFFD in its place, or SQLite its three bytes. */
const half = /\p{Surrogate}/gu;

/**
 * Whether a database gives a value back as `kept` where `said` was written to it. They are the same but for halves of
 * characters: until cica wrote whole ones only, a command could be cut inside of one.
 */
export function isStoredAs(said: unknown, kept: unknown): boolean {
  if (said === kept) return true;
  if (typeof said !== 'string' || typeof kept !== 'string' || said.isWellFormed()) return false;
  return kept === said.replaceAll(half, '\ufffd') || kept === said.replaceAll(half, '\ufffd\ufffd\ufffd');
}
