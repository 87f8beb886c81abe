import { groupBy } from '../domain/groupBy';
import { memoized } from '../domain/memoized';
import { type EntityName, entities, entityNames } from '../domain/schema';
import { truncate } from '../domain/text';
import { bytesAsText, type ChangeHead, changeHeads, readChange, textOfBytes } from './blocks';
import { type CheckedRow, readCheckedRows } from './checkedRows';
import { derivedValues, meetingDays } from './derived';
import { type Change, withoutEmpty } from './history';
import { type IdSet, idSets } from './idSet';
import { cutFields, parseRecordLine, type RecordLine, recordLine, recordLines, uncertainLine } from './recordLines';
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

/** The fields of a record that equals its row. */
const noDifferences: Fields = {};

/** A change of a block, and the row of its record. */
interface RowOfChange {
  readonly entity: EntityName;
  readonly id: number;
  /** Its line from `recordLines`; empty if there is no row. */
  readonly line: string;
  /** The row, if the engine returned no reliable line. */
  readonly stored: CheckedRow | undefined;
}

/**
 * Undoes each record's changes one by one, newest first, starting from its row, to compare the rows with the whole
 * history. Most records never changed: for them, the line that created them is compared with the one that the engine builds
 * from the row.
 */
export class RecordVerifier {
  /** The records in the history. */
  readonly seen: ReadonlyMap<EntityName, IdSet> = idSets();
  /** Those of them that are in the tables. */
  readonly present: ReadonlyMap<EntityName, IdSet> = idSets();
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
    { count, creations, lines, lineAt }: BlockContent,
  ): Promise<void> {
    const heads = changeHeads([...lines.values()]);
    const rows = await this.#rowsOf(heads);
    const others = new Map([...lines.keys()].map((at, index) => [at, { head: heads[index], row: rows[index] }]));
    for (let at = count - 1; at >= 0; at -= 1) {
      const other = others.get(at);
      if (creations !== null && other === undefined) {
        const [entity, id] = [creations.entity, creations.id + at];
        if (this.#see(entity, id, true)) continue;
        await this.#undoLine(lineAt(at), { entity, id, line: lineAt(at), stored: undefined });
        continue;
      }
      if (other?.head?.operation === 'created' && (await this.#seeCreation(lineAt(at), other.row))) continue;
      if (!(await this.#undoLine(lineAt(at), other?.row))) {
        this.#reports.report(`entry ${block.entry}: its change ${block.first_change + at} cannot be read`);
      }
    }
  }

  /** Marks a record as seen if the line of its only change equals that of its row; false if not, or if it already was. */
  async #seeCreation(line: string, row: RowOfChange | undefined): Promise<boolean> {
    if (row === undefined || line !== row.line || !this.#see(row.entity, row.id, true)) return false;
    if (row.stored !== undefined) await this.#checkDerived(row.entity, row.stored);
    return true;
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
  #see(entity: EntityName, id: number, isStored: boolean): boolean {
    if (this.seen.get(entity)?.add(id) !== true) return false;
    if (isStored) this.present.get(entity)?.add(id);
    return true;
  }

  /** Undoes one change; false if the line is not a valid change. */
  async #undoLine(line: string, row: RowOfChange | undefined): Promise<boolean> {
    if (row === undefined) return false;
    const { entity, id } = row;
    const states = this.#states.get(entity) as Map<number, RecordState>;
    let record = states.get(id);
    if (record !== undefined && isConsistentCreation(line, record, row)) {
      states.delete(id);
      return true;
    }
    const text = textOfBytes(line);
    const change = readChange(text);
    // a duplicate key would hide a value, or differ from the one at the start of the line
    if (change?.entity !== entity || change.id !== id || JSON.stringify(change) !== text) return false;
    if (record === undefined) {
      record = await this.#begin(change, row);
      states.set(id, record);
    }
    await this.#undoChange(change, record, row);
    if (change.last === null) states.delete(id);
    else record.next = change.last;
    return true;
  }

  /** The state of a record at its newest change; reports what disagrees with its row. */
  async #begin(change: Change, row: RowOfChange): Promise<RecordState> {
    const { entity, id, operation } = change;
    const { reportRecord } = this.#reports;
    const known: Fields = change.after ?? change.before ?? {};
    const isFirst = this.#see(entity, id, row.line !== '');
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
    for (const column of row.stored?.nonCanonical ?? []) {
      await reportRecord(entity, id, known, `: its ${column} is not stored as cica stores it`);
    }
    const { version, created } = versionsOf(row);
    if (version !== change.change) {
      await reportRecord(
        entity,
        id,
        contentOf(row).fields,
        `: its version is ${version}, its last change ${change.change}`,
      );
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
    if (operation === 'changed' && isConsistentChange(change, record, row)) {
      record.fields = { ...record.fields, ...before };
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
    const earlier: Fields = { ...record.fields, ...before };
    record.fields = earlier;
    const isMoved = referenceFields.some((field) => field in earlier && earlier[field] !== state[field]);
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
    const sources = entity === 'agenda_item' ? [row.number] : [row.date, row.symbol, row.since, row.until];
    // other values are reported when the row, or that of the meeting, is compared with its history
    if (!areTexts(...sources, meeting?.date, meeting?.end_date)) return;
    const expected = derivedOrNull(entity, row, meeting);
    if (expected === null) return this.#reports.reportRecord(entity, row.id, row, ': its dates cannot be read');
    for (const [index, column] of columns.entries()) {
      if (expected[index] === row[column]) continue;
      const [actual, correct] = [row[column], expected[index]].map((value) => cut(plain(value)));
      await this.#reports.reportRecord(
        entity,
        row.id,
        row,
        `: its ${column} is ${actual}, its other columns say ${correct}`,
      );
    }
  }

  /** A record's fields after the change to be undone next, exactly as stored. */
  async #exactFields({ fields, isRelativeToRow }: RecordState, { entity, id, stored }: RowOfChange): Promise<Fields> {
    if (!isRelativeToRow) return { ...fields };
    const row = stored ?? (await readRows(this.#reader, entity, [id])).get(id);
    return { ...fieldsOf(entity, row as StoredRow), ...fields };
  }

  /** The rows of the records that changes concern; undefined where a line is not the start of a change. */
  async #rowsOf(heads: readonly ChangeHead[]): Promise<(RowOfChange | undefined)[]> {
    const rows: (RowOfChange | undefined)[] = heads.map(() => undefined);
    for (const [entity, positions] of groupBy(heads.keys(), (at) => (heads[at] as ChangeHead).entity)) {
      if (!this.seen.has(entity)) continue;
      const idAt = (at: number): number => (heads[at] as ChangeHead).id;
      // each id once: a forged block may repeat one many times
      const ids = [...new Set(positions.map(idAt))];
      const all = await recordLines(this.#reader, entity, ids);
      const lines = new Map(ids.map((id, index) => [id, all[index] as string]));
      const uncertain = ids.filter((id) => isUncertain(lines.get(id) as string));
      const stored = await readCheckedRows(this.#reader, entity, uncertain);
      for (const position of positions) {
        const id = idAt(position);
        const [row, line = ''] = [stored.get(id), lines.get(id)];
        if (row !== undefined) rows[position] = { entity, id, line: lineText(entity, id, row), stored: row };
        else rows[position] = { entity, id, line: isUncertain(line) ? '' : line, stored: undefined };
      }
    }
    return rows;
  }
}

const isUncertain = (line: string): boolean => line.startsWith(uncertainLine);

/** The line of a row; one that equals no other if not all of its values are in canonical form. */
const lineText = (entity: EntityName, id: number, row: CheckedRow): string =>
  row.nonCanonical.length > 0 ? uncertainLine : bytesAsText(recordLine(entity, id, toRecordLine(entity, row)));

/** Whether all values are texts or empty. */
const areTexts = (...values: readonly unknown[]): boolean =>
  values.every((value) => value === null || value === undefined || typeof value === 'string');

/** The correct derived columns of a row; null if another tool wrote an invalid date into it. */
function derivedOrNull(...given: Parameters<typeof derivedValues>): ReturnType<typeof derivedValues> | null {
  try {
    return derivedValues(...given);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The content of an existing row. */
const contentOf = ({ entity, line, stored }: RowOfChange): RecordLine =>
  stored === undefined ? parseRecordLine(textOfBytes(line)) : toRecordLine(entity, stored);

/** A record's fields after the change to be undone next; empty ones may be absent. */
function fieldsIn({ fields, isRelativeToRow }: RecordState, row: RowOfChange): Fields | null | undefined {
  return fields && isRelativeToRow ? { ...contentOf(row).fields, ...fields } : fields;
}

/** The fields that are a record's reference. */
const referenceFields = ['ref', 'meeting_id', 'number'];

/** Whether the texts alone show that a line creates a record exactly as undoing its later changes leaves it. */
function isConsistentCreation(
  line: string,
  { created, next, fields, isRelativeToRow }: RecordState,
  row: RowOfChange,
): boolean {
  if (!fields || !isRelativeToRow || created !== next || row.line === uncertainLine) return false;
  const names = Object.keys(fields);
  const [written, stored] = [cutFields(line, names), cutFields(row.line, names)];
  if (written === null || stored === null) return false;
  const creation = recordLine(row.entity, row.id, { version: next, created: next, fields: {} }).slice(0, -2);
  return (
    written.rest === creation + stored.rest.slice(stored.rest.indexOf(startOfFields) + startOfFields.length) &&
    names.every((name) => written.values.get(name) === jsonOf(fields[name]))
  );
}

const startOfFields = '"after":{';

/** Whether the texts alone show that a change leads to what undoing later ones leaves, and kept the record's reference. */
function isConsistentChange(
  { before, after }: Change,
  { fields, isRelativeToRow }: RecordState,
  row: RowOfChange,
): boolean {
  if (
    !fields ||
    !isRelativeToRow ||
    before === null ||
    row.line === uncertainLine ||
    referenceFields.some((field) => field in before)
  )
    return false;
  const written: Fields = after ?? {};
  const names = Object.keys(written);
  const inRow = names.filter((name) => !(name in fields));
  const stored = cutFields(row.line, inRow);
  if (stored === null) return false;
  return names.every((name) => {
    const value = name in fields ? jsonOf(fields[name]) : stored.values.get(name);
    return value === jsonOf(written[name]);
  });
}

/** The JSON of a value, as `bytesAsText` has it; undefined if it is empty. */
function jsonOf(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : bytesAsText(JSON.stringify(value));
}

/** The columns `version` and `created` of an existing row; most lines need not be parsed for them. */
function versionsOf(row: RowOfChange): Pick<RecordLine, 'version' | 'created'> {
  const [, version, how, last] =
    /^\{"change":(\d+),[^{]*?"operation":"(created|changed)","last":(null|\d+),/.exec(row.line) ?? [];
  if (row.stored !== undefined || version === undefined) return contentOf(row);
  return { version: Number(version), created: Number(how === 'created' ? version : last) };
}

/** The content of a row, as in a line. */
function toRecordLine(entity: EntityName, stored: StoredRow): RecordLine {
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
