import sql, { type Sql } from 'sql-template-tag';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** A query for some decisions (d) of a meeting (m), as a message lists them. */
export const decisionsWhere = (where: Sql): Sql => sql`
  select d.id, ${decisionRef('d', 'm')} as ref from decision d join meeting m on m.id = d.meeting_id
    where ${where} order by d.number`;

/** The documents that belong to a meeting or an agenda item, as a message lists them. */
export function documentsOf(reader: Reader, where: Sql): Promise<{ ref: string }[]> {
  return reader.rows(sql`select 'document ' || coalesce(symbol, title) as ref from document where ${where}`);
}
