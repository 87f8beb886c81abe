/** The number of ids per page of one kilobyte. */
const pageIds = 8_192;

/** A set of ids as a sparse bitmap: its memory depends on how many ids it has, not on how large they are. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  #last: { readonly number: number; readonly bits: Uint8Array } | undefined;

  /** The largest id, 0 if there is none. */
  largest = 0;

  add(id: number): void {
    this.largest = Math.max(this.largest, id);
    const number = Math.floor(id / pageIds);
    let bits = this.#page(number);
    if (bits === undefined) {
      bits = new Uint8Array(pageIds / 8);
      this.#pages.set(number, bits);
      this.#last = { number, bits };
    }
    const place = id % pageIds;
    bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  }

  has(id: number): boolean {
    const place = id % pageIds;
    return ((this.#page(Math.floor(id / pageIds))?.[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  /** The page of that number; the last one is remembered, since consecutive ids mostly share a page. */
  #page(number: number): Uint8Array | undefined {
    if (this.#last?.number === number) return this.#last.bits;
    const bits = this.#pages.get(number);
    if (bits !== undefined) this.#last = { number, bits };
    return bits;
  }
}
