import sql, { raw, type Sql } from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { type EntityName, entities, entityNames, isPart, isStored, storedName } from '../../domain/schema';
import { ChangeLookup, changesAfter, changesOf } from '../../store/changes';
import type { Change, ChangeOf } from '../../store/history';
import { invert } from '../../store/rewind';
import type { FieldChange, Fields, Reader, Transaction } from '../../store/store';
import { isNamed } from '../directory';
import { checkReferenceFree } from '../meeting/reference';
import { checkConditions } from '../record/conditions';
import { checkLinked } from '../record/links';
import type { Recorder } from '../record/recorder';
import { createRecorder } from '../recorder';
import { ChangeDescriber, titleOf } from './changeDescriber';
import { entries, type UndoableEntry, undoLine } from './entries';

/** What an undo does to a record. */
export interface UndoStep {
  /** removed: the command had created it; restored: it had removed it. */
  readonly operation: 'removed' | 'changed' | 'restored';
  readonly entity: EntityName;
  readonly ref: string;
  readonly title: string | null;
  /** What changes of a changed record: what it is, and what it will be again. */
  readonly changes: readonly FieldChange[];
}

export interface Undone {
  /** The entries that were taken back, newest first. */
  readonly entries: readonly UndoableEntry[];
  /** The first of the steps. */
  readonly steps: readonly UndoStep[];
  /** How many steps there were. */
  readonly count: number;
}

/** So many steps are told one by one. */
const told = 100;

/**
 * The entries that an undo means, newest first: those given, else the newest that is neither an undo nor undone.
 *
 * @throws Problem `missing` for an entry that is not there, `refused` for one that was taken back already, or when there
 *   is none to take back.
 */
export async function entriesToUndo(reader: Reader, given: readonly number[]): Promise<UndoableEntry[]> {
  const wanted = new Set(given);
  const found: UndoableEntry[] = [];
  for await (const one of entries(reader)) {
    if (given.length === 0) {
      if (one.undoes.length === 0 && one.undoneBy === null) return [one];
      continue;
    }
    if (!wanted.delete(one.entry)) continue;
    if (one.undoneBy !== null) {
      throw new Problem(
        'refused',
        `entry ${one.entry} was taken back already, by entry ${one.undoneBy}`,
        `to have it again: cica undo ${one.undoneBy}`,
      );
    }
    if (one.undoes.length > 0 && given.length > 1) {
      throw new Problem('refused', `entry ${one.entry} is an undo`, `take it back by itself: cica undo ${one.entry}`);
    }
    found.push(one);
    if (wanted.size === 0) return found;
  }
  if (given.length === 0) throw new Problem('refused', 'there is no command to take back', '`cica log` shows all');
  throw new Problem('missing', `no entry ${[...wanted][0]}`, '`cica log` shows the entries');
}

/**
 * Takes entries back: writes the inverse of their changes, newest first. What they removed gets its number back. They have
 * to be read in the same transaction, or another undo could come between. The history keeps it as `undoLine` has it.
 *
 * @throws Problem `refused` when later entries build on them, with these; or when a rule would be broken.
 */
export async function undo(
  transaction: Transaction,
  today: string,
  undoable: readonly UndoableEntry[],
): Promise<Undone> {
  const numbers = undoable.map(({ entry }) => entry);
  transaction.recordUndo(undoLine(numbers), numbers);
  const later = await laterEntries(transaction, undoable);
  const work = new Undoing(transaction, today, later, undoable);
  for (const { entry } of undoable) await work.takeBack(entry);
  await work.checkDecisions();
  return { entries: undoable, steps: work.steps, count: work.count };
}

/** The entries after the oldest that is undone, by number; the undone are left out. */
async function laterEntries(reader: Reader, undoable: readonly UndoableEntry[]): Promise<Map<number, UndoableEntry>> {
  const oldest = undoable.at(-1)?.entry ?? 0;
  const later = new Map<number, UndoableEntry>();
  for await (const one of entries(reader)) {
    if (one.entry <= oldest) break;
    if (!undoable.some(({ entry }) => entry === one.entry)) later.set(one.entry, one);
  }
  return later;
}

/**
 * Whether a later entry still counts when an entry is taken back: not when it was taken back itself, nor when all that it
 * takes back came after that entry too, so that they cancel each other out.
 */
function counts({ undoes, undoneBy }: UndoableEntry, entry: number): boolean {
  return undoneBy === null && (undoes.length === 0 || undoes.some((undone) => undone <= entry));
}

/** The newest change of each record that an entry or a later one touched. */
async function newestChanges(reader: Reader, entry: number): Promise<ReadonlyMap<string, number>> {
  const [first] = await reader.rows<{ change: number }>(
    sql`select min(first_change) as change from history where entry = ${entry}`,
  );
  const newest = new Map<string, number>();
  for await (const { changes } of changesAfter(reader, (first?.change ?? 1) - 1)) {
    for (const { entity, id, change } of changes.toReversed()) {
      if (!newest.has(`${entity} ${id}`)) newest.set(`${entity} ${id}`, change);
    }
  }
  return newest;
}

class Undoing {
  readonly steps: UndoStep[] = [];
  count = 0;
  readonly #transaction: Transaction;
  readonly #today: string;
  readonly #later: ReadonlyMap<number, UndoableEntry>;
  /** The entries that are to be taken back. */
  readonly #asked: readonly number[];
  readonly #lookup: ChangeLookup;
  /** Knows what bodies and parties are called at each step. */
  readonly #namer: Recorder;
  readonly #decisions = new Set<number>();
  /** The newest change of each record that the entry at hand or a later one touched; read when it is first asked for. */
  #newest: Promise<ReadonlyMap<string, number>> | null = null;
  /** Records of the entry at hand that nothing later touched. */
  #free = new Set<string>();
  /** The change that is taken back. */
  #atHand = 0;
  /** Of the versions that this undo wrote, the earlier change of which they are the state. */
  readonly #stateOf = new Map<number, number | null>();

  constructor(
    transaction: Transaction,
    today: string,
    later: ReadonlyMap<number, UndoableEntry>,
    undoable: readonly UndoableEntry[],
  ) {
    this.#asked = undoable.map(({ entry }) => entry);
    this.#transaction = transaction;
    this.#today = today;
    this.#later = later;
    this.#namer = createRecorder(transaction, today, { force: true, mayShareName: this.#hadName });
    this.#lookup = new ChangeLookup(transaction);
  }

  async takeBack(entry: number): Promise<void> {
    this.#free = new Set();
    this.#newest = null;
    for await (const { changes } of changesOf(this.#transaction, entry)) {
      for (const change of changes.toReversed()) {
        await this.#checkFree(entry, change);
        await this.#step(entry, change);
      }
    }
  }

  /** Checks the decisions that are left: their links, and what their conditions allow. */
  async checkDecisions(): Promise<void> {
    for (const id of this.#decisions) {
      await checkConditions(this.#transaction, sql`d.id = ${id}`);
      await checkLinked(this.#transaction, sql`d.id = ${id}`);
    }
  }

  async #step(entry: number, change: Change): Promise<void> {
    const { entity, id, operation } = change;
    if (operation === 'created') await this.#checkUnused(entry, change);
    const step = this.count < told ? await this.#told(change) : null;
    try {
      if (change.entity === 'meeting' && change.before?.ref) {
        await checkReferenceFree(this.#transaction, id, change.before.ref);
      }
      await this.#check(change);
      // an undo and its redo may have brought the record back and removed it again
      const last = operation === 'removed' ? ((await this.#removal(entry, change)) ?? change.change) : null;
      const version = await invert(this.#transaction, this.#lookup, change, last ?? change.change);
      if (version !== null) this.#stateOf.set(version, change.last);
      if (isNamed(entity)) {
        const now = version === null ? null : (await this.#transaction.read(entity, id))?.fields;
        this.#namer.nameChanged(entity, id, now ?? null);
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
      throw new Problem('refused', `entry ${entry} cannot be taken back: ${error.message}`, error.advice);
    }
    if (entity === 'decision') {
      if (operation === 'created') this.#decisions.delete(id);
      else this.#decisions.add(id);
    }
    this.count += 1;
    if (step === null) return;
    // a decision that was removed has its number again only now
    const ref = operation === 'removed' ? await this.#ref(change) : step.ref;
    this.steps.push({ ...step, ref });
  }

  /** What others may have made impossible meanwhile: a code that is taken, a date that a decision needs. */
  async #check<E extends EntityName>(change: ChangeOf<E>): Promise<void> {
    const { entity, id, operation } = change;
    // all other entities' rules ask the register, which changes between two steps
    const recorder = isNamed(entity)
      ? this.#namer
      : createRecorder(this.#transaction, this.#today, { force: true, mayShareName: this.#hadName });
    this.#atHand = change.change;
    if (operation === 'changed') {
      const current = await recorder.current(entity, id);
      await recorder.check(entity, { ...current.fields, ...change.before }, current);
    } else if (operation === 'removed' && !['meeting', 'agenda_item', 'decision'].includes(entity)) {
      await recorder.check(entity, change.before ?? {}, null);
    }
  }

  async #told(change: Change): Promise<UndoStep> {
    const { entity, operation } = change;
    const words = new ChangeDescriber(this.#transaction);
    const [before, after]: [Fields, Fields] = [change.before ?? {}, change.after ?? {}];
    const ref = await this.#ref(change);
    if (operation !== 'changed') {
      const does = operation === 'created' ? 'removed' : 'restored';
      return { operation: does, entity, ref, title: titleOf(change.after ?? change.before ?? {}), changes: [] };
    }
    const fields = Object.keys(before).map((field) => ({
      field,
      before: after[field] ?? null,
      after: before[field] ?? null,
    }));
    return { operation: 'changed', entity, ref, title: null, changes: await words.changes(entity, fields) };
  }

  #ref({ entity, id, before, after }: Change): Promise<string> {
    return new ChangeDescriber(this.#transaction).reference(entity, id, after ?? before ?? {});
  }

  /** Refuses when the record was changed, removed or made again by a later entry that still counts. */
  async #checkFree(entry: number, changed: Change): Promise<void> {
    const key = `${changed.entity} ${changed.id}`;
    if (this.#free.has(key)) return;
    this.#free.add(key);
    const builders = await this.#touchedBy(entry, changed);
    if (builders.length > 0) throw this.#buildsOn(entry, builders);
  }

  /** The later entries that still count and touched a record after a change of it. */
  async #touchedBy(entry: number, changed: Change): Promise<number[]> {
    const { entity, id, change } = changed;
    const [current] = await this.#transaction.rows<{ version: number }>(
      sql`select version from ${raw(entity)} where id = ${id}`,
    );
    return this.#countingSince(entry, change, current?.version ?? (await this.#removal(entry, changed)));
  }

  /** The entries that still count of a record's changes after one of the entry at hand, back from its version. */
  async #countingSince(undone: number, after: number, version: number | null): Promise<number[]> {
    const touched = new Set<number>();
    for (let at = this.#state(version); at !== null && at > after; ) {
      const { entry, change } = await this.#lookup.get(at);
      const later = this.#later.get(entry);
      if (later !== undefined && counts(later, undone)) touched.add(entry);
      at = this.#state(change.last);
    }
    return [...touched];
  }

  /** The change that a version is the state of: an undo writes an earlier one anew. */
  #state(version: number | null): number | null {
    return (version !== null && this.#stateOf.has(version) ? this.#stateOf.get(version) : version) ?? null;
  }

  /** Whether a record was as it is before the change at hand: then it has not taken a name meanwhile, but shared it. */
  readonly #hadName = async (entity: EntityName, id: number): Promise<boolean> => {
    const [row] = await this.#transaction.rows<{ version: number }>(
      sql`select version from ${raw(entity)} where id = ${id}`,
    );
    const state = this.#state(row?.version ?? null);
    return state !== null && state < this.#atHand;
  };

  /** The newest change of a record that is not there, null when none came after that one. */
  async #removal(entry: number, { entity, id, change }: Change): Promise<number | null> {
    this.#newest ??= newestChanges(this.#transaction, entry);
    const last = (await this.#newest).get(`${entity} ${id}`) ?? 0;
    return last > change ? last : null;
  }

  /** Refuses to remove what others refer to by now. */
  async #checkUnused(entry: number, { entity, id, change }: Change): Promise<void> {
    const builders = new Set<number>();
    for (const query of referring(entity, id)) {
      for (const { version } of await this.#transaction.rows<{ version: number }>(query)) {
        for (const builder of await this.#countingSince(entry, change, version)) builders.add(builder);
      }
    }
    if (builders.size > 0) throw this.#buildsOn(entry, [...builders]);
  }

  #buildsOn(entry: number, builders: readonly number[]): Problem {
    const numbers = newestFirst(builders);
    const names = numbers.slice(0, 5).map((number) => {
      const command = this.#later.get(number)?.command;
      return command === undefined ? `entry ${number}` : `entry ${number} (${command})`;
    });
    const undo = numbers.find((number) => (this.#later.get(number)?.undoes.length ?? 0) > 0);
    const more = numbers.length > 5 ? ` and ${numbers.length - 5} more` : '';
    const verb = numbers.length === 1 ? 'builds' : 'build';
    return new Problem(
      'refused',
      `entry ${entry} cannot be taken back: ${names.join(', ')}${more} ${verb} on it`,
      numbers.length > 20
        ? '`cica log` shows them'
        : undo !== undefined
          ? `take that undo back first: ${undoLine([undo])}`
          : `take them back too: ${undoLine(newestFirst([...numbers, ...this.#asked]))}`,
    );
  }
}

const newestFirst = (entries: readonly number[]): number[] => entries.toSorted((a, b) => b - a);

/** The queries of the versions of what refers to a record, at most a few of each kind. */
function referring(entity: EntityName, id: number): Sql[] {
  return entityNames.flatMap((name) => {
    const owner = entities[name];
    return owner.columns.flatMap((column) => {
      if (!isStored(column)) return [];
      const target = column.type === 'parties' ? 'party' : column.type === 'links' ? 'decision' : column.entity;
      if (target !== entity) return [];
      if (!isPart(column)) {
        return [sql`select version from ${raw(name)} where ${raw(storedName(column))} = ${id} limit 20`];
      }
      const part =
        column.type === 'parties' ? sql`decision_party p where p.party_id` : sql`decision_link p where p.to_id`;
      return [sql`select version from decision where id in (select p.decision_id from ${part} = ${id}) limit 20`];
    });
  });
}
