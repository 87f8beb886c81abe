import { entityNames } from '../../src/domain/schema';
import type { Outcome } from './imports';
import type { everything } from './register';

/** What imports did, one after another. */
export interface Imported {
  readonly outcomes: readonly Outcome[];
  readonly hashes: readonly string[];
  /** Where the records differ from the history. */
  readonly findings: readonly string[];
  readonly register: Awaited<ReturnType<typeof everything>>;
}

/** Counts what imports did. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  add({ outcomes, register }: Imported): void {
    const [first, second] = outcomes as [Outcome, Outcome];
    this.#count('created' in first ? 'first imports done' : 'first imports refused');
    if (!('created' in second)) {
      this.#count('second imports refused');
      for (const { message } of second)
        this.#count(`error: ${message.replace(/"[^"]*"|\S*\d\S*|\b[A-Z]{2,}\b/g, '…')}`);
      return;
    }
    this.#count('second imports done');
    for (const entity of entityNames) {
      this.#count(`created ${entity}`, second.created[entity]);
      this.#count(`updated ${entity}`, second.updated[entity]);
    }
    for (const { links, status } of register.decision) {
      for (const { relation } of links as { relation: string }[]) this.#count(relation);
      this.#count(`decision ${status}`);
    }
    for (const { given_by, until } of register.standing) {
      if (given_by !== null) this.#count(until === null ? 'standing given' : 'standing given and ended');
    }
  }

  errors(): string[] {
    return [...this.#counts.keys()].filter((what) => what.startsWith('error: '));
  }

  #count(what: string, by = 1): void {
    this.#counts.set(what, this.of(what) + by);
  }
}
