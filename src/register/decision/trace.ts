import sql, { join } from 'sql-template-tag';
import { daysBetween } from '../../domain/date';
import type { RowOf } from '../../domain/record';
import { type Answer, type Relation, relations, type Status } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import type { AsOf } from '../list/listing';

/** A decision in a chain. */
export type TraceNode = RowOf<'decision', 'action' | 'title'> & {
  readonly ref: string;
  readonly date: string;
  readonly decided_on: string;
  readonly body: string;
  readonly referred_to: string | null;
  readonly status: Status | null;
};

/** How a later decision of a chain relates to an earlier one. */
export interface TraceLink {
  readonly later: number;
  readonly earlier: number;
  readonly relation: Relation;
  readonly answer: Answer | null;
  readonly days: number;
}

/** A decision with those that led to it and those that followed from it. */
export interface Trace {
  /** Oldest first. */
  readonly nodes: readonly TraceNode[];
  readonly links: readonly TraceLink[];
}

/** The relations that form a chain; a citation does not. */
const chaining = relations.filter((relation) => relation !== 'cites');

/** The chain of a decision as of a day: all decisions that it links to or that link to it, directly or indirectly. */
export async function trace(reader: Reader, id: number, asOf: AsOf): Promise<Trace> {
  const inChain = sql`l.relation in (${join(chaining)})`;
  const ids = await reader.rows<{ id: number }>(sql`
    with recursive back (id) as (
      select id from decision where id = ${id} union select l.to_id from back join decision_link l on l.decision_id = back.id where ${inChain}
    ), forth (id) as (
      select id from decision where id = ${id} union select l.decision_id from forth join decision_link l on l.to_id = forth.id where ${inChain}
    )
    select id from back union select id from forth`);
  const list = join(ids.map((one) => one.id));
  const nodes = await reader.rows<TraceNode>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, coalesce(d.date, m.end_date, m.date) as date, d.decided_on, b.code as body,
      d.action, d.title, r.code as referred_to,
      (select s.status from decision_status s
        where s.decision_id = d.id and s.from_date <= ${asOf.day} and s.until_date > ${asOf.day}) as status
      from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
      left join body r on r.id = d.referred_to_id
      where d.id in (${list}) and (d.id = ${id} or d.decided_on <= ${asOf.isRequested ? asOf.day : '9999-12-31'})
      order by d.decided_on, d.met_on, d.meeting_id, d.number`);
  const days = new Map(nodes.map((node) => [node.id, node.decided_on]));
  const links = await reader.rows<Omit<TraceLink, 'days'>>(sql`
    select l.decision_id as later, l.to_id as earlier, l.relation, l.answer from decision_link l
      where l.decision_id in (${list}) and l.to_id in (${list}) and ${inChain} order by l.decision_id, l.position`);
  return {
    nodes,
    links: links.flatMap((link) => {
      const [later, earlier] = [days.get(link.later), days.get(link.earlier)];
      return later === undefined || earlier === undefined ? [] : [{ ...link, days: daysBetween(earlier, later) }];
    }),
  };
}
