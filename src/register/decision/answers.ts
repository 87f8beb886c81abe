import sql, { join } from 'sql-template-tag';
import { isEffective } from '../../domain/status';
import type { Answer } from '../../domain/vocabulary';
import { type EffectRow, effectColumns, effectsOf } from '../../store/statusFacts';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** The decision that answered a referral as of a day. */
export interface Answered {
  readonly ref: string;
  readonly answer: Answer;
  /** The first day of its date. */
  readonly on: string;
}

/** What answered each of some decisions as of a day, by their ids; nothing for those that wait. */
export async function answersTo(reader: Reader, ids: readonly number[], day: string): Promise<Map<number, Answered>> {
  const answers = new Map<number, Answered>();
  if (ids.length === 0) return answers;
  const rows = await reader.rows<EffectRow & { to_id: number; answer: Answer; ref: string }>(sql`
    select l.to_id, l.answer, ${decisionRef('d', 'm')} as ref, ${effectColumns} from decision_link l
      join decision d on d.id = l.decision_id join meeting m on m.id = d.meeting_id
      where l.to_id in (${join([...ids])}) and l.relation = 'answers' and d.decided_on <= ${day}
      order by l.to_id, l.decision_id`);
  const effects = await effectsOf(reader, rows);
  for (const row of rows) {
    const effect = effects.get(row.id);
    if (answers.has(row.to_id) || effect === undefined || !isEffective(effect, day)) continue;
    answers.set(row.to_id, { ref: row.ref, answer: row.answer, on: row.decided_on });
  }
  return answers;
}
