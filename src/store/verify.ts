import sql from 'sql-template-tag';
import { groupBy } from '../domain/groupBy';
import { memoized } from '../domain/memoized';
import { type EntityName, entities, entityNames } from '../domain/schema';
import { truncate } from '../domain/text';
import { changeHead, historyParts, largestBlock, readChange } from './blocks';
import { derivedValues, type MeetingDays, meetingDays } from './derived';
import { type Change, withoutEmpty } from './history';
import { IdSet } from './idSet';
import { fieldsOf, readRows, type StoredRow } from './records';
import { historyColumns, statementsFor } from './statements';
import type { Fields, Reader } from './store';
import { type BlockContent, contentOf, type HistoryRow, isStoredAs } from './verifyBlock';
import { checkTables, FormerReferences } from './verifyTables';

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
 * Walks the history from its newest change to its first. Checks the chain of hashes, and undoes each record's changes one
 * by one, starting from its row, to compare the tables with the whole history.
 */
export async function verify(reader: Reader, options: VerifyOptions): Promise<Verified> {
  return new Verifier(reader, options).run();
}

/** A row of the history; its id is a string, since another tool may have written one that exceeds a JavaScript number. */
type Row = HistoryRow & { readonly id: string; readonly bytes: number };

/** What the preceding block must match. */
type Newer = Pick<Row, 'id' | 'entry' | 'first_change'> & { readonly previous: unknown };

/** A record whose changes are being undone. */
interface RecordState {
  /** Its fields after the change to be undone next; null while it was removed, undefined if unknown. */
  state: Fields | null | undefined;
  /** The id of the change expected next. */
  next: number;
  /** Its column `created`; null if there is no row. */
  created: number | null;
}

/** The rows that some changes concern, by entity and id. */
type Rows = ReadonlyMap<EntityName, ReadonlyMap<number, StoredRow>>;

class Verifier {
  readonly #reader: Reader;
  readonly #options: VerifyOptions;
  readonly #findings: string[] = [];
  #count = 0;
  readonly #states = new Map<string, RecordState>();
  readonly #seen = new Map<EntityName, IdSet>(entityNames.map((name) => [name, new IdSet()]));
  readonly #meeting: (id: number) => Promise<MeetingDays | null>;
  readonly #former = new FormerReferences();

  constructor(reader: Reader, options: VerifyOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#meeting = memoized((id) => meetingDays(reader, id));
  }

  async run(): Promise<Verified> {
    const { expected } = this.#options;
    let newer: Newer | undefined;
    let head: Row | undefined;
    let expectedFound = false;
    let done = 0;
    const columns = historyParts(historyColumns, smallBody);
    const blocks = this.#reader.batches<Row>(
      sql`select cast(h.id as text) as id, octet_length(body) as bytes, ${columns} from history h order by h.id desc`,
      blockBatch,
    );
    for await (const batch of blocks) {
      for (const small of batch) {
        const row = small.body === null && small.bytes <= largestBlock ? await this.#whole(small) : small;
        head ??= row;
        if (row.hash === expected) expectedFound = true;
        const content = contentOf(row, (sentence) => this.#report(`entry ${row.entry}: ${sentence}`));
        if (newer !== undefined) this.#checkOrder(row, content, newer);
        if (content !== null) await this.#checkChanges(row, content.lines);
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
          : `entry ${newer.entry} does not follow what is before it: entry ${row.entry} was altered, inserted or moved`,
      );
    } else if (Number(newer.id) !== Number(row.id) + 1) {
      this.#report(`entry ${newer.entry} has the id ${newer.id} in the history, after ${row.id}`);
    } else if (newer.entry === row.entry && content?.full === false) {
      this.#report(`entry ${row.entry}: it is split before a block is full`);
    }
  }

  #checkFirst(oldest: Newer): void {
    const first = oldest.entry === 1 && oldest.first_change === 1 && oldest.previous === '';
    if (!first) this.#report(`the history begins with entry ${oldest.entry}: what was before is missing`);
    else if (oldest.id !== '1') this.#report(`entry 1 has the id ${oldest.id} in the history, where the first has 1`);
  }

  async #checkChanges(block: Row, lines: readonly string[]): Promise<void> {
    const heads = lines.map(changeHead);
    const rows = await this.#rowsOf(heads);
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const line = lines[at] as string;
      const { entity, id } = heads[at] as ReturnType<typeof changeHead>;
      const stored = rows.get(entity)?.get(id);
      if (stored !== undefined && this.#isUnchanged(line, entity, id, stored)) {
        this.#seen.get(entity)?.add(id);
        await this.#checkDerived(entity, id, stored);
        continue;
      }
      const change = readChange(line);
      if (change === null) {
        this.#report(`entry ${block.entry}: its change ${block.first_change + at} cannot be read`);
        continue;
      }
      const key = `${change.entity} ${change.id}`;
      let record = this.#states.get(key);
      if (record === undefined) {
        record = await this.#begin(change, stored);
        this.#states.set(key, record);
      }
      await this.#undo(change, record);
      if (change.last === null) this.#states.delete(key);
      else record.next = change.last;
    }
  }

  /**
   * Whether a change is the only one of its record and matches the row. This holds for most changes, so their JSON is
   * compared without parsing it.
   */
  #isUnchanged(line: string, entity: EntityName, id: number, { row, parts }: StoredRow): boolean {
    const { version, created } = row;
    if (version !== created || this.#seen.get(entity)?.has(id)) return false;
    const { empty, lists } = statementsFor(entity);
    let after = '';
    for (const field in empty) {
      const value = field in parts ? parts[field] : row[field];
      if (value === null || value === undefined) continue;
      if (lists.has(field)) {
        if (value !== '[]') after += `,"${field}":${value as string}`;
      } else if (!Array.isArray(value) || value.length > 0) after += `,"${field}":${JSON.stringify(value)}`;
    }
    const head = `{"change":${version},"entity":"${entity}","id":${id},"operation":"created","last":null,"before":null`;
    return line === `${head},"after":{${after.slice(1)}}}`;
  }

  /** Starts with a record at its newest change. */
  async #begin(change: Change, stored: StoredRow | undefined): Promise<RecordState> {
    const { entity, id, operation } = change;
    const known: Fields = change.after ?? change.before ?? {};
    if (this.#seen.get(entity)?.has(id)) await this.#reportRecord(entity, id, known, ' was created twice');
    this.#seen.get(entity)?.add(id);
    if (operation === 'removed') {
      if (stored !== undefined) await this.#reportRecord(entity, id, known, ' exists, the history says it was removed');
      return { state: null, next: change.change, created: null };
    }
    if (stored === undefined) {
      await this.#reportRecord(entity, id, known, ' is missing, the history does not say that it was removed');
      return { state: undefined, next: change.change, created: null };
    }
    const { version, created } = stored.row;
    const fields = fieldsOf(entity, stored);
    if (version !== change.change) {
      const sentence = `: its version is ${version}, its last change ${change.change}`;
      await this.#reportRecord(entity, id, fields, sentence);
    }
    await this.#checkDerived(entity, id, stored);
    return { state: fields, next: change.change, created };
  }

  async #undo(change: Change, record: RecordState): Promise<void> {
    const { entity, id, operation, before, after } = change;
    if (change.change !== record.next) {
      this.#report(`change ${change.change}: a later change of the same record is missing, or was moved`);
    }
    if (operation === 'removed') {
      if (record.state) this.#report(`change ${change.change}: the record was removed, but changed later`);
      record.state = { ...before };
      this.#former.add(entity, id, record.state);
      return;
    }
    const { state } = record;
    if (state === null) this.#report(`change ${change.change}: the record no longer existed`);
    if (operation === 'created') {
      if (state) await this.#compare(change, withoutEmpty(state), after ?? {});
      if (change.last === null && record.created !== null && record.created !== change.change) {
        await this.#reportRecord(entity, id, after ?? {}, ': its column created was altered');
      }
      record.state = null;
      return;
    }
    if (!state) return;
    await this.#compare(change, state, after ?? {}, Object.keys(after ?? {}));
    const earlier: Fields = { ...state, ...before };
    record.state = earlier;
    const moved =
      earlier.ref !== state.ref || earlier.meeting_id !== state.meeting_id || earlier.number !== state.number;
    if (moved) this.#former.add(entity, id, earlier);
  }

  /** Compares a record's fields with those in a change. */
  async #compare(
    { entity, id }: Change,
    state: Record<string, unknown>,
    recorded: Record<string, unknown>,
    fields?: readonly string[],
  ): Promise<void> {
    if (fields === undefined && JSON.stringify(state) === JSON.stringify(recorded)) return;
    for (const field of fields ?? new Set([...Object.keys(state), ...Object.keys(recorded)])) {
      const [actual, expected] = [plain(state[field]), plain(recorded[field])];
      if (actual === expected || isStoredValue(recorded[field], state[field])) continue;
      const sentence = `: its ${field} is ${cut(actual)}, the history says ${cut(expected)}`;
      await this.#reportRecord(entity, id, state as Fields, sentence);
    }
  }

  async #checkDerived(entity: EntityName, id: number, { row }: StoredRow): Promise<void> {
    const columns = entities[entity].derivedColumns;
    if (columns.length === 0) return;
    const meeting = entity === 'decision' ? await this.#meeting(row.meeting_id as number) : null;
    const expected = derivedValues(entity, row, meeting);
    for (const [place, column] of columns.entries()) {
      if (expected[place] === row[column]) continue;
      const [is, should] = [row[column], expected[place]].map((value) => cut(plain(value)));
      await this.#reportRecord(entity, id, row, `: its ${column} is ${is}, its other columns say ${should}`);
    }
  }

  /** The final checks: records without a first change, rows without a history, former references. */
  async #checkEnds(): Promise<void> {
    for (const [key, { state }] of this.#states) {
      const [entity, id] = key.split(' ');
      await this.#reportRecord(entity as EntityName, Number(id), state ?? {}, ': its first changes are missing');
    }
    await checkTables({
      reader: this.#reader,
      seen: this.#seen,
      former: this.#former,
      maxReported,
      report: (sentence) => this.#report(sentence),
      reportRecord: (entity, id, sentence) => this.#reportRecord(entity, id, {}, sentence),
    });
  }

  /** The rows of the records that some changes concern, except those already seen. */
  async #rowsOf(changes: readonly Pick<Change, 'entity' | 'id'>[]): Promise<Rows> {
    const fresh = changes.filter(({ entity, id }) => this.#seen.get(entity)?.has(id) === false);
    const rows = new Map<EntityName, Map<number, StoredRow>>();
    for (const [entity, own] of groupBy(fresh, (change) => change.entity)) {
      const ids = own.map(({ id }) => id);
      rows.set(entity, await readRows(this.#reader, entity, ids));
    }
    return rows;
  }
}

/** A value in the form in which it is compared: null and an empty list are equal. */
function plain(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'empty';
  return JSON.stringify(value);
}

/** As `isStoredAs`, for lists and parts too. */
function isStoredValue(written: unknown, stored: unknown): boolean {
  if (!Array.isArray(written) || !Array.isArray(stored)) return isStoredAs(written, stored);
  return written.length === stored.length && written.every((item, at) => isStoredItem(item, stored[at]));
}

function isStoredItem(written: unknown, stored: unknown): boolean {
  if (typeof written !== 'object' || typeof stored !== 'object') return isStoredAs(written, stored);
  const values = new Map(Object.entries(stored ?? {}));
  return Object.entries(written ?? {}).every(([name, value]) => isStoredAs(value, values.get(name)));
}

const cut = (text: string): string => truncate(text, 80);
