import sql from 'sql-template-tag';
import type { EffectFacts, ObjectionFacts } from '../domain/effect';
import type { AnswerFacts, LinkFacts, StatusFacts } from '../domain/status';
import type { Action, Answer, Relation } from '../domain/vocabulary';
import type { Reader } from './store';

type Asking = Pick<Reader, 'rows'>;

/** The columns of a decision that say from when it counts. */
export const effectColumns = sql`d.id, d.decided_on, d.effective_on, d.silence_until, d.condition, d.condition_until,
  d.confirmed_on, d.referred_to_id`;

export interface EffectRow {
  readonly id: number;
  readonly decided_on: string;
  readonly effective_on: string | null;
  readonly silence_until: string | null;
  readonly condition: string | null;
  readonly condition_until: string | null;
  readonly confirmed_on: string | null;
  readonly referred_to_id: number | null;
}

/** A decision as its status needs it: for the rules, and for the copies in the status table. */
export interface DecisionRow extends EffectRow {
  readonly action: Action;
  readonly period: string | null;
  readonly met_on: string;
  readonly meeting_id: number;
  readonly number: number;
}

/** What the status of a decision is worked out from; null when there is no decision of that id. */
export async function statusFactsOf(
  reader: Asking,
  id: number,
): Promise<{ row: DecisionRow; facts: StatusFacts } | null> {
  const [row] = await reader.rows<DecisionRow>(sql`
    select ${effectColumns}, d.action, d.period, d.met_on, d.meeting_id, d.number from decision d where d.id = ${id}`);
  if (row === undefined) return null;
  const links = await reader.rows<EffectRow & { relation: Relation; answer: Answer | null }>(sql`
    select l.relation, l.answer, ${effectColumns}
      from decision_link l join decision d on d.id = l.decision_id
      where l.to_id = ${id} order by l.decision_id, l.position`);
  const facts: StatusFacts = {
    action: row.action,
    effect: await effectOf(reader, row),
    referred: row.referred_to_id !== null,
    period: row.period,
    links: await Promise.all(links.map((link) => linkOf(reader, link))),
  };
  return { row, facts };
}

/** The decisions that a decision's links name. */
export async function linkTargets(reader: Asking, id: number): Promise<number[]> {
  const rows = await reader.rows<{ to_id: number }>(sql`select to_id from decision_link where decision_id = ${id}`);
  return rows.map(({ to_id }) => to_id);
}

async function linkOf(
  reader: Asking,
  link: EffectRow & { relation: Relation; answer: Answer | null },
): Promise<LinkFacts> {
  const referred = link.referred_to_id !== null;
  const answers = referred
    ? await reader.rows<EffectRow & { answer: Answer }>(sql`
        select l.answer, ${effectColumns}
          from decision_link l join decision d on d.id = l.decision_id
          where l.to_id = ${link.id} and l.relation = 'answers' order by l.decision_id, l.position`)
    : [];
  return {
    relation: link.relation,
    answer: link.answer,
    later: {
      effect: await effectOf(reader, link),
      referred,
      answers: await Promise.all(
        answers.map(async (row): Promise<AnswerFacts> => ({ answer: row.answer, effect: await effectOf(reader, row) })),
      ),
    },
  };
}

/** What says from when a decision counts. */
export async function effectOf(reader: Asking, row: EffectRow): Promise<EffectFacts> {
  const objections =
    row.silence_until === null
      ? []
      : await reader.rows<{ objected_on: string; withdrawn_on: string | null }>(
          sql`select objected_on, withdrawn_on from objection where decision_id = ${row.id} order by id`,
        );
  return {
    decidedOn: row.decided_on,
    effectiveOn: row.effective_on,
    silenceUntil: row.silence_until,
    objections: objections.map(
      ({ objected_on, withdrawn_on }): ObjectionFacts => ({ on: objected_on, withdrawnOn: withdrawn_on }),
    ),
    conditional: row.condition !== null || row.condition_until !== null,
    conditionUntil: row.condition_until,
    confirmedOn: row.confirmed_on,
  };
}
