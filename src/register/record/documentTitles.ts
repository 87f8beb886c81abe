import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Fields, Reader } from '../../store/store';

/**
 * An index of documents by meeting and folded title, loaded when first needed. By title alone, the "Agenda" of every
 * meeting would be compared with all the others.
 */
export class DocumentTitles {
  readonly #reader: Reader;
  readonly #keys = new Map<number, string>();
  #byKey: Promise<Map<string, number[]>> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The ids of the documents with a title, of a meeting or (null) of none. */
  async ids(meeting: number | null, title: string): Promise<readonly number[]> {
    this.#byKey ??= this.#load();
    return (await this.#byKey).get(keyOf(meeting, title)) ?? [];
  }

  /** Updates the index after a document was saved, or removed (`fields` is null). */
  async update(id: number, fields: Fields | null): Promise<void> {
    if (this.#byKey === null) return;
    const byKey = await this.#byKey;
    const before = this.#keys.get(id);
    if (before !== undefined) {
      byKey.set(before, byKey.get(before)?.filter((one) => one !== id) ?? []);
      this.#keys.delete(id);
    }
    if (fields !== null) this.#add(byKey, id, fields);
  }

  async #load(): Promise<Map<string, number[]>> {
    const byKey = new Map<string, number[]>();
    const batches = this.#reader.batches<Fields & { readonly id: number }>(
      sql`select id, meeting_id, title from document order by id`,
      500,
    );
    for await (const rows of batches) for (const row of rows) this.#add(byKey, row.id, row);
    return byKey;
  }

  #add(byKey: Map<string, number[]>, id: number, { meeting_id, title }: Fields): void {
    const key = keyOf((meeting_id as number | null | undefined) ?? null, title as string);
    this.#keys.set(id, key);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [id]);
    else others.push(id);
  }
}

const keyOf = (meeting: number | null, title: string): string => `${meeting ?? ''} ${foldName(title)}`;
