import { symbolKey } from '../../domain/fold';
import type { FieldsOf, RowOf } from '../../domain/record';

/** The fields that identify a decision within its meeting. */
export type IndexedDecision = RowOf<'decision', 'number' | 'symbol' | 'form' | 'action' | 'title'>;

const identifyingFields = ['symbol', 'form', 'action', 'title'] as const;

/** The decisions of a meeting by what identifies them, with all numbers that were ever given. */
export class DecisionIndex {
  readonly #byNumber = new Map<number, number>();
  readonly #byTitle = new Map<string, IndexedDecision[]>();
  readonly #bySymbol = new Map<string, IndexedDecision[]>();
  /** Former numbers, with the id of the decision that had it, null if removed. */
  readonly #former = new Map<number, number | null>();
  #last = 0;

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
    return this.#byTitle.get(title)?.filter((one) => one.action === action) ?? [];
  }

  /** The decisions with a symbol, whatever their form, in order. */
  withSymbol(symbol: string): readonly IndexedDecision[] {
    return this.#bySymbol.get(symbolKey(symbol) ?? '') ?? [];
  }

  add(id: number, { number, symbol, form, action, title }: Omit<IndexedDecision, 'id'>): void {
    const decision = { id, number, symbol, form, action, title };
    this.#byNumber.set(number, id);
    this.#last = Math.max(this.#last, number);
    insert(this.#byTitle, title, decision);
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
    for (const same of [this.#byTitle.get(before.title), this.#bySymbol.get(symbolKey(before.symbol) ?? '')]) {
      const place = same?.findIndex((one) => one.id === id) ?? -1;
      if (place !== -1) same?.splice(place, 1);
    }
    this.add(id, after);
  }
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
