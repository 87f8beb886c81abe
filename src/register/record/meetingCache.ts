import sql from 'sql-template-tag';
import { symbolKey } from '../../domain/fold';
import { lostRecord } from '../../domain/problem';
import { agendaSortKey, decisionReference, parseReference } from '../../domain/reference';
import type { FieldsOf, RowOf } from '../../domain/schema';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader, Saved } from '../../store/store';
import { type AgendaEntry, agendasOf } from '../agenda/find';
import { findMeeting } from '../meeting/find';

/** What the rules need of a meeting. */
export type MeetingFacts = RowOf<'meeting', 'body_id' | 'ref' | 'date' | 'end_date'>;

/** A decision as it is told from the others of its meeting. */
type KnownDecision = RowOf<'decision', 'number' | 'symbol' | 'form' | 'action' | 'title'>;

/** The decisions of a meeting, and the numbers that it gave: of a number given up, what it leads to, if that is there. */
interface KnownDecisions {
  readonly byNumber: Map<number, number>;
  readonly byName: Map<string, KnownDecision[]>;
  readonly bySymbol: Map<string, KnownDecision[]>;
  readonly former: Map<number, number | null>;
}

/** So many meetings are kept at most when they are asked for one by one. */
const most = 1_000;

/**
 * The meetings that records name, with their agenda and their decisions: read for the next records of a file at once, or
 * when they are asked for, and kept as they are on record.
 */
export class MeetingCache {
  readonly #reader: Reader;
  readonly #byId = new Map<number, MeetingFacts>();
  /** By what was typed, former references included. */
  readonly #byText = new Map<string, MeetingFacts>();
  readonly #agendas = new Map<number, AgendaEntry[]>();
  readonly #decisions = new Map<number, KnownDecisions>();
  /** The references of decisions that the records at hand name. */
  #claimed: ReadonlySet<string> = new Set();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * Reads the meetings that the next records name, in place of what is at hand. The numbers that their references name are
   * not for decisions without one.
   */
  async read(meetings: ReadonlySet<string>, references: ReadonlySet<string>): Promise<void> {
    this.forgetAll();
    this.#claimed = references;
    await this.#readNamed(meetings);
    await this.#readAgendas([...this.#byId.keys()]);
    await this.#readDecisions([...this.#byId.keys()]);
  }

  /**
   * The meeting of a reference, also of a former one.
   *
   * @throws Problem `missing` when there is none.
   */
  async named(text: string): Promise<MeetingFacts> {
    return (await this.find(text)) ?? this.withId((await findMeeting(this.#reader, text)).id);
  }

  /** The meeting of a reference, also of a former one; undefined when there is none. */
  async find(text: string): Promise<MeetingFacts | undefined> {
    if (!this.#byText.has(text)) await this.#readNamed([text]);
    return this.#byText.get(text);
  }

  /** The meeting of an id. */
  async withId(id: number): Promise<MeetingFacts> {
    return this.#byId.get(id) ?? this.#readId(id);
  }

  /** The agenda of a meeting, in its order. */
  async agenda(meeting: number): Promise<readonly AgendaEntry[]> {
    if (!this.#agendas.has(meeting)) await this.#readAgendas([meeting]);
    return this.#agendas.get(meeting) ?? [];
  }

  /** The decisions of a meeting of that action and title, in their order. */
  async called(meeting: number, action: string, title: string): Promise<readonly KnownDecision[]> {
    return (await this.#decisionsOf(meeting)).byName.get(nameOf(action, title)) ?? [];
  }

  /** The decision that has or had a number of a meeting; null when it was removed, undefined when none ever had it. */
  async numbered(meeting: number, number: number): Promise<number | null | undefined> {
    const { byNumber, former } = await this.#decisionsOf(meeting);
    return byNumber.get(number) ?? former.get(number);
  }

  /** The last number that a meeting gave, 0 if none; undefined when its decisions are not at hand. */
  lastNumber(meeting: number): number | undefined {
    const known = this.#decisions.get(meeting);
    return known && [...known.byNumber.keys(), ...known.former.keys()].reduce((last, one) => Math.max(last, one), 0);
  }

  /** The first number of a meeting, from one on, that no record at hand asks for. */
  freeNumber({ ref }: MeetingFacts, from: number): number {
    let number = from;
    while (this.#claimed.has(decisionReference(ref, number))) number += 1;
    return number;
  }

  /** The decisions of a meeting that have a symbol, of any form, in their order. */
  async withSymbol(meeting: number, symbol: string): Promise<readonly KnownDecision[]> {
    return (await this.#decisionsOf(meeting)).bySymbol.get(symbolKey(symbol) ?? '') ?? [];
  }

  /** Keeps an agenda as it is after an item of it was saved. */
  itemSaved(item: FieldsOf<'agenda_item'>, { id, outcome }: Pick<Saved, 'id' | 'outcome'>): void {
    const { meeting_id, number, title } = item;
    const items = this.#agendas.get(meeting_id);
    if (outcome === 'created' && items !== undefined) {
      const order = agendaSortKey(number);
      const place = items.findIndex((one) => agendaSortKey(one.number) > order);
      items.splice(place === -1 ? items.length : place, 0, { id, number, title });
      // it may have come from any other agenda
    } else if (outcome !== 'unchanged') this.#agendas.clear();
  }

  /** Keeps the decisions as they are after one was saved; `before` is null for a new one. */
  decisionSaved(id: number, before: FieldsOf<'decision'> | null, after: FieldsOf<'decision'>): void {
    if (before !== null && (before.meeting_id !== after.meeting_id || before.number !== after.number)) {
      for (const { meeting_id } of [before, after]) this.#decisions.delete(meeting_id);
      return;
    }
    const known = this.#decisions.get(after.meeting_id);
    if (known === undefined) return;
    if (before !== null) {
      if (tellingFields.every((name) => before[name] === after[name])) return;
      remove(known, { ...before, id });
    }
    add(known, { ...after, id });
  }

  /** A meeting was changed, or something was removed. */
  forgetAll(): void {
    for (const kept of [this.#byId, this.#byText, this.#agendas, this.#decisions]) kept.clear();
  }

  async #readNamed(texts: Iterable<string>): Promise<void> {
    const references = new Map(Array.from(texts, (text) => [text, parseReference(text)?.meeting ?? text]));
    const found = await queryInChunks(references.values(), (list) =>
      this.#reader.rows<MeetingFacts & { readonly named: string }>(sql`
        select ref as named, id, body_id, ref, date, end_date from meeting where ref in (${list})
        union all
        select f.ref, m.id, m.body_id, m.ref, m.date, m.end_date
          from former_meeting f join meeting m on m.id = f.meeting_id where f.ref in (${list})`),
    );
    const byReference = new Map(found.map(({ named, ...facts }) => [named, facts]));
    for (const [text, reference] of references) {
      const facts = byReference.get(reference);
      if (facts !== undefined) this.#keep(facts, text);
    }
  }

  async #readId(id: number): Promise<MeetingFacts> {
    const [facts] = await this.#reader.rows<MeetingFacts>(
      sql`select id, body_id, ref, date, end_date from meeting where id = ${id}`,
    );
    if (facts === undefined) throw lostRecord('meeting', id);
    return this.#keep(facts, facts.ref);
  }

  #keep(facts: MeetingFacts, text: string): MeetingFacts {
    if (this.#byId.size >= most) this.forgetAll();
    this.#byId.set(facts.id, facts);
    this.#byText.set(text, facts);
    return facts;
  }

  async #readAgendas(meetings: readonly number[]): Promise<void> {
    const agendas = await agendasOf(this.#reader, meetings);
    for (const id of meetings) this.#agendas.set(id, agendas.get(id) ?? []);
  }

  async #decisionsOf(meeting: number): Promise<KnownDecisions> {
    if (!this.#decisions.has(meeting)) await this.#readDecisions([meeting]);
    return this.#known(meeting);
  }

  /** What is known of a meeting's decisions, to be filled where that is nothing yet. */
  #known(meeting: number): KnownDecisions {
    const known = this.#decisions.get(meeting) ?? {
      byNumber: new Map(),
      byName: new Map(),
      bySymbol: new Map(),
      former: new Map(),
    };
    this.#decisions.set(meeting, known);
    return known;
  }

  async #readDecisions(meetings: readonly number[]): Promise<void> {
    for (const id of meetings) this.#known(id);
    const decisions = await queryInChunks(meetings, (list) =>
      this.#reader.rows<KnownDecision & { readonly meeting_id: number }>(sql`
        select meeting_id, id, number, symbol, form, action, title from decision where meeting_id in (${list})
          order by meeting_id, number`),
    );
    for (const decision of decisions) add(this.#known(decision.meeting_id), decision);
    const former = await queryInChunks(meetings, (list) =>
      this.#reader.rows<{ meeting_id: number; number: number; id: number | null }>(sql`
        select f.meeting_id, f.number, d.id from former_decision f left join decision d on d.id = f.decision_id
          where f.meeting_id in (${list})
        union all
        select m.id, f.number, null from meeting m
          join former_meeting r on r.ref = m.ref and r.meeting_id <> m.id
          join former_decision f on f.meeting_id = r.meeting_id
          where m.id in (${list})`),
    );
    for (const { meeting_id, number, id } of former) this.#known(meeting_id).former.set(number, id);
  }
}

/** What tells a decision from others of its meeting. */
const tellingFields = ['symbol', 'form', 'action', 'title'] as const;

function add({ byNumber, byName, bySymbol }: KnownDecisions, known: KnownDecision): void {
  const { id, number, symbol, form, action, title } = known;
  const decision = { id, number, symbol, form, action, title };
  byNumber.set(number, id);
  addTo(byName, nameOf(action, title), decision);
  const key = symbolKey(symbol);
  if (key !== null) addTo(bySymbol, key, decision);
}

function addTo(decisions: Map<string, KnownDecision[]>, key: string, decision: KnownDecision): void {
  const equals = decisions.get(key);
  if (equals === undefined) decisions.set(key, [decision]);
  else if ((equals.at(-1)?.number ?? 0) < decision.number) equals.push(decision);
  else
    equals.splice(
      equals.findIndex(({ number }) => number > decision.number),
      0,
      decision,
    );
}

/** Takes a decision out of what its names lead to. */
function remove({ byName, bySymbol }: KnownDecisions, { id, symbol, action, title }: KnownDecision): void {
  for (const equals of [byName.get(nameOf(action, title)), bySymbol.get(symbolKey(symbol) ?? '')]) {
    const place = equals?.findIndex((one) => one.id === id) ?? -1;
    if (place !== -1) equals?.splice(place, 1);
  }
}

/** A decision's action and title as one text: an action has no line feed. */
const nameOf = (action: string, title: string): string => `${action}\n${title}`;
