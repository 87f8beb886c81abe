import type { Context } from '../../context';
import { ownValue } from '../../domain/ownValue';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import { formatValue, type RowValue } from '../../domain/row';
import { type Column, columnLabel, columnNames, columnOf, type Entity, entities } from '../../domain/schema';
import { withCommas } from '../../domain/text';
import { type Action, pastTense } from '../../domain/vocabulary';
import { recordObject } from '../../formats/write/json';
import type { AsOf, ListRow } from '../../register/list/listing';
import { bodyNames, getRow, type Minutes, minutesOf } from '../../register/meeting/minutes';
import type { InvolvementRequest } from '../../register/party/involvement';
import type { Reader } from '../../store/store';
import { type Page, type PageSection, type Paragraph, pageText } from '../../terminal/page';
import { type ListFlags, printRows } from './list';
import { partsFor } from './parts';
import { dateText, decisionLine, documentsSection, joined, partiesText, statusText } from './phrases';

export type ShowFlags = ListFlags & {
  /** Read the file of a document, wherever it is. */
  readonly checkFile?: boolean;
  /** The earliest date of what is shown about a party. */
  readonly since?: string;
};

/** The default limits: lines in a section of a page, and items in an array of a JSON object. */
const defaultLimits = { page: 20, object: 1_000 };

/** The limits that the flags set. */
function requestOf({ since, limit, format }: ShowFlags): InvolvementRequest {
  const defaultLimit = format === 'json' ? defaultLimits.object : defaultLimits.page;
  return { since, limit: limit === undefined ? defaultLimit : limit || null };
}

/** What to show records with. */
interface ShowOptions {
  readonly context: Context;
  readonly register: Reader;
  readonly asOf: AsOf;
  readonly flags: ShowFlags;
  /** Whether JSON is an array. */
  readonly many: boolean;
}

/** Shows records as pages or in a data format. */
export async function showRecords(found: readonly FoundRecord[], options: ShowOptions): Promise<void> {
  const { context, register, asOf, flags } = options;
  context.output.startPaging();
  const format = flags.format ?? 'table';
  if (format === 'table') return showPages(found, options);
  if (flags.checkFile) {
    throw new Problem('usage', '--check-file cannot be combined with --format', 'leave one of the two out');
  }
  if (format !== 'json' && (flags.since !== undefined || flags.limit !== undefined)) {
    throw new Problem('usage', `--since and --limit cannot be combined with --format ${format}`, 'leave them out');
  }
  if (format === 'json') return writeObjects(found, options);
  const [first] = found;
  const other = found.find(({ entity }) => entity !== first?.entity);
  if (first === undefined) return;
  if (other !== undefined) {
    const message = `${first.ref} and ${other.ref} have different columns`;
    throw new Problem('usage', message, 'show them as pages, or with --format json');
  }
  if (first.entity === 'meeting' && format === 'yaml') return writeMeetings(found, options);
  async function* rows() {
    for (const { entity, id } of found) yield [await getRow(register, entity, id, asOf)];
  }
  await printRows(context, rows(), columnNames(entities[first.entity]), flags);
}

/** Writes the object of a record, or an array of the objects of many. */
async function writeObjects(found: readonly FoundRecord[], options: ShowOptions): Promise<void> {
  const { output } = options.context;
  const { many } = options;
  if (many && found.length === 0) return output.writeData('[]\n');
  for (const [index, record] of found.entries()) {
    const text = JSON.stringify(await objectOf(record, options), null, 2);
    await output.writeData(many ? `${index === 0 ? '[' : ','}\n${text}` : `${text}\n`);
  }
  if (many) await output.writeData('\n]\n');
}

async function objectOf(record: FoundRecord, { register, asOf, flags }: ShowOptions): Promise<object> {
  const { entity, id } = record;
  if (entity === 'meeting') {
    const { meetingObject } = await import('../../formats/write/meetings');
    return meetingObject(await minutesOf(register, id, asOf));
  }
  const row = await getRow(register, entity, id, asOf);
  const { object } = await partsFor(register, record, row, asOf, requestOf(flags));
  return { ...recordObject(entity, row), ...object };
}

async function writeMeetings(found: readonly FoundRecord[], { context, register, asOf }: ShowOptions): Promise<void> {
  const { meetingDocument } = await import('../../formats/write/meetings');
  const { yamlDocument } = await import('../../formats/write/yaml');
  for (const [index, { id }] of found.entries()) {
    const text = yamlDocument(meetingDocument(await minutesOf(register, id, asOf)));
    await context.output.writeData(`${index === 0 ? '' : '---\n'}${text}`);
  }
}

/** Shows the page of each record. */
async function showPages(found: readonly FoundRecord[], options: ShowOptions): Promise<void> {
  for (const [index, record] of found.entries()) {
    if (index > 0) await options.context.output.write('\n');
    await showPage(record, options);
  }
}

async function showPage(record: FoundRecord, { context, register, asOf, flags }: ShowOptions): Promise<void> {
  const { entity, id } = record;
  const names = await bodyNames(register);
  const print = (page: Page) => context.output.write(pageText(page, context.output));
  if (entity === 'meeting') return print(meetingPage(await minutesOf(register, id, asOf), names));
  const row = await getRow(register, entity, id, asOf);
  const { facts, sections, ...page } = pageOf(entities[entity], row, names);
  if (entity === 'document') return showDocument(context, { ...page, facts, sections }, row, flags.checkFile ?? false);
  const parts = await partsFor(register, record, row, asOf, requestOf(flags));
  await print({ ...page, facts: [...facts, ...parts.facts], sections: [...sections, ...parts.sections] });
}

/** Shows the page of a document, with the current state of its file. */
async function showDocument(context: Context, page: Page, row: ListRow, checkFile: boolean): Promise<void> {
  const { fileState, statePhrase, stateWords } = await import('../attached/keep');
  const state = await fileState(await context.filesFolder(), row, checkFile);
  const facts = state === null ? page.facts : [...page.facts, ['On disk', state] as const];
  await context.output.write(pageText({ ...page, facts }, context.output));
  if (checkFile && state !== null && state !== stateWords.same) {
    const advice = 'compare it with what was recorded, or name it again: --file';
    throw new Problem('failed', `the file ${statePhrase(state)}`, advice);
  }
}

type BodyNames = ReadonlyMap<string, string>;

/** The page of a record, laid out as the schema says. */
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

/** What a page shows of a column: by its type, except for the few that are shown together with others. */
function factText(entity: Entity, column: Column, row: ListRow, names: BodyNames): string {
  const value = row[column.name] ?? null;
  const together = ownValue(toldTogether, `${entity.name}.${column.name}`);
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

/** The columns whose lines show more than their values. */
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
  const { label = '', text } = decisionLine(row);
  return { label: `/${label.split('/')[1] ?? ''}`, text, indent };
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
