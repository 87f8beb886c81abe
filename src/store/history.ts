import { hash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { DraftOf } from '../domain/record';
import type { EntityName } from '../domain/schema';

/** A change of a record, with its fields before and after; operation "changed" has only the fields that differ. */
export interface ChangeOf<E extends EntityName> {
  readonly change: number;
  readonly entity: E;
  readonly id: number;
  readonly operation: 'created' | 'changed' | 'removed';
  /** The record's previous change, null for the first. */
  readonly last: number | null;
  readonly before: DraftOf<E> | null;
  readonly after: DraftOf<E> | null;
}

/** A change of a record of any entity. docs/history.md specifies the bytes. */
export type Change = { readonly [E in EntityName]: ChangeOf<E> }[EntityName];

/** The first line of a block, before its changes. Format 1, of schemas up to 3, has neither role nor undoes. */
export interface BlockHead {
  readonly format: 1 | 2;
  readonly entry: number;
  readonly at: string;
  readonly actor: string;
  /** The server role that wrote it; null for a file. */
  readonly role?: string | null;
  readonly command: string;
  /** The entries that this one undoes, newest first; null for any command but an undo. */
  readonly undoes?: readonly number[] | null;
  /** The hash of the previous block; empty in the first. */
  readonly previous: string;
}

/** A row of the history table. */
export type Block = Pick<BlockHead, 'entry' | 'at' | 'actor' | 'command'> & {
  readonly role: string | null;
  /** A JSON list. */
  readonly undoes: string | null;
  readonly first_change: number;
  readonly changes: number;
  readonly packed: 0 | 1;
  readonly body: Uint8Array;
  readonly hash: string;
};

/** One command in the history: when it was written, in UTC, by whom, and under which role of a server. */
export type Entry = Pick<Block, 'entry' | 'at' | 'actor' | 'role' | 'command'>;

/** A block is full once it has this many changes, or their lines have this many characters. */
const blockChanges = 500;
const blockCharacters = 1_000_000;

/** Whether a block of this many changes and characters is full. */
export const isFull = (changes: number, characters: number): boolean =>
  changes >= blockChanges || characters >= blockCharacters;

/** The column `packed`: 1 if a block of this many changes is compressed. */
export const packedOf = (changes: number): 0 | 1 => (changes > 1 ? 1 : 0);

/** The hash that chains a block: SHA-256 of its bytes, which include the hash of the previous block. */
export function blockHash(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}

/** The end of the chain, to which the next entry is appended. */
export interface ChainHead {
  readonly entry: number;
  readonly change: number;
  readonly hash: string;
}

/** Collects the changes of one command into blocks. */
export class HistoryWriter {
  #head: ChainHead;
  #entry: Entry;
  #undoes: readonly number[] | null = null;
  /** The bytes of the block so far; a line that is written at once need not be kept as text. */
  #bytes = Buffer.alloc(0);
  #length = 0;
  #changes = 0;
  #characters = 0;
  #next: number;

  constructor(head: ChainHead, origin: Omit<Entry, 'entry'>) {
    this.#head = head;
    // a lone surrogate would be hashed as it is, but stored as something else
    const [actor, command] = [origin.actor.toWellFormed(), origin.command.toWellFormed()];
    this.#entry = { ...origin, entry: head.entry + 1, actor, command };
    this.#next = head.change + 1;
  }

  /** The number of the entry being written. */
  get entry(): number {
    return this.#entry.entry;
  }

  /** The id that the next change will have. */
  get nextChange(): number {
    return this.#next;
  }

  /** Marks the entry as an undo of others; call it before the first change, since every block says so. */
  recordUndo(command: string, entries: readonly number[]): void {
    if (this.#next !== this.#head.change + 1) throw new Error('recordUndo must be called before the first change');
    this.#entry = { ...this.#entry, command };
    this.#undoes = entries;
  }

  /** Adds a change; returns the block if that is now full. */
  append(change: Omit<Change, 'change'>): Block | null {
    if (this.#changes === 0) this.#write(JSON.stringify(this.#blockHead()));
    const { entity, id, operation, last, before, after } = change;
    const line = JSON.stringify({ change: this.#next, entity, id, operation, last, before, after });
    this.#write(`\n${line}`);
    this.#next += 1;
    this.#changes += 1;
    this.#characters += line.length;
    return isFull(this.#changes, this.#characters) ? this.flush() : null;
  }

  #blockHead(): BlockHead {
    const { entry, at, actor, role, command } = this.#entry;
    return { format: 2, entry, at, actor, role, command, undoes: this.#undoes, previous: this.#head.hash };
  }

  #write(text: string): void {
    const most = this.#length + text.length * 3;
    if (most > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes.subarray(0, this.#length)], most * 2);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** Returns a block of the changes appended since the last one, null if there are none. */
  flush(): Block | null {
    const changes = this.#changes;
    if (changes === 0) return null;
    const undoes = this.#undoes;
    const bytes = this.#bytes.subarray(0, this.#length);
    const packed = packedOf(changes);
    const hash = blockHash(bytes);
    const block: Block = {
      ...this.#entry,
      undoes: undoes && JSON.stringify(undoes),
      first_change: this.#next - changes,
      changes,
      packed,
      body: packed === 1 ? deflateSync(bytes, { level: 1 }) : Buffer.from(bytes),
      hash,
    };
    this.#head = { entry: this.#entry.entry, change: this.#next - 1, hash };
    this.#length = 0;
    this.#changes = 0;
    this.#characters = 0;
    return block;
  }
}

/** A record's fields as the history stores them: in the order of `all`, without empty ones. */
export function withoutEmpty(fields: Record<string, unknown>, all: object = fields): Record<string, unknown> {
  const full: Record<string, unknown> = {};
  for (const name in all) {
    const value = fields[name];
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    full[name] = value;
  }
  return full;
}
