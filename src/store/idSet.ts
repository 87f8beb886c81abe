import { type EntityName, entityNames } from '../domain/schema';

/** The number of ids per page of one kilobyte. */
const pageIds = 8_192;

/** A set of ids as a sparse bitmap: its memory depends on how many ids it has, not on how large they are. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();
  #last: { readonly number: number; readonly bits: Uint8Array } | undefined;

  /** The largest id, 0 if there is none. */
  largest = 0;

  /** The number of ids. */
  size = 0;

  /** Adds an id; false if it is there. */
  add(id: number): boolean {
    this.largest = Math.max(this.largest, id);
    const number = Math.floor(id / pageIds);
    let bits = this.#page(number);
    if (bits === undefined) {
      bits = new Uint8Array(pageIds / 8);
      this.#pages.set(number, bits);
      this.#last = { number, bits };
    }
    const bitIndex = id % pageIds;
    const before = bits[bitIndex >> 3] ?? 0;
    const bit = 1 << (bitIndex & 7);
    if ((before & bit) !== 0) return false;
    bits[bitIndex >> 3] = before | bit;
    this.size += 1;
    return true;
  }

  has(id: number): boolean {
    const bitIndex = id % pageIds;
    return ((this.#page(Math.floor(id / pageIds))?.[bitIndex >> 3] ?? 0) & (1 << (bitIndex & 7))) !== 0;
  }

  /** The page of that number; the last one is remembered, since consecutive ids mostly share a page. */
  #page(number: number): Uint8Array | undefined {
    if (this.#last?.number === number) return this.#last.bits;
    const bits = this.#pages.get(number);
    if (bits !== undefined) this.#last = { number, bits };
    return bits;
  }
}

/** An empty set of ids for each entity. */
export const idSets = (): ReadonlyMap<EntityName, IdSet> => new Map(entityNames.map((name) => [name, new IdSet()]));
