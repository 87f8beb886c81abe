/** The number of warnings to keep; others are only counted. */
const maxKept = 20;

/** Warnings about the records of a write that are valid but odd. */
export class Warnings {
  readonly #first: string[] = [];
  #count = 0;

  add(ref: string, sentence: string): void {
    this.#count += 1;
    if (this.#first.length < maxKept) this.#first.push(`${ref} ${sentence}`);
  }

  /** Adds a warning before all others, about records together, so that many others do not hide it. */
  addFirst(records: string, sentence: string): void {
    this.#count += 1;
    this.#first.unshift(`${records} ${sentence}`);
    this.#first.splice(maxKept);
  }

  get first(): readonly string[] {
    return this.#first;
  }

  /** The number of other warnings. */
  get omitted(): number {
    return this.#count - this.#first.length;
  }
}
