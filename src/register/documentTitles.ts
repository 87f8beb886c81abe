import sql from 'sql-template-tag';
import { foldName } from '../domain/fold';
import type { Reader } from '../store/store';

/** The documents by their titles, as `foldName` compares them; read when first asked for. */
export class DocumentTitles {
  readonly #reader: Reader;
  readonly #titles = new Map<number, string>();
  #byTitle: Promise<Map<string, number[]>> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The ids of the documents of a title. */
  async ids(title: string): Promise<readonly number[]> {
    this.#byTitle ??= this.#read();
    return (await this.#byTitle).get(foldName(title)) ?? [];
  }

  /** Keeps them as they are after a document was saved; null: it was removed. */
  async saved(id: number, title: string | null): Promise<void> {
    if (this.#byTitle === null) return;
    const byTitle = await this.#byTitle;
    const before = this.#titles.get(id);
    if (before !== undefined) {
      const others = byTitle.get(before)?.filter((one) => one !== id) ?? [];
      byTitle.set(before, others);
      this.#titles.delete(id);
    }
    if (title !== null) this.#put(byTitle, id, foldName(title));
  }

  async #read(): Promise<Map<string, number[]>> {
    const byTitle = new Map<string, number[]>();
    const batches = this.#reader.batches<{ id: number; title: string }>(
      sql`select id, title from document order by id`,
      500,
    );
    for await (const rows of batches) for (const { id, title } of rows) this.#put(byTitle, id, foldName(title));
    return byTitle;
  }

  #put(byTitle: Map<string, number[]>, id: number, folded: string): void {
    this.#titles.set(id, folded);
    const others = byTitle.get(folded);
    if (others === undefined) byTitle.set(folded, [id]);
    else others.push(id);
  }
}
