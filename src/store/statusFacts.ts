import sql from 'sql-template-tag';
import type { EffectFacts } from '../domain/effect';
import { groupBy } from '../domain/groupBy';
import type { RowOf, StoredLink } from '../domain/record';
import type { StatusFacts } from '../domain/status';
import type { Answer } from '../domain/vocabulary';
import { queryInChunks } from './queryInChunks';
import type { Reader } from './store';

type RowReader = Pick<Reader, 'rows'>;

/** The columns that determine when a decision takes effect. */
export const effectColumns = sql`d.id, d.decided_on, d.effective_on, d.silence_until, d.condition, d.condition_until,
  d.confirmed_on, d.referred_to_id`;

export type EffectRow = RowOf<
  'decision',
  'effective_on' | 'silence_until' | 'condition' | 'condition_until' | 'confirmed_on' | 'referred_to_id'
> & { readonly decided_on: string };

type EffectFields = Omit<EffectRow, 'id' | 'decided_on'>;

/** The columns of a decision that its status needs: for the rules, and to copy to the status table. */
export type DecisionRow = EffectRow &
  RowOf<'decision', 'action' | 'period' | 'meeting_id' | 'number'> & { readonly met_on: string };

/** A link to a decision, with the columns that determine when the later one takes effect. */
type LinkRow = EffectRow & Pick<StoredLink, 'to_id' | 'relation' | 'answer'>;

/** The data from which the status of a decision is computed. */
export interface StatusSource {
  readonly row: DecisionRow;
  readonly facts: StatusFacts;
}

/** The data from which the status of a decision is computed; null if there is no decision of that id. */
export async function statusFactsOf(reader: RowReader, id: number): Promise<StatusSource | null> {
  return (await statusFactsOfAll(reader, [id])).get(id) ?? null;
}

/** The data from which the statuses of some decisions are computed, keyed by id. */
export async function statusFactsOfAll(reader: RowReader, ids: Iterable<number>): Promise<Map<number, StatusSource>> {
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<DecisionRow>(sql`
      select ${effectColumns}, d.action, d.period, d.met_on, d.meeting_id, d.number from decision d
        where d.id in (${list})`),
  );
  const links = await linksTo(
    reader,
    rows.map(({ id }) => id),
  );
  const referred = links.filter(({ referred_to_id }) => referred_to_id !== null).map(({ id }) => id);
  const answers = (await linksTo(reader, referred)).filter(({ relation }) => relation === 'answers');
  const effects = await effectsOf(reader, [...rows, ...links, ...answers]);
  const effectFrom = ({ id }: EffectRow) => effects.get(id) as EffectFacts;
  const linksByTarget = groupBy(links, ({ to_id }) => to_id);
  const answersByTarget = groupBy(answers, ({ to_id }) => to_id);
  const answersTo = (id: number) =>
    (answersByTarget.get(id) ?? []).map((row) => ({ answer: row.answer as Answer, effect: effectFrom(row) }));
  return new Map(
    rows.map((row) => {
      const facts: StatusFacts = {
        action: row.action,
        effect: effectFrom(row),
        referred: row.referred_to_id !== null,
        period: row.period,
        links: (linksByTarget.get(row.id) ?? []).map((link) => ({
          relation: link.relation,
          answer: link.answer,
          later: {
            effect: effectFrom(link),
            referred: link.referred_to_id !== null,
            answers: link.referred_to_id === null ? [] : answersTo(link.id),
          },
        })),
      };
      return [row.id, { row, facts }];
    }),
  );
}

/** The links to some decisions; those to the same decision are ordered by the linking one. */
function linksTo(reader: RowReader, ids: Iterable<number>): Promise<LinkRow[]> {
  return queryInChunks(ids, (list) =>
    reader.rows<LinkRow>(sql`
      select l.to_id, l.relation, l.answer, ${effectColumns}
        from decision_link l join decision d on d.id = l.decision_id
        where l.to_id in (${list}) order by l.decision_id, l.position`),
  );
}

/** The decisions to which some decisions link. */
export async function linkTargets(reader: RowReader, ids: Iterable<number>): Promise<number[]> {
  const rows = await queryInChunks(ids, (list) =>
    reader.rows<{ to_id: number }>(sql`select to_id from decision_link where decision_id in (${list})`),
  );
  return rows.map(({ to_id }) => to_id);
}

/** What determines when decisions take effect, keyed by id. */
async function effectsOf(reader: RowReader, rows: readonly EffectRow[]): Promise<Map<number, EffectFacts>> {
  const silent = rows.filter(({ silence_until }) => silence_until !== null).map(({ id }) => id);
  const found = await queryInChunks(silent, (list) =>
    reader.rows<{ decision_id: number; objected_on: string; withdrawn_on: string | null }>(
      sql`select decision_id, objected_on, withdrawn_on from objection where decision_id in (${list}) order by id`,
    ),
  );
  const objections = groupBy(found, ({ decision_id }) => decision_id);
  return new Map(rows.map((row) => [row.id, effectOf(row, row.decided_on, objections.get(row.id) ?? [])]));
}

/** What determines when a new decision takes effect; `decidedOn` is the first day of its date. */
export function newDecisionEffect(fields: EffectFields, decidedOn: string): EffectFacts {
  return effectOf(fields, decidedOn, []);
}

function effectOf(
  fields: EffectFields,
  decidedOn: string,
  objections: readonly { readonly objected_on: string; readonly withdrawn_on: string | null }[],
): EffectFacts {
  return {
    decidedOn,
    effectiveOn: fields.effective_on,
    silenceUntil: fields.silence_until,
    objections: objections.map(({ objected_on, withdrawn_on }) => ({ on: objected_on, withdrawnOn: withdrawn_on })),
    conditional: fields.condition !== null || fields.condition_until !== null,
    conditionUntil: fields.condition_until,
    confirmedOn: fields.confirmed_on,
  };
}
