import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Reader } from '../../store/store';

/** The maximum number of tags to compare new ones with; no known register has that many. */
const maxTags = 100_000;

/** The distinct tags of all decisions, by a skip scan: one index entry per tag. */
export async function allTags(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ tag: string }>(sql`
    with recursive known (tag) as (
      select min(tag) from decision_tag
      union all
      select (select min(t.tag) from decision_tag t where t.tag > known.tag) from known where known.tag is not null)
    select tag from known where tag is not null`);
  return rows.map(({ tag }) => tag);
}

/** The spellings of the tags on record. */
export async function loadSpellings(reader: Reader): Promise<Spellings> {
  return new Spellings((await allTags(reader)).slice(0, maxTags));
}

/** The spelling of each tag on record, by itself and by its folded form. */
export class Spellings {
  readonly #known: Map<string, string>;

  constructor(tags: readonly string[]) {
    this.#known = new Map(tags.map((tag) => [tag, tag]));
    for (const tag of tags) {
      const folded = foldName(tag);
      if (!this.#known.has(folded)) this.#known.set(folded, tag);
    }
  }

  /** The spelling on record, if any. */
  of(tag: string): string | undefined {
    return this.#known.get(tag) ?? this.#known.get(foldName(tag));
  }

  /** Adds a new spelling, in place of one that is no longer used. */
  add(tag: string): void {
    if (this.#known.size >= 2 * maxTags) return;
    const folded = foldName(tag);
    const before = this.#known.get(folded);
    if (before !== undefined) this.#known.delete(before);
    this.#known.set(tag, tag);
    this.#known.set(folded, tag);
  }
}
