import sql from 'sql-template-tag';
import { refused } from '../../domain/problem';
import { checkObjection } from '../record/conditions';
import { requireFields } from '../record/problems';
import type { Rules } from '../record/recorder';
import { effectChanged } from '../record/standings';

export const objectionRules: Rules<'objection'> = {
  /** Checks an objection; `afterSave` checks that it falls within the decision's silence procedure. */
  complete(known, draft) {
    const { current } = draft;
    const fields = requireFields('objection', draft.fields);
    const decision = known.target(fields.decision_id).ref;
    const { code } = known.directory('party').byId(fields.party_id);
    const on = fields.objected_on;
    if (fields.withdrawn_on && fields.withdrawn_on < on) {
      const message = 'an objection cannot be withdrawn before it was made';
      throw refused(message, `give ${on} or a later day`, 'withdrawn_on');
    }
    const [other] = known.rowsAbout(
      'objection',
      `decision ${fields.decision_id}`,
      sql`select id from objection where decision_id = ${fields.decision_id}
        and party_id = ${fields.party_id} and objected_on = ${on} and id <> ${current?.id ?? 0}`,
    );
    if (other !== undefined) {
      throw refused(
        `${code} already objected to ${decision} on ${on}`,
        `to record its withdrawal: cica decision object ${decision} --party ${code} --on ${on} --withdrawn DATE`,
        'on',
      );
    }
    return { fields, ref: decision };
  },
  afterSave: async (recorder, { fields }) => {
    const decision = fields.decision_id;
    await checkObjection(recorder.transaction, decision, fields.objected_on);
    await effectChanged(recorder, decision);
  },
};
