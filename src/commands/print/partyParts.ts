import type { FoundRecord } from '../../domain/reference';
import { formatValue, type Row } from '../../domain/row';
import type { PartyRole } from '../../domain/vocabulary';
import type { AsOf } from '../../register/list/listing';
import { type Involvement, type InvolvementRequest, involvementOf } from '../../register/party/involvement';
import type { Reader } from '../../store/store';
import type { Paragraph } from '../../terminal/page';
import {
  dateText,
  decisionText,
  joined,
  limitedSection,
  limitPlusOne,
  limitRows,
  meetingLine,
  objectionLine,
  type Parts,
  taskLine,
} from './phrases';

/** The details of a party: what it did, and what it was asked to do. */
export async function partyParts(
  reader: Reader,
  party: FoundRecord,
  asOf: AsOf,
  { since, limit }: InvolvementRequest,
): Promise<Parts> {
  const found = await involvementOf(reader, party, asOf, { since, limit: limitPlusOne(limit) });
  const { roles, ...others } = found;
  const [records, decisions] = [limitRows(others, limit), limitRows(roles, limit)];
  const advice = `\`cica party show ${party.ref} --limit 0\` shows all`;
  return {
    facts: [],
    sections: sectionsOf(found).map(({ heading, rows, line }) => limitedSection(heading, rows, line, limit, advice)),
    object: { ...records.shown, roles: decisions.shown, more: [...records.more, ...decisions.more] },
  };
}

/** Rows under a heading, and how to format each as a line. */
interface Lines {
  readonly heading: string;
  readonly rows: readonly Row[];
  readonly line: (row: Row) => Paragraph;
}

const headings: { readonly [role in PartyRole]: string } = {
  addressee: 'Asked of it',
  sponsor: 'Sponsored',
  applicant: 'Applications',
  coordinator: 'Coordinates',
  reservation: 'Reservations',
  subject: 'Decisions on it',
};

function sectionsOf({ standings, roles, tasks, objections, acts, chaired }: Involvement): Lines[] {
  const inRole = (role: PartyRole): Lines => ({ heading: headings[role], rows: roles[role], line: roleLine });
  return [
    { heading: 'Standings', rows: standings, line: standingLine },
    inRole('addressee'),
    { heading: 'Tasks', rows: tasks, line: (task) => taskLine(task, task.decision) },
    ...(['sponsor', 'applicant', 'coordinator', 'reservation'] as const).map(inRole),
    { heading: 'Objections', rows: objections, line: (objection) => objectionLine(objection, objection.decision) },
    inRole('subject'),
    { heading: 'Instruments', rows: acts, line: actLine },
    { heading: 'Meetings chaired', rows: chaired, line: meetingLine },
  ];
}

function standingLine({ standing, since, until, given_by, step, note }: Row): Paragraph {
  const days = `since ${dateText(since) || 'an unknown day'}${until ? `, until ${dateText(until)}` : ''}`;
  const by = joined([formatValue(step), given_by ? `by ${formatValue(given_by)}` : ''], ' ');
  return { text: joined([`${formatValue(standing)} ${days}`, by, formatValue(note)], '; ') };
}

const roleLine = (row: Row): Paragraph => ({
  label: formatValue(row.ref),
  text: decisionText(row, row.due_on ? `, due ${dateText(row.due_on)}` : ''),
});

const actLine = ({ instrument, kind, date, noted_by }: Row): Paragraph => ({
  label: formatValue(instrument),
  text: `${formatValue(kind)}, ${dateText(date) || 'day unknown'}${noted_by ? ` (noted by ${formatValue(noted_by)})` : ''}`,
});
