import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Reader } from '../../store/store';
import { distinctNames } from '../directory';

/** Further tags are not compared with new ones; no known register has that many. */
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

/** The tags on record that match one of some texts when folded; the texts themselves if none matches. */
export async function tagsLike(reader: Reader, texts: readonly string[]): Promise<string[]> {
  const wanted = new Set(texts.map(foldName));
  const found = (await allTags(reader)).filter((tag) => wanted.has(foldName(tag)));
  return found.length > 0 ? found : [...texts];
}

/** Gives tags the spelling already on record. */
export class Tags {
  readonly #reader: Reader;
  /** The spelling of each tag, by itself and by its folded form; loaded when first needed. */
  #spellings: Promise<Map<string, string>> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * The distinct tags of a decision, each in the spelling that other decisions use. A decision on record, whose id is
   * given, may respell a tag that only it has.
   */
  async spelled(tags: readonly string[], id: number | undefined): Promise<string[]> {
    this.#spellings ??= this.#load();
    const spellings = await this.#spellings;
    const spelled: string[] = [];
    for (const tag of tags) {
      const own = spellings.get(tag) ?? spellings.get(foldName(tag));
      const taken = own !== undefined && (own === tag || id === undefined || (await this.#isUsedElsewhere(own, id)));
      if (!taken) addSpelling(spellings, tag);
      spelled.push(taken ? own : tag);
    }
    return spelled.length < 2 ? spelled : distinctNames(spelled);
  }

  async #load(): Promise<Map<string, string>> {
    const tags = (await allTags(this.#reader)).slice(0, maxTags);
    const spellings = new Map(tags.map((tag) => [tag, tag]));
    for (const tag of tags) {
      const folded = foldName(tag);
      if (!spellings.has(folded)) spellings.set(folded, tag);
    }
    return spellings;
  }

  async #isUsedElsewhere(tag: string, id: number): Promise<boolean> {
    const [other] = await this.#reader.rows(
      sql`select decision_id from decision_tag where tag = ${tag} and decision_id <> ${id} limit 1`,
    );
    return other !== undefined;
  }
}

/** Adds a new spelling in place of one that is no longer used. */
function addSpelling(spellings: Map<string, string>, tag: string): void {
  if (spellings.size >= 2 * maxTags) return;
  const folded = foldName(tag);
  const before = spellings.get(folded);
  if (before !== undefined) spellings.delete(before);
  spellings.set(tag, tag);
  spellings.set(folded, tag);
}
