import sql from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import type { Fields, Reader } from '../../store/store';

/**
 * An index of documents by meeting and folded title. By title alone, the "Agenda" of every meeting would be compared with
 * all the others.
 */
export class DocumentTitles {
  readonly #keys = new Map<number, string>();
  readonly #byKey = new Map<string, number[]>();

  static async load(reader: Reader): Promise<DocumentTitles> {
    const titles = new DocumentTitles();
    const batches = reader.batches<Fields & { readonly id: number }>(
      sql`select id, meeting_id, title from document order by id`,
      500,
    );
    for await (const rows of batches) for (const row of rows) titles.update(row.id, row);
    return titles;
  }

  /** The ids of the documents with a title, of a meeting or (null) of none. */
  ids(meeting: number | null, title: string): readonly number[] {
    return this.#byKey.get(keyOf(meeting, title)) ?? [];
  }

  /** Updates the index after a document was saved. */
  update(id: number, fields: Fields): void {
    const before = this.#keys.get(id);
    if (before !== undefined) {
      this.#byKey.set(before, this.#byKey.get(before)?.filter((one) => one !== id) ?? []);
      this.#keys.delete(id);
    }
    const key = keyOf((fields.meeting_id as number | null | undefined) ?? null, fields.title as string);
    this.#keys.set(id, key);
    const others = this.#byKey.get(key);
    if (others === undefined) this.#byKey.set(key, [id]);
    else others.push(id);
  }
}

const keyOf = (meeting: number | null, title: string): string => `${meeting ?? ''} ${foldName(title)}`;
