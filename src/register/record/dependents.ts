import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { Transaction } from '../../store/store';

/** The documents of a meeting, or of an agenda item, as people name them. */
export async function documentsOf(transaction: Transaction, where: Sql): Promise<string[]> {
  const rows = await transaction.rows<{ ref: string }>(
    sql`select 'document ' || coalesce(symbol, title) as ref from document where ${where}`,
  );
  return rows.map(({ ref }) => ref);
}
