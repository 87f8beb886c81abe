/** This many warnings are kept; the others are counted. */
const maxKept = 20;

/** Warnings about the records of a write that are valid but odd. */
export class Warnings {
  readonly #kept: string[] = [];
  #count = 0;

  add(ref: string, sentence: string): void {
    this.#count += 1;
    if (this.#kept.length < maxKept) this.#kept.push(`${ref} ${sentence}`);
  }

  /** The first warnings. */
  get kept(): readonly string[] {
    return this.#kept;
  }

  /** How many more there are. */
  get others(): number {
    return this.#count - this.#kept.length;
  }
}
