import sql from 'sql-template-tag';
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

/** What verifying found. */
export interface Verified {
  readonly entries: number;
  readonly changes: number;
  /** The hash of the newest block, empty in a register without history. */
  readonly head: string;
  /** Whether a block has the hash that was expected; null when none was. */
  readonly expectedFound: boolean | null;
  /** The first of what is not as the history says it is, a sentence each. */
  readonly findings: readonly string[];
  /** How many findings there were. */
  readonly count: number;
}

export interface VerifyOptions {
  /** A hash that the register had at its head once. */
  readonly expected?: string;
  /** Says what a record is called. */
  readonly nameOf: (entity: EntityName, id: number, known: Fields) => Promise<string>;
  /** Is told how many changes are done. */
  readonly progress?: (changes: number) => void;
}

/** So many findings are told. */
const told = 1_000;

/** So many blocks are read at a time; larger bodies than that, which few have, one by one. */
const blockBatch = 20;
const smallBody = 4 * 2 ** 20;

/** The hash of the newest block: who has noted it can tell later that nothing before was altered. */
export async function headHash(reader: Reader): Promise<string> {
  const [row] = await reader.rows<{ hash: string }>(sql`select hash from history order by id desc limit 1`);
  return row?.hash ?? '';
}

/**
 * Walks the history from its newest change to its first: checks the chain of hashes, and takes every record back change
 * by change from how it stands in its table, so that the tables are compared with all that the history says.
 */
export async function verify(reader: Reader, options: VerifyOptions): Promise<Verified> {
  return new Verifier(reader, options).run();
}

/** A block as it is read; its id is a text, since another tool may have written more than a number holds. */
type Row = HistoryRow & { readonly id: string; readonly bytes: number };

/** What the block before one has to fit. */
type Newer = Pick<Row, 'id' | 'entry' | 'first_change'> & { readonly previous: unknown };

/** A record on its way back. */
interface Walked {
  /** As it was after the change that comes next; null while it was removed, undefined when that is not known. */
  state: Fields | null | undefined;
  /** The change that has to come next. */
  next: number;
  /** What its row says of its creation; null where there is no row. */
  created: number | null;
}

/** The rows that changes are about, by entity and id. */
type Rows = ReadonlyMap<EntityName, ReadonlyMap<number, StoredRow>>;

class Verifier {
  readonly #reader: Reader;
  readonly #options: VerifyOptions;
  readonly #findings: string[] = [];
  #count = 0;
  readonly #walked = new Map<string, Walked>();
  readonly #seen = new Map<EntityName, IdSet>(entityNames.map((name) => [name, new IdSet()]));
  readonly #meetings = new Map<number, MeetingDays | null>();
  readonly #former = new FormerReferences();

  constructor(reader: Reader, options: VerifyOptions) {
    this.#reader = reader;
    this.#options = options;
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
        const content = contentOf(row, (sentence) => this.#found(`entry ${row.entry}: ${sentence}`));
        if (newer !== undefined) this.#checkOrder(row, content, newer);
        if (content !== null) await this.#takeBack(row, content.lines);
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

  #found(sentence: string): void {
    this.#count += 1;
    if (this.#findings.length < told) this.#findings.push(sentence);
  }

  /** A block with its body, which was too large to be read beside others. */
  async #whole(row: Row): Promise<Row> {
    const [found] = await this.#reader.rows<Pick<Row, 'body'>>(sql`
      select body from history where id = cast(${row.id} as bigint)`);
    return { ...row, body: found?.body ?? null };
  }

  /** Whether a block comes right before the newer one. */
  #checkOrder(row: Row, content: BlockContent | null, newer: Newer): void {
    const follows = newer.entry === row.entry || newer.entry === row.entry + 1;
    const right = newer.previous === row.hash && newer.first_change === row.first_change + row.changes;
    if (!follows || !right) {
      const gap = newer.first_change - row.first_change - row.changes;
      this.#found(
        gap > 0
          ? `changes ${row.first_change + row.changes} to ${newer.first_change - 1} are missing, before entry ${newer.entry}`
          : `entry ${newer.entry} does not follow what is before it: entry ${row.entry} was altered, inserted or moved`,
      );
    } else if (Number(newer.id) !== Number(row.id) + 1) {
      this.#found(`entry ${newer.entry} has the id ${newer.id} in the history, after ${row.id}`);
    } else if (newer.entry === row.entry && content?.full === false) {
      this.#found(`entry ${row.entry}: it is divided where no block ends`);
    }
  }

  #checkFirst(oldest: Newer): void {
    const first = oldest.entry === 1 && oldest.first_change === 1 && oldest.previous === '';
    if (!first) this.#found(`the history begins with entry ${oldest.entry}: what was before is missing`);
    else if (oldest.id !== '1') this.#found(`entry 1 has the id ${oldest.id} in the history, where the first has 1`);
  }

  async #takeBack(block: Row, lines: readonly string[]): Promise<void> {
    const heads = lines.map(changeHead);
    const rows = await this.#rowsOf(heads);
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const line = lines[at] as string;
      const { entity, id } = heads[at] as ReturnType<typeof changeHead>;
      const stored = rows.get(entity)?.get(id);
      if (stored !== undefined && this.#isAsCreated(line, entity, id, stored)) {
        this.#seen.get(entity)?.add(id);
        await this.#checkDerived(entity, id, stored);
        continue;
      }
      const change = readChange(line);
      if (change === null) {
        this.#found(`entry ${block.entry}: its change ${block.first_change + at} cannot be read`);
        continue;
      }
      const key = `${change.entity} ${change.id}`;
      let record = this.#walked.get(key);
      if (record === undefined) {
        record = await this.#begin(change, stored);
        this.#walked.set(key, record);
      }
      await this.#step(change, record);
      if (change.last === null) this.#walked.delete(key);
      else record.next = change.last;
    }
  }

  /**
   * Whether a change is the only one of a record, and its row is what the change says: most are, and their text is
   * compared without being parsed.
   */
  #isAsCreated(line: string, entity: EntityName, id: number, { row, parts }: StoredRow): boolean {
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

  /** A record with its newest change. */
  async #begin(change: Change, stored: StoredRow | undefined): Promise<Walked> {
    const { entity, id, operation } = change;
    const known: Fields = change.after ?? change.before ?? {};
    if (this.#seen.get(entity)?.has(id)) this.#found(`${await this.#name(entity, id, known)} was created twice`);
    this.#seen.get(entity)?.add(id);
    if (operation === 'removed') {
      if (stored !== undefined)
        this.#found(`${await this.#name(entity, id, known)} is there, the history says it was removed`);
      return { state: null, next: change.change, created: null };
    }
    if (stored === undefined) {
      this.#found(`${await this.#name(entity, id, known)} is missing, the history does not say that it was removed`);
      return { state: undefined, next: change.change, created: null };
    }
    const { version, created } = stored.row;
    const fields = fieldsOf(entity, stored);
    if (version !== change.change) {
      this.#found(
        `${await this.#name(entity, id, fields)}: its version is ${version}, its last change ${change.change}`,
      );
    }
    await this.#checkDerived(entity, id, stored);
    return { state: fields, next: change.change, created };
  }

  async #step(change: Change, record: Walked): Promise<void> {
    const { entity, id, operation, before, after } = change;
    if (change.change !== record.next) {
      this.#found(`change ${change.change}: a change of that record after it is missing, or was moved`);
    }
    if (operation === 'removed') {
      if (record.state) this.#found(`change ${change.change}: the record was removed, but changed after that`);
      record.state = { ...before };
      this.#former.add(entity, id, record.state);
      return;
    }
    const { state } = record;
    if (state === null) this.#found(`change ${change.change}: the record was not there any more`);
    if (operation === 'created') {
      if (state) await this.#compare(change, withoutEmpty(state), after ?? {});
      if (change.last === null && record.created !== null && record.created !== change.change) {
        this.#found(`${await this.#name(entity, id, after ?? {})}: its column created was altered`);
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

  /** Compares how a record was with what a change says of it. */
  async #compare(
    { entity, id }: Change,
    state: Record<string, unknown>,
    said: Record<string, unknown>,
    fields?: readonly string[],
  ): Promise<void> {
    if (fields === undefined && JSON.stringify(state) === JSON.stringify(said)) return;
    for (const field of fields ?? new Set([...Object.keys(state), ...Object.keys(said)])) {
      const [is, was] = [plain(state[field]), plain(said[field])];
      if (is === was || isKept(said[field], state[field])) continue;
      const name = await this.#name(entity, id, state as Fields);
      this.#found(`${name}: its ${field} is ${cut(is)}, the history says ${cut(was)}`);
    }
  }

  async #checkDerived(entity: EntityName, id: number, { row }: StoredRow): Promise<void> {
    const columns = entities[entity].derivedColumns;
    if (columns.length === 0) return;
    const meeting = entity === 'decision' ? await this.#meeting(row.meeting_id as number) : null;
    const right = derivedValues(entity, row, meeting);
    for (const [place, column] of columns.entries()) {
      if (right[place] === row[column]) continue;
      const name = await this.#name(entity, id, row);
      this.#found(
        `${name}: its ${column} is ${cut(plain(row[column]))}, its other columns say ${cut(plain(right[place]))}`,
      );
    }
  }

  async #meeting(id: number): Promise<MeetingDays | null> {
    let meeting = this.#meetings.get(id);
    if (meeting === undefined) {
      meeting = await meetingDays(this.#reader, id);
      this.#meetings.set(id, meeting);
    }
    return meeting;
  }

  /** What is left at the end: records without a beginning, rows without a history, references that were given up. */
  async #checkEnds(): Promise<void> {
    for (const [key, { state }] of this.#walked) {
      const [entity = '', id] = key.split(' ');
      this.#found(`${await this.#name(entity as EntityName, Number(id), state ?? {})}: its first changes are missing`);
    }
    await checkTables({
      reader: this.#reader,
      seen: this.#seen,
      former: this.#former,
      most: told,
      found: (sentence) => this.#found(sentence),
      foundAt: async (entity, id, sentence) =>
        this.#found(this.#count < told ? `${await this.#name(entity, id, {})} ${sentence}` : ''),
    });
  }

  async #name(entity: EntityName, id: number, known: Fields): Promise<string> {
    return `${entities[entity].label} ${await this.#options.nameOf(entity, id, known)}`;
  }

  /** The rows of the records that changes are about, of those that were not met before. */
  async #rowsOf(changes: readonly Pick<Change, 'entity' | 'id'>[]): Promise<Rows> {
    const fresh = new Map<EntityName, Set<number>>();
    for (const { entity, id } of changes) {
      if (this.#seen.get(entity)?.has(id) !== false) continue;
      const ids = fresh.get(entity) ?? new Set();
      fresh.set(entity, ids.add(id));
    }
    const rows = new Map<EntityName, Map<number, StoredRow>>();
    for (const [entity, ids] of fresh) rows.set(entity, await readRows(this.#reader, entity, [...ids]));
    return rows;
  }
}

/** A value as it is compared: nothing and a list of nothing are the same. */
function plain(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'empty';
  return JSON.stringify(value);
}

/** Whether a value is what a database gives back for another, with halves of characters in its texts. */
function isKept(said: unknown, kept: unknown): boolean {
  if (!Array.isArray(said) || !Array.isArray(kept)) return isStoredAs(said, kept);
  return said.length === kept.length && said.every((one, at) => isKeptPart(one, kept[at]));
}

function isKeptPart(said: unknown, kept: unknown): boolean {
  if (typeof said !== 'object' || typeof kept !== 'object') return isStoredAs(said, kept);
  const is = new Map(Object.entries(kept ?? {}));
  return Object.entries(said ?? {}).every(([name, value]) => isStoredAs(value, is.get(name)));
}

const cut = (text: string): string => truncate(text, 80);
