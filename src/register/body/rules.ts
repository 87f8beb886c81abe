import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import type { DraftOf } from '../../domain/schema';
import { checkNames } from '../record/names';
import { hasDependents, requireFields } from '../record/problems';
import type { Draft, Recorder, Rules } from '../record/recorder';

/** No body may report to itself, on whatever way. */
async function checkReportsTo(recorder: Recorder, draft: Draft<'body'>, fields: DraftOf<'body'>): Promise<void> {
  const id = draft.current?.id;
  let above = fields.reports_to_id;
  const way = [fields.code];
  while (id !== undefined && above !== null && above !== undefined) {
    const body = await recorder.current('body', above);
    way.push(body.fields.code);
    if (above === id) {
      throw new Problem(
        'refused',
        `a body cannot report to itself: ${way.join(' → ')}`,
        'name another body, or none',
        'reports_to',
      );
    }
    above = body.fields.reports_to_id;
  }
}

/** Gives the meetings of a body the references that its new code asks for. */
async function recodeMeetings(recorder: Recorder, id: number): Promise<void> {
  const meetings = await recorder.transaction.rows<{ id: number }>(
    sql`select id from meeting where body_id = ${id} order by met_on, id`,
  );
  for (const meeting of meetings) await recorder.record('meeting', {}, await recorder.current('meeting', meeting.id));
}

/** Removes a body that has no meetings, nothing referred to it and no body under it. */
async function removeBody(recorder: Recorder, id: number): Promise<void> {
  const { transaction } = recorder;
  const dependents = await transaction.rows<{ ref: string }>(sql`
    select code as ref from body where reports_to_id = ${id}
    union all
    select ref from meeting where body_id = ${id}
    union all
    select m.ref || '/' || cast(d.number as text) from decision d
      join meeting m on m.id = d.meeting_id
      where d.referred_to_id = ${id}
    limit 1000`);
  if (dependents.length > 0) {
    const { code } = (await recorder.directory('body')).byId(id);
    throw hasDependents(
      `the body ${code}`,
      dependents.map(({ ref }) => ref),
      'remove these first, or give them another body',
    );
  }
  await transaction.remove('body', id);
}

/** The rules of bodies. */
export const bodyRules: Rules<'body'> = {
  /** Checks a body, and fills in what is not given. */
  async normalize(recorder, draft) {
    const fields = requireFields('body', draft.fields);
    fields.kind ||= 'other';
    fields.aliases = await checkNames(recorder, 'body', draft.current, fields);
    await checkReportsTo(recorder, draft, fields);
    return { fields, ref: fields.code };
  },
  saved: async (recorder, { id, fields, current }) => {
    if (current !== null && current.fields.code !== fields.code) await recodeMeetings(recorder, id);
  },
  remove: async (recorder, ids) => {
    for (const id of ids) await removeBody(recorder, id);
    return [];
  },
};
