import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import type { NamedLink } from '../../domain/links';
import { Problem } from '../../domain/problem';
import type { Found } from '../../domain/reference';
import { areParties, formatValue, type RowParty, type RowValue } from '../../domain/row';
import { type EntityName, entities } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import { pick } from '../../formats/write/json';
import { membership } from '../../register/instrument/membership';
import type { AsOf, Listed } from '../../register/list/listing';
import {
  bodyNames,
  type DecisionParts,
  decisionParts,
  getRow,
  type Minutes,
  minutesOf,
} from '../../register/meeting/minutes';
import type { Reader } from '../../store/store';
import { type Page, type PageSection, type Paragraph, pageText } from '../../terminal/page';
import { type ListFlags, type Write, writeRows } from './list';

export type ShowFlags = ListFlags & {
  /** Read the file of a document, wherever it lies. */
  readonly checkFile?: boolean;
};

/** Shows a record: as a page of minutes, or in a format of data. */
export async function showRecord(
  context: Context,
  register: Reader,
  found: Found,
  asOf: AsOf,
  flags: ShowFlags,
): Promise<void> {
  const format = flags.format ?? 'table';
  if (format === 'table') return showPage(context, register, found, asOf, flags.checkFile ?? false);
  if (flags.checkFile) {
    throw new Problem('usage', '--check-file goes with the page, not with a format', 'leave one of the two out');
  }
  if (found.entity === 'meeting' && (format === 'yaml' || format === 'json')) {
    return writeMeeting(context, await minutesOf(register, found.id, asOf), format);
  }
  const row = await getRow(register, found.entity, found.id, asOf);
  const columns = entities[found.entity].columns.map(({ name }) => name);
  if (format === 'json') {
    if (found.entity === 'decision') {
      const { linkedBy, ...parts } = await decisionParts(register, found.id, asOf);
      const whole = { ...pick(row, columns), linked_by: linkedBy, ...withoutIds(parts) };
      return context.output.writeData(`${JSON.stringify(whole, null, 2)}\n`);
    }
    return context.output.writeData(`${JSON.stringify(pick(row, columns), null, 2)}\n`);
  }
  const write: Write = (text) => context.output.writeData(text);
  await writeRows(write, once(row), columns, format, flags);
}

/** The parts of a decision, by their columns. */
function withoutIds(parts: Omit<DecisionParts, 'linkedBy'>): object {
  const named = [
    ['objections', 'objection'],
    ['tasks', 'task'],
    ['documents', 'document'],
  ] as const;
  return Object.fromEntries(
    named.map(([name, entity]) => [
      name,
      parts[name].map((row) =>
        pick(
          row,
          entities[entity].columns.map((column) => column.name),
        ),
      ),
    ]),
  );
}

async function* once<T>(row: T): AsyncIterable<T[]> {
  yield [row];
}

async function writeMeeting(context: Context, minutes: Minutes, format: 'yaml' | 'json'): Promise<void> {
  const { meetingDocument, meetingObject } = await import('../../formats/write/meetings');
  if (format === 'json') return context.output.writeData(`${JSON.stringify(meetingObject(minutes), null, 2)}\n`);
  const { yamlDocument } = await import('../../formats/write/yaml');
  await context.output.writeData(yamlDocument(meetingDocument(minutes)));
}

async function showPage(
  context: Context,
  register: Reader,
  { entity, id }: Found,
  asOf: AsOf,
  checkFile: boolean,
): Promise<void> {
  const names = await bodyNames(register);
  if (entity === 'meeting') {
    return context.output.write(pageText(meetingPage(await minutesOf(register, id, asOf), names), context.output));
  }
  const row = await getRow(register, entity, id, asOf);
  const page = pages[entity as Paged](row, names);
  if (entity === 'decision') {
    const parts = decisionSections(row, await decisionParts(register, id, asOf));
    await context.output.write(pageText({ ...page, sections: [...page.sections, ...parts] }, context.output));
  } else if (entity === 'document') {
    const { fileState, words } = await import('../attached/keep');
    const state = await fileState(await context.filesFolder(), row, checkFile);
    const facts = state === null ? page.facts : [...page.facts, ['On disk', state] as const];
    await context.output.write(pageText({ ...page, facts }, context.output));
    if (checkFile && state !== null && state !== words.same) {
      throw new Problem(
        'failed',
        `the file is ${state}`,
        'compare it with what was recorded, or name it again: --file',
      );
    }
  } else if (entity === 'instrument') {
    const parties = await membership(register, id, asOf.day);
    const acts = parties.filter((party) => party.act !== null);
    const paragraphs = acts.map(({ party, name, act, since, noted_by }) => ({
      label: formatValue(party),
      text: `${formatValue(name)}: ${formatValue(act)}, ${dateText(since) || 'day unknown'}${noted_by ? ` (noted by ${formatValue(noted_by)})` : ''}`,
    }));
    const sections = [{ heading: 'Parties', paragraphs }];
    await context.output.write(pageText({ ...page, sections }, context.output));
  } else await context.output.write(pageText(page, context.output));
}

/** A relation as it is said before what it is about. */
const said = (relation: string): string => (relation === 'follows up' ? 'follows up on' : relation);

/** What became of a decision: links from both ends, objections, tasks and documents. */
function decisionSections(row: Listed, { linkedBy, objections, tasks, documents }: DecisionParts): PageSection[] {
  const links = ((row.links ?? []) as readonly NamedLink[]).map(({ relation, ref, answer, note }) => ({
    label: ref,
    text: `${said(relation)} it${answer === null ? '' : ` (${answer})`}${note === null ? '' : `: ${note}`}`,
  }));
  const later = linkedBy.map(({ ref, relation, answer, date, body, forced, note }) => ({
    label: ref,
    text: [
      `${said(relation)} this${answer === null ? '' : ` (${answer})`}`,
      `${body}, ${longDate(date)}`,
      forced ? 'though another body was asked' : '',
      note ?? '',
    ]
      .filter((text) => text !== '')
      .join('; '),
  }));
  const due = (task: Listed): string => (task.due_on ? `, due ${dateText(task.due_on)}` : '');
  return [
    { heading: 'Earlier decisions', paragraphs: links },
    { heading: 'Later decisions', paragraphs: later },
    {
      heading: 'Objections',
      paragraphs: objections.map(({ party, on, withdrawn_on, note }) => ({
        label: formatValue(party),
        text: `${dateText(on)}${withdrawn_on ? `, taken back ${dateText(withdrawn_on)}` : ''}${note ? `: ${formatValue(note)}` : ''}`,
      })),
    },
    {
      heading: `Tasks${tasks.length === 0 ? '' : `: ${tasks.filter(({ status }) => status === 'done').length} of ${tasks.length} done`}`,
      paragraphs: tasks.map((task) => ({
        label: formatValue(task.id),
        text: `${formatValue(task.what)}${task.responsible ? ` (${formatValue(task.responsible)}${due(task)})` : due(task)} [${formatValue(task.status)}]`,
      })),
    },
    documentsSection(documents),
  ];
}

type BodyNames = ReadonlyMap<string, string>;

const bodyText = (code: RowValue | undefined, names: BodyNames): string =>
  code ? `${names.get(code as string)} (${code as string})` : '';

const dateText = (date: RowValue | undefined): string => (date ? longDate(date as string) : '');

type Paged = Exclude<EntityName, 'meeting' | 'objection' | 'standing' | 'act'>;

const pages: { readonly [name in Paged]: (row: Listed, names: BodyNames) => Page } = {
  body: (row, names) => ({
    reference: formatValue(row.code),
    title: formatValue(row.name),
    facts: [
      ['Also', (row.aliases as string[]).join(', ')],
      ['Kind', formatValue(row.kind)],
      ['Reports to', bodyText(row.reports_to, names)],
      ['Meetings', formatValue(row.meetings)],
      ['Decisions', formatValue(row.decisions)],
    ],
    sections: [],
  }),
  party: (row) => ({
    reference: formatValue(row.code),
    mark: row.standing ? formatValue(row.standing) : null,
    title: formatValue(row.name),
    facts: [
      ['Also', (row.aliases as string[]).join(', ')],
      ['Kind', formatValue(row.kind)],
      ['Standing', row.standing ? `${formatValue(row.standing)} since ${dateText(row.since) || 'an unknown day'}` : ''],
    ],
    sections: [],
  }),
  instrument: (row) => ({
    reference: formatValue(row.code),
    title: formatValue(row.title),
    facts: [['Adopted by', formatValue(row.adopted_by)]],
    sections: [],
  }),
  task: (row) => ({
    reference: formatValue(row.id),
    mark: formatValue(row.status),
    title: formatValue(row.what),
    facts: [
      ['Decision', formatValue(row.decision)],
      ['Responsible', formatValue(row.responsible)],
      ['Due on', dateText(row.due_on)],
      ['Done on', dateText(row.done_on)],
    ],
    sections: [{ heading: 'Reports', paragraphs: (row.reports as string[]).map((text) => ({ text })) }],
  }),
  document: (row) => ({
    reference: formatValue(row.symbol) || formatValue(row.kind),
    title: formatValue(row.title),
    facts: [
      ['Kind', formatValue(row.kind)],
      ['Language', formatValue(row.language)],
      ['Meeting', formatValue(row.meeting)],
      ['Agenda item', formatValue(row.item)],
      ['Decision', formatValue(row.decision)],
      ['URL', formatValue(row.url)],
      ['File', formatValue(row.file)],
      ['SHA-256', formatValue(row.sha256)],
      ['Size', row.size === null ? '' : `${withCommas(row.size as number)} bytes`],
    ],
    sections: [],
  }),
  agenda_item: (row) => ({
    reference: formatValue(row.ref),
    title: formatValue(row.title),
    facts: [
      ['Meeting', formatValue(row.meeting)],
      ['Presenter', formatValue(row.presenter)],
      ['Decisions', formatValue(row.decisions)],
    ],
    sections: [section('Notes', row.notes)],
  }),
  decision: (row, names) => ({
    reference: formatValue(row.ref),
    mark: statusText(row),
    title: formatValue(row.title),
    facts: [
      ['Action', pastTense(row.action as Action)],
      ['Kind', formatValue(row.kind)],
      ['Body', bodyText(row.body, names)],
      ['Meeting', `${formatValue(row.meeting)}, ${dateText(row.date)}`],
      ['Agenda item', formatValue(row.item)],
      ['Symbol', formatValue(row.symbol)],
      ['Form', formatValue(row.form)],
      ['Parties', partiesText(row.parties)],
      ['Referred to', bodyText(row.referred_to, names)],
      ['Answered by', formatValue(row.answered_by)],
      ['Grants', formatValue(row.grants)],
      ['Silence until', dateText(row.silence_until)],
      ['Condition', formatValue(row.condition)],
      ['Condition until', dateText(row.condition_until)],
      ['Confirmed on', dateText(row.confirmed_on)],
      ['Period', formatValue(row.period)],
      ['Effective on', dateText(row.effective_on)],
      ['Procedure', procedureText(row)],
      ['Tags', (row.tags as string[]).join(', ')],
      ['Source', formatValue(row.source)],
    ],
    sections: [section('Text', row.text), section('Evidence', row.evidence)],
  }),
};

function meetingPage({ meeting, agenda, decisions, documents }: Minutes, names: BodyNames): Page {
  const chair = [meeting.chair, meeting.chair_title, meeting.chair_party]
    .map(formatValue)
    .filter((text) => text !== '');
  const ordinal = meeting.ordinal === null || meeting.ordinal === undefined ? '' : `No. ${meeting.ordinal as number}, `;
  const title = formatValue(meeting.title);
  return {
    reference: formatValue(meeting.ref),
    mark: meeting.status === 'held' ? null : formatValue(meeting.status),
    title: `${ordinal}${names.get(meeting.body as string) ?? ''}${title === '' ? '' : `: ${title}`}`,
    facts: [
      [
        'Date',
        [meeting.date, meeting.end_date]
          .map(dateText)
          .filter((text) => text !== '')
          .join(' to '),
      ],
      ['Place', formatValue(meeting.place)],
      ['Mode', formatValue(meeting.mode)],
      ['Chair', chair.join(', ')],
      ['Source', formatValue(meeting.source)],
    ],
    sections: [
      section('Notes', meeting.notes),
      { heading: 'Agenda', paragraphs: agenda.flatMap((item) => agendaParagraphs(item, decisions)) },
      {
        heading: agenda.length === 0 ? 'Decisions' : 'Decisions under no agenda item',
        paragraphs: decisions.filter(({ item }) => !item).map((decision) => decisionParagraph(decision, 2)),
      },
      documentsSection(documents),
    ],
  };
}

function agendaParagraphs(item: Listed, decisions: readonly Listed[]): Paragraph[] {
  const presenter = item.presenter ? ` (presented by ${formatValue(item.presenter)})` : '';
  return [
    { label: formatValue(item.number), text: `${formatValue(item.title)}${presenter}` },
    ...decisions.filter((decision) => decision.item === item.number).map((decision) => decisionParagraph(decision, 5)),
  ];
}

function decisionParagraph(row: Listed, indent: number): Paragraph {
  const label = `/${formatValue(row.ref).split('/')[1] ?? ''}`;
  const parties = partiesText(row.parties);
  const text = `${pastTense(row.action as Action)}: ${formatValue(row.title)}${parties === '' ? '' : ` (${parties})`}`;
  return { label, text: `${text} [${statusText(row) ?? 'not yet taken'}]`, indent };
}

function statusText(row: Listed): string | null {
  if (row.status === 'referred') return `referred to ${formatValue(row.referred_to)}`;
  return row.status === null ? null : formatValue(row.status);
}

function partiesText(value: RowValue | undefined): string {
  const parties = (value ?? []) as readonly RowParty[];
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
  return [formatValue(row.procedure), tallies].filter((text) => text !== '').join(': ');
}

const section = (heading: string, text: RowValue | undefined) => ({
  heading,
  paragraphs: text ? [{ text: formatValue(text) }] : [],
});

const documentsSection = (documents: readonly Listed[]): PageSection => ({
  heading: 'Documents',
  paragraphs: documents.map(({ symbol, title }) => ({ label: formatValue(symbol) || '-', text: formatValue(title) })),
});
