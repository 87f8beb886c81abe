import sql from 'sql-template-tag';
import { refused } from '../../domain/problem';
import { agendaReference, agendaSortKey } from '../../domain/reference';
import { listLimit, withCommas } from '../../domain/text';
import { decisionsWhere, documentsOf } from '../record/dependents';
import { refuseDependents, requireFields } from '../record/problems';
import type { Recorder, RemoveOptions, Rules } from '../record/recorder';
import { type AgendaEntry, itemOf } from './find';

export const agendaRules: Rules<'agenda_item'> = {
  /** Checks an agenda item; the next whole number is the default. */
  complete(known, draft) {
    const fields = requireFields('agenda_item', draft.fields);
    const meeting = known.meetingOfId(fields.meeting_id);
    const items = known.agendas.get(meeting.id);
    if (draft.current?.fields.meeting_id !== meeting.id && items.length >= listLimit) {
      throw refused(
        `${meeting.ref} has ${withCommas(listLimit)} agenda items, the maximum`,
        'combine some of them',
        'meeting',
      );
    }
    fields.number ||= draft.current?.fields.number ?? nextWholeNumber(items.map(({ number }) => number));
    const ref = agendaReference(meeting.ref, fields.number);
    const same = itemOf(items, fields.number);
    if (same !== undefined && same.id !== draft.current?.id) {
      throw refused(
        `there is already an agenda item ${ref}`,
        'give another number, or none for the next one',
        'number',
      );
    }
    const { current } = draft;
    if (current !== null && current.fields.meeting_id !== fields.meeting_id) {
      const decisions = known.rows<{ ref: string }>(decisionsWhere(sql`d.item_id = ${current.id}`));
      if (decisions.length > 0) {
        throw refused(
          `the agenda item has decisions of its meeting under it: ${decisions.map((one) => one.ref).join(', ')}`,
          'give them another item first: cica decision edit REF --item NUMBER',
          'meeting',
        );
      }
    }
    return { fields, ref };
  },
  learn(known, { id, fields, outcome }) {
    // it may have moved here from any other agenda
    if (outcome === 'updated') known.agendas.clear();
    else insertItem(known.agendas.peek(fields.meeting_id), { id, number: fields.number, title: fields.title });
  },
  beforeRemove: removeDependents,
};

function nextWholeNumber(numbers: readonly string[]): string {
  const wholeNumbers = numbers.map((number) => Number.parseInt(number, 10)).filter((number) => !Number.isNaN(number));
  return String(wholeNumbers.reduce((max, number) => Math.max(max, number), 0) + 1);
}

/** Adds an item to an agenda, in its order. */
function insertItem(agenda: AgendaEntry[] | undefined, item: AgendaEntry): void {
  if (agenda === undefined) return;
  const order = agendaSortKey(item.number);
  let index = agenda.length;
  while (index > 0 && agendaSortKey((agenda[index - 1] as AgendaEntry).number) > order) index -= 1;
  agenda.splice(index, 0, item);
}

/** Removes the decisions under an agenda item if asked to, and returns their references. */
async function removeDependents(recorder: Recorder, id: number, options: RemoveOptions): Promise<string[]> {
  const { transaction } = recorder;
  const decisions = await transaction.rows<{ id: number; ref: string }>(decisionsWhere(sql`d.item_id = ${id}`));
  if (!options.withDecisions) {
    const advice =
      '--with-decisions removes what depends on it too, or give the decisions another item: cica decision edit REF --item NUMBER';
    refuseDependents('the agenda item', decisions, advice);
  }
  const documents = await documentsOf(transaction, sql`item_id = ${id}`);
  refuseDependents('the agenda item', documents, 'remove it from these documents first');
  if (decisions.length === 0) return [];
  const ids = decisions.map((decision) => decision.id);
  return [...decisions.map(({ ref }) => ref), ...(await recorder.remove('decision', ids, options))];
}
