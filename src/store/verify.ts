import sql, { raw } from 'sql-template-tag';
import { type EntityName, entities } from '../domain/schema';
import { historyParts, largestBlock } from './blocks';
import { type Creations, creationLines } from './recordLines';
import { historyColumns } from './statements';
import type { Fields, Reader } from './store';
import { type BlockContent, contentOf, type HistoryRow } from './verifyBlock';
import { RecordVerifier } from './verifyRecords';
import { checkTables } from './verifyTables';

/** The result of verifying a register. */
export interface Verified {
  readonly entries: number;
  readonly changes: number;
  /** The hash of the newest block; empty if there is no history. */
  readonly head: string;
  /** Whether any block has the expected hash; null if none was given. */
  readonly expectedFound: boolean | null;
  /** The first `maxReported` discrepancies between history and tables, one sentence each. */
  readonly findings: readonly string[];
  /** The total number of findings. */
  readonly count: number;
}

export interface VerifyOptions {
  /** The head hash at some earlier time. */
  readonly expected?: string | undefined;
  /** Names a record for a finding. */
  readonly nameOf: (entity: EntityName, id: number, known: Fields) => Promise<string>;
  /** Called with the number of changes verified so far. */
  readonly progress?: (changes: number) => void;
}

/** The maximum number of findings reported. */
const maxReported = 1_000;

/** The number of blocks read per batch. The few bodies larger than `smallBody` bytes are read one by one. */
const blockBatch = 20;
const smallBody = 4 * 2 ** 20;

/** The hash of the newest block: a note of it proves later that nothing before was altered. */
export async function headHash(reader: Reader): Promise<string> {
  const [row] = await reader.rows<{ hash: string }>(sql`select hash from history order by id desc limit 1`);
  return row?.hash ?? '';
}

/**
 * Walks the history from its newest change to its first: checks the chain of hashes, and compares the tables with the whole
 * history.
 */
export async function verify(reader: Reader, options: VerifyOptions): Promise<Verified> {
  return new Verifier(reader, options).run();
}

/** A row of the history; its id is a string, since another tool may have written one that exceeds a JavaScript number. */
type Row = HistoryRow & {
  readonly id: string;
  readonly bytes: number;
  /** Whether its numbers are whole: 1, or 0. */
  readonly areWhole: number;
};

/** What the preceding block must match. */
type Newer = Pick<Row, 'id' | 'entry' | 'first_change'> & { readonly previous: unknown };

class Verifier {
  readonly #reader: Reader;
  readonly #options: VerifyOptions;
  readonly #findings: string[] = [];
  #count = 0;
  readonly #records: RecordVerifier;

  constructor(reader: Reader, options: VerifyOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#records = new RecordVerifier(reader, {
      report: (sentence) => this.#report(sentence),
      reportRecord: (entity, id, known, sentence) => this.#reportRecord(entity, id, known, sentence),
    });
  }

  async run(): Promise<Verified> {
    const { expected } = this.#options;
    let newer: Newer | undefined;
    let head: Row | undefined;
    let expectedFound = false;
    let done = 0;
    const buildLines = (creations: Creations) => creationLines(this.#reader, creations);
    for await (const batch of this.#blocks()) {
      for (const small of batch) {
        const row = small.body === null && small.bytes <= largestBlock ? await this.#whole(small) : small;
        head ??= row;
        if (row.hash === expected) expectedFound = true;
        if (row.areWhole !== 1) this.#report(`entry ${row.entry}: its numbers are not stored as cica stores them`);
        const content = await contentOf(row, buildLines, (sentence) => this.#report(`entry ${row.entry}: ${sentence}`));
        if (newer !== undefined) this.#checkOrder(row, content, newer);
        if (content !== null) await this.#records.undo(row, content);
        newer = { id: row.id, entry: row.entry, first_change: row.first_change, previous: content?.previous };
        done += row.changes;
        this.#options.progress?.(done);
      }
    }
    if (newer !== undefined) this.#checkFirst(newer);
    await this.#checkEnds();
    return {
      entries: head?.entry ?? 0,
      changes: done,
      head: head?.hash ?? '',
      expectedFound: expected === undefined ? null : expectedFound,
      findings: this.#findings,
      count: this.#count,
    };
  }

  /** The history, newest entry first; a body larger than `smallBody` is null. */
  #blocks(): AsyncIterable<Row[]> {
    const { dialect } = this.#reader;
    const numbers = ['entry', 'first_change', 'changes', 'packed'].map((name) => dialect.hasType(name, 'integer'));
    const areWhole = raw(`case when ${numbers.join(' and ')} then 1 else 0 end`);
    return this.#reader.batches(
      sql`select cast(h.id as text) as id, octet_length(body) as bytes, ${areWhole} as "areWhole",
          ${historyParts(historyColumns, smallBody)}
        from history h order by h.id desc`,
      blockBatch,
    );
  }

  #report(sentence: string): void {
    this.#count += 1;
    if (this.#findings.length < maxReported) this.#findings.push(sentence);
  }

  /** Reports a finding about a record, which is named only as long as findings are kept. */
  async #reportRecord(entity: EntityName, id: number, known: Fields, sentence: string): Promise<void> {
    const isKept = this.#count < maxReported;
    const name = isKept ? await this.#options.nameOf(entity, id, known) : '';
    this.#report(`${entities[entity].label} ${name}${sentence}`);
  }

  /** A block with its body, which was too large for a batch. */
  async #whole(row: Row): Promise<Row> {
    const [block] = await this.#reader.rows<Pick<Row, 'body'>>(sql`
      select body from history where id = cast(${row.id} as bigint)`);
    return { ...row, body: block?.body ?? null };
  }

  /** Checks that a block directly precedes the newer one. */
  #checkOrder(row: Row, content: BlockContent | null, newer: Newer): void {
    const follows = newer.entry === row.entry || newer.entry === row.entry + 1;
    const isChained = newer.previous === row.hash && newer.first_change === row.first_change + row.changes;
    if (!follows || !isChained) {
      const gap = newer.first_change - row.first_change - row.changes;
      this.#report(
        gap > 0
          ? `changes ${row.first_change + row.changes} to ${newer.first_change - 1} are missing, before entry ${newer.entry}`
          : `entry ${newer.entry} does not follow the one before it: entry ${row.entry} was altered, inserted or moved`,
      );
    } else if (Number(newer.id) !== Number(row.id) + 1) {
      this.#report(`entry ${newer.entry} has the id ${newer.id} in the history, after ${row.id}`);
    } else if (newer.entry === row.entry && content?.full === false) {
      this.#report(`entry ${row.entry}: it is split before a block is full`);
    }
  }

  #checkFirst(oldest: Newer): void {
    const first = oldest.entry === 1 && oldest.first_change === 1 && oldest.previous === '';
    if (!first) this.#report(`the history begins with entry ${oldest.entry}: what came before is missing`);
    else if (oldest.id !== '1') this.#report(`entry 1 has the id ${oldest.id} in the history, where the first has 1`);
  }

  /** The final checks: records without a first change, rows without a history, former references. */
  async #checkEnds(): Promise<void> {
    await this.#records.end();
    const { seen, present, former } = this.#records;
    await checkTables({
      reader: this.#reader,
      ...{ seen, present, former, maxReported },
      report: (sentence) => this.#report(sentence),
      reportRecord: (entity, id, sentence) => this.#reportRecord(entity, id, {}, sentence),
    });
  }
}
