import sql, { type Sql } from 'sql-template-tag';
import { symbolKey } from '../../domain/fold';
import { memoized } from '../../domain/memoized';
import { danglingReference } from '../../domain/problem';
import type { DraftOf, RowOf } from '../../domain/record';
import { decisionReference, parseReference } from '../../domain/reference';
import { type EntityName, entityNames } from '../../domain/schema';
import { queryInChunks } from '../../store/queryInChunks';
import type { Fields, StoredRecord, Transaction } from '../../store/store';
import { type AgendaEntry, agendasOf } from '../agenda/find';
import { Directory, type NamedEntity, namedFields } from '../directory';
import { find } from '../find';
import { DecisionIndex } from './decisionIndex';
import { DocumentNames } from './documentNames';
import { Answers, Facts, type Gatherable, notGathered } from './facts';
import { type LinkTarget, targetsNamed, targetsOfIds } from './linkTargets';
import { loadSpellings, type Spellings } from './tags';
import { TaskIndex } from './taskIndex';

/** The fields of a meeting that rules need. */
export type MeetingFacts = RowOf<'meeting', 'body_id' | 'ref' | 'date' | 'end_date'>;

/** The number of facts of a kind to keep from one batch to the next. */
const maxKept = 500;

/** The number of passes in which items are gathered together: first names, then the facts about what they name. */
const maxRounds = 4;

export interface WriteSettings {
  /** The local date. */
  readonly today: string;
  /** Whether a body may answer a referral to another body. */
  readonly force: boolean;
  /** Whether another record may share a name with the saved one, as after an undo. */
  readonly mayShareName: (known: Known, entity: EntityName, id: number) => boolean;
}

/**
 * What the rules know of the register. They read it synchronously; what has not been gathered is read from the register in
 * a few queries for many drafts, and the rule runs again (`gathered`). Whoever saves a record keeps it up to date.
 */
export class Known {
  readonly settings: WriteSettings;
  /** The agendas of meetings, in their order. */
  readonly agendas: Facts<number, AgendaEntry[]>;
  /** The decisions of meetings. */
  readonly decisions: Facts<number, DecisionIndex>;
  /** The spellings of tags. */
  readonly spellings: Facts<'all', Spellings>;
  readonly documentNames: Facts<'all', DocumentNames>;
  /** The tasks of decisions. */
  readonly tasks: Facts<number, TaskIndex>;
  readonly #reader: Transaction;
  readonly #directories: Facts<NamedEntity, Directory>;
  readonly #meetings: Facts<string, MeetingFacts | null>;
  readonly #meetingsById: Facts<number, MeetingFacts | null>;
  /** The references that texts stand for. */
  readonly #references = new Map<string, string>();
  #reserved: ReadonlySet<string> = new Set();
  /** The numbers skipped in meetings, kept when their decisions are forgotten: no record has them. */
  readonly #skipped = new Map<number, number[]>();
  readonly #targets: Facts<string, LinkTarget | null>;
  readonly #targetsById: Facts<number, LinkTarget | null>;
  readonly #records = new Map<EntityName, Facts<number, StoredRecord<EntityName> | null>>();
  /** Answers, grouped by the entities on which they depend. */
  readonly #answers = new Answers();
  /** Answers about some records of an entity, grouped by what these have in common. */
  readonly #answersAbout = new Answers();
  readonly #gatherable: Gatherable[] = [this.#answers, this.#answersAbout];

  constructor(reader: Transaction, settings: WriteSettings) {
    this.#reader = reader;
    this.settings = settings;
    this.#directories = this.#facts(async (names) => {
      const directories = new Map<NamedEntity, Directory>();
      for (const name of names) directories.set(name, await Directory.load(reader, name));
      return directories;
    });
    this.#meetings = this.#facts((refs) => this.#loadMeetings(refs));
    this.#meetingsById = this.#facts(async (ids) => {
      const rows = await queryInChunks(ids, (list) =>
        reader.rows<MeetingFacts>(sql`select id, body_id, ref, date, end_date from meeting where id in (${list})`),
      );
      return new Map(rows.map((row) => [row.id, row]));
    });
    this.agendas = this.#facts(async (ids) => {
      const agendas = await agendasOf(reader, ids);
      return new Map(ids.map((id) => [id, agendas.get(id) ?? []]));
    });
    this.decisions = this.#facts((ids) => DecisionIndex.load(reader, ids, this.#skipped));
    this.#targets = this.#facts(async (refs) => {
      const targets = await targetsNamed(reader, refs);
      for (const target of targets.values()) this.#targetsById.set(target.id, target);
      return targets;
    });
    this.#targetsById = this.#facts((ids) => targetsOfIds(reader, ids));
    this.spellings = this.#facts(async () => new Map([['all', await loadSpellings(reader)]]));
    this.documentNames = this.#facts(async () => new Map([['all', await DocumentNames.load(reader)]]));
    this.tasks = this.#facts((ids) => TaskIndex.load(reader, ids));
  }

  #facts<Key, Value>(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>): Facts<Key, Value> {
    const facts = new Facts(load);
    this.#gatherable.push(facts);
    return facts;
  }

  /** The result of `ask`, once everything that it asks for has been gathered. */
  async gathered<Result>(ask: () => Result): Promise<Result> {
    for (;;) {
      const result = attempt(ask, undefined);
      if (result !== notGathered) return result;
      await this.gather();
    }
  }

  /**
   * Plans and applies items in order. If one asks for unknown facts, the following ones are asked, too, so that a few
   * queries answer all. `plan` changes nothing and may run again; `apply` updates what is known.
   */
  async inOrder<Item, Plan>(
    items: readonly Item[],
    plan: (item: Item) => Plan,
    apply: (item: Item, planned: Plan) => Promise<void> | undefined,
  ): Promise<void> {
    let rounds = maxRounds;
    for (let at = 0; at < items.length; at += 1) {
      const item = items[at] as Item;
      let planned: Plan | typeof notGathered = attempt(plan, item);
      while (planned === notGathered) {
        if (rounds > 0) for (const other of items.slice(at + 1)) attempt(plan, other);
        rounds -= 1;
        await this.gather();
        planned = attempt(plan, item);
      }
      const following = apply(item, planned);
      if (following !== undefined) await following;
    }
  }

  /** Reads the facts requested since the last time. */
  async gather(): Promise<void> {
    for (const facts of this.#gatherable) await facts.gather();
  }

  /** Before the next batch: forgets facts beyond the limits. */
  trim(): void {
    for (const facts of [this.#meetings, this.#meetingsById, this.#targets, this.#targetsById]) facts.trim(maxKept);
    for (const facts of [this.agendas, this.decisions, this.tasks, ...this.#records.values()]) facts.trim(maxKept);
    for (const answers of [this.#answers, this.#answersAbout]) answers.clear();
    if (this.#references.size > maxKept) this.#references.clear();
  }

  /** The bodies, parties or instruments. */
  directory(entity: NamedEntity): Directory {
    return this.#directories.get(entity);
  }

  /** Updates a directory after a save, or a removal (`fields` is null). */
  nameChanged(entity: NamedEntity, id: number, fields: DraftOf<NamedEntity> | null): void {
    this.#directories.peek(entity)?.update(id, fields && namedFields(fields));
  }

  /** The meeting with that current or former reference, null if there is none. */
  meeting(text: string): MeetingFacts | null {
    return this.#meetings.get(this.#referenceOf(text));
  }

  /**
   * The meeting of an id.
   *
   * @throws Problem `register` if there is none.
   */
  meetingOfId(id: number): MeetingFacts {
    return this.#meetingsById.get(id) ?? throwProblem(danglingReference('meeting', id));
  }

  /** Reserves decision references, in place of those reserved before: decisions without a reference get other numbers. */
  reserve(references: ReadonlySet<string>): void {
    this.#reserved = references;
  }

  /** The first number in a meeting, starting at `from`, that is not reserved. */
  freeNumber({ ref }: MeetingFacts, from: number): number {
    let number = from;
    if (this.#reserved.size === 0) return number;
    while (this.#reserved.has(decisionReference(ref, number))) number += 1;
    return number;
  }

  /** Skips the next number of a meeting, as if a decision had had it. */
  skipNumber(meeting: MeetingFacts): void {
    const decisions = this.decisions.get(meeting.id);
    const number = this.freeNumber(meeting, decisions.lastNumber + 1);
    decisions.addFormer(number, null);
    const skipped = this.#skipped.get(meeting.id);
    if (skipped === undefined) this.#skipped.set(meeting.id, [number]);
    else skipped.push(number);
  }

  /** The last number ever given in a meeting if its decisions have been gathered, or numbers were skipped there. */
  lastNumber(meetingId: number): number | undefined {
    const decisions = this.#skipped.has(meetingId) ? this.decisions.get(meetingId) : this.decisions.peek(meetingId);
    return decisions?.lastNumber;
  }

  /**
   * Gathers the meetings of references or of anything in them, with what is recorded in them, and the decisions of
   * references. An import asks for what its next records need: asked one by one, that would be seven queries a meeting.
   */
  async prepare(meetings: readonly string[], decisions: readonly string[]): Promise<void> {
    for (const text of meetings) this.#meetings.want(this.#referenceOf(text));
    this.wantTargets(decisions);
    await this.gather();
    for (const text of meetings) {
      const meeting = this.#meetings.peek(this.#referenceOf(text));
      if (!meeting) continue;
      this.agendas.want(meeting.id);
      this.decisions.want(meeting.id);
    }
    await this.gather();
  }

  /** Adds a new meeting. */
  addMeeting(meeting: MeetingFacts): void {
    this.#meetings.set(meeting.ref, meeting);
    this.#meetingsById.set(meeting.id, meeting);
  }

  /** The decision of an id. */
  target(id: number): LinkTarget {
    return this.#targetsById.get(id) ?? throwProblem(danglingReference('decision', id));
  }

  /** The decision that currently has that reference, null if there is none. */
  targetNamed(ref: string): LinkTarget | null {
    return this.#targets.get(ref);
  }

  /** Asks for the decisions of some references, so that the first one to be missing gathers all. */
  wantTargets(refs: readonly string[]): void {
    for (const ref of refs) this.#targets.want(ref);
  }

  setTarget(target: LinkTarget): void {
    this.#targets.set(target.ref, target);
    this.#targetsById.set(target.id, target);
  }

  /** Notes that another decision links to one. */
  markLinked(id: number): void {
    const target = this.#targetsById.peek(id);
    if (target && !target.linked) this.setTarget({ ...target, linked: true });
  }

  /** Forgets a decision whose facts changed; `ref` is its reference now. */
  forgetTarget(id: number, ref: string): void {
    const target = this.#targetsById.peek(id);
    if (target) this.#targets.delete(target.ref);
    this.#targets.delete(ref);
    this.#targetsById.delete(id);
  }

  /**
   * The record of an id.
   *
   * @throws Problem `register` if there is none.
   */
  record<E extends EntityName>(entity: E, id: number): StoredRecord<E> {
    return this.recordIfAny(entity, id) ?? throwProblem(danglingReference(entity, id));
  }

  /** The record of an id, null if there is none. */
  recordIfAny<E extends EntityName>(entity: E, id: number): StoredRecord<E> | null {
    let records = this.#records.get(entity);
    if (records === undefined) {
      records = this.#facts((ids) => this.#reader.readAll<EntityName>(entity, ids));
      this.#records.set(entity, records);
    }
    return records.get(id) as StoredRecord<E> | null;
  }

  rows<Row>(query: Sql): Row[] {
    return this.answer(dependencies(query.sql), keyOf(query), (reader) => reader.rows<Row>(query));
  }

  /**
   * The answer to a question, under a key of its own, until a record of one of these entities changes.
   *
   * @throws Problem if that is the answer.
   */
  answer<Value>(entities: readonly EntityName[], key: string, load: (reader: Transaction) => Promise<Value>): Value {
    return this.#answers.get(entities.join(' '), key, () => load(this.#reader));
  }

  /** The rows of a query for records of an entity that have a subject in common, until one with it changes; see `subjectsOf`. */
  rowsAbout<Row>(entity: EntityName, subject: string, query: Sql): Row[] {
    return this.#answersAbout.get(`${entity} ${subject}`, keyOf(query), () => this.#reader.rows<Row>(query));
  }

  /**
   * The id of the record that a text names.
   *
   * @throws Problem `missing` if there is none.
   */
  named(entity: EntityName, text: string): number {
    return this.answer(namedWithin[entity], `${entity} ${text}`, (reader) => find(reader, entity, text)).id;
  }

  /** Forgets a record that was saved, as it was and is, and the answers that depend on it. */
  changed(entity: EntityName, id: number, ...states: readonly Fields[]): void {
    this.#records.get(entity)?.delete(id);
    this.#answers.forgetAbout(entity);
    for (const fields of states) {
      for (const subject of subjectsOf(entity, fields)) this.#answersAbout.forget(`${entity} ${subject}`);
    }
  }

  /** Forgets meetings with their agendas and decisions: a reference may lead elsewhere now. */
  forgetMeetings(): void {
    for (const facts of [this.#meetings, this.#meetingsById, this.agendas, this.decisions]) facts.clear();
    for (const facts of [this.#targets, this.#targetsById]) facts.clear();
    this.#answersAbout.clear();
  }

  /** Forgets a record that was removed or restored, and all but the names that others may have from it. */
  forget(entity: EntityName, id: number): void {
    this.changed(entity, id);
    this.forgetMeetings();
    for (const facts of [this.spellings, this.documentNames, this.tasks]) facts.clear();
  }

  /** The reference of a meeting in a text. */
  #referenceOf(text: string): string {
    const known = this.#references.get(text);
    if (known !== undefined) return known;
    const reference = parseReference(text)?.meeting ?? text;
    this.#references.set(text, reference);
    return reference;
  }

  /** Meetings by current or former reference. */
  async #loadMeetings(refs: readonly string[]): Promise<Map<string, MeetingFacts>> {
    const rows = await queryInChunks(refs, (list) =>
      this.#reader.rows<MeetingFacts & { readonly named: string }>(sql`
        select ref as named, id, body_id, ref, date, end_date from meeting where ref in (${list})
        union all
        select f.ref, m.id, m.body_id, m.ref, m.date, m.end_date
          from former_meeting f join meeting m on m.id = f.meeting_id where f.ref in (${list})`),
    );
    const meetings = new Map(rows.map(({ named, ...facts }) => [named, facts]));
    for (const facts of meetings.values()) this.#meetingsById.set(facts.id, facts);
    return meetings;
  }
}

/** What `work` returns for an item, or `notGathered`. */
function attempt<Item, Result>(work: (item: Item) => Result, item: Item): Result | typeof notGathered {
  try {
    return work(item);
  } catch (error) {
    if (error === notGathered) return notGathered;
    throw error;
  }
}

function throwProblem(problem: Error): never {
  throw problem;
}

/** The entities whose records determine what a name of an entity means. */
const namedWithin: { readonly [entity in EntityName]: readonly EntityName[] } = {
  ...(Object.fromEntries(entityNames.map((name) => [name, [name]])) as Record<EntityName, EntityName[]>),
  meeting: ['body', 'meeting'],
  agenda_item: ['body', 'meeting', 'agenda_item'],
  decision: ['body', 'meeting', 'decision'],
  document: ['body', 'meeting', 'document'],
};

/** What a record shares with those of its entity that rules need to read: an owner, or a name. */
export function subjectsOf(entity: EntityName, fields: Fields): string[] {
  switch (entity) {
    case 'meeting':
      return [`day ${fields.body_id} ${fields.date}`];
    case 'objection':
      return [`decision ${fields.decision_id}`];
    case 'standing':
    case 'act':
      return [`party ${fields.party_id}`];
    case 'document':
      return [`symbol ${symbolKey(fields.symbol as string | null)}`];
    default:
      return [];
  }
}

/** The entities whose records a query reads, by their names in its text. */
const dependencies = memoized((text: string) => entityNames.filter((name) => text.includes(name)));

/** A key that identifies a query. */
const keyOf = ({ sql: text, values }: Sql): string => `${text}\n${JSON.stringify(values)}`;
