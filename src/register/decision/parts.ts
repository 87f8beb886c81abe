import sql from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import type { NamedLink } from '../../domain/links';
import type { RowParty, RowValue } from '../../domain/row';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import { answersTo } from './answers';

type OfDecisions = (reader: Reader, ids: readonly number[], day: string) => Promise<(id: number) => RowValue>;

/** The columns of a decision that are put together from several rows, each for many decisions at once. */
const parts: { readonly [column: string]: OfDecisions } = {
  parties: async (reader, ids) => {
    const parties = await partiesOf(reader, ids);
    return (id) => parties.get(id) ?? [];
  },
  tags: async (reader, ids) => {
    const rows = await queryInChunks(ids, (list) =>
      reader.rows<{ decision_id: number; tag: string }>(sql`
        select decision_id, tag from decision_tag where decision_id in (${list}) order by decision_id, position`),
    );
    const tags = groupBy(rows, ({ decision_id }) => decision_id);
    return (id) => tags.get(id)?.map(({ tag }) => tag) ?? [];
  },
  links: async (reader, ids) => {
    const rows = await queryInChunks(ids, (list) =>
      reader.rows<NamedLink & { decision_id: number }>(sql`
        select l.decision_id, l.relation, ${decisionRef('d', 'm')} as ref, l.answer, l.note
          from decision_link l join decision d on d.id = l.to_id join meeting m on m.id = d.meeting_id
          where l.decision_id in (${list}) order by l.decision_id, l.position`),
    );
    const links = groupBy(rows, ({ decision_id }) => decision_id);
    return (id) => links.get(id)?.map(({ decision_id: _, ...link }) => link) ?? [];
  },
  answered_by: async (reader, ids, day) => {
    const answers = await answersTo(reader, ids, day);
    return (id) => answers.get(id)?.ref ?? null;
  },
};

/** Puts the parts among some columns into rows of decisions, as of a day. */
export async function attachParts(
  reader: Reader,
  rows: readonly (Record<string, RowValue> & { readonly id: number })[],
  columns: readonly string[],
  day: string,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const read = await Promise.all(columns.map(async (name) => ({ name, part: await parts[name]?.(reader, ids, day) })));
  for (const { name, part } of read) if (part !== undefined) for (const row of rows) row[name] = part(row.id);
}

/** The parties of decisions, with their roles, by the decisions' ids. */
export async function partiesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, RowParty[]>> {
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<RowParty & { decision_id: number }>(sql`
      select p.decision_id, p.role, party.code as party, party.name
        from decision_party p join party on party.id = p.party_id
        where p.decision_id in (${list}) order by p.decision_id, p.position`),
  );
  const parties = groupBy(rows, ({ decision_id }) => decision_id);
  return new Map([...parties].map(([id, some]) => [id, some.map(({ decision_id: _, ...party }) => party)]));
}
