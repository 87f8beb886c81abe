import sql from 'sql-template-tag';
import { symbolKey } from '../../domain/fold';
import { danglingReference } from '../../domain/problem';
import type { FieldsOf, RowOf } from '../../domain/record';
import { agendaSortKey, decisionReference, parseReference } from '../../domain/reference';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader, Saved } from '../../store/store';
import { type AgendaEntry, agendasOf } from '../agenda/find';
import { findMeeting } from '../meeting/find';

/** The fields of a meeting that rules need. */
export type MeetingFacts = RowOf<'meeting', 'body_id' | 'ref' | 'date' | 'end_date'>;

/** The fields that identify a decision within its meeting. */
type CachedDecision = RowOf<'decision', 'number' | 'symbol' | 'form' | 'action' | 'title'>;

/** The decisions of a meeting, indexed. */
interface DecisionIndex {
  readonly byNumber: Map<number, number>;
  readonly byName: Map<string, CachedDecision[]>;
  readonly bySymbol: Map<string, CachedDecision[]>;
  /** Former numbers, with the id of the decision that had it, null if removed. */
  readonly former: Map<number, number | null>;
}

const maxMeetings = 1_000;

/**
 * A cache of meetings with their agendas and decisions. An import preloads what its next records need; anything else is
 * read when first needed.
 */
export class MeetingCache {
  readonly #reader: Reader;
  readonly #byId = new Map<number, MeetingFacts>();
  /** By reference as typed, including former ones. */
  readonly #byText = new Map<string, MeetingFacts>();
  readonly #agendas = new Map<number, AgendaEntry[]>();
  readonly #decisions = new Map<number, DecisionIndex>();
  /** The decision references that the preloaded records request. */
  #requestedRefs: ReadonlySet<string> = new Set();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * Replaces the cache with the meetings of the next records. Numbers in `references` are reserved: decisions without a
   * reference get other ones.
   */
  async preload(meetings: ReadonlySet<string>, references: ReadonlySet<string>): Promise<void> {
    this.clear();
    this.#requestedRefs = references;
    await this.#loadMeetings(meetings);
    await this.#loadAgendas([...this.#byId.keys()]);
    await this.#loadDecisions([...this.#byId.keys()]);
  }

  /**
   * The meeting with that current or former reference.
   *
   * @throws Problem `missing` when there is none.
   */
  async find(text: string): Promise<MeetingFacts> {
    return (await this.lookup(text)) ?? this.byId((await findMeeting(this.#reader, text)).id);
  }

  /** The meeting with that current or former reference, if any. */
  async lookup(text: string): Promise<MeetingFacts | undefined> {
    if (!this.#byText.has(text)) await this.#loadMeetings([text]);
    return this.#byText.get(text);
  }

  async byId(id: number): Promise<MeetingFacts> {
    return this.#byId.get(id) ?? this.#loadById(id);
  }

  /** The agenda of a meeting, in its order. */
  async agenda(meeting: number): Promise<readonly AgendaEntry[]> {
    if (!this.#agendas.has(meeting)) await this.#loadAgendas([meeting]);
    return this.#agendas.get(meeting) ?? [];
  }

  /** The decisions of a meeting with that action and title, in order. */
  async decisionsTitled(meeting: number, action: string, title: string): Promise<readonly CachedDecision[]> {
    return (await this.#decisionsOf(meeting)).byName.get(nameKey(action, title)) ?? [];
  }

  /** The id of the decision that has or had a number; null if it was removed, undefined if the number was never used. */
  async decisionNumbered(meeting: number, number: number): Promise<number | null | undefined> {
    const { byNumber, former } = await this.#decisionsOf(meeting);
    return byNumber.get(number) ?? former.get(number);
  }

  /** The last number used in a meeting, 0 if none; undefined if its decisions are not cached. */
  lastNumber(meeting: number): number | undefined {
    const known = this.#decisions.get(meeting);
    return known && [...known.byNumber.keys(), ...known.former.keys()].reduce((last, one) => Math.max(last, one), 0);
  }

  /** The first number, starting at `from`, that no preloaded record requests. */
  freeNumber({ ref }: MeetingFacts, from: number): number {
    let number = from;
    while (this.#requestedRefs.has(decisionReference(ref, number))) number += 1;
    return number;
  }

  /** The decisions of a meeting with a symbol, whatever their form, in order. */
  async decisionsWithSymbol(meeting: number, symbol: string): Promise<readonly CachedDecision[]> {
    return (await this.#decisionsOf(meeting)).bySymbol.get(symbolKey(symbol) ?? '') ?? [];
  }

  /** Updates the cached agenda after an item was saved. */
  updateItem(item: FieldsOf<'agenda_item'>, { id, outcome }: Pick<Saved, 'id' | 'outcome'>): void {
    const { meeting_id, number, title } = item;
    const items = this.#agendas.get(meeting_id);
    if (outcome === 'created' && items !== undefined) {
      const order = agendaSortKey(number);
      const place = items.findIndex((one) => agendaSortKey(one.number) > order);
      items.splice(place === -1 ? items.length : place, 0, { id, number, title });
      // it may have moved here from any other agenda
    } else if (outcome !== 'unchanged') this.#agendas.clear();
  }

  /** Updates the cached decisions after one was saved; `before` is null for a new one. */
  updateDecision(id: number, before: FieldsOf<'decision'> | null, after: FieldsOf<'decision'>): void {
    if (before !== null && (before.meeting_id !== after.meeting_id || before.number !== after.number)) {
      for (const { meeting_id } of [before, after]) this.#decisions.delete(meeting_id);
      return;
    }
    const known = this.#decisions.get(after.meeting_id);
    if (known === undefined) return;
    if (before !== null) {
      if (identifyingFields.every((name) => before[name] === after[name])) return;
      remove(known, id, before);
    }
    add(known, id, after);
  }

  clear(): void {
    for (const cache of [this.#byId, this.#byText, this.#agendas, this.#decisions]) cache.clear();
  }

  async #loadMeetings(texts: Iterable<string>): Promise<void> {
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
      if (facts !== undefined) this.#add(facts, text);
    }
  }

  async #loadById(id: number): Promise<MeetingFacts> {
    const [facts] = await this.#reader.rows<MeetingFacts>(
      sql`select id, body_id, ref, date, end_date from meeting where id = ${id}`,
    );
    if (facts === undefined) throw danglingReference('meeting', id);
    return this.#add(facts, facts.ref);
  }

  #add(facts: MeetingFacts, text: string): MeetingFacts {
    if (this.#byId.size >= maxMeetings) this.clear();
    this.#byId.set(facts.id, facts);
    this.#byText.set(text, facts);
    return facts;
  }

  async #loadAgendas(meetings: readonly number[]): Promise<void> {
    const agendas = await agendasOf(this.#reader, meetings);
    for (const id of meetings) this.#agendas.set(id, agendas.get(id) ?? []);
  }

  async #decisionsOf(meeting: number): Promise<DecisionIndex> {
    if (!this.#decisions.has(meeting)) await this.#loadDecisions([meeting]);
    return this.#indexOf(meeting);
  }

  /** The index of a meeting's decisions, created if missing. */
  #indexOf(meeting: number): DecisionIndex {
    const known = this.#decisions.get(meeting) ?? {
      byNumber: new Map(),
      byName: new Map(),
      bySymbol: new Map(),
      former: new Map(),
    };
    this.#decisions.set(meeting, known);
    return known;
  }

  async #loadDecisions(meetings: readonly number[]): Promise<void> {
    for (const id of meetings) this.#indexOf(id);
    const decisions = await queryInChunks(meetings, (list) =>
      this.#reader.rows<CachedDecision & { readonly meeting_id: number }>(sql`
        select meeting_id, id, number, symbol, form, action, title from decision where meeting_id in (${list})
          order by meeting_id, number`),
    );
    for (const decision of decisions) add(this.#indexOf(decision.meeting_id), decision.id, decision);
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
    for (const { meeting_id, number, id } of former) this.#indexOf(meeting_id).former.set(number, id);
  }
}

const identifyingFields = ['symbol', 'form', 'action', 'title'] as const;

function add({ byNumber, byName, bySymbol }: DecisionIndex, id: number, row: Omit<CachedDecision, 'id'>): void {
  const { number, symbol, form, action, title } = row;
  const decision = { id, number, symbol, form, action, title };
  byNumber.set(number, id);
  addTo(byName, nameKey(action, title), decision);
  const key = symbolKey(symbol);
  if (key !== null) addTo(bySymbol, key, decision);
}

function addTo(decisions: Map<string, CachedDecision[]>, key: string, decision: CachedDecision): void {
  const same = decisions.get(key);
  if (same === undefined) decisions.set(key, [decision]);
  else if ((same.at(-1)?.number ?? 0) < decision.number) same.push(decision);
  else
    same.splice(
      same.findIndex(({ number }) => number > decision.number),
      0,
      decision,
    );
}

function remove({ byName, bySymbol }: DecisionIndex, id: number, row: Omit<CachedDecision, 'id'>): void {
  const { symbol, action, title } = row;
  for (const same of [byName.get(nameKey(action, title)), bySymbol.get(symbolKey(symbol) ?? '')]) {
    const place = same?.findIndex((one) => one.id === id) ?? -1;
    if (place !== -1) same?.splice(place, 1);
  }
}

const nameKey = (action: string, title: string): string => `${action}\n${title}`;
