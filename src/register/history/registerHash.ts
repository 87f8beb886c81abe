import sql from 'sql-template-tag';
import type { Reader } from '../../store/store';

/** The hash of the first entry, which identifies a register; null if there are no entries. */
export async function registerHash(reader: Reader): Promise<string | null> {
  const [first] = await reader.rows<{ hash: string }>(sql`select hash from history order by id limit 1`);
  return first?.hash ?? null;
}
