import sql, { raw } from 'sql-template-tag';
import { type EntityName, entities, entityNames } from '../domain/entities';
import { derivedValues, idsOf, type MeetingDays, meetingDays } from './derived';
import { type Block, blockBytes, blockHash, type Change, changeHead, withoutEmpty } from './history';
import { fieldsOf, readRows, type StoredRow } from './records';
import { derivedColumns, historyColumns, partTables, statementsFor } from './statements';
import type { Fields, Reader } from './store';

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

type Row = Block & { readonly id: number };

/** What the block after one has to fit. */
type Newer = Pick<Row, 'entry' | 'first_change'> & { readonly previous: string | undefined };

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
  /** The references that were given up, with the id of what had them. */
  readonly #formerMeetings = new Map<string, number>();
  readonly #formerDecisions = new Map<string, number>();

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
    const blocks = this.#reader.batches<Row>(
      sql`select ${raw(['id', ...historyColumns].join(', '))} from history order by id desc`,
      20,
    );
    for await (const batch of blocks) {
      for (const row of batch) {
        head ??= row;
        if (row.hash === expected) expectedFound = true;
        const content = this.#content(row);
        if (newer !== undefined) this.#checkOrder(row, newer);
        if (content !== null) await this.#takeBack(row, content.lines);
        newer = { entry: row.entry, first_change: row.first_change, previous: content?.previous };
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

  /** What a block says, null when it cannot be read. */
  #content(row: Row): { previous: string; lines: string[] } | null {
    try {
      const bytes = blockBytes(row);
      if (blockHash(bytes) !== row.hash) this.#found(`entry ${row.entry}: its content or its hash was altered`);
      const [first = '', ...lines] = bytes.toString('utf8').split('\n');
      const head = JSON.parse(first) as Record<string, unknown>;
      for (const name of ['entry', 'at', 'actor', 'command'] as const) {
        if (head[name] !== row[name]) this.#found(`entry ${row.entry}: its ${name} was altered`);
      }
      const right =
        lines.length === row.changes &&
        lines.every((line, at) => line.startsWith(`{"change":${row.first_change + at},`));
      if (!right) this.#found(`entry ${row.entry}: its number of changes, or of its first one, was altered`);
      return { previous: String(head.previous), lines };
    } catch {
      this.#found(unreadable(row));
      return null;
    }
  }

  /** Whether a block comes right before the newer one. */
  #checkOrder(row: Row, newer: Newer): void {
    const follows = newer.entry === row.entry || newer.entry === row.entry + 1;
    if (newer.previous === row.hash && follows && newer.first_change === row.first_change + row.changes) return;
    const gap = newer.first_change - row.first_change - row.changes;
    this.#found(
      gap > 0
        ? `changes ${row.first_change + row.changes} to ${newer.first_change - 1} are missing, before entry ${newer.entry}`
        : `entry ${newer.entry} does not follow what is before it: entry ${row.entry} was altered, inserted or moved`,
    );
  }

  #checkFirst(oldest: Newer): void {
    if (oldest.entry === 1 && oldest.first_change === 1 && oldest.previous === '') return;
    this.#found(`the history begins with entry ${oldest.entry}: what was before is missing`);
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
      let change: Change;
      try {
        change = JSON.parse(line) as Change;
      } catch {
        this.#found(unreadable(block));
        continue;
      }
      const key = `${entity} ${id}`;
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
    const known = (change.after ?? change.before ?? {}) as Fields;
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
      record.state = { ...(before as Fields) };
      this.#former(entity, id, record.state);
      return;
    }
    const { state } = record;
    if (state === null) this.#found(`change ${change.change}: the record was not there any more`);
    if (operation === 'created') {
      if (state) await this.#compare(change, withoutEmpty(state), after ?? {});
      if (change.last === null && record.created !== null && record.created !== change.change) {
        this.#found(`${await this.#name(entity, id, (after ?? {}) as Fields)}: its column created was altered`);
      }
      record.state = null;
      return;
    }
    if (!state) return;
    await this.#compare(change, state, after ?? {}, Object.keys(after ?? {}));
    const earlier: Fields = { ...state, ...(before as Fields) };
    record.state = earlier;
    const moved =
      earlier.ref !== state.ref || earlier.meeting_id !== state.meeting_id || earlier.number !== state.number;
    if (moved) this.#former(entity, id, earlier);
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
      if (is === was) continue;
      const name = await this.#name(entity, id, state as Fields);
      this.#found(`${name}: its ${field} is ${cut(is)}, the history says ${cut(was)}`);
    }
  }

  async #checkDerived(entity: EntityName, id: number, { row }: StoredRow): Promise<void> {
    const columns = derivedColumns[entity];
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

  #former(entity: EntityName, id: number, { ref, meeting_id, number }: Fields): void {
    if (entity === 'meeting') this.#formerMeetings.set(ref as string, id);
    if (entity === 'decision') this.#formerDecisions.set(`${meeting_id} ${number}`, id);
  }

  /** What is left at the end: records without a beginning, rows without a history, references that were given up. */
  async #checkEnds(): Promise<void> {
    for (const [key, { state }] of this.#walked) {
      const [entity = '', id] = key.split(' ');
      this.#found(`${await this.#name(entity as EntityName, Number(id), state ?? {})}: its first changes are missing`);
    }
    for (const entity of entityNames) {
      for await (const id of idsOf(this.#reader, entity)) {
        if (this.#seen.get(entity)?.has(id)) continue;
        this.#found(`${await this.#name(entity, id, {})} is in no entry of the history`);
      }
    }
    for (const entity of entityNames) {
      const [last, largest] = [await this.#reader.lastId(entity), this.#seen.get(entity)?.largest ?? 0];
      if (last !== largest) {
        this.#found(`the next ${entities[entity].label} would be counted from ${last}, the history says ${largest}`);
      }
    }
    for (const { table } of Object.values(partTables)) {
      const rows = await this.#reader.rows<{ decision_id: number }>(sql`
        select distinct decision_id from ${raw(table)} p
          where not exists (select 1 from decision d where d.id = p.decision_id) limit ${told}`);
      for (const { decision_id } of rows)
        this.#found(`${table} has rows of decision ${decision_id}, which is not there`);
    }
    await this.#checkFormer();
  }

  async #checkFormer(): Promise<void> {
    const meetings = await this.#reader.rows<{ ref: string; id: number }>(sql`
      select ref, meeting_id as id from former_meeting`);
    const current = await this.#reader.rows<{ ref: string }>(sql`
      select ref from meeting where ref in (select ref from former_meeting)`);
    await this.#compareFormer(
      'meeting',
      this.#formerMeetings,
      meetings.map(({ ref, id }) => [ref, id]),
      (ref) => this.#isCurrent(sql`select 1 from meeting where ref = ${ref}`),
    );
    for (const { ref } of current) this.#found(`${ref} is both a former reference and that of a meeting`);
    const decisions = await this.#reader.rows<{ key: string; id: number }>(sql`
      select cast(meeting_id as text) || ' ' || cast(number as text) as key, decision_id as id from former_decision`);
    await this.#compareFormer(
      'decision',
      this.#formerDecisions,
      decisions.map(({ key, id }) => [key, id]),
      (key) => {
        const [meeting, number] = key.split(' ').map(Number);
        return this.#isCurrent(sql`select 1 from decision where meeting_id = ${meeting} and number = ${number}`);
      },
    );
  }

  async #compareFormer(
    entity: 'meeting' | 'decision',
    said: ReadonlyMap<string, number>,
    kept: readonly (readonly [string, number])[],
    isCurrent: (key: string) => Promise<boolean>,
  ): Promise<void> {
    const table = new Map(kept);
    for (const [key, id] of table) {
      if (said.get(key) !== id) this.#found(`former_${entity}: ${key} was added or changed`);
    }
    for (const [key, id] of said) {
      if (!table.has(key) && !(await isCurrent(key))) {
        this.#found(`former_${entity}: ${key}, once of ${entity} ${id}, is missing`);
      }
    }
  }

  async #isCurrent(query: ReturnType<typeof sql>): Promise<boolean> {
    return (await this.#reader.rows(query)).length > 0;
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

const unreadable = ({ entry }: Row): string => `entry ${entry}: its content cannot be read`;

/** A value as it is compared: nothing and a list of nothing are the same. */
function plain(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'empty';
  return JSON.stringify(value);
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** Larger ids are only found where someone wrote them. */
const largestId = 2 ** 28;

/** A set of ids, a bit each. */
class IdSet {
  #bits = new Uint8Array(1_024);
  readonly #others = new Set<number>();

  /** The largest of them. */
  largest = 0;

  add(id: number): void {
    this.largest = Math.max(this.largest, id);
    if (!(id >= 0 && id < largestId)) {
      this.#others.add(id);
      return;
    }
    const place = id >> 3;
    if (place >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(place + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[place] = (this.#bits[place] ?? 0) | (1 << (id & 7));
  }

  has(id: number): boolean {
    if (!(id >= 0 && id < largestId)) return this.#others.has(id);
    return ((this.#bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }
}
