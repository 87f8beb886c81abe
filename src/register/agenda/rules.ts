import sql from 'sql-template-tag';
import { Problem } from '../../domain/problem';
import { agendaReference } from '../../domain/reference';
import { listLimit, withCommas } from '../../domain/text';
import type { Transaction } from '../../store/store';
import { documentsOf } from '../record/dependents';
import { hasDependents, requireFields } from '../record/problems';
import type { Recorder, RemoveOptions, Rules } from '../record/recorder';
import { itemOf } from './find';

function nextWholeNumber(numbers: readonly string[]): string {
  const whole = numbers.map((number) => Number.parseInt(number, 10)).filter((number) => !Number.isNaN(number));
  return String(whole.reduce((most, number) => Math.max(most, number), 0) + 1);
}

function decisionsUnder(transaction: Transaction, id: number): Promise<{ id: number; ref: string }[]> {
  return transaction.rows(sql`select d.id, m.ref || '/' || cast(d.number as text) as ref
    from decision d join meeting m on m.id = d.meeting_id
    where d.item_id = ${id} order by d.number`);
}

/** Removes an agenda item, with the decisions under it if asked to; returns the references of those. */
async function removeAgendaItem(recorder: Recorder, id: number, options: RemoveOptions): Promise<string[]> {
  const { transaction } = recorder;
  const decisions = await decisionsUnder(transaction, id);
  if (decisions.length > 0 && !options.withDecisions) {
    throw hasDependents(
      'the agenda item',
      decisions.map(({ ref }) => ref),
      'remove them too with --with-decisions, or give them another item: cica decision edit REF --item NUMBER',
    );
  }
  const papers = await documentsOf(transaction, sql`item_id = ${id}`);
  if (papers.length > 0) throw hasDependents('the agenda item', papers, 'take it out of these documents first');
  const ids = decisions.map((one) => one.id);
  const gone = ids.length === 0 ? [] : await recorder.remove('decision', ids, options);
  await transaction.remove('agenda_item', id);
  return [...decisions.map(({ ref }) => ref), ...gone];
}

/** The rules of agenda items. */
export const agendaRules: Rules<'agenda_item'> = {
  /** Checks an agenda item, and gives it the next whole number where it has none yet. */
  async normalize(recorder, draft) {
    const { transaction } = recorder;
    const fields = requireFields('agenda_item', draft.fields);
    const meeting = await recorder.meetings.withId(fields.meeting_id);
    const items = await recorder.meetings.agenda(meeting.id);
    if (draft.current?.fields.meeting_id !== meeting.id && items.length >= listLimit) {
      const most = withCommas(listLimit);
      throw new Problem(
        'refused',
        `${meeting.ref} has ${most} agenda items, the maximum`,
        'put some together',
        'meeting',
      );
    }
    fields.number ||= draft.current?.fields.number ?? nextWholeNumber(items.map(({ number }) => number));
    const ref = agendaReference(meeting.ref, fields.number);
    const same = itemOf(items, fields.number);
    if (same !== undefined && same.id !== draft.current?.id) {
      throw new Problem('refused', `there is an agenda item ${ref} already`, 'give another number', 'number');
    }
    const { current } = draft;
    if (current !== null && current.fields.meeting_id !== fields.meeting_id) {
      const decisions = await decisionsUnder(transaction, current.id);
      if (decisions.length > 0) {
        throw new Problem(
          'refused',
          `the agenda item has decisions of its meeting under it: ${decisions.map((one) => one.ref).join(', ')}`,
          'give them another item first: cica decision edit REF --item NUMBER',
          'meeting',
        );
      }
    }
    return { fields, ref };
  },
  saved: async (recorder, { fields, id, outcome }) => recorder.meetings.itemSaved(fields, { id, outcome }),
  remove: async (recorder, ids, options) => {
    const gone: string[] = [];
    for (const id of ids) gone.push(...(await removeAgendaItem(recorder, id, options)));
    return gone;
  },
};
