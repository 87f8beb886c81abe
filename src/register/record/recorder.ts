import sql from 'sql-template-tag';
import { type FieldValue, firstOfEach, type NamedParty } from '../../domain/fields';
import type { NamedLink } from '../../domain/links';
import { lostRecord, Problem } from '../../domain/problem';
import { parseReference } from '../../domain/reference';
import {
  type Column,
  type DraftOf,
  type EntityName,
  entities,
  type FieldsOf,
  isStored,
  type StoredLink,
  type StoredParty,
  storedName,
} from '../../domain/schema';
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

/** A record that is on record already, as the rules see it. */
export type Current<E extends EntityName = EntityName> = StoredRecord<E>;

/** A record about to be saved: its fields as stored, and the reference that its file asks for. */
export interface Draft<E extends EntityName> {
  readonly fields: DraftOf<E>;
  readonly current: Current<E> | null;
  /** The reference that a file gives to a new meeting or decision. */
  readonly wanted: string | null;
}

export interface Recorded extends Saved {
  readonly ref: string;
}

/** A draft that the rules of its entity have passed: all its fields, and its reference. */
export interface Normalized<E extends EntityName> {
  readonly fields: FieldsOf<E>;
  readonly ref: string;
}

/** A record that was saved, with what it was before; null: it is new. */
export interface SavedRecord<E extends EntityName> extends Normalized<E> {
  readonly id: number;
  readonly outcome: Saved['outcome'];
  readonly current: Current<E> | null;
}

/** What the register knows of an entity beyond its columns. */
export interface Rules<E extends EntityName> {
  /**
   * Checks a draft, and fills in what is not given.
   *
   * @throws Problem with the first rule that is broken.
   */
  normalize(recorder: Recorder, draft: Draft<E>): Promise<Normalized<E>>;
  /** Checks what only the saved record shows, and changes what depends on it. */
  saved?(recorder: Recorder, record: SavedRecord<E>): Promise<void>;
  /**
   * Removes records together, with what goes with them; returns the references of that.
   *
   * @throws Problem `refused` with what depends on them.
   */
  remove?(recorder: Recorder, ids: readonly number[], options: RemoveOptions): Promise<string[]>;
}

/** The rules of every entity. */
export type AllRules = { readonly [E in EntityName]: Rules<E> };

/** What `remove` does about the decisions and agenda items that depend on a record. */
export interface RemoveOptions {
  readonly withDecisions: boolean;
}

export interface RecorderOptions {
  readonly force?: boolean;
  readonly sharesName?: Recorder['sharesName'];
}

/** Records what was read into the register: names become ids, the rules of each entity are kept. `../recorder.ts` makes one. */
export class Recorder {
  readonly #rules: AllRules;
  readonly transaction: Transaction;
  /** The local date. */
  readonly today: string;
  readonly #directories = new Map<NamedEntity, Directory>();
  /** The number that a meeting's next decision gets. */
  readonly nextNumbers = new Map<number, number>();
  /** The meetings that records name, their agenda and decisions. */
  readonly meetings: MeetingCache;
  /** The decisions whose standings wait until all decisions are there, so that these need no order; null: none waits. */
  waitingStandings: Map<number, boolean> | null = null;
  /** The decisions that links name; an import keeps the last ones at hand. */
  targets: LinkTargetCache;
  /** Whether an answer may come from another body than the one asked. */
  readonly force: boolean;

  /** Whether another record may have a name in common with the one that is recorded: an undo brings back what was. */
  readonly sharesName: (entity: EntityName, id: number) => Promise<boolean>;
  readonly documentTitles: DocumentTitles;
  /** The tags that decisions have. */
  readonly #tags: Tags;

  constructor(
    rules: AllRules,
    transaction: Transaction,
    today: string,
    { force = false, sharesName }: RecorderOptions = {},
  ) {
    this.#rules = rules;
    this.transaction = transaction;
    this.today = today;
    this.force = force;
    this.sharesName = sharesName ?? (() => Promise.resolve(false));
    this.documentTitles = new DocumentTitles(transaction);
    this.#tags = new Tags(transaction);
    this.targets = new LinkTargetCache(transaction, 0);
    this.meetings = new MeetingCache(transaction);
  }

  /** All bodies, parties or instruments. */
  async directory(entity: NamedEntity): Promise<Directory> {
    const known = this.#directories.get(entity);
    if (known !== undefined) return known;
    const directory = await Directory.load(this.transaction, entity);
    this.#directories.set(entity, directory);
    return directory;
  }

  /** Keeps what is known of names as it is after a record was saved; null: it was removed. */
  named(entity: NamedEntity, id: number, fields: DraftOf<NamedEntity> | null): void {
    this.#directories.get(entity)?.saved(id, fields && namedFields(fields));
  }

  /**
   * Creates a record, or changes the current one: fields that are absent stay as they are.
   *
   * @throws Problem with parts for all that names what is not there, or with the first rule that is broken.
   */
  async record<E extends EntityName>(
    entity: E,
    values: Readonly<Record<string, FieldValue>>,
    current: Current<E> | null = null,
  ): Promise<Recorded> {
    const resolved = await this.#resolve(entity, values, current);
    if (entity === 'decision') await this.#spellTags(resolved, current as Current<'decision'> | null);
    const wanted = typeof values.ref === 'string' ? values.ref : null;
    return this.save(entity, current === null ? resolved : { ...current.fields, ...resolved }, current, wanted);
  }

  /** Saves a record of which the names are resolved already, by the rules of its entity. */
  async save<E extends EntityName>(
    entity: E,
    values: DraftOf<E>,
    current: Current<E> | null,
    wanted: string | null = null,
  ): Promise<Recorded> {
    const { fields, ref } = await this.#rules[entity].normalize(this, { fields: values, current, wanted });
    const record = current === null ? { fields } : { ...current, fields };
    const saved = await this.transaction.save(entity, record).catch(async (error: unknown) => {
      throw error instanceof Problem && error.reason === 'version conflict' && current !== null
        ? await this.#conflict(entity, fields, current, ref)
        : error;
    });
    if (saved.outcome !== 'unchanged' && isNamed(entity)) this.named(entity, saved.id, fields as DraftOf<NamedEntity>);
    await this.#rules[entity].saved?.(this, { id: saved.id, outcome: saved.outcome, fields, current, ref });
    const { id, version, outcome, changes } = saved;
    // a task is named by its id
    return { id, version, outcome, changes, ref: ref || String(id) };
  }

  /**
   * The values of a record as they are stored: names become ids.
   *
   * @throws Problem with parts for all that names what is not there.
   */
  resolved<E extends EntityName>(entity: E, values: Readonly<Record<string, FieldValue>>): Promise<DraftOf<E>> {
    return this.#resolve(entity, values, null);
  }

  /** What values name that is not on record, where they cannot be recorded anyway. */
  async unknown(entity: EntityName, values: Readonly<Record<string, FieldValue>>): Promise<readonly Problem[]> {
    try {
      await this.#resolve(entity, values, null);
      return [];
    } catch (error) {
      if (error instanceof Problem) return error.parts;
      throw error;
    }
  }

  /** The record of an id, to be changed. */
  async current<E extends EntityName>(entity: E, id: number): Promise<Current<E>> {
    const current = await this.transaction.read(entity, id);
    if (current === null) throw lostRecord(entity, id);
    return current;
  }

  /**
   * Removes records of an entity together; returns the references of what was removed with them.
   *
   * @throws Problem `refused` with what depends on them.
   */
  async remove(entity: EntityName, ids: readonly number[], options: RemoveOptions): Promise<string[]> {
    this.meetings.forgetAll();
    this.targets.forgetAll();
    const rules = this.#rules[entity];
    const gone = (await rules.remove?.(this, ids, options)) ?? [];
    if (rules.remove === undefined) for (const id of ids) await this.transaction.remove(entity, id);
    if (isNamed(entity)) for (const id of ids) this.named(entity, id, null);
    return gone;
  }

  /** What changed in an updated record, by column and in the words of people: ids become codes and references. */
  describe(entity: EntityName, changes: readonly FieldChange[]): Promise<FieldChange[]> {
    return new ChangeDescriber(this.transaction).changes(entity, changes);
  }

  /** The problem that another changed a record after it was read: with what it was, what it is and what was wanted. */
  async #conflict<E extends EntityName>(
    entity: E,
    wanted: FieldsOf<E>,
    base: Current<E>,
    ref: string,
  ): Promise<Problem> {
    const now = await this.transaction.read(entity, base.id);
    const name = `the ${entities[entity].label} ${ref}`;
    if (now === null) {
      return new Problem('refused', `${name} was removed by another meanwhile`, `\`cica log ${ref}\` shows by whom`);
    }
    const theirs = await this.describe(entity, differences(base.fields, now.fields));
    const own = await this.describe(entity, differences(base.fields, wanted));
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
      `${name} was changed meanwhile, by ${by?.actor ?? 'another'} (entry ${entry})`,
      'look at it again and repeat the change',
      { details },
    );
  }

  /**
   * Checks a record by the rules of its entity, without saving it.
   *
   * @throws Problem with the first rule that is broken.
   */
  async check<E extends EntityName>(entity: E, fields: DraftOf<E>, current: Current<E> | null): Promise<void> {
    await this.#rules[entity].normalize(this, { fields, current, wanted: null });
  }

  async #spellTags(fields: DraftOf<'decision'>, current: Current<'decision'> | null): Promise<void> {
    const { tags } = fields;
    if (!tags?.length || JSON.stringify(tags) === JSON.stringify(current?.fields.tags)) return;
    fields.tags = await this.#tags.spelled(tags, current?.id);
  }

  async #resolve<E extends EntityName>(
    entity: E,
    values: Readonly<Record<string, FieldValue>>,
    current: Current<E> | null,
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
      const { id } = (await this.targets.named(ref)) ?? (await find(this.transaction, 'decision', ref));
      stored.push({ relation, to_id: id, answer, note });
    }
    return firstOfEach(stored, ({ relation, to_id }) => `${relation}:${to_id}`);
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
    return firstOfEach(stored, ({ role, party_id }) => `${role}:${party_id}`);
  }

  async #resolveReference(
    entity: EntityName | undefined,
    text: string,
    meetingId: number | undefined,
  ): Promise<number | null> {
    if (entity === undefined) throw new Error('a reference without an entity');
    if (isNamed(entity)) return (await this.directory(entity)).find(text).id;
    if (entity === 'meeting') return (await this.meetings.named(text)).id;
    if (entity !== 'agenda_item') return (await find(this.transaction, entity, text)).id;
    // of a meeting that is missing, which is a problem of its own, the agenda is not missed too
    if (meetingId === undefined && parseReference(text) === null) return null;
    const items = meetingId === undefined ? [] : await this.meetings.agenda(meetingId);
    return (itemOf(items, text.trim()) ?? (await findAgendaItem(this.transaction, text, meetingId))).id;
  }
}

/** The types of columns whose values name what has an id. */
const namingTypes: ReadonlySet<Column['type']> = new Set(['reference', 'parties', 'links']);
