import sql, { type Sql } from 'sql-template-tag';
import type { Reader } from '../../store/store';

/** The documents that belong to a meeting or an agenda item, as a message lists them. */
export function documentsOf(reader: Reader, where: Sql): Promise<{ ref: string }[]> {
  return reader.rows(sql`select 'document ' || coalesce(symbol, title) as ref from document where ${where}`);
}
