import sql, { raw, type Sql } from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import type { RowParty } from '../../domain/row';
import { queryInChunks } from '../../store/queryInChunks';
import type { Dialect, Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import type { ListedPart } from '../list/listing';

const parties = sql`from decision_party p join party on party.id = p.party_id where p.decision_id = d.id`;
const tags = sql`from decision_tag t where t.decision_id = d.id`;
const links = sql`from decision_link l join decision n on n.id = l.to_id join meeting nm on nm.id = n.meeting_id
  where l.decision_id = d.id`;

const linkColumns: Readonly<Record<string, Sql>> = {
  relation: sql`l.relation`,
  ref: decisionRef('n', 'nm'),
  answer: sql`l.answer`,
  note: sql`l.note`,
};

/** The columns of decision `d` that are aggregated from several rows of another table. */
export function decisionParts({ jsonArray, jsonObject, jsonValue }: Dialect): Readonly<Record<string, ListedPart>> {
  const object = (columns: Readonly<Record<string, Sql>>, names = Object.keys(columns)): Sql =>
    jsonObject(names.map((name) => ({ name, value: columns[name] as Sql })));
  const party = object({ role: sql`p.role`, party: sql`party.code`, name: sql`party.name` });
  const tagList = jsonArray(sql`t.tag`, sql`t.position`);
  // without what is empty, as `formatLinks` writes links with notes
  const link = sql`case
    when l.note is null and l.answer is null then ${object(linkColumns, ['relation', 'ref'])}
    when l.note is null then ${object(linkColumns, ['relation', 'ref', 'answer'])}
    when l.answer is null then ${object(linkColumns, ['relation', 'ref', 'note'])}
    else ${object(linkColumns)} end`;
  return {
    parties: {
      json: sql`(select ${jsonArray(party, sql`p.position`)} ${parties})`,
      text: () => sql`(select string_agg(p.role || ':' || party.code, '; ' order by p.position) ${parties})`,
    },
    tags: {
      json: sql`(select ${tagList} ${tags})`,
      // as `joinList` writes them: stored tags have no space around them
      text: quotedText(
        'decision_tag',
        sql`case
          when count(case when t.tag like '%;%' or (t.position = 1 and t.tag like '[%') then 1 end) > 0
            then cast(${tagList} as text)
          else string_agg(t.tag, '; ' order by t.position) end`,
        tags,
      ),
    },
    links: {
      json: sql`(select ${jsonArray(object(linkColumns), sql`l.position`)} ${links})`,
      text: quotedText(
        'decision_link',
        sql`case
          when count(l.note) > 0 then cast(${jsonArray(jsonValue(link), sql`l.position`)} as text)
          else string_agg(l.relation || ':' || ${linkColumns.ref} || coalesce(':' || l.answer, ''), '; ' order by l.position)
          end`,
        links,
      ),
    },
  };
}

/** The text of an aggregate over rows, in quotes where it needs them; most decisions have no rows in the table. */
const quotedText =
  (table: string, aggregate: Sql, rows: Sql): ListedPart['text'] =>
  (quoted) =>
    sql`case when exists (select 1 from ${raw(table)} part where part.decision_id = d.id)
    then (select ${quoted(raw('text'))} from (select ${aggregate} as text ${rows}) as joined) end`;

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
