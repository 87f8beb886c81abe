import sql, { type Sql } from 'sql-template-tag';
import { groupBy } from '../../domain/groupBy';
import { danglingReference } from '../../domain/problem';
import type { MeetingRows } from '../../domain/row';
import type { EntityName } from '../../domain/schema';
import type { Answer, Relation } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import { type AsOf, type ListRow, listAll } from '../list/listing';
import { lists } from '../list/lists';

/** A record with all its columns. */
export async function getRow(reader: Reader, entity: EntityName, id: number, asOf: AsOf): Promise<ListRow> {
  const row = (await getRows(reader, entity, [id], asOf)).get(id);
  if (row === undefined) throw danglingReference(entity, id);
  return row;
}

/** Records with all their columns, by id. */
export async function getRows(
  reader: Reader,
  entity: EntityName,
  ids: readonly number[],
  asOf: AsOf,
): Promise<Map<number, ListRow>> {
  // a record is shown regardless of the day: only its status depends on it
  const { listing } = await lists[entity](reader, {}, asOf);
  const rows = await queryInChunks(ids, (list) =>
    listAll(reader, listing, { where: [sql`${listing.id} in (${list})`] }),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A meeting with everything that belongs to it, as `meeting show` and files of meetings have it. */
export type Minutes = MeetingRows<ListRow>;

/** A meeting with its agenda and its decisions, each in order. */
export async function minutesOf(reader: Reader, id: number, asOf: AsOf): Promise<Minutes> {
  const decisions = await lists.decision(reader, {}, asOf);
  return {
    meeting: await getRow(reader, 'meeting', id, asOf),
    agenda: await partsOf(reader, 'agenda_item', asOf, sql`m.id = ${id}`),
    decisions: await listAll(reader, decisions.listing, { where: [...decisions.where, sql`d.meeting_id = ${id}`] }),
    objections: await partsOf(reader, 'objection', asOf, sql`d.meeting_id = ${id}`),
    tasks: await partsOf(reader, 'task', asOf, sql`d.meeting_id = ${id}`),
    documents: await partsOf(reader, 'document', asOf, sql`e.meeting_id = ${id}`),
  };
}

/** The agenda items, objections, tasks or documents that match a condition. */
export async function partsOf(
  reader: Reader,
  entity: 'agenda_item' | 'objection' | 'task' | 'document',
  asOf: AsOf,
  where: Sql,
): Promise<ListRow[]> {
  const { listing } = await lists[entity](reader, {}, asOf);
  return listAll(reader, listing, { where: [where] });
}

/** A later decision, and how it relates to the one that is shown. */
export interface LaterLink {
  readonly ref: string;
  readonly relation: Relation;
  readonly answer: Answer | null;
  readonly note: string | null;
  readonly date: string;
  readonly body: string;
  /** Whether it answers though another body was asked. */
  readonly forced: boolean;
}

/** What became of a decision. */
export interface DecisionParts {
  readonly linkedBy: readonly LaterLink[];
  readonly objections: readonly ListRow[];
  readonly tasks: readonly ListRow[];
  readonly documents: readonly ListRow[];
}

/** The later decisions that link to a decision, and its objections, tasks and documents. */
export async function decisionParts(reader: Reader, id: number, asOf: AsOf): Promise<DecisionParts> {
  const [later, objections, tasks, documents] = await Promise.all([
    laterLinks(reader, [id], asOf),
    partsOf(reader, 'objection', asOf, sql`e.decision_id = ${id}`),
    partsOf(reader, 'task', asOf, sql`e.decision_id = ${id}`),
    partsOf(reader, 'document', asOf, sql`e.decision_id = ${id}`),
  ]);
  return { linkedBy: later.get(id) ?? [], objections, tasks, documents };
}

/** The later decisions that link to each decision, oldest first, by its id. */
export async function laterLinks(
  reader: Reader,
  ids: readonly number[],
  asOf: AsOf,
): Promise<Map<number, LaterLink[]>> {
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<Omit<LaterLink, 'forced'> & { to_id: number; forced: number }>(sql`
      select l.to_id, ${decisionRef('d', 'm')} as ref, l.relation, l.answer, l.note,
        coalesce(d.date, m.end_date, m.date) as date, b.code as body,
        case when l.relation = 'answers' and e.referred_to_id <> d.body_id then 1 else 0 end as forced
        from decision_link l join decision d on d.id = l.decision_id join decision e on e.id = l.to_id
        join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
        where l.to_id in (${list}) and d.decided_on <= ${asOf.isRequested ? asOf.day : '9999-12-31'}
        order by d.decided_on, d.met_on, d.meeting_id, d.number`),
  );
  const byDecision = groupBy(rows, ({ to_id }) => to_id);
  return new Map(
    [...byDecision].map(([id, links]) => [
      id,
      links.map(({ to_id: _, forced, ...link }) => ({ ...link, forced: forced === 1 })),
    ]),
  );
}

/** The decisions under an agenda item, and its documents. */
export async function itemParts(
  reader: Reader,
  id: number,
  asOf: AsOf,
): Promise<{ readonly decisions: readonly ListRow[]; readonly documents: readonly ListRow[] }> {
  const { listing, where } = await lists.decision(reader, {}, asOf);
  return {
    decisions: await listAll(reader, listing, { where: [...where, sql`d.item_id = ${id}`] }),
    documents: await partsOf(reader, 'document', asOf, sql`e.item_id = ${id}`),
  };
}

/** The full names of parties, by code. */
export async function partyNames(reader: Reader, codes: readonly string[]): Promise<Map<string, string>> {
  const rows = await queryInChunks([...new Set(codes)], (list) =>
    reader.rows<{ code: string; name: string }>(sql`select code, name from party where code in (${list})`),
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** The full names of bodies, by code. */
export async function bodyNames(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.rows<{ code: string; name: string }>(sql`select code, name from body`);
  return new Map(rows.map(({ code, name }) => [code, name]));
}
