import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { decisionRefOf } from '../decision/find';
import { checkConditions } from '../record/conditions';
import { requireFields } from '../record/problems';
import type { Rules } from '../record/recorder';
import { effectChanged } from '../record/standings';

export const objectionRules: Rules<'objection'> = {
  /** Checks an objection; `afterSave` checks that it falls within the decision's silence procedure. */
  async normalize(recorder, draft) {
    const { current } = draft;
    const fields = requireFields('objection', draft.fields);
    const decision = await decisionRefOf(recorder.transaction, fields.decision_id);
    const { code } = (await recorder.directory('party')).byId(fields.party_id);
    const on = fields.objected_on;
    if (fields.withdrawn_on && fields.withdrawn_on < on) {
      const message = 'an objection cannot be taken back before it was made';
      throw new Problem('refused', message, 'check both days', 'withdrawn_on');
    }
    const [other] = await recorder.transaction.rows(sql`
      select id from objection where decision_id = ${fields.decision_id}
        and party_id = ${fields.party_id} and objected_on = ${on} and id <> ${current?.id ?? 0}`);
    if (other !== undefined) {
      throw new Problem(
        'refused',
        `${code} objected to ${decision} on ${on} already`,
        'nothing is left to record',
        'on',
      );
    }
    return { fields, ref: decision };
  },
  afterSave: async (recorder, { fields, outcome }) => {
    if (outcome === 'unchanged') return;
    const decision = fields.decision_id;
    await checkConditions(recorder.transaction, sql`d.id = ${decision}`);
    await effectChanged(recorder, decision);
  },
};
