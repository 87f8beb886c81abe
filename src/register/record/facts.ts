import { Problem } from '../../domain/problem';

/** Thrown when a rule needs a fact that has not been gathered: the fact is gathered, and the rule runs again. */
export const notGathered: unique symbol = Symbol('not gathered');

/** Facts that can be gathered. */
export interface Gatherable {
  /** Reads the requested facts. */
  gather(): Promise<void>;
}

/** Facts of one kind by key, which rules read at once and a few queries gather. */
export class Facts<Key, Value> implements Gatherable {
  readonly #load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  readonly #known = new Map<Key, Value>();
  readonly #wanted = new Set<Key>();

  /** `load` reads the facts of some keys; null is the fact of a key that it leaves out. */
  constructor(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>) {
    this.#load = load;
  }

  /**
   * The fact of a key.
   *
   * @throws notGathered if it has to be gathered first.
   */
  get(key: Key): Value {
    const value = this.#known.get(key);
    if (value !== undefined) return value;
    this.#wanted.add(key);
    throw notGathered;
  }

  /** The fact of a key if it has been gathered. */
  peek(key: Key): Value | undefined {
    return this.#known.get(key);
  }

  /** Asks for the fact of a key, to be gathered with others. */
  want(key: Key): void {
    if (!this.#known.has(key)) this.#wanted.add(key);
  }

  set(key: Key, value: Value): void {
    this.#known.set(key, value);
  }

  delete(key: Key): void {
    this.#known.delete(key);
  }

  clear(): void {
    this.#known.clear();
  }

  /** Forgets everything if that is more than `limit` facts. */
  trim(limit: number): void {
    if (this.#known.size > limit) this.clear();
  }

  async gather(): Promise<void> {
    if (this.#wanted.size === 0) return;
    const keys = [...this.#wanted];
    this.#wanted.clear();
    const found = await this.#load(keys);
    for (const key of keys) this.#known.set(key, found.get(key) ?? (null as Value));
  }
}

/** An answer that is being looked up, or the problem that there is none. */
type Answer = { readonly value: unknown } | { readonly problem: Problem };

/** Answers to any questions, each with a query of its own, in groups that are forgotten together. */
export class Answers implements Gatherable {
  readonly #known = new Map<string, Map<string, Answer>>();
  #wanted = new Map<string, { readonly group: string; readonly load: () => Promise<unknown> }>();

  /**
   * What `load` returns for a key in a group.
   *
   * @throws Problem that `load` throws, or notGathered if it has to run first.
   */
  get<Value>(group: string, key: string, load: () => Promise<Value>): Value {
    const known = this.#known.get(group)?.get(key);
    if (known === undefined) {
      this.#wanted.set(key, { group, load });
      throw notGathered;
    }
    if ('problem' in known) throw known.problem;
    return known.value as Value;
  }

  forget(group: string): void {
    this.#known.delete(group);
  }

  /** Forgets the groups whose names contain a word. */
  forgetAbout(word: string): void {
    for (const group of this.#known.keys()) if (group.includes(word)) this.#known.delete(group);
  }

  clear(): void {
    this.#known.clear();
  }

  async gather(): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    // concurrently, so that a server gets their queries together
    const looking = Array.from(wanted, async ([key, { group, load }]) => {
      const answers = this.#known.get(group) ?? new Map<string, Answer>();
      this.#known.set(group, answers);
      try {
        answers.set(key, { value: await load() });
      } catch (error) {
        answers.set(key, { problem: Problem.of(error) });
      }
    });
    for (const { status, reason } of (await Promise.allSettled(looking)) as PromiseRejectedResult[]) {
      if (status === 'rejected') throw reason;
    }
  }
}
