import sql from 'sql-template-tag';
import { type FieldValue, type FieldValues, type NamedParty, uniqueBy } from '../../domain/fields';
import type { NamedLink } from '../../domain/links';
import { memoized } from '../../domain/memoized';
import { Problem } from '../../domain/problem';
import type { DraftOf, FieldsOf, StoredLink, StoredParty } from '../../domain/record';
import { parseReference } from '../../domain/reference';
import { type Column, type EntityName, entities, isStored, storedName } from '../../domain/schema';
import { oneNameAdvice, severalPartiesAdvice } from '../../domain/splitNames';
import { ChangeLookup } from '../../store/changes';
import type { FieldChange, Fields, Saved, StoredRecord, Transaction } from '../../store/store';
import { differences } from '../../store/transaction';
import { findAgendaItem, itemOf } from '../agenda/find';
import { type Directory, isNamed, type NamedEntity } from '../directory';
import { ChangeDescriber, valueText } from '../history/changeDescriber';
import { Known, type WriteSettings } from './known';
import { severalProblems } from './problems';
import { Warnings } from './warnings';

/** A stored record that is about to change. */
export type Current<E extends EntityName = EntityName> = StoredRecord<E>;

/** A record before the rules of its entity have checked it. */
export interface Draft<E extends EntityName> {
  readonly fields: DraftOf<E>;
  readonly current: Current<E> | null;
  /** The reference that an import requests for a new meeting or decision. */
  readonly requestedRef: string | null;
}

export interface Recorded extends Saved {
  readonly ref: string;
}

/** A record that its rules have checked and completed. */
export interface Completed<E extends EntityName> {
  readonly fields: FieldsOf<E>;
  readonly ref: string;
  /** Sentences without their subject, the reference. */
  readonly warnings?: readonly string[];
}

/** A record that can be saved; `current` is its state before, null for a new one. */
export interface Planned<E extends EntityName = EntityName> extends Completed<E> {
  readonly entity: E;
  readonly current: Current<E> | null;
  readonly warnings: readonly string[];
}

/** A saved record; `current` is its previous state, null for a new one. */
export interface SavedRecord<E extends EntityName> extends Completed<E> {
  readonly id: number;
  readonly outcome: Saved['outcome'];
  readonly current: Current<E> | null;
}

/** The rules of an entity that its columns do not express. */
export interface Rules<E extends EntityName> {
  /**
   * Checks a draft against what is known, and fills in defaults. It changes nothing, so that it can run again once more is
   * known.
   *
   * @throws Problem for the first broken rule, or notGathered.
   */
  complete(known: Known, draft: Draft<E>): Completed<E>;
  /** Keeps what is known up to date with a save. */
  learn?(known: Known, record: SavedRecord<E>): void;
  /** Runs after a save: checks that need the stored record, and updates of dependent records. */
  afterSave?(recorder: Recorder, record: SavedRecord<E>): Promise<void> | undefined;
  /**
   * Runs before a removal: removes the records that belong to this one, and returns their references.
   *
   * @throws Problem `refused`, listing the records that depend on it.
   */
  beforeRemove?(recorder: Recorder, id: number, options: RemoveOptions): Promise<string[]>;
  /** Removes several records that may depend on each other; replaces `beforeRemove`. */
  removeAll?(recorder: Recorder, ids: readonly number[], options: RemoveOptions): Promise<string[]>;
}

/** The rules of every entity. */
export type AllRules = { readonly [E in EntityName]: Rules<E> };

export interface RemoveOptions {
  /** Whether to remove the decisions and agenda items that depend on a record, or refuse. */
  readonly withDecisions: boolean;
}

export type RecorderOptions = Partial<Pick<WriteSettings, 'force' | 'mayShareName'>>;

/** Writes parsed records to the register: resolves names to ids and applies the rules. See `createRecorder`. */
export class Recorder {
  readonly #rules: AllRules;
  readonly transaction: Transaction;
  readonly known: Known;
  readonly warnings = new Warnings();
  /** During an import: decisions whose standings are updated at the end, in the order of their dates. Otherwise null. */
  queuedStandings: Map<number, boolean> | null = null;

  constructor(
    rules: AllRules,
    transaction: Transaction,
    today: string,
    { force = false, mayShareName = () => false }: RecorderOptions = {},
  ) {
    this.#rules = rules;
    this.transaction = transaction;
    this.known = new Known(transaction, { today, force, mayShareName });
  }

  /** The local date. */
  get today(): string {
    return this.known.settings.today;
  }

  /** The bodies, parties or instruments. */
  async directory(entity: NamedEntity): Promise<Directory> {
    return this.known.gathered(() => this.known.directory(entity));
  }

  /**
   * Creates a record, or updates the current one; absent fields stay unchanged.
   *
   * @throws Problem with a part for each unknown name, or for the first broken rule.
   */
  async record<E extends EntityName>(
    entity: E,
    values: FieldValues,
    current: Current<E> | null = null,
  ): Promise<Recorded> {
    return this.#write(() => this.plan(entity, values, current));
  }

  /** Applies the rules to a record with resolved names, and saves it. */
  async save<E extends EntityName>(entity: E, values: DraftOf<E>, current: Current<E> | null): Promise<Recorded> {
    return this.#write(() => this.#complete(entity, values, current, null));
  }

  async #write<E extends EntityName>(plan: () => Planned<E>): Promise<Recorded> {
    const planned = await this.known.gathered(plan);
    const { current, entity } = planned;
    if (current !== null) await this.#checkVersion(planned, await this.#stored(entity, current.id));
    return this.apply(planned);
  }

  /** The record that values stand for, checked and complete, as `record` would save it; see `Known.gathered`. */
  plan<E extends EntityName>(entity: E, values: FieldValues, current: Current<E> | null): Planned<E> {
    const resolved = this.resolve(entity, values, current);
    const requestedRef = typeof values.ref === 'string' ? values.ref : null;
    return this.#complete(
      entity,
      current === null ? resolved : { ...current.fields, ...resolved },
      current,
      requestedRef,
    );
  }

  #complete<E extends EntityName>(
    entity: E,
    fields: DraftOf<E>,
    current: Current<E> | null,
    requestedRef: string | null,
  ): Planned<E> {
    const completed = this.#rules[entity].complete(this.known, { fields, current, requestedRef });
    // not a spread: of objects of many shapes it is slow (an import of 10,000 decisions took 1.07 times the user CPU)
    return { entity, current, fields: completed.fields, ref: completed.ref, warnings: completed.warnings ?? [] };
  }

  /** Saves a planned record; a promise only where that changes or checks others. */
  apply<E extends EntityName>({ entity, current, fields, ref, warnings }: Planned<E>): Recorded | Promise<Recorded> {
    const { id, version, outcome, changes } = this.transaction.save(entity, current, fields);
    const rules = this.#rules[entity];
    const saved = { id, outcome, fields, current, ref };
    if (outcome !== 'unchanged') {
      this.known.changed(entity, id, fields, ...(current === null ? [] : [current.fields]));
      if (isNamed(entity)) this.known.nameChanged(entity, id, fields as DraftOf<NamedEntity>);
      rules.learn?.(this.known, saved);
      for (const warning of warnings) this.warnings.add(ref || `${entities[entity].label} ${id}`, warning);
    }
    // a task is referred to by its id
    const recorded = { id, version, outcome, changes, ref: ref || String(id) };
    const following = outcome === 'unchanged' ? undefined : rules.afterSave?.(this, saved);
    return following === undefined ? recorded : following.then(() => recorded);
  }

  /** The problems with the names in values that have other errors and will not be saved. */
  unresolved(entity: EntityName, values: FieldValues): readonly Problem[] {
    try {
      this.resolve(entity, values);
      return [];
    } catch (error) {
      return Problem.of(error).parts;
    }
  }

  /** Reads the record of an id in order to change it. */
  async current<E extends EntityName>(entity: E, id: number): Promise<Current<E>> {
    return this.known.gathered(() => this.known.record(entity, id));
  }

  async #stored<E extends EntityName>(entity: E, id: number): Promise<Current<E> | null> {
    return this.known.gathered(() => this.known.recordIfAny(entity, id));
  }

  /**
   * Removes records of an entity, and returns the references of the records removed with them.
   *
   * @throws Problem `refused`, listing the records that depend on them.
   */
  async remove(entity: EntityName, ids: readonly number[], options: RemoveOptions): Promise<string[]> {
    const rules = this.#rules[entity];
    if (rules.removeAll !== undefined) return rules.removeAll(this, ids, options);
    const alsoRemoved: string[] = [];
    for (const id of ids) {
      alsoRemoved.push(...((await rules.beforeRemove?.(this, id, options)) ?? []));
      await this.drop(entity, id);
    }
    return alsoRemoved;
  }

  /** Removes a record on which nothing depends any more. */
  async drop(entity: EntityName, id: number): Promise<void> {
    this.transaction.remove(entity, await this.current(entity, id));
    this.known.forget(entity, id);
    if (isNamed(entity)) this.known.nameChanged(entity, id, null);
  }

  /** What describes changes and records as they are now. */
  describer(): ChangeDescriber {
    return new ChangeDescriber(this.transaction, (entity) => this.directory(entity));
  }

  /** Describes changes of a record by column, with codes and references in place of ids. */
  describe(entity: EntityName, changes: readonly FieldChange[]): Promise<FieldChange[]> {
    return this.describer().changes(entity, changes);
  }

  /**
   * Checks that a record is still the one on which a change is based.
   *
   * @throws Problem `refused` with the old, current and requested value of each field.
   */
  async #checkVersion<E extends EntityName>(planned: Planned<E>, now: Current<E> | null): Promise<void> {
    const { entity, fields: requested, ref } = planned;
    const base = planned.current as Current<E>;
    if (now?.version === base.version) return;
    const name = `the ${entities[entity].label} ${ref}`;
    if (now === null) {
      throw new Problem(
        'refused',
        `${name} was removed by someone else in the meantime`,
        `\`cica log ${ref}\` shows by whom`,
      );
    }
    const theirs = await this.describe(entity, differences(base.fields, now.fields));
    const requestedChanges = await this.describe(entity, differences(base.fields, requested));
    const fields = new Set([...theirs, ...requestedChanges].map(({ field }) => field));
    const details = [...fields].map((field) => {
      const [their, mine] = [theirs, requestedChanges].map((changes) => changes.find((one) => one.field === field));
      const is = their === undefined ? 'unchanged' : `now ${valueText(their.after)}`;
      const want = mine === undefined ? '' : `, yours ${valueText(mine.after)}`;
      return `${field}: was ${valueText((their ?? mine)?.before)}, ${is}${want}`;
    });
    const { entry } = await new ChangeLookup(this.transaction).get(now.version);
    const [by] = await this.transaction.rows<{ actor: string }>(sql`select actor from history where entry = ${entry}`);
    throw new Problem(
      'refused',
      `${name} was changed in the meantime by ${by?.actor ?? 'someone else'} (entry ${entry})`,
      'review it and repeat the change',
      { details, reason: 'changed' },
    );
  }

  /**
   * Applies the rules to a record without saving it.
   *
   * @throws Problem for the first broken rule.
   */
  async check<E extends EntityName>(entity: E, fields: DraftOf<E>, current: Current<E> | null): Promise<void> {
    await this.known.gathered(() => this.#complete(entity, fields, current, null));
  }

  /**
   * Resolves the names in values to ids.
   *
   * @throws Problem with a part for each unknown name, or notGathered.
   */
  resolve<E extends EntityName>(entity: E, values: FieldValues, current: Current<E> | null = null): DraftOf<E> {
    const fields: Fields = {};
    const problems: Problem[] = [];
    const before: Fields = current?.fields ?? {};
    for (const { column, stored, names } of storedColumns(entity)) {
      const value = values[column.name];
      if (value === undefined) continue;
      if (!names || value === null) {
        fields[stored] = value as Fields[string];
        continue;
      }
      try {
        const meeting = fields.meeting_id ?? before.meeting_id;
        fields[stored] = this.#resolveValue(column, value, typeof meeting === 'number' ? meeting : undefined);
      } catch (error) {
        problems.push(Problem.of(error).at(column.name));
      }
    }
    if (problems.length > 0) throw severalProblems(problems);
    return fields as DraftOf<E>;
  }

  #resolveLinks(links: readonly NamedLink[]): StoredLink[] {
    this.known.wantTargets(links.map(({ ref }) => ref));
    const stored = links.map(({ relation, ref, answer, note }): StoredLink => {
      const to_id = this.known.targetNamed(ref)?.id ?? this.known.named('decision', ref);
      return { relation, to_id, answer, note };
    });
    return uniqueBy(stored, ({ relation, to_id }) => `${relation}:${to_id}`);
  }

  #resolveValue(column: Column, value: FieldValue, meetingId: number | undefined): Fields[string] {
    if (column.type === 'parties') return this.#resolveParties((value ?? []) as NamedParty[]);
    if (column.type === 'links') return this.#resolveLinks((value ?? []) as NamedLink[]);
    return this.#resolveReference(column.entity, value as string, meetingId);
  }

  #resolveParties(parties: readonly NamedParty[]): StoredParty[] {
    if (parties.length === 0) return [];
    const directory = this.known.directory('party');
    const stored = parties.map(({ role, party }) => {
      const adviceFor = (codes: readonly string[]) =>
        severalPartiesAdvice(codes.map((code) => (role === 'subject' ? code : `${role}:${code}`)));
      return { role, party_id: directory.find(party, adviceFor).id };
    });
    return uniqueBy(stored, ({ role, party_id }) => `${role}:${party_id}`);
  }

  #resolveReference(entity: EntityName | undefined, text: string, meetingId: number | undefined): number | null {
    if (entity === undefined) throw new Error('a reference without an entity');
    const { known } = this;
    if (isNamed(entity)) return known.directory(entity).find(text, oneNameAdvice).id;
    if (entity === 'meeting') return known.meeting(text)?.id ?? known.named(entity, text);
    if (entity !== 'agenda_item') return known.named(entity, text);
    // an unknown meeting is reported once, not again for its agenda item
    if (meetingId === undefined && parseReference(text) === null) return null;
    const items = meetingId === undefined ? [] : known.agendas.get(meetingId);
    const item = itemOf(items, text.trim());
    if (item !== undefined) return item.id;
    const key = `item ${meetingId} ${text}`;
    return known.answer(['meeting', 'agenda_item'], key, (reader) => findAgendaItem(reader, text, meetingId)).id;
  }
}

/** A stored column, the field in which it is stored, and whether its values name other records. */
interface StoredColumn {
  readonly column: Column;
  readonly stored: string;
  readonly names: boolean;
}

/** The columns of an entity whose values are stored as they are, or name other records. */
const storedColumns = memoized((entity: EntityName): readonly StoredColumn[] =>
  entities[entity].columns
    .filter((column: Column) => isStored(column) && column.type !== 'ref')
    .map((column: Column) => ({ column, stored: storedName(column), names: namingTypes.has(column.type) })),
);

/** The column types whose values name other records. */
const namingTypes: ReadonlySet<Column['type']> = new Set(['reference', 'parties', 'links']);
