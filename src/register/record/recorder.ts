import sql from 'sql-template-tag';
import { type FieldValue, type FieldValues, type NamedParty, uniqueBy } from '../../domain/fields';
import type { NamedLink } from '../../domain/links';
import { danglingReference, Problem } from '../../domain/problem';
import type { DraftOf, FieldsOf, StoredLink, StoredParty } from '../../domain/record';
import { parseReference } from '../../domain/reference';
import { type Column, type EntityName, entities, isStored, storedName } from '../../domain/schema';
import { ChangeLookup } from '../../store/changes';
import type { FieldChange, Fields, Saved, StoredRecord, Transaction } from '../../store/store';
import { differences } from '../../store/transaction';
import { findAgendaItem, itemOf } from '../agenda/find';
import { Directory, isNamed, type NamedEntity, namedFields } from '../directory';
import { find } from '../find';
import { ChangeDescriber, valueText } from '../history/changeDescriber';
import { DocumentTitles } from './documentTitles';
import { LinkTargetCache } from './linkTargetCache';
import { MeetingCache } from './meetingCache';
import { severalProblems } from './problems';
import { Tags } from './tags';

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
export interface Normalized<E extends EntityName> {
  readonly fields: FieldsOf<E>;
  readonly ref: string;
}

/** A saved record; `current` is its previous state, null for a new one. */
export interface SavedRecord<E extends EntityName> extends Normalized<E> {
  readonly id: number;
  readonly outcome: Saved['outcome'];
  readonly current: Current<E> | null;
}

/** The rules of an entity that its columns do not express. */
export interface Rules<E extends EntityName> {
  /**
   * Checks a draft and fills in defaults.
   *
   * @throws Problem for the first broken rule.
   */
  normalize(recorder: Recorder, draft: Draft<E>): Promise<Normalized<E>>;
  /** Runs after a save: checks that need the stored record, and updates of dependent records. */
  afterSave?(recorder: Recorder, record: SavedRecord<E>): Promise<void>;
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

export interface RecorderOptions {
  readonly force?: boolean;
  readonly mayShareName?: Recorder['mayShareName'];
}

/** Writes parsed records to the register: resolves names to ids and applies the rules. See `createRecorder`. */
export class Recorder {
  readonly #rules: AllRules;
  readonly transaction: Transaction;
  /** The local date. */
  readonly today: string;
  readonly #directories = new Map<NamedEntity, Directory>();
  /** The next decision number of each meeting. */
  readonly nextNumbers = new Map<number, number>();
  readonly meetings: MeetingCache;
  /** During an import: decisions whose standings are updated at the end, in the order of their dates. Otherwise null. */
  queuedStandings: Map<number, boolean> | null = null;
  linkTargets: LinkTargetCache;
  /** Whether a body may answer a referral to another body. */
  readonly force: boolean;
  /** Whether another record may share a name with the saved one, as after an undo. */
  readonly mayShareName: (entity: EntityName, id: number) => Promise<boolean>;
  readonly documentTitles: DocumentTitles;
  readonly #tags: Tags;

  constructor(
    rules: AllRules,
    transaction: Transaction,
    today: string,
    { force = false, mayShareName }: RecorderOptions = {},
  ) {
    this.#rules = rules;
    this.transaction = transaction;
    this.today = today;
    this.force = force;
    this.mayShareName = mayShareName ?? (() => Promise.resolve(false));
    this.documentTitles = new DocumentTitles(transaction);
    this.#tags = new Tags(transaction);
    this.linkTargets = new LinkTargetCache(transaction, 0);
    this.meetings = new MeetingCache(transaction);
  }

  async directory(entity: NamedEntity): Promise<Directory> {
    const known = this.#directories.get(entity);
    if (known !== undefined) return known;
    const directory = await Directory.load(this.transaction, entity);
    this.#directories.set(entity, directory);
    return directory;
  }

  /** Updates the loaded directory after a save, or a removal (`fields` is null). */
  nameChanged(entity: NamedEntity, id: number, fields: DraftOf<NamedEntity> | null): void {
    this.#directories.get(entity)?.update(id, fields && namedFields(fields));
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
    const resolved = await this.resolve(entity, values, current);
    if (entity === 'decision') await this.#spellTags(resolved, current as Current<'decision'> | null);
    const requestedRef = typeof values.ref === 'string' ? values.ref : null;
    return this.save(entity, current === null ? resolved : { ...current.fields, ...resolved }, current, requestedRef);
  }

  /** Applies the rules to a record with resolved names, and saves it. */
  async save<E extends EntityName>(
    entity: E,
    values: DraftOf<E>,
    current: Current<E> | null,
    requestedRef: string | null = null,
  ): Promise<Recorded> {
    const { fields, ref } = await this.#rules[entity].normalize(this, { fields: values, current, requestedRef });
    const record = current === null ? { fields } : { ...current, fields };
    const saved = await this.transaction.save(entity, record).catch(async (error: unknown) => {
      throw error instanceof Problem && error.reason === 'version conflict' && current !== null
        ? await this.#conflict(entity, fields, current, ref)
        : error;
    });
    if (saved.outcome !== 'unchanged' && isNamed(entity))
      this.nameChanged(entity, saved.id, fields as DraftOf<NamedEntity>);
    await this.#rules[entity].afterSave?.(this, { id: saved.id, outcome: saved.outcome, fields, current, ref });
    const { id, version, outcome, changes } = saved;
    // a task is referred to by its id
    return { id, version, outcome, changes, ref: ref || String(id) };
  }

  /** The problems with the names in values that have other errors and will not be saved. */
  async unresolved(entity: EntityName, values: FieldValues): Promise<readonly Problem[]> {
    try {
      await this.resolve(entity, values);
      return [];
    } catch (error) {
      if (error instanceof Problem) return error.parts;
      throw error;
    }
  }

  /** Reads the record of an id in order to change it. */
  async current<E extends EntityName>(entity: E, id: number): Promise<Current<E>> {
    const current = await this.transaction.read(entity, id);
    if (current === null) throw danglingReference(entity, id);
    return current;
  }

  /**
   * Removes records of an entity, and returns the references of the records removed with them.
   *
   * @throws Problem `refused`, listing the records that depend on them.
   */
  async remove(entity: EntityName, ids: readonly number[], options: RemoveOptions): Promise<string[]> {
    this.meetings.clear();
    this.linkTargets.clear();
    const rules = this.#rules[entity];
    if (rules.removeAll !== undefined) return rules.removeAll(this, ids, options);
    const alsoRemoved: string[] = [];
    for (const id of ids) {
      alsoRemoved.push(...((await rules.beforeRemove?.(this, id, options)) ?? []));
      await this.transaction.remove(entity, id);
      if (isNamed(entity)) this.nameChanged(entity, id, null);
    }
    return alsoRemoved;
  }

  /** Describes changes of a record by column, with codes and references in place of ids. */
  describe(entity: EntityName, changes: readonly FieldChange[]): Promise<FieldChange[]> {
    return new ChangeDescriber(this.transaction).changes(entity, changes);
  }

  /** The problem for a concurrent change: lists the old, current and requested value of each field. */
  async #conflict<E extends EntityName>(
    entity: E,
    requested: FieldsOf<E>,
    base: Current<E>,
    ref: string,
  ): Promise<Problem> {
    const now = await this.transaction.read(entity, base.id);
    const name = `the ${entities[entity].label} ${ref}`;
    if (now === null) {
      return new Problem(
        'refused',
        `${name} was removed by someone else in the meantime`,
        `\`cica log ${ref}\` shows by whom`,
      );
    }
    const theirs = await this.describe(entity, differences(base.fields, now.fields));
    const own = await this.describe(entity, differences(base.fields, requested));
    const fields = new Set([...theirs, ...own].map(({ field }) => field));
    const details = [...fields].map((field) => {
      const [their, mine] = [theirs, own].map((changes) => changes.find((one) => one.field === field));
      const is = their === undefined ? 'unchanged' : `now ${valueText(their.after)}`;
      const want = mine === undefined ? '' : `, yours ${valueText(mine.after)}`;
      return `${field}: was ${valueText((their ?? mine)?.before)}, ${is}${want}`;
    });
    const { entry } = await new ChangeLookup(this.transaction).get(now.version);
    const [by] = await this.transaction.rows<{ actor: string }>(sql`select actor from history where entry = ${entry}`);
    return new Problem(
      'refused',
      `${name} was changed in the meantime by ${by?.actor ?? 'someone else'} (entry ${entry})`,
      'review it and repeat the change',
      { details },
    );
  }

  /**
   * Applies the rules to a record without saving it.
   *
   * @throws Problem for the first broken rule.
   */
  async check<E extends EntityName>(entity: E, fields: DraftOf<E>, current: Current<E> | null): Promise<void> {
    await this.#rules[entity].normalize(this, { fields, current, requestedRef: null });
  }

  async #spellTags(fields: DraftOf<'decision'>, current: Current<'decision'> | null): Promise<void> {
    const { tags } = fields;
    if (!tags?.length || JSON.stringify(tags) === JSON.stringify(current?.fields.tags)) return;
    fields.tags = await this.#tags.spelled(tags, current?.id);
  }

  /**
   * Resolves the names in values to ids.
   *
   * @throws Problem with a part for each unknown name.
   */
  async resolve<E extends EntityName>(
    entity: E,
    values: FieldValues,
    current: Current<E> | null = null,
  ): Promise<DraftOf<E>> {
    const fields: Fields = {};
    const problems: Problem[] = [];
    const before: Fields = current?.fields ?? {};
    for (const column of entities[entity].columns) {
      const value = values[column.name];
      if (value === undefined || !isStored(column) || column.type === 'ref') continue;
      if (!namingTypes.has(column.type) || value === null) {
        fields[storedName(column)] = value as Fields[string];
        continue;
      }
      try {
        const meeting = fields.meeting_id ?? before.meeting_id;
        fields[storedName(column)] = await this.#resolveValue(
          column,
          value,
          typeof meeting === 'number' ? meeting : undefined,
        );
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problems.push(error.at(column.name));
      }
    }
    if (problems.length > 0) throw severalProblems(problems);
    return fields as DraftOf<E>;
  }

  async #resolveLinks(links: readonly NamedLink[]): Promise<StoredLink[]> {
    const stored: StoredLink[] = [];
    for (const { relation, ref, answer, note } of links) {
      const { id } = (await this.linkTargets.lookup(ref)) ?? (await find(this.transaction, 'decision', ref));
      stored.push({ relation, to_id: id, answer, note });
    }
    return uniqueBy(stored, ({ relation, to_id }) => `${relation}:${to_id}`);
  }

  async #resolveValue(column: Column, value: FieldValue, meetingId: number | undefined): Promise<Fields[string]> {
    if (column.type === 'parties') return this.#resolveParties((value ?? []) as NamedParty[]);
    if (column.type === 'links') return this.#resolveLinks((value ?? []) as NamedLink[]);
    return this.#resolveReference(column.entity, value as string, meetingId);
  }

  async #resolveParties(parties: readonly NamedParty[]): Promise<StoredParty[]> {
    if (parties.length === 0) return [];
    const directory = await this.directory('party');
    const stored = parties.map(({ role, party }) => ({ role, party_id: directory.find(party).id }));
    return uniqueBy(stored, ({ role, party_id }) => `${role}:${party_id}`);
  }

  async #resolveReference(
    entity: EntityName | undefined,
    text: string,
    meetingId: number | undefined,
  ): Promise<number | null> {
    if (entity === undefined) throw new Error('a reference without an entity');
    if (isNamed(entity)) return (await this.directory(entity)).find(text).id;
    if (entity === 'meeting') return (await this.meetings.find(text)).id;
    if (entity !== 'agenda_item') return (await find(this.transaction, entity, text)).id;
    // an unknown meeting is reported once, not again for its agenda item
    if (meetingId === undefined && parseReference(text) === null) return null;
    const items = meetingId === undefined ? [] : await this.meetings.agenda(meetingId);
    return (itemOf(items, text.trim()) ?? (await findAgendaItem(this.transaction, text, meetingId))).id;
  }
}

/** The column types whose values name other records. */
const namingTypes: ReadonlySet<Column['type']> = new Set(['reference', 'parties', 'links']);
