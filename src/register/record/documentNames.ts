import sql from 'sql-template-tag';
import { foldName, symbolKey } from '../../domain/fold';
import type { DraftOf } from '../../domain/record';
import type { Fields, Reader } from '../../store/store';

type Document = DraftOf<'document'>;
type Named = { readonly id: number };

/**
 * The documents by their names within a meeting: its folded symbol and its folded title. By name alone, the "Agenda"
 * of every meeting would be compared with all the others.
 */
export class DocumentNames {
  readonly #keys = new Map<number, readonly string[]>();
  readonly #byKey = new Map<string, Named[]>();

  static async load(reader: Reader): Promise<DocumentNames> {
    const names = new DocumentNames();
    const batches = reader.batches<Document & Fields & { readonly id: number }>(
      sql`select id, meeting_id, item_id, decision_id, symbol, title from document order by id`,
      500,
    );
    for await (const rows of batches) for (const row of rows) names.update(row.id, row);
    return names;
  }

  /** The documents with a title, of a meeting or (null) of none. */
  ofTitle(meeting: number | null, title: string): readonly Named[] {
    return this.#byKey.get(titleKey(meeting, title)) ?? none;
  }

  /** Those of them that belong to an agenda item and a decision, or to none. */
  ofTitleIn(meeting: number | null, document: Document): readonly Named[] {
    return this.#byKey.get(contentKey(meeting, document)) ?? none;
  }

  /** The documents with a symbol, of a meeting or (null) of none. */
  ofSymbol(meeting: number | null, symbol: string): readonly Named[] {
    return this.#byKey.get(symbolKeyIn(meeting, symbol)) ?? none;
  }

  /** Updates the index after a document was saved. */
  update(id: number, document: Document): void {
    const meeting = document.meeting_id ?? null;
    const keys = [titleKey(meeting, document.title ?? ''), contentKey(meeting, document)];
    if (document.symbol) keys.push(symbolKeyIn(meeting, document.symbol));
    const before = this.#keys.get(id);
    this.#keys.set(id, keys);
    for (const key of before ?? []) {
      if (!keys.includes(key)) this.#byKey.set(key, this.#byKey.get(key)?.filter((one) => one.id !== id) ?? []);
    }
    for (const key of keys) {
      if (before?.includes(key)) continue;
      const others = this.#byKey.get(key);
      if (others === undefined) this.#byKey.set(key, [{ id }]);
      else others.push({ id });
    }
  }
}

const none: readonly Named[] = [];

const titleKey = (meeting: number | null, title: string): string => `${meeting ?? ''} title ${foldName(title)}`;

const symbolKeyIn = (meeting: number | null, symbol: string): string => `${meeting ?? ''} symbol ${symbolKey(symbol)}`;

const contentKey = (meeting: number | null, { item_id, decision_id, title }: Document): string =>
  `${meeting ?? ''} ${item_id ?? ''} ${decision_id ?? ''} ${foldName(title ?? '')}`;
