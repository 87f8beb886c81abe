import type { Context } from '../../context';
import { longDate } from '../../domain/date';
import type { NamedLink } from '../../domain/links';
import { own } from '../../domain/own';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { formatValue, isPartyList, type Row, type RowParty, type RowValue } from '../../domain/row';
import { type Column, columnLabel, columnNames, columnOf, type Entity, entities } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import { recordObject } from '../../formats/write/json';
import { membership } from '../../register/instrument/membership';
import type { AsOf, ListRow } from '../../register/list/listing';
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
import { type ListFlags, printRows } from './list';

export type ShowFlags = ListFlags & {
  /** Read the file of a document, wherever it lies. */
  readonly checkFile?: boolean;
};

/** Shows records: as pages of minutes, or in a format of data; several records, or lists of one, as a list. */
export async function showRecords(
  context: Context,
  register: Reader,
  found: readonly FoundRecord[],
  asOf: AsOf,
  flags: ShowFlags & { readonly many: boolean },
): Promise<void> {
  context.output.startPaging();
  const format = flags.format ?? 'table';
  if (format === 'table') return showPages(context, register, found, asOf, flags.checkFile ?? false);
  if (flags.checkFile) {
    throw new Problem('usage', '--check-file goes with the page, not with a format', 'leave one of the two out');
  }
  if (format === 'json') return writeObjects(context, register, found, asOf, flags.many);
  const [first] = found;
  const other = found.find(({ entity }) => entity !== first?.entity);
  if (first === undefined) return;
  if (other !== undefined) {
    const message = `${first.ref} and ${other.ref} have different columns`;
    throw new Problem('usage', message, 'show them as pages, or with --format json');
  }
  if (first.entity === 'meeting' && format === 'yaml') return writeMeetings(context, register, found, asOf);
  async function* rows() {
    for (const { entity, id } of found) yield [await getRow(register, entity, id, asOf)];
  }
  await printRows(context, rows(), columnNames(entities[first.entity]), flags);
}

/** Writes the object of a record, or an array of the objects of many. */
async function writeObjects(
  context: Context,
  register: Reader,
  found: readonly FoundRecord[],
  asOf: AsOf,
  many: boolean,
): Promise<void> {
  const { output } = context;
  if (many && found.length === 0) return output.writeData('[]\n');
  for (const [place, record] of found.entries()) {
    const text = JSON.stringify(await objectOf(register, record, asOf), null, 2);
    await output.writeData(many ? `${place === 0 ? '[' : ','}\n${text}` : `${text}\n`);
  }
  if (many) await output.writeData('\n]\n');
}

async function objectOf(register: Reader, { entity, id }: FoundRecord, asOf: AsOf): Promise<object> {
  if (entity === 'meeting') {
    const { meetingObject } = await import('../../formats/write/meetings');
    return meetingObject(await minutesOf(register, id, asOf));
  }
  const row = await getRow(register, entity, id, asOf);
  const parts = entity === 'decision' ? partsObject(await decisionParts(register, id, asOf)) : {};
  return { ...recordObject(entity, row), ...parts };
}

/** The parts of a decision, by their columns. */
function partsObject({ linkedBy, objections, tasks, documents }: DecisionParts): object {
  return {
    linked_by: linkedBy,
    objections: objections.map((row) => recordObject('objection', row)),
    tasks: tasks.map((row) => recordObject('task', row)),
    documents: documents.map((row) => recordObject('document', row)),
  };
}

async function writeMeetings(
  context: Context,
  register: Reader,
  found: readonly FoundRecord[],
  asOf: AsOf,
): Promise<void> {
  const { meetingDocument } = await import('../../formats/write/meetings');
  const { yamlDocument } = await import('../../formats/write/yaml');
  for (const [place, { id }] of found.entries()) {
    const text = yamlDocument(meetingDocument(await minutesOf(register, id, asOf)));
    await context.output.writeData(`${place === 0 ? '' : '---\n'}${text}`);
  }
}

/** Shows the page of each record. */
async function showPages(
  context: Context,
  register: Reader,
  found: readonly FoundRecord[],
  asOf: AsOf,
  checkFile: boolean,
): Promise<void> {
  for (const [place, record] of found.entries()) {
    if (place > 0) await context.output.write('\n');
    await showPage(context, register, record, asOf, checkFile);
  }
}

async function showPage(
  context: Context,
  register: Reader,
  { entity, id }: FoundRecord,
  asOf: AsOf,
  checkFile: boolean,
): Promise<void> {
  const names = await bodyNames(register);
  const print = (page: Page) => context.output.write(pageText(page, context.output));
  if (entity === 'meeting') return print(meetingPage(await minutesOf(register, id, asOf), names));
  const row = await getRow(register, entity, id, asOf);
  const page = pageOf(entities[entity], row, names);
  const { facts, sections } = page;
  if (entity === 'decision') {
    const parts = decisionSections(row, await decisionParts(register, id, asOf));
    await print({ ...page, sections: [...sections, ...parts] });
  } else if (entity === 'document') {
    const { fileState, words } = await import('../attached/keep');
    const state = await fileState(await context.filesFolder(), row, checkFile);
    await print(state === null ? page : { ...page, facts: [...facts, ['On disk', state]] });
    if (checkFile && state !== null && state !== words.same) {
      throw new Problem(
        'failed',
        `the file is ${state}`,
        'compare it with what was recorded, or name it again: --file',
      );
    }
  } else if (entity === 'instrument') {
    await print({ ...page, sections: [...sections, partiesSection(await membership(register, id, asOf.day))] });
  } else await print(page);
}

/** What the parties did about an instrument. */
function partiesSection(parties: readonly Row[]): PageSection {
  const acts = parties.filter(({ act }) => act !== null);
  const paragraphs = acts.map(({ party, name, act, since, noted_by }) => ({
    label: formatValue(party),
    text: `${formatValue(name)}: ${formatValue(act)}, ${dateText(since) || 'day unknown'}${noted_by ? ` (noted by ${formatValue(noted_by)})` : ''}`,
  }));
  return { heading: 'Parties', paragraphs };
}

/** A relation as it is said before what it is about. */
const said = (relation: string): string => (relation === 'follows up' ? 'follows up on' : relation);

/** What became of a decision: links from both ends, objections, tasks and documents. */
function decisionSections(row: ListRow, { linkedBy, objections, tasks, documents }: DecisionParts): PageSection[] {
  const links = ((row.links ?? []) as readonly NamedLink[]).map(({ relation, ref, answer, note }) => ({
    label: ref,
    text: `${said(relation)} it${answer === null ? '' : ` (${answer})`}${note === null ? '' : `: ${note}`}`,
  }));
  const later = linkedBy.map(({ ref, relation, answer, date, body, forced, note }) => ({
    label: ref,
    text: joined(
      [
        `${said(relation)} this${answer === null ? '' : ` (${answer})`}`,
        `${body}, ${longDate(date)}`,
        forced ? 'though another body was asked' : '',
        note ?? '',
      ],
      '; ',
    ),
  }));
  const due = (task: ListRow): string => (task.due_on ? `, due ${dateText(task.due_on)}` : '');
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

const dateText = (date: RowValue | undefined): string => (date ? longDate(date as string) : '');

/** The page of a record, as the schema says what stands on it. */
function pageOf(entity: Entity, row: ListRow, names: BodyNames): Page {
  const { mark, facts = [], sections = [] } = entity.page ?? {};
  const columns = facts.map((name) => columnOf(entity, name));
  return {
    reference: formatValue(row[entity.key]) || formatValue(row.kind),
    mark: mark === undefined ? null : statusText(row[mark], row),
    title: formatValue(row[entity.title ?? entity.key]),
    facts: columns.map((column) => [columnLabel(column), factText(entity, column, row, names)]),
    sections: sections.map((name) => section(columnLabel(columnOf(entity, name)), row[name])),
  };
}

/** What a page says of a column: by its type, but for the few that are told together with others. */
function factText(entity: Entity, column: Column, row: ListRow, names: BodyNames): string {
  const value = row[column.name] ?? null;
  const together = own(toldTogether, `${entity.name}.${column.name}`);
  if (together !== undefined) return together(row);
  if (value === null) return '';
  if (column.type === 'reference' && column.entity === 'body')
    return `${names.get(formatValue(value))} (${formatValue(value)})`;
  if (column.type === 'action') return pastTense(value as Action);
  if (column.type === 'parties') return partiesText(value);
  if (column.type === 'list') return (value as string[]).join(', ');
  if (column.type.endsWith('date') || column.type === 'deadline') return dateText(value);
  return formatValue(value);
}

/** The columns of which a line says more than their value. */
const toldTogether: Readonly<Record<string, (row: ListRow) => string>> = {
  'party.standing': ({ standing, since }) =>
    standing ? `${formatValue(standing)} since ${dateText(since) || 'an unknown day'}` : '',
  'meeting.date': ({ date, end_date }) => joined([dateText(date), dateText(end_date)], ' to '),
  'meeting.chair': ({ chair, chair_title, chair_party }) =>
    joined([chair, chair_title, chair_party].map(formatValue), ', '),
  'decision.meeting': ({ meeting, date }) => `${formatValue(meeting)}, ${dateText(date)}`,
  'decision.procedure': (row) => joined([formatValue(row.procedure), votesText(row)], ': '),
  'document.size': ({ size }) => (size === null ? '' : `${withCommas(size as number)} bytes`),
};

/** The texts that are not empty. */
const joined = (texts: readonly string[], separator: string): string =>
  texts.filter((text) => text !== '').join(separator);

function meetingPage({ meeting, agenda, decisions, documents }: Minutes, names: BodyNames): Page {
  const page = pageOf(entities.meeting, meeting, names);
  const ordinal = formatValue(meeting.ordinal);
  const body = names.get(formatValue(meeting.body)) ?? '';
  return {
    ...page,
    mark: meeting.status === 'held' ? null : formatValue(meeting.status),
    title: joined([ordinal === '' ? '' : `No. ${ordinal}`, joined([body, page.title], ': ')], ', '),
    sections: [
      ...page.sections,
      { heading: 'Agenda', paragraphs: agenda.flatMap((item) => agendaParagraphs(item, decisions)) },
      {
        heading: agenda.length === 0 ? 'Decisions' : 'Decisions under no agenda item',
        paragraphs: decisions.filter(({ item }) => !item).map((decision) => decisionParagraph(decision, 2)),
      },
      documentsSection(documents),
    ],
  };
}

function agendaParagraphs(item: ListRow, decisions: readonly ListRow[]): Paragraph[] {
  const presenter = item.presenter ? ` (presented by ${formatValue(item.presenter)})` : '';
  return [
    { label: formatValue(item.number), text: `${formatValue(item.title)}${presenter}` },
    ...decisions.filter((decision) => decision.item === item.number).map((decision) => decisionParagraph(decision, 5)),
  ];
}

function decisionParagraph(row: ListRow, indent: number): Paragraph {
  const label = `/${formatValue(row.ref).split('/')[1] ?? ''}`;
  const parties = partiesText(row.parties);
  const text = `${pastTense(row.action as Action)}: ${formatValue(row.title)}${parties === '' ? '' : ` (${parties})`}`;
  return { label, text: `${text} [${statusText(row.status, row) ?? 'not yet taken'}]`, indent };
}

/** A status, of a decision with the body that it waits for; null where it has none yet. */
function statusText(status: RowValue | undefined, { referred_to }: ListRow): string | null {
  if (status === null || status === undefined) return null;
  return status === 'referred' ? `referred to ${formatValue(referred_to)}` : formatValue(status);
}

function partiesText(value: RowValue | undefined): string {
  const parties = (value ?? []) as readonly RowParty[];
  if (!isPartyList(parties)) return '';
  return parties.map(({ role, name }) => (role === 'subject' ? name : `${name}, ${role}`)).join('; ');
}

function votesText({ votes_for, votes_against, votes_abstain }: ListRow): string {
  const votes = { for: votes_for, against: votes_against, abstaining: votes_abstain };
  const cast = Object.entries(votes).filter(([, number]) => number !== null);
  return cast.map(([side, number]) => `${formatValue(number)} ${side}`).join(', ');
}

/** A text, or the texts of a list, under a heading. */
function section(heading: string, value: RowValue | undefined): PageSection {
  const texts = Array.isArray(value) ? (value as string[]) : value ? [formatValue(value)] : [];
  return { heading, paragraphs: texts.map((text) => ({ text })) };
}

const documentsSection = (documents: readonly ListRow[]): PageSection => ({
  heading: 'Documents',
  paragraphs: documents.map(({ symbol, title }) => ({ label: formatValue(symbol) || '-', text: formatValue(title) })),
});
