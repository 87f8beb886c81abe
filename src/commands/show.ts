import type { Context } from '../context';
import { longDate } from '../domain/date';
import { type EntityName, entities } from '../domain/entities';
import { areParties, type ListedParty, type ListedValue, listedText } from '../domain/listed';
import { type Action, pastTense } from '../domain/vocabulary';
import type { AsOf } from '../register/decisionList';
import type { Listed } from '../register/listing';
import { bodyNames, type Minutes, minutesOf, recordOf } from '../register/minutes';
import type { Found } from '../register/references';
import type { Reader } from '../store/store';
import { type Page, type Paragraph, pageText } from '../terminal/page';
import { type ListFlags, writeRows } from './print';

/** Shows a record: as a page of minutes, or in a format of data. */
export async function showRecord(
  context: Context,
  register: Reader,
  found: Found,
  asOf: AsOf,
  flags: ListFlags,
): Promise<void> {
  const format = flags.format ?? 'table';
  if (format === 'table') return showPage(context, register, found, asOf);
  if (found.entity === 'meeting' && (format === 'yaml' || format === 'json')) {
    return writeMeeting(context, await minutesOf(register, found.id, asOf), format);
  }
  const row = await recordOf(register, found.entity, found.id, asOf);
  const columns = entities[found.entity].columns.map(({ name }) => name);
  if (format === 'json') {
    const { pick } = await import('../formats/json');
    return context.output.writeData(`${JSON.stringify(pick(row, columns), null, 2)}\n`);
  }
  const write = (text: string) => context.output.writeData(text);
  await writeRows(write, once(row), columns, format, flags);
}

async function* once<T>(row: T): AsyncIterable<T[]> {
  yield [row];
}

async function writeMeeting(context: Context, minutes: Minutes, format: 'yaml' | 'json'): Promise<void> {
  const { meetingDocument, meetingObject } = await import('../formats/meetings');
  if (format === 'json') return context.output.writeData(`${JSON.stringify(meetingObject(minutes), null, 2)}\n`);
  const { yamlDocument } = await import('../formats/yaml');
  await context.output.writeData(yamlDocument(meetingDocument(minutes)));
}

async function showPage(context: Context, register: Reader, { entity, id }: Found, asOf: AsOf): Promise<void> {
  const names = await bodyNames(register);
  const page =
    entity === 'meeting'
      ? meetingPage(await minutesOf(register, id, asOf), names)
      : pages[entity](await recordOf(register, entity, id, asOf), names);
  await context.output.write(pageText(page, context.output));
}

type BodyNames = ReadonlyMap<string, string>;

const bodyText = (code: ListedValue | undefined, names: BodyNames): string =>
  code ? `${names.get(code as string)} (${code as string})` : '';

const dateText = (date: ListedValue | undefined): string => (date ? longDate(date as string) : '');

const pages: { readonly [name in Exclude<EntityName, 'meeting'>]: (row: Listed, names: BodyNames) => Page } = {
  body: (row, names) => ({
    reference: listedText(row.code),
    title: listedText(row.name),
    facts: [
      ['Also', (row.aliases as string[]).join(', ')],
      ['Kind', listedText(row.kind)],
      ['Reports to', bodyText(row.reports_to, names)],
      ['Meetings', listedText(row.meetings)],
      ['Decisions', listedText(row.decisions)],
    ],
    sections: [],
  }),
  party: (row) => ({
    reference: listedText(row.code),
    title: listedText(row.name),
    facts: [
      ['Also', (row.aliases as string[]).join(', ')],
      ['Kind', listedText(row.kind)],
    ],
    sections: [],
  }),
  agenda_item: (row) => ({
    reference: listedText(row.ref),
    title: listedText(row.title),
    facts: [
      ['Meeting', listedText(row.meeting)],
      ['Presenter', listedText(row.presenter)],
      ['Decisions', listedText(row.decisions)],
    ],
    sections: [section('Notes', row.notes)],
  }),
  decision: (row, names) => ({
    reference: listedText(row.ref),
    mark: statusText(row),
    title: listedText(row.title),
    facts: [
      ['Action', pastTense(row.action as Action)],
      ['Kind', listedText(row.kind)],
      ['Body', bodyText(row.body, names)],
      ['Meeting', `${listedText(row.meeting)}, ${dateText(row.date)}`],
      ['Agenda item', listedText(row.item)],
      ['Symbol', listedText(row.symbol)],
      ['Parties', partiesText(row.parties)],
      ['Referred to', bodyText(row.referred_to, names)],
      ['Period', listedText(row.period)],
      ['Effective on', dateText(row.effective_on)],
      ['Procedure', procedureText(row)],
      ['Tags', (row.tags as string[]).join(', ')],
      ['Source', listedText(row.source)],
    ],
    sections: [section('Text', row.text), section('Evidence', row.evidence)],
  }),
};

function meetingPage({ meeting, agenda, decisions }: Minutes, names: BodyNames): Page {
  const chair = [meeting.chair, meeting.chair_title, meeting.chair_party].map(listedText).filter((text) => text !== '');
  const ordinal = meeting.ordinal === null || meeting.ordinal === undefined ? '' : `No. ${meeting.ordinal as number}, `;
  const title = listedText(meeting.title);
  return {
    reference: listedText(meeting.ref),
    mark: meeting.status === 'held' ? null : listedText(meeting.status),
    title: `${ordinal}${names.get(meeting.body as string) ?? ''}${title === '' ? '' : `: ${title}`}`,
    facts: [
      [
        'Date',
        [meeting.date, meeting.end_date]
          .map(dateText)
          .filter((text) => text !== '')
          .join(' to '),
      ],
      ['Place', listedText(meeting.place)],
      ['Mode', listedText(meeting.mode)],
      ['Chair', chair.join(', ')],
      ['Source', listedText(meeting.source)],
    ],
    sections: [
      section('Notes', meeting.notes),
      { heading: 'Agenda', paragraphs: agenda.flatMap((item) => agendaParagraphs(item, decisions)) },
      {
        heading: agenda.length === 0 ? 'Decisions' : 'Decisions under no agenda item',
        paragraphs: decisions.filter(({ item }) => !item).map((decision) => decisionParagraph(decision, 2)),
      },
    ],
  };
}

function agendaParagraphs(item: Listed, decisions: readonly Listed[]): Paragraph[] {
  const presenter = item.presenter ? ` (presented by ${listedText(item.presenter)})` : '';
  return [
    { label: listedText(item.number), text: `${listedText(item.title)}${presenter}` },
    ...decisions.filter((decision) => decision.item === item.number).map((decision) => decisionParagraph(decision, 5)),
  ];
}

function decisionParagraph(row: Listed, indent: number): Paragraph {
  const label = `/${listedText(row.ref).split('/')[1] ?? ''}`;
  const parties = partiesText(row.parties);
  const text = `${pastTense(row.action as Action)}: ${listedText(row.title)}${parties === '' ? '' : ` (${parties})`}`;
  return { label, text: `${text} [${statusText(row) ?? 'not yet taken'}]`, indent };
}

function statusText(row: Listed): string | null {
  if (row.status === 'referred') return `referred to ${listedText(row.referred_to)}`;
  return row.status === null ? null : listedText(row.status);
}

function partiesText(value: ListedValue | undefined): string {
  const parties = (value ?? []) as readonly ListedParty[];
  if (!areParties(parties)) return '';
  return parties.map(({ role, name }) => (role === 'subject' ? name : `${name}, ${role}`)).join('; ');
}

function procedureText(row: Listed): string {
  const votes = [
    ['for', row.votes_for],
    ['against', row.votes_against],
    ['abstaining', row.votes_abstain],
  ].filter(([, number]) => number !== null);
  const tallies = votes.map(([side, number]) => `${number as number} ${side as string}`).join(', ');
  return [listedText(row.procedure), tallies].filter((text) => text !== '').join(': ');
}

const section = (heading: string, text: ListedValue | undefined) => ({
  heading,
  paragraphs: text ? [{ text: listedText(text) }] : [],
});
