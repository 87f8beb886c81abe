import { groupBy } from '../../domain/groupBy';
import { bullets, heading, paragraph, type TextDocument } from '../../formats/document/textDocument';
import type { MeetingFacts } from '../../register/meeting/facts';
import { agendaList, documentItem, lang, meetingHead } from './meeting';
import { textOf } from './wording';

/** Writes the agenda of a meeting with the documents of each item; it is provisional until the meeting is held. */
export function meetingAgenda(facts: MeetingFacts): TextDocument {
  const { meeting, agenda, documents } = facts;
  const byItem = groupBy(documents, (row) => textOf(row, 'item'));
  const listed = agenda.flatMap(({ number }) => byItem.get(String(number)) ?? []);
  const others = documents.filter((row) => !listed.includes(row) && row.decision === null);
  const kind = meeting.status === 'held' ? 'agenda' : 'provisional agenda';
  return {
    title: `${facts.bodies.get(textOf(meeting, 'body'))}: ${kind}`,
    lang,
    blocks: [
      ...meetingHead(meeting, facts),
      agenda.length === 0
        ? paragraph('No agenda of this meeting is on record.')
        : agendaList(agenda, ({ number }) => {
            const itemDocuments = byItem.get(String(number)) ?? [];
            return itemDocuments.length === 0 ? [] : [bullets(itemDocuments.map((row) => documentItem(row)))];
          }),
      ...(others.length === 0 ? [] : [heading(1, 'Other documents'), bullets(others.map((row) => documentItem(row)))]),
    ],
  };
}
