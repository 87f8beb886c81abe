import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import type { Fields } from '../../store/store';
import { checkConditions } from '../decision/conditions';
import { type Draft, missingField, type Recorder } from '../record/recorder';
import { decisionRefOf } from '../references';

/** Checks an objection; that it fits the decision's silence is checked once it is saved. */
export async function normalizeObjection(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const { fields, current } = draft;
  for (const [column, stored] of [
    ['decision', 'decision_id'],
    ['party', 'party_id'],
    ['on', 'objected_on'],
  ] as const) {
    if (!fields[stored]) throw missingField('objection', column);
  }
  const decision = await decisionRefOf(recorder.transaction, fields.decision_id as number);
  const { code } = (await recorder.directory('party')).byId(fields.party_id as number);
  const on = fields.objected_on as string;
  if (fields.withdrawn_on && (fields.withdrawn_on as string) < on) {
    const message = 'an objection cannot be taken back before it was made';
    throw new Problem('refused', message, 'check both days', 'withdrawn_on');
  }
  const [other] = await recorder.transaction.rows(sql`
    select id from objection where decision_id = ${fields.decision_id as number}
      and party_id = ${fields.party_id as number} and objected_on = ${on} and id <> ${current?.id ?? 0}`);
  if (other !== undefined) {
    throw new Problem('refused', `${code} objected to ${decision} on ${on} already`, 'nothing is left to record', 'on');
  }
  return { fields, ref: decision };
}

/** Checks that the objections to a decision fit its silence. */
export function checkObjection(recorder: Recorder, fields: Fields): Promise<void> {
  return checkConditions(recorder.transaction, sql`d.id = ${fields.decision_id as number}`);
}
