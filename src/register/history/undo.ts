import sql, { raw } from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import { missing, Problem, refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import type { EntityName } from '../../domain/schema';
import { ChangeLookup, changesAfter, changesOf } from '../../store/changes';
import type { Change, ChangeOf } from '../../store/history';
import { idSets } from '../../store/idSet';
import { queryInChunks } from '../../store/queryInChunks';
import { TouchedRecords } from '../../store/rewind';
import type { FieldChange, Fields, Reader, Transaction } from '../../store/store';
import { isNamed, type NamedEntity } from '../directory';
import { checkConditions } from '../record/conditions';
import type { Known } from '../record/known';
import { checkLinked } from '../record/links';
import type { Recorder } from '../record/recorder';
import { type Referrer, referredTo, referrersOf, referringColumns } from '../record/referrers';
import { createRecorder } from '../recorder';
import { titleOf } from './changeDescriber';
import { entries, type UndoableEntry, undoLine } from './entries';

/** What an undo (or merge) does to a record. */
export interface UndoStep {
  /** An undo removes what the command created, and restores what it removed. */
  readonly operation: 'removed' | 'changed' | 'restored';
  readonly entity: EntityName;
  readonly ref: string;
  readonly title: string | null;
  /** The current and the new values of a changed record. */
  readonly changes: readonly FieldChange[];
}

export interface Undone {
  /** The undone entries, newest first. */
  readonly entries: readonly UndoableEntry[];
  /** The first `maxListedSteps` steps. */
  readonly steps: readonly UndoStep[];
  /** The number of all steps. */
  readonly count: number;
}

/** The number of steps listed individually. */
export const maxListedSteps = 100;

/**
 * The entries to undo, newest first: those given, or else the newest that is neither an undo nor undone.
 *
 * @throws Problem `missing` for an unknown entry, `refused` for one that is already undone, or if there is none to undo.
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
      throw refused(
        `entry ${one.entry} was already undone by entry ${one.undoneBy}`,
        `to redo it: cica undo ${one.undoneBy}`,
      );
    }
    if (one.undoes.length > 0 && given.length > 1) {
      throw refused(`entry ${one.entry} is an undo`, `undo it by itself: cica undo ${one.entry}`);
    }
    found.push(one);
    if (wanted.size === 0) return found;
  }
  if (given.length === 0) throw refused('there is no command to undo', '`cica log` shows all');
  throw missing(`no entry ${[...wanted][0]}`, '`cica log` shows the entries');
}

/**
 * Undoes entries by writing the inverse of their changes, newest first; restored records get their numbers back. Read the
 * entries in the same transaction, so that no other undo comes in between. The history records the command `undoLine`.
 *
 * @throws Problem `refused`, listing the later entries that build on them, or when an undo would break a rule.
 */
export async function undo(
  transaction: Transaction,
  today: string,
  undoable: readonly UndoableEntry[],
): Promise<Undone> {
  const numbers = undoable.map(({ entry }) => entry);
  transaction.recordUndo(undoLine(numbers), numbers);
  const later = await laterEntries(transaction, undoable);
  const undoing = new Undoing(transaction, today, later, undoable);
  for (const { entry } of undoable) await undoing.undo(entry);
  await undoing.checkDecisions();
  return { entries: undoable, steps: undoing.steps, count: undoing.count };
}

/** The entries after the oldest one to undo, by number, except those to undo. */
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
 * Whether a later entry is in effect: not if it was undone, nor if it only undoes entries that also came later, so that
 * they cancel each other out.
 */
function isInEffect({ undoes, undoneBy }: UndoableEntry, entry: number): boolean {
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
  readonly #later: ReadonlyMap<number, UndoableEntry>;
  /** The numbers of the entries to undo. */
  readonly #entries: readonly number[];
  readonly #lookup: ChangeLookup;
  /** Tracks the names of bodies, parties and instruments from step to step. */
  readonly #recorder: Recorder;
  readonly #decisions = new Set<number>();
  /** The records of the changes being undone. */
  #records!: TouchedRecords;
  /** Versions of the records that refer to those of the changes being undone. */
  #referrers: ReadonlyMap<string, readonly number[]> = new Map();
  /** The existing records among those to which the records of the undone changes referred. */
  #present = new Set<string>();
  /** The newest change of each record touched since the current entry; loaded when first needed. */
  #newest: Promise<ReadonlyMap<string, number>> | null = null;
  /** The records of the current entry that were checked for later changes. */
  #checked = idSets();
  /** The change being undone. */
  #currentChange = 0;
  /** Maps each version that this undo wrote to the earlier change that it restores. */
  readonly #stateOf = new Map<number, number | null>();

  constructor(
    transaction: Transaction,
    today: string,
    later: ReadonlyMap<number, UndoableEntry>,
    undoable: readonly UndoableEntry[],
  ) {
    this.#entries = undoable.map(({ entry }) => entry);
    this.#transaction = transaction;
    this.#later = later;
    this.#recorder = createRecorder(transaction, today, { force: true, mayShareName: this.#isOlder });
    this.#lookup = new ChangeLookup(transaction);
  }

  async undo(entry: number): Promise<void> {
    this.#checked = idSets();
    this.#newest = null;
    let last: number | undefined;
    for await (const { changes } of changesOf(this.#transaction, entry)) {
      last ??= changes.at(-1)?.change ?? 0;
      this.#records = await TouchedRecords.read(this.#transaction, this.#lookup, changes);
      this.#referrers = await readReferrers(this.#transaction, changes, last);
      this.#present = await readReferred(this.#transaction, changes);
      for (const change of changes.toReversed()) {
        await this.#checkUntouched(entry, change);
        await this.#step(entry, change);
      }
      await this.#transaction.settle();
    }
  }

  /** Checks the links and conditions of the affected decisions. */
  async checkDecisions(): Promise<void> {
    for (const id of this.#decisions) {
      await checkConditions(this.#transaction, sql`d.id = ${id}`);
      await checkLinked(this.#transaction, sql`d.id = ${id}`);
    }
  }

  async #step(entry: number, change: Change): Promise<void> {
    const { entity, id, operation } = change;
    if (operation === 'created') await this.#checkUnused(entry, change);
    else await this.#checkReferred(entry, change);
    const step = this.count < maxListedSteps ? await this.#describe(change) : null;
    try {
      if (change.entity === 'meeting' && change.before?.ref) await this.#checkReferenceFree(id, change.before.ref);
      await this.#check(change);
      // the record may have been restored and removed again by an undo and its redo
      const last = operation === 'removed' ? ((await this.#removal(entry, change)) ?? change.change) : null;
      const version = await this.#records.invert(change, last ?? change.change);
      if (version !== null) this.#stateOf.set(version, change.last);
      if (operation === 'removed') this.#present.add(`${entity} ${id}`);
      this.#recorder.known.forget(entity, id);
      if (isNamed(entity)) {
        const now = this.#records.get(entity, id)?.fields as DraftOf<NamedEntity> | undefined;
        this.#recorder.known.nameChanged(entity, id, now ?? null);
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'refused') throw error;
      throw refused(`entry ${entry} cannot be undone: ${error.message}`, error.advice);
    }
    if (entity === 'decision') {
      if (operation === 'created') this.#decisions.delete(id);
      else this.#decisions.add(id);
    }
    this.count += 1;
    if (step === null) return;
    // only now does a restored decision have its number again
    const ref = operation === 'removed' ? await this.#ref(change) : step.ref;
    this.steps.push({ ...step, ref });
  }

  /** Checks that no other meeting has the reference that one gets back. */
  async #checkReferenceFree(id: number, reference: string): Promise<void> {
    const { known } = this.#recorder;
    const owner = await known.gathered(() => known.meeting(reference));
    if (owner === null || owner.id === id) return;
    throw refused(
      `another meeting now has the reference ${reference}`,
      `remove that one first: \`cica show ${reference}\` shows it`,
    );
  }

  /** Checks that later changes do not conflict: the code may be taken, or a decision may need the date. */
  async #check<E extends EntityName>(change: ChangeOf<E>): Promise<void> {
    const { entity, id, operation } = change;
    const recorder = this.#recorder;
    this.#currentChange = change.change;
    if (operation === 'changed') {
      const current = await recorder.current(entity, id);
      await recorder.check(entity, { ...current.fields, ...change.before }, current);
    } else if (operation === 'removed' && !['meeting', 'agenda_item', 'decision'].includes(entity)) {
      await recorder.check(entity, change.before ?? {}, null);
    }
  }

  async #describe(change: Change): Promise<UndoStep> {
    const { entity, operation } = change;
    const [before, after]: [Fields, Fields] = [change.before ?? {}, change.after ?? {}];
    const ref = await this.#ref(change);
    if (operation !== 'changed') {
      const inverse = operation === 'created' ? 'removed' : 'restored';
      return { operation: inverse, entity, ref, title: titleOf(change.after ?? change.before ?? {}), changes: [] };
    }
    const fields = Object.keys(before).map((field) => ({
      field,
      before: after[field] ?? null,
      after: before[field] ?? null,
    }));
    return { operation: 'changed', entity, ref, title: null, changes: await this.#recorder.describe(entity, fields) };
  }

  #ref({ entity, id, before, after }: Change): Promise<string> {
    return this.#recorder.describer().reference(entity, id, after ?? before ?? {});
  }

  /** Refuses if a later entry in effect changed, removed or restored the record. */
  async #checkUntouched(entry: number, changed: Change): Promise<void> {
    const { entity, id, change } = changed;
    if (this.#checked.get(entity)?.add(id) !== true) return;
    const version = this.#records.get(entity, id)?.version ?? (await this.#removal(entry, changed));
    const builders = await this.#entriesSince(entry, change, version);
    if (builders.length > 0) throw this.#buildsOn(entry, builders);
  }

  /** The entries in effect among a record's changes after one, followed back from its version. */
  async #entriesSince(undone: number, after: number, version: number | null): Promise<number[]> {
    const touched = new Set<number>();
    for (let at = this.#state(version); at !== null && at > after; ) {
      const { entry, change } = await this.#lookup.get(at);
      const later = this.#later.get(entry);
      if (later !== undefined && isInEffect(later, undone)) touched.add(entry);
      at = this.#state(change.last);
    }
    return [...touched];
  }

  /** The change whose state a version has; a version that this undo wrote has that of an earlier change. */
  #state(version: number | null): number | null {
    return (version !== null && this.#stateOf.has(version) ? this.#stateOf.get(version) : version) ?? null;
  }

  /** Whether a record is unchanged since before the current change: then it already shared the name. */
  readonly #isOlder = (known: Known, entity: EntityName, id: number): boolean => {
    const [row] = known.rows<{ version: number }>(sql`select version from ${raw(entity)} where id = ${id}`);
    const state = this.#state(row?.version ?? null);
    return state !== null && state < this.#currentChange;
  };

  /** The newest change of a removed record, null if none came after the given one. */
  async #removal(entry: number, { entity, id, change }: Change): Promise<number | null> {
    this.#newest ??= newestChanges(this.#transaction, entry);
    const last = (await this.#newest).get(`${entity} ${id}`) ?? 0;
    return last > change ? last : null;
  }

  /** Refuses to remove a record that later entries refer to. */
  async #checkUnused(entry: number, { entity, id, change }: Change): Promise<void> {
    const builders = new Set<number>();
    for (const version of this.#referrers.get(`${entity} ${id}`) ?? []) {
      for (const builder of await this.#entriesSince(entry, change, version)) builders.add(builder);
    }
    if (builders.size > 0) throw this.#buildsOn(entry, [...builders]);
  }

  /** Refuses to let a record refer again to one that a later entry removed. */
  async #checkReferred(entry: number, { entity, before }: Change): Promise<void> {
    for (const [owner, id] of referredTo(entity, before ?? {})) {
      if (this.#present.has(`${owner} ${id}`)) continue;
      this.#newest ??= newestChanges(this.#transaction, entry);
      const removal = (await this.#newest).get(`${owner} ${id}`);
      if (removal !== undefined) throw this.#buildsOn(entry, [(await this.#lookup.get(removal)).entry]);
    }
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
    return refused(
      `entry ${entry} cannot be undone: ${names.join(', ')}${more} ${verb} on it`,
      numbers.length > 20
        ? '`cica log` shows them'
        : undo !== undefined
          ? `undo that undo first: ${undoLine([undo])}`
          : `undo them too: ${undoLine(newestFirst([...numbers, ...this.#entries]))}`,
    );
  }
}

const newestFirst = (entries: readonly number[]): number[] => entries.toSorted((a, b) => b - a);

/**
 * The versions of the records that refer to those that some changes created, by these, as far as they were written after
 * a change.
 */
async function readReferrers(
  reader: Reader,
  changes: readonly Change[],
  after: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const referrers = new Map<string, number[]>();
  const created = changes.filter(({ operation }) => operation === 'created');
  for (const [entity, own] of groupBy(created, (change) => change.entity)) {
    const ids = own.map(({ id }) => id);
    for (const referring of referringColumns(entity)) {
      const rows = await queryInChunks(ids, (list) =>
        reader.rows<Referrer>(sql`${referrersOf(referring, list)} and o.version > ${after}`),
      );
      for (const { target, version } of rows) {
        const key = `${entity} ${target}`;
        const versions = referrers.get(key);
        if (versions === undefined) referrers.set(key, [version]);
        else versions.push(version);
      }
    }
  }
  return referrers;
}

/** The existing records among those to which the records of some changes referred before. */
async function readReferred(reader: Reader, changes: readonly Change[]): Promise<Set<string>> {
  const present = new Set<string>();
  const referred = changes.flatMap(({ entity, before }) => referredTo(entity, before ?? {}));
  for (const [entity, own] of groupBy(referred, ([owner]) => owner)) {
    const ids = own.map(([, id]) => id);
    const rows = await queryInChunks(ids, (list) =>
      reader.rows<{ id: number }>(sql`select id from ${raw(entity)} where id in (${list})`),
    );
    for (const { id } of rows) present.add(`${entity} ${id}`);
  }
  return present;
}
