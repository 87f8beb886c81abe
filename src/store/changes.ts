import sql, { join, type Sql } from 'sql-template-tag';
import { unusable } from '../domain/problem';
import { type BlockBody, type BlockRow, changeLines, changeOf, entryParts, historyParts } from './blocks';
import type { Change, Entry } from './history';
import type { Reader } from './store';

/** A block of an entry with its changes. */
export interface EntryChanges extends Entry {
  readonly changes: readonly Change[];
}

/** A block with its entry, as selected by `entryBlock`. */
export type EntryBlock = Entry & BlockBody;

/** The columns of a block with its entry, for a query. */
export const entryBlock: Sql = sql`${entryParts}, ${historyParts(['packed', 'body'])}`;

/** The changes after a change, newest block first; within a block, oldest first. */
export function changesAfter(reader: Reader, change: number): AsyncIterable<EntryChanges> {
  return blocks(reader, sql`first_change + changes - 1 > ${change}`);
}

/** The changes of an entry, newest block first; within a block, oldest first. */
export function changesOf(reader: Reader, entry: number): AsyncIterable<EntryChanges> {
  return blocks(reader, sql`entry = ${entry}`);
}

/** The number of blocks read per batch; each may have a megabyte of text. */
const blockBatch = 32;

/** All blocks, or those that meet some conditions, newest first. */
export async function* blocksBackwards(reader: Reader, where: readonly Sql[] = []): AsyncIterable<EntryBlock> {
  const blocks = reader.batches<EntryBlock>(
    sql`select ${entryBlock} from history where ${join([sql`1 = 1`, ...where], ' and ')} order by id desc`,
    blockBatch,
  );
  for await (const batch of blocks) yield* batch;
}

/** The changes of a block, oldest first. */
const changesIn = (block: BlockRow): Change[] => changeLines(block).map((line) => changeOf(block, line));

/** Existing blocks, newest first. Each is a separate query, so that the consumer can write in between. */
async function* blocks(reader: Reader, where: Sql): AsyncIterable<EntryChanges> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const [row] = await reader.rows<EntryBlock & { id: number }>(
      sql`select id, ${entryBlock} from history where id < ${before} and ${where} order by id desc limit 1`,
    );
    if (row === undefined) return;
    const { id, packed: _packed, body: _body, ...entry } = row;
    before = id;
    yield { ...entry, changes: changesIn(row) };
  }
}

/** The number of blocks that a lookup caches: an undo of an undo walks through two entries at once. */
const cachedBlocks = 8;

/** Looks up changes by id; caches the blocks read last. */
export class ChangeLookup {
  readonly #reader: Reader;
  #blocks: EntryChanges[] = [];

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** A change and its entry. */
  async get(id: number): Promise<{ readonly entry: number; readonly change: Change }> {
    const known = this.#find(id);
    if (known !== undefined) return known;
    const [row] = await this.#reader.rows<EntryBlock>(
      sql`select ${entryBlock} from history where first_change <= ${id} order by first_change desc limit 1`,
    );
    if (row !== undefined) {
      this.#blocks = [{ ...row, changes: changesIn(row) }, ...this.#blocks.slice(0, cachedBlocks - 1)];
    }
    const found = this.#find(id);
    if (found === undefined) {
      throw unusable(`the history has no change ${id}`, '`cica verify` reports what else is missing');
    }
    return found;
  }

  /** The id of a record's first change, given a later one. */
  async first(id: number): Promise<number> {
    for (let at = id; ; ) {
      const { last } = (await this.get(at)).change;
      if (last === null) return at;
      at = last;
    }
  }

  #find(id: number): { readonly entry: number; readonly change: Change } | undefined {
    for (const { entry, changes } of this.#blocks) {
      const change = changes[id - (changes[0]?.change ?? id)];
      if (change?.change === id) return { entry, change };
    }
    return undefined;
  }
}
