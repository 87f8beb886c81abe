/** So many warnings are kept; the others are counted. */
const maxKept = 20;

/** What is odd about the records of a write, though the register takes them. */
export class Warnings {
  readonly #kept: string[] = [];
  #count = 0;

  add(ref: string, sentence: string): void {
    this.#count += 1;
    if (this.#kept.length < maxKept) this.#kept.push(`${ref} ${sentence}`);
  }

  /** The first ones. */
  get kept(): readonly string[] {
    return this.#kept;
  }

  /** How many there are beside these. */
  get others(): number {
    return this.#count - this.#kept.length;
  }
}
