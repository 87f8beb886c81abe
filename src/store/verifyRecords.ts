import { groupBy } from '../domain/groupBy';
import { memoized } from '../domain/memoized';
import { type EntityName, entities, entityNames } from '../domain/schema';
import { truncate } from '../domain/text';
import { bytesAsText, type ChangeHead, readChange, textOfBytes } from './blocks';
import { derivedValues, meetingDays } from './derived';
import { type Change, withoutEmpty } from './history';
import { IdSet } from './idSet';
import { parseRecordLine, type RecordLine, recordLine, recordLines, uncertainLine } from './recordLines';
import { fieldsOf, readRows, type StoredRow } from './records';
import { statementsFor } from './statements';
import type { Fields, Reader } from './store';
import { type BlockContent, isStoredAs } from './verifyBlock';
import { FormerReferences } from './verifyTables';

/** Receives findings about records. */
export interface RecordReports {
  readonly report: (sentence: string) => void;
  /** As `report`, with the name of the record before the sentence. */
  readonly reportRecord: (entity: EntityName, id: number, known: Fields, sentence: string) => Promise<void>;
}

/** A record whose changes are being undone. */
interface RecordState {
  /** Its fields after the change to be undone next; null while it was removed, undefined if unknown. */
  fields: Fields | null | undefined;
  /** Whether `fields` are only those that differ from its row. */
  isRelativeToRow: boolean;
  /** The id of the change expected next. */
  next: number;
  /** Its column `created`; null if there is no row. */
  readonly created: number | null;
}

/** The state of a record that equals its row. */
const noDifferences: Fields = {};

/** A change of a block, and the row of its record. */
interface RowOfChange {
  readonly entity: EntityName;
  readonly id: number;
  /** Its line from `recordLines`; empty if there is no row. */
  readonly line: string;
  /** The row, if the engine returned no reliable line. */
  readonly stored: StoredRow | undefined;
}

/**
 * Undoes each record's changes one by one, newest first, starting from its row, to compare the rows with the whole
 * history. Most records never changed: for them, the line that created them is compared with the one that the engine builds
 * from the row.
 */
export class RecordVerifier {
  /** The records in the history. */
  readonly seen: ReadonlyMap<EntityName, IdSet> = new Map(entityNames.map((name) => [name, new IdSet()]));
  /** Those of them that are in the tables. */
  readonly present: ReadonlyMap<EntityName, IdSet> = new Map(entityNames.map((name) => [name, new IdSet()]));
  readonly former = new FormerReferences();
  readonly #states: ReadonlyMap<EntityName, Map<number, RecordState>> = new Map(
    entityNames.map((name) => [name, new Map()]),
  );
  readonly #reader: Reader;
  readonly #reports: RecordReports;
  readonly #meeting = memoized((id: number) => meetingDays(this.#reader, id));

  constructor(reader: Reader, reports: RecordReports) {
    this.#reader = reader;
    this.#reports = reports;
  }

  /** Undoes the changes of a block, which directly precedes those undone before. */
  async undo(
    block: { readonly entry: number; readonly first_change: number },
    { lines, heads }: Pick<BlockContent, 'lines' | 'heads'>,
  ) {
    const rows = await this.#rowsOf(lines, heads);
    for (let at = lines.length - 1; at >= 0; at -= 1) {
      const line = lines[at] as string;
      const { operation } = heads[at] as ChangeHead;
      const row = rows[at];
      if (row !== undefined && operation === 'created' && line === row.line && this.#see(row)) {
        if (row.stored !== undefined) await this.#checkDerived(row.entity, row.stored);
      } else if (!(await this.#undoLine(textOfBytes(line), row))) {
        this.#reports.report(`entry ${block.entry}: its change ${block.first_change + at} cannot be read`);
      }
    }
  }

  /** Reports the records whose first changes are missing from the history. */
  async end(): Promise<void> {
    for (const [entity, records] of this.#states) {
      for (const [id, { fields }] of records) {
        await this.#reports.reportRecord(entity, id, fields ?? {}, ': its first changes are missing');
      }
    }
  }

  /** Marks a record as seen; false if it already was. */
  #see({ entity, id, line }: Pick<RowOfChange, 'entity' | 'id' | 'line'>): boolean {
    if (this.seen.get(entity)?.add(id) !== true) return false;
    if (line !== '') this.present.get(entity)?.add(id);
    return true;
  }

  /** Undoes one change; false if the line is not a valid change. */
  async #undoLine(line: string, row: RowOfChange | undefined): Promise<boolean> {
    if (row === undefined) return false;
    const { entity, id } = row;
    const states = this.#states.get(entity) as Map<number, RecordState>;
    let record = states.get(id);
    if (record !== undefined && isCreation(line, record, row)) {
      states.delete(id);
      return true;
    }
    const change = readChange(line);
    // with a duplicate key, the value read here differs from the one at the start of the line
    if (change?.entity !== entity || change.id !== id) return false;
    if (record === undefined) {
      record = await this.#begin(change, row);
      states.set(id, record);
    }
    await this.#undoChange(change, record, row);
    if (change.last === null) states.delete(id);
    else record.next = change.last;
    return true;
  }

  /** Starts with a record at its newest change. */
  async #begin(change: Change, row: RowOfChange): Promise<RecordState> {
    const { entity, id, operation } = change;
    const { reportRecord } = this.#reports;
    const known: Fields = change.after ?? change.before ?? {};
    const isFirst = this.#see(row);
    if (!isFirst) await reportRecord(entity, id, known, ' was created twice');
    const isStored = isFirst && row.line !== '';
    if (operation === 'removed') {
      if (isStored) await reportRecord(entity, id, known, ' exists, but the history says that it was removed');
      return { fields: null, isRelativeToRow: false, next: change.change, created: null };
    }
    if (!isStored) {
      await reportRecord(entity, id, known, ' is missing, but the history does not say that it was removed');
      return { fields: undefined, isRelativeToRow: false, next: change.change, created: null };
    }
    const { version, created, fields } = rowOf(row);
    if (version !== change.change) {
      await reportRecord(entity, id, fields, `: its version is ${version}, its last change ${change.change}`);
    }
    if (row.stored !== undefined) await this.#checkDerived(entity, row.stored);
    return { fields: noDifferences, isRelativeToRow: true, next: change.change, created };
  }

  async #undoChange(change: Change, record: RecordState, row: RowOfChange): Promise<void> {
    const { entity, id, operation, before, after } = change;
    const { report, reportRecord } = this.#reports;
    const { empty } = statementsFor(entity);
    if (change.change !== record.next) {
      report(`change ${change.change}: a later change of the same record is missing, or was moved`);
    }
    if (operation === 'removed') {
      if (record.fields) report(`change ${change.change}: the record was removed, but changed later`);
      record.fields = { ...before };
      record.isRelativeToRow = false;
      this.former.add(entity, id, record.fields);
      return;
    }
    const state = fieldsIn(record, row);
    if (state === null) report(`change ${change.change}: the record no longer existed`);
    if (operation === 'created') {
      const isSame = !state || JSON.stringify(withoutEmpty(state, empty)) === JSON.stringify(after ?? {});
      if (!isSame) await this.#compare(change, record, row);
      if (change.last === null && record.created !== null && record.created !== change.change) {
        await reportRecord(entity, id, after ?? {}, ': its column created was altered');
      }
      record.fields = null;
      return;
    }
    if (!state) return;
    const changed = Object.keys(after ?? {});
    if (!changed.every((field) => plain(state[field]) === plain((after as Fields)[field]))) {
      await this.#compare(change, record, row, changed);
    }
    // most records were changed once: that change needs no copy
    const earlier: Fields = record.fields === noDifferences ? (before ?? {}) : { ...record.fields, ...before };
    record.fields = earlier;
    const isMoved = ['ref', 'meeting_id', 'number'].some(
      (field) => field in earlier && earlier[field] !== state[field],
    );
    if (isMoved) this.former.add(entity, id, { ...state, ...before });
  }

  /** Compares a record's fields with those in a change, all of them if it created the record. */
  async #compare({ entity, id, after }: Change, record: RecordState, row: RowOfChange, changed?: string[]) {
    const state = await this.#exactFields(record, row);
    const recorded: Record<string, unknown> = after ?? {};
    const all = new Set([...Object.keys(withoutEmpty(state)), ...Object.keys(recorded)]);
    for (const field of changed ?? all) {
      const [actual, expected] = [plain(state[field]), plain(recorded[field])];
      if (actual === expected || isStoredValue(recorded[field], state[field])) continue;
      const sentence = `: its ${field} is ${cut(actual)}, the history says ${cut(expected)}`;
      await this.#reports.reportRecord(entity, id, state, sentence);
    }
  }

  async #checkDerived(entity: EntityName, { row }: StoredRow): Promise<void> {
    const columns = entities[entity].derivedColumns;
    const meeting = entity === 'decision' ? await this.#meeting(row.meeting_id as number) : null;
    const expected = derivedOrNull(entity, row, meeting);
    if (expected === null) return this.#reports.reportRecord(entity, row.id, row, ': its dates cannot be read');
    for (const [index, column] of columns.entries()) {
      if (expected[index] === row[column]) continue;
      const [is, should] = [row[column], expected[index]].map((value) => cut(plain(value)));
      await this.#reports.reportRecord(
        entity,
        row.id,
        row,
        `: its ${column} is ${is}, its other columns say ${should}`,
      );
    }
  }

  /** A record's fields after the change to be undone next, exactly as stored. */
  async #exactFields({ fields, isRelativeToRow }: RecordState, { entity, id, stored }: RowOfChange): Promise<Fields> {
    if (!isRelativeToRow) return { ...fields };
    const row = stored ?? (await readRows(this.#reader, entity, [id])).get(id);
    return { ...fieldsOf(entity, row as StoredRow), ...fields };
  }

  /** The rows of the records that the changes of a block concern; undefined for a line without a valid start. */
  async #rowsOf(changes: readonly string[], heads: BlockContent['heads']): Promise<(RowOfChange | undefined)[]> {
    const rows: (RowOfChange | undefined)[] = changes.map(() => undefined);
    for (const [entity, positions] of groupBy(heads.keys(), (at) => (heads[at] as ChangeHead).entity)) {
      if (!this.seen.has(entity)) continue;
      const idAt = (at: number): number => (heads[at] as ChangeHead).id;
      // each id once: a forged block may repeat one many times
      const ids = [...new Set(positions.map(idAt))];
      const all = await recordLines(this.#reader, entity, ids);
      const lines = new Map(ids.map((id, index) => [id, all[index] as string]));
      const uncertain = ids.filter((id) => lines.get(id) === uncertainLine);
      const stored = await readRows(this.#reader, entity, uncertain);
      for (const position of positions) {
        const id = idAt(position);
        const row = stored.get(id);
        const line = row === undefined ? lines.get(id) : bytesAsText(recordLine(entity, id, lineOf(entity, row)));
        rows[position] = { entity, id, line: line === uncertainLine ? '' : (line as string), stored: row };
      }
    }
    return rows;
  }
}

/** What the derived columns of a row should be; null if another tool wrote invalid dates into it. */
function derivedOrNull(...given: Parameters<typeof derivedValues>): ReturnType<typeof derivedValues> | null {
  try {
    return derivedValues(...given);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The record in a row that exists. */
const rowOf = ({ entity, line, stored }: RowOfChange): RecordLine =>
  stored === undefined ? parseRecordLine(textOfBytes(line)) : lineOf(entity, stored);

/** A record's fields after the change to be undone next; empty ones may be absent. */
function fieldsIn({ fields, isRelativeToRow }: RecordState, row: RowOfChange): Fields | null | undefined {
  return fields && isRelativeToRow ? { ...rowOf(row).fields, ...fields } : fields;
}

/** Whether a line creates a record exactly as undoing its later changes leaves it. */
function isCreation(line: string, record: RecordState, row: RowOfChange): boolean {
  const { created, next } = record;
  if (!line.includes('"operation":"created","last":null') || (created !== null && created !== next)) return false;
  const fields = fieldsIn(record, row);
  return (
    Boolean(fields) && line === recordLine(row.entity, row.id, { version: next, created: next, fields: fields ?? {} })
  );
}

/** The content of a row in the form of a line's. */
function lineOf(entity: EntityName, stored: StoredRow): RecordLine {
  const { version, created } = stored.row;
  return { version, created, fields: fieldsOf(entity, stored) };
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
