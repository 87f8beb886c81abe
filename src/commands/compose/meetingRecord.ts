import { longDate } from '../../domain/date';
import { groupBy } from '../../domain/groupBy';
import type { Row } from '../../domain/row';
import {
  type Block,
  bullets,
  heading,
  type ListItem,
  note,
  numbered,
  paragraph,
  type TextDocument,
  verbatim,
} from '../../formats/document/textDocument';
import type { ListRow } from '../../register/list/listing';
import type { MeetingFacts } from '../../register/meeting/facts';
import { decisionItem } from './decision';
import type { DecisionFacts } from './decisionFacts';
import { laterDevelopments } from './laterDevelopments';
import { agendaList, documentItem, lang, meetingHead } from './meeting';
import { textOf } from './wording';

/** Writes the record of a meeting, with later developments as of `asOf`; null leaves them out. */
export function meetingRecord(facts: MeetingFacts, asOf: string | null): TextDocument {
  const { meeting, agenda, decisions, documents } = facts;
  return {
    title: `${facts.bodies.get(textOf(meeting, 'body'))}: record of decisions`,
    lang,
    blocks: [
      ...meetingHead(meeting, facts),
      ...(agenda.length === 0 ? [] : [heading(1, 'Agenda'), agendaList(agenda, () => [])]),
      ...(decisions.length === 0
        ? [paragraph('No decisions of this meeting are on record.')]
        : decisionBlocks(facts, asOf)),
      ...(documents.length === 0
        ? []
        : [heading(1, 'Documents'), bullets(documents.map((row) => documentItem(row, ...belongsTo(row))))]),
      ...closing(facts, asOf),
    ],
  };
}

/** The decisions under their agenda items; those under none come last. */
function decisionBlocks(facts: MeetingFacts, asOf: string | null): Block[] {
  const { agenda, decisions } = facts;
  const byItem = groupBy(decisions, ({ item }) => item ?? null);
  const groups = agenda.flatMap((item) => {
    const taken = byItem.get(item.number ?? null);
    const title = [`Item ${textOf(item, 'number')}: `, verbatim(textOf(item, 'title'))];
    return taken === undefined ? [] : [heading(2, ...title), ...decisionLists(taken, facts, asOf)];
  });
  const others = byItem.get(null);
  return [
    heading(1, 'Decisions'),
    ...groups,
    ...(others === undefined
      ? []
      : [...(groups.length === 0 ? [] : [heading(2, 'Other decisions')]), ...decisionLists(others, facts, asOf)]),
  ];
}

/** The number of a decision within its meeting. */
const numberOf = (row: Row): number => Number(textOf(row, 'ref').split('/').at(-1));

/** Decisions as numbered lists with the numbers of the register; a gap starts a new list. */
function decisionLists(rows: readonly ListRow[], facts: MeetingFacts, asOf: string | null): Block[] {
  const lists: { start: number; items: ListItem[] }[] = [];
  for (const row of rows) {
    const item = decisionItem(factsOf(row, facts, asOf));
    const last = lists.at(-1);
    if (last !== undefined && last.start + last.items.length === numberOf(row)) last.items.push(item);
    else lists.push({ start: numberOf(row), items: [item] });
  }
  return lists.map(({ start, items }) => numbered(items, start));
}

function factsOf(row: ListRow, facts: MeetingFacts, asOf: string | null): DecisionFacts {
  const { meeting, objections, tasks, later, bodies, parties } = facts;
  const ofDecision = ({ decision }: Row): boolean => decision === row.ref;
  return {
    row,
    day: row.date === (meeting.end_date ?? meeting.date) ? null : textOf(row, 'date'),
    objections: objections.filter(ofDecision),
    tasks: tasks.filter(ofDecision),
    later: later.get(row.id) ?? [],
    names: { bodies, parties },
    asOf,
  };
}

/** The decision or agenda item to which a document belongs. */
function belongsTo(row: Row): string[] {
  const [decision, item] = [textOf(row, 'decision'), textOf(row, 'item')];
  if (decision !== '') return [`decision ${decision.split('/').at(-1)}`];
  return item === '' ? [] : [`agenda item ${item.split('#').at(-1)}`];
}

/** The sources, and the date of later developments if any are stated. */
function closing(facts: MeetingFacts, asOf: string | null): Block[] {
  const { meeting, decisions } = facts;
  const source = textOf(meeting, 'source');
  const sourced = decisions.filter((row) => textOf(row, 'source') !== '');
  const bySource = groupBy(sourced, (row) => textOf(row, 'source'));
  const others = [...bySource].map(([text, rows]) =>
    note(`Source of decision${rows.length === 1 ? '' : 's'} ${rows.map(numberOf).join(', ')}: `, sourceRun(text)),
  );
  return [
    ...(source === '' ? [] : [note('Source: ', sourceRun(source))]),
    ...others,
    ...(asOf !== null && decisions.some((row) => laterDevelopments(factsOf(row, facts, asOf)).length > 0)
      ? [note(`Later developments are stated as of ${longDate(asOf)}.`)]
      : []),
  ];
}

/** A source; one that is an address is a link. */
const sourceRun = (source: string) => verbatim(source, { href: source });
