import sql from 'sql-template-tag';
import { foldName, symbolKey } from '../../domain/fold';
import type { FieldsOf, RowOf } from '../../domain/record';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';

/** The fields that identify a decision within its meeting. */
type IndexedDecision = RowOf<'decision', 'number' | 'symbol' | 'form' | 'action' | 'title'>;

const identifyingFields = ['symbol', 'form', 'action', 'title'] as const;

/** The decisions of a meeting by what identifies them, with all numbers that were ever given. */
export class DecisionIndex {
  readonly #byNumber = new Map<number, number>();
  /** By action and title. */
  readonly #byTitle = new Map<string, IndexedDecision[]>();
  readonly #byFoldedTitle = new Map<string, IndexedDecision[]>();
  readonly #bySymbol = new Map<string, IndexedDecision[]>();
  /** Former numbers, with the id of the decision that had it, null if removed. */
  readonly #former = new Map<number, number | null>();
  #last = 0;
  /** The title that was folded last: an import looks up a title, and then adds it. */
  #folding = { title: '', folded: '' };

  /** The decisions of some meetings, keyed by the ids of these, with the numbers that were skipped in each. */
  static async load(
    reader: Reader,
    meetings: readonly number[],
    skipped: ReadonlyMap<number, readonly number[]>,
  ): Promise<Map<number, DecisionIndex>> {
    const indexes = new Map(meetings.map((id) => [id, new DecisionIndex()]));
    const decisions = await queryInChunks(meetings, (list) =>
      reader.rows<IndexedDecision & { readonly meeting_id: number }>(sql`
        select meeting_id, id, number, symbol, form, action, title from decision where meeting_id in (${list})
          order by meeting_id, number`),
    );
    for (const decision of decisions) indexes.get(decision.meeting_id)?.add(decision.id, decision);
    const former = await queryInChunks(meetings, (list) =>
      reader.rows<{ meeting_id: number; number: number; id: number | null }>(sql`
        select f.meeting_id, f.number, d.id from former_decision f left join decision d on d.id = f.decision_id
          where f.meeting_id in (${list})
        union all
        select m.id, f.number, null from meeting m
          join former_meeting r on r.ref = m.ref and r.meeting_id <> m.id
          join former_decision f on f.meeting_id = r.meeting_id
          where m.id in (${list})`),
    );
    for (const { meeting_id, number, id } of former) indexes.get(meeting_id)?.addFormer(number, id);
    for (const [id, index] of indexes) for (const number of skipped.get(id) ?? []) index.addFormer(number, null);
    return indexes;
  }

  /** The last number ever given, 0 if none. */
  get lastNumber(): number {
    return this.#last;
  }

  /** The id of the decision that has or had a number; null if it was removed, undefined if the number was never given. */
  numbered(number: number): number | null | undefined {
    return this.#byNumber.get(number) ?? this.#former.get(number);
  }

  /** The decisions with that action and title, in order. */
  titled(action: string, title: string): readonly IndexedDecision[] {
    return this.#byTitle.get(titleKey(action, title)) ?? none;
  }

  /** The decisions with a title in any spelling, whatever their action, in order. */
  withTitle(title: string): readonly IndexedDecision[] {
    return this.#byFoldedTitle.get(this.#fold(title)) ?? none;
  }

  /** The decisions with a symbol, whatever their form, in order. */
  withSymbol(symbol: string): readonly IndexedDecision[] {
    return this.#bySymbol.get(symbolKey(symbol) ?? '') ?? none;
  }

  add(id: number, { number, symbol, form, action, title }: Omit<IndexedDecision, 'id'>): void {
    const decision = { id, number, symbol, form, action, title };
    this.#byNumber.set(number, id);
    this.#last = Math.max(this.#last, number);
    insert(this.#byTitle, titleKey(action, title), decision);
    insert(this.#byFoldedTitle, this.#fold(title), decision);
    const key = symbolKey(symbol);
    if (key !== null) insert(this.#bySymbol, key, decision);
  }

  addFormer(number: number, id: number | null): void {
    this.#former.set(number, id);
    this.#last = Math.max(this.#last, number);
  }

  /** Updates a decision that stays in its meeting, under its number. */
  change(id: number, before: FieldsOf<'decision'>, after: FieldsOf<'decision'>): void {
    if (identifyingFields.every((name) => before[name] === after[name])) return;
    remove(this.#byTitle, titleKey(before.action, before.title), id);
    remove(this.#byFoldedTitle, this.#fold(before.title), id);
    remove(this.#bySymbol, symbolKey(before.symbol) ?? '', id);
    this.add(id, after);
  }

  #fold(title: string): string {
    if (this.#folding.title !== title) this.#folding = { title, folded: foldName(title) };
    return this.#folding.folded;
  }
}

const titleKey = (action: string, title: string): string => `${action}\n${title}`;

const none: readonly IndexedDecision[] = [];

/** Removes a decision, in a copy of the list, since callers may hold positions in the old one. */
function remove(decisions: Map<string, IndexedDecision[]>, key: string, id: number): void {
  const same = decisions.get(key);
  if (same !== undefined)
    decisions.set(
      key,
      same.filter((one) => one.id !== id),
    );
}

function insert(decisions: Map<string, IndexedDecision[]>, key: string, decision: IndexedDecision): void {
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
