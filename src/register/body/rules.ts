import sql from 'sql-template-tag';
import { refused } from '../../domain/problem';
import type { DraftOf } from '../../domain/record';
import { decisionRef } from '../list/columns';
import type { Known } from '../record/known';
import { checkNames } from '../record/names';
import { refuseDependents, requireFields } from '../record/problems';
import type { Draft, Recorder, Rules } from '../record/recorder';

export const bodyRules: Rules<'body'> = {
  complete(known, draft) {
    const fields = requireFields('body', draft.fields);
    fields.kind ||= 'other';
    fields.aliases = checkNames(known, 'body', draft.current, fields);
    checkReportsTo(known, draft, fields);
    return { fields, ref: fields.code };
  },
  afterSave: (recorder, { id, fields, current }) =>
    current !== null && current.fields.code !== fields.code ? renameMeetings(recorder, id) : undefined,
  beforeRemove: checkUnused,
};

/** No body may report to itself, directly or indirectly: a new one cannot, nor does one begin to that reports as before. */
function checkReportsTo(known: Known, { current }: Draft<'body'>, fields: DraftOf<'body'>): void {
  if (current === null || current.fields.reports_to_id === fields.reports_to_id) return;
  const { id } = current;
  let above = fields.reports_to_id;
  const chain = [fields.code];
  while (above !== null && above !== undefined) {
    const body = known.record('body', above);
    chain.push(body.fields.code);
    if (above === id) {
      throw refused(`a body cannot report to itself: ${chain.join(' → ')}`, 'name another body, or none', 'reports_to');
    }
    above = body.fields.reports_to_id;
  }
}

/** Renames the references of a body's meetings after its code changed. */
async function renameMeetings(recorder: Recorder, id: number): Promise<void> {
  const meetings = await recorder.transaction.rows<{ id: number }>(
    sql`select id from meeting where body_id = ${id} order by met_on, id`,
  );
  for (const meeting of meetings) await recorder.record('meeting', {}, await recorder.current('meeting', meeting.id));
}

/** Refuses to remove a body with meetings, referrals or subordinate bodies. */
async function checkUnused(recorder: Recorder, id: number): Promise<string[]> {
  const dependents = await recorder.transaction.rows<{ ref: string }>(sql`
    select code as ref from body where reports_to_id = ${id}
    union all
    select ref from meeting where body_id = ${id}
    union all
    select ${decisionRef('d', 'm')} from decision d
      join meeting m on m.id = d.meeting_id
      where d.referred_to_id = ${id}
    limit 1000`);
  const { code } = (await recorder.current('body', id)).fields;
  refuseDependents(`the body ${code}`, dependents, 'remove these first, or give them another body');
  return [];
}
