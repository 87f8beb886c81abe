import sql, { type Sql } from 'sql-template-tag';
import { decisionRef } from '../list/columns';

/** The reference of what answered decision `d` as of a day: the first answer in effect. Most decisions have none at all. */
export const answeredBy = (day: string): Sql => sql`case
  when exists (select 1 from decision_link l where l.to_id = d.id and l.relation = 'answers')
  then (select ${decisionRef('n', 'nm')}
    from decision_link l join decision n on n.id = l.decision_id join meeting nm on nm.id = n.meeting_id
    where l.to_id = d.id and l.relation = 'answers' and ${isEffective(day)} order by l.decision_id limit 1) end`;

/** A condition: decision `n` is in effect as of a day, as `isEffective` in domain/status.ts says. */
const isEffective = (day: string): Sql => sql`n.decided_on <= ${day} and coalesce(n.effective_on, '') <= ${day}
  and (n.silence_until is null or n.silence_until < ${day} or n.confirmed_on <= ${day})
  and ((n.condition is null and n.condition_until is null) or n.confirmed_on <= ${day})
  and (n.silence_until is null or not exists (select 1 from objection o
    where o.decision_id = n.id and o.objected_on between n.decided_on and ${lastToObject}
      and (o.withdrawn_on is null or o.withdrawn_on > ${lastToObject})))`;

/** The last day that an objection counts on, and that it can be withdrawn on; it has passed once the decision is in effect. */
const lastToObject = sql`case when n.confirmed_on < n.silence_until then n.confirmed_on else n.silence_until end`;
