import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Fields, Reader } from '../../store/store';

/**
 * The documents of each meeting, and of none, by their titles, as `foldName` compares them; read when first asked for.
 * Every meeting may have an "Agenda": by the title alone each would be compared with all.
 */
export class DocumentTitles {
  readonly #reader: Reader;
  readonly #keys = new Map<number, string>();
  #byKey: Promise<Map<string, number[]>> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The ids of the documents of a title in a meeting; null: in none. */
  async ids(meeting: number | null, title: string): Promise<readonly number[]> {
    this.#byKey ??= this.#read();
    return (await this.#byKey).get(keyOf(meeting, title)) ?? [];
  }

  /** Keeps them as they are after a document was saved; null: it was removed. */
  async saved(id: number, fields: Fields | null): Promise<void> {
    if (this.#byKey === null) return;
    const byKey = await this.#byKey;
    const before = this.#keys.get(id);
    if (before !== undefined) {
      byKey.set(before, byKey.get(before)?.filter((one) => one !== id) ?? []);
      this.#keys.delete(id);
    }
    if (fields !== null) this.#put(byKey, id, fields);
  }

  async #read(): Promise<Map<string, number[]>> {
    const byKey = new Map<string, number[]>();
    const batches = this.#reader.batches<Fields & { readonly id: number }>(
      sql`select id, meeting_id, title from document order by id`,
      500,
    );
    for await (const rows of batches) for (const row of rows) this.#put(byKey, row.id, row);
    return byKey;
  }

  #put(byKey: Map<string, number[]>, id: number, { meeting_id, title }: Fields): void {
    const key = keyOf((meeting_id as number | null | undefined) ?? null, title as string);
    this.#keys.set(id, key);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [id]);
    else others.push(id);
  }
}

const keyOf = (meeting: number | null, title: string): string => `${meeting ?? ''} ${foldName(title)}`;
