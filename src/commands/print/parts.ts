import { longDate } from '../../domain/date';
import type { NamedLink } from '../../domain/links';
import type { FoundRecord } from '../../domain/reference';
import { formatValue, type Row } from '../../domain/row';
import { recordObject } from '../../formats/write/json';
import { membership } from '../../register/instrument/membership';
import type { AsOf, ListRow } from '../../register/list/listing';
import { type DecisionParts, decisionParts, itemParts } from '../../register/meeting/minutes';
import type { InvolvementRequest } from '../../register/party/involvement';
import type { Reader } from '../../store/store';
import type { PageSection } from '../../terminal/page';
import { dateText, decisionLine, documentsSection, joined, objectionLine, type Parts, taskLine } from './phrases';

/** The details of a record besides its columns, as of a day. */
export async function partsFor(
  reader: Reader,
  record: FoundRecord,
  row: ListRow,
  asOf: AsOf,
  request: InvolvementRequest,
): Promise<Parts> {
  const { entity, id } = record;
  if (entity === 'party') return (await import('./partyParts')).partyParts(reader, record, asOf, request);
  if (entity === 'body') return (await import('./bodyParts')).bodyParts(reader, record, asOf, request.limit);
  if (entity === 'agenda_item') {
    const { decisions, documents } = await itemParts(reader, id, asOf);
    return {
      facts: [],
      sections: [{ heading: 'Decisions', paragraphs: decisions.map(decisionLine) }, documentsSection(documents)],
      object: {
        decision_list: decisions.map((decision) => recordObject('decision', decision)),
        documents: documents.map((document) => recordObject('document', document)),
      },
    };
  }
  if (entity === 'decision') {
    const parts = await decisionParts(reader, id, asOf);
    return { facts: [], sections: decisionSections(row, parts), object: decisionObject(parts) };
  }
  if (entity !== 'instrument') return { facts: [], sections: [], object: {} };
  return { facts: [], sections: [partiesSection(await membership(reader, id, asOf.day))], object: {} };
}

/** The parts of a decision, by their columns. */
function decisionObject({ linkedBy, objections, tasks, documents }: DecisionParts): object {
  return {
    linked_by: linkedBy,
    objections: objections.map((row) => recordObject('objection', row)),
    tasks: tasks.map((row) => recordObject('task', row)),
    documents: documents.map((row) => recordObject('document', row)),
  };
}

/** A relation as it reads before its object. */
const relationText = (relation: string): string => (relation === 'follows up' ? 'follows up on' : relation);

/** What became of a decision: links from both ends, objections, tasks and documents. */
function decisionSections(row: ListRow, { linkedBy, objections, tasks, documents }: DecisionParts): PageSection[] {
  const links = ((row.links ?? []) as readonly NamedLink[]).map(({ relation, ref, answer, note }) => ({
    label: ref,
    text: `${relationText(relation)} it${answer === null ? '' : ` (${answer})`}${note === null ? '' : `: ${note}`}`,
  }));
  const later = linkedBy.map(({ ref, relation, answer, date, body, forced, note }) => ({
    label: ref,
    text: joined(
      [
        `${relationText(relation)} this${answer === null ? '' : ` (${answer})`}`,
        `${body}, ${longDate(date)}`,
        forced ? 'though another body was asked' : '',
        note ?? '',
      ],
      '; ',
    ),
  }));
  return [
    { heading: 'Earlier decisions', paragraphs: links },
    { heading: 'Later decisions', paragraphs: later },
    {
      heading: 'Objections',
      paragraphs: objections.map((objection) => objectionLine(objection, objection.party)),
    },
    {
      heading: `Tasks${tasks.length === 0 ? '' : `: ${tasks.filter(({ status }) => status === 'done').length} of ${tasks.length} done`}`,
      paragraphs: tasks.map((task) => taskLine(task, task.responsible)),
    },
    documentsSection(documents),
  ];
}

/** The acts of parties on an instrument. */
function partiesSection(parties: readonly Row[]): PageSection {
  const acts = parties.filter(({ act }) => act !== null);
  const paragraphs = acts.map(({ party, name, act, since, noted_by }) => ({
    label: formatValue(party),
    text: `${formatValue(name)}: ${formatValue(act)}, ${dateText(since) || 'day unknown'}${noted_by ? ` (noted by ${formatValue(noted_by)})` : ''}`,
  }));
  return { heading: 'Parties', paragraphs };
}
