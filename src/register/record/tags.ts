import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Reader } from '../../store/store';
import { distinctNames } from '../directory';

/** So many tags are kept to compare new ones with; of more, which no register was seen to have, the rest is not. */
const most = 100_000;

/** Every tag that decisions have, once. Reads one entry of the index for each, however many decisions have it. */
export async function allTags(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ tag: string }>(sql`
    with recursive known (tag) as (
      select min(tag) from decision_tag
      union all
      select (select min(t.tag) from decision_tag t where t.tag > known.tag) from known where known.tag is not null)
    select tag from known where tag is not null`);
  return rows.map(({ tag }) => tag);
}

/** The tags on record that fold like one of some texts; a text that none folds like stands for itself. */
export async function tagsLike(reader: Reader, texts: readonly string[]): Promise<string[]> {
  const wanted = new Set(texts.map(foldName));
  const found = (await allTags(reader)).filter((tag) => wanted.has(foldName(tag)));
  return found.length > 0 ? found : [...texts];
}

/** Spells tags as they are spelled on record, so that one tag is not recorded as two. */
export class Tags {
  readonly #reader: Reader;
  /** The spelling of each tag, by itself and by its fold; read when a decision first has one. */
  #spellings: Promise<Map<string, string>> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /**
   * The tags of a decision as they are kept, each once: one that another decision has in another spelling is written in
   * that one. `id` is that of a decision on record, which may respell what it alone has.
   */
  async spelled(tags: readonly string[], id: number | undefined): Promise<string[]> {
    this.#spellings ??= this.#read();
    const spellings = await this.#spellings;
    const spelled: string[] = [];
    for (const tag of tags) {
      const own = spellings.get(tag) ?? spellings.get(foldName(tag));
      const taken = own !== undefined && (own === tag || id === undefined || (await this.#isOfOthers(own, id)));
      if (!taken) keep(spellings, tag);
      spelled.push(taken ? own : tag);
    }
    return spelled.length < 2 ? spelled : distinctNames(spelled);
  }

  async #read(): Promise<Map<string, string>> {
    const tags = (await allTags(this.#reader)).slice(0, most);
    const spellings = new Map(tags.map((tag) => [tag, tag]));
    for (const tag of tags) {
      const folded = foldName(tag);
      if (!spellings.has(folded)) spellings.set(folded, tag);
    }
    return spellings;
  }

  async #isOfOthers(tag: string, id: number): Promise<boolean> {
    const [other] = await this.#reader.rows(
      sql`select decision_id from decision_tag where tag = ${tag} and decision_id <> ${id} limit 1`,
    );
    return other !== undefined;
  }
}

/** Notes a new spelling, which takes the place of one that nothing has any more. */
function keep(spellings: Map<string, string>, tag: string): void {
  if (spellings.size >= 2 * most) return;
  const folded = foldName(tag);
  const before = spellings.get(folded);
  if (before !== undefined) spellings.delete(before);
  spellings.set(tag, tag);
  spellings.set(folded, tag);
}
