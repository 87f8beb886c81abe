import sql, { type Sql } from 'sql-template-tag';
import { Problem } from '../domain/problem';
import { type BlockBody, type BlockRow, changeLines, changeOf, entryParts, historyParts } from './blocks';
import type { Change } from './history';
import type { Reader } from './store';

/** One command in the history. */
export interface Entry {
  readonly entry: number;
  /** When it was written, in UTC. */
  readonly at: string;
  readonly actor: string;
  /** The role of the server that logged in; null of a register in a file. */
  readonly role: string | null;
  readonly command: string;
}

/** The changes of a block of an entry. */
export interface EntryChanges extends Entry {
  readonly changes: readonly Change[];
}

/** A block with its entry, as `entryBlock` gives it. */
export type EntryBlock = Entry & BlockBody;

/** The columns of a block with its entry, for a query. */
export const entryBlock: Sql = sql`${entryParts}, ${historyParts(['packed', 'body'])}`;

/** The changes that came after a change, the newest block first; their order inside a block is that of the writing. */
export function changesAfter(reader: Reader, change: number): AsyncIterable<EntryChanges> {
  return blocks(reader, sql`first_change + changes - 1 > ${change}`);
}

/** The changes of an entry, the newest block first; their order inside a block is that of the writing. */
export function changesOf(reader: Reader, entry: number): AsyncIterable<EntryChanges> {
  return blocks(reader, sql`entry = ${entry}`);
}

/** All blocks, the newest first. */
export async function* blocksBackwards(reader: Reader): AsyncIterable<BlockRow> {
  const blocks = reader.batches<BlockRow>(
    sql`select ${historyParts(['entry', 'packed', 'body'])} from history order by id desc`,
    1,
  );
  for await (const batch of blocks) yield* batch;
}

/** The changes of a block, oldest first. */
const changesIn = (block: BlockRow): Change[] => changeLines(block).map((line) => changeOf(block, line));

/** The blocks that there are when it begins, one query each: what reads them may write between. */
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

/** So many blocks are kept by a look-up: an undo of an undo goes through two entries at once. */
const keptBlocks = 8;

/** Looks changes up by their ids; blocks that were read last are kept. */
export class ChangeLookup {
  readonly #reader: Reader;
  #blocks: EntryChanges[] = [];

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The change of an id, and its entry. */
  async get(id: number): Promise<{ readonly entry: number; readonly change: Change }> {
    const known = this.#find(id);
    if (known !== undefined) return known;
    const [row] = await this.#reader.rows<EntryBlock>(
      sql`select ${entryBlock} from history where first_change <= ${id} order by first_change desc limit 1`,
    );
    if (row !== undefined) {
      this.#blocks = [{ ...row, changes: changesIn(row) }, ...this.#blocks.slice(0, keptBlocks - 1)];
    }
    const found = this.#find(id);
    if (found === undefined) {
      throw new Problem('register', `the history has no change ${id}`, '`cica verify` tells what else is missing');
    }
    return found;
  }

  /** The first change of a record, from a later one. */
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
