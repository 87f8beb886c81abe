/** The number of warnings to keep; others are only counted. */
const maxKept = 20;

/** Warnings about the records of a write that are valid but odd. */
export class Warnings {
  readonly #kept: string[] = [];
  #count = 0;

  add(ref: string, sentence: string): void {
    this.#count += 1;
    if (this.#kept.length < maxKept) this.#kept.push(`${ref} ${sentence}`);
  }

  /** Adds a warning before all others, about records together, so that many others do not hide it. */
  addFirst(records: string, sentence: string): void {
    this.#count += 1;
    this.#kept.unshift(`${records} ${sentence}`);
    this.#kept.splice(maxKept);
  }

  /** The first warnings. */
  get first(): readonly string[] {
    return this.#kept;
  }

  /** How many more there are. */
  get omitted(): number {
    return this.#count - this.#kept.length;
  }
}
