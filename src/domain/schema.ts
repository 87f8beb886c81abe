import { nameAsLabel, withArticle } from './text';
import {
  actKinds,
  bodyKinds,
  documentKinds,
  forms,
  kinds,
  meetingStatuses,
  modes,
  partyKinds,
  procedures,
  standings,
} from './vocabulary';

/** The entities of a register; each has a table of that name. */
export const entityNames = [
  'body',
  'party',
  'meeting',
  'agenda_item',
  'decision',
  'objection',
  'standing',
  'instrument',
  'act',
  'task',
  'document',
] as const;
export type EntityName = (typeof entityNames)[number];

/**
 * How the text of a column is parsed:
 * - `line` one line, `text` several lines, `list` a list of lines
 * - `code` of a body or party, `number` of an agenda item, `ref` a reference of the record itself
 * - `date` a full day, `partial date` a day, month or year, `period` see period.ts, `integer` from 0
 * - `enum` one of `values`, `action` an operative verb
 * - `deadline` a full day, or a span from the decision's date
 * - `reference` another record, of `entity`
 * - `parties` a list of {role, party}, `links` a list of {relation, ref, answer, note}
 */
export type ColumnType =
  | 'line'
  | 'text'
  | 'list'
  | 'code'
  | 'number'
  | 'ref'
  | 'date'
  | 'partial date'
  | 'deadline'
  | 'period'
  | 'integer'
  | 'enum'
  | 'action'
  | 'reference'
  | 'parties'
  | 'links';

/** A column of an entity: its name is also the CSV header and the key in JSON and YAML. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** A few words for help and docs. */
  readonly description: string;
  /** The label on a record's page, if not the name. */
  readonly label?: string;
  /** Computed from other data; ignored by import, and not part of the history. */
  readonly computed?: true;
  /** Read from files, but computed from the other columns when a record is read. */
  readonly unstored?: true;
  readonly required?: true;
  /** Defaulted by the rules, so never empty in a stored record. */
  readonly filled?: true;
  readonly values?: readonly string[];
  readonly entity?: EntityName;
  /** The name of the column in the database, if different. */
  readonly stored?: string;
  /** Its values are stored in a separate table. */
  readonly part?: PartTable;
  /** The command-line flag, if it is not the name with hyphens. */
  readonly flag?: string;
  /** Has no flag of its own: computed from a file, or set by several flags. */
  readonly flagless?: true;
  /** The group of its flag in help. */
  readonly helpGroup?: 'what' | 'who' | 'when' | 'how' | 'meeting' | 'place' | 'chair' | 'source';
  /** An argument instead of a flag when adding a record; a string replaces the description in help. */
  readonly argument?: true | string;
  /** What a free-text column usually names: shell completion offers the existing ones. */
  readonly suggests?: readonly ('body' | 'party' | 'tag')[] | 'files';
  readonly search?: SearchField;
  /** What depends on it: the status of the decision, or the standing that it grants and from when. */
  readonly affects?: readonly ('status' | 'standing')[];
}

/** A table with parts of a decision: its columns apart from the decision and the position. */
export interface PartTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** A column whose values are stored in a separate table. */
export type PartColumn = Column & { readonly part: PartTable };

/** The field of the search index for a column's words; a match in a title ranks highest. */
export type SearchField = 'title' | 'text' | 'other';

export interface Entity {
  readonly name: EntityName;
  /** The name in prose: "agenda item". */
  readonly label: string;
  /** The name for `cica export`. */
  readonly plural: string;
  /** The column by which users refer to a record. */
  readonly key: string;
  /** What users type to name a record, for help; absent if a record is named by several columns. */
  readonly reference?: string;
  readonly columns: readonly Column[];
  /** Hidden columns, stored and recorded in the history before the others. */
  readonly internalColumns: readonly Pick<Column, 'name' | 'type' | 'description' | 'filled'>[];
  /** Columns of the table that are computed when a record is stored, and not part of the history. */
  readonly derivedColumns: readonly string[];
  /** The stored fields that identify a record without a code or reference. */
  readonly identity?: readonly string[];
  /** The columns of a list in the terminal. */
  readonly table: readonly string[];
  /** Columns of `table` that a narrow terminal may omit, the most dispensable first. */
  readonly spare?: readonly string[];
  /** The column with the title of a record. */
  readonly title?: string;
  /** The layout of a record's page, apart from reference and title; absent if records have no page. */
  readonly page?: {
    /** The column to the right of the reference. */
    readonly mark?: string;
    /** The columns with a labelled line each. */
    readonly facts: readonly string[];
    /** The columns with a heading each. */
    readonly sections: readonly string[];
  };
}

const body = {
  name: 'body',
  label: 'body',
  plural: 'bodies',
  key: 'code',
  reference: 'code, name or alias',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'code', type: 'code', description: 'short name, capital letters and digits', required: true, search: 'title', argument: true },
    { name: 'name', type: 'line', description: 'full name', required: true, search: 'title' },
    { name: 'aliases', type: 'list', description: 'other name it is known by', label: 'Also', flag: 'alias', search: 'other' },
    { name: 'kind', type: 'enum', description: 'kind of body', values: bodyKinds, filled: true },
    { name: 'reports_to', type: 'reference', description: 'the body it reports to', entity: 'body' },
    { name: 'meetings', type: 'integer', description: 'number of meetings it held', computed: true },
    { name: 'decisions', type: 'integer', description: 'number of decisions it took', computed: true },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['code', 'name', 'kind', 'reports_to', 'meetings', 'decisions'],
  spare: ['kind', 'meetings', 'decisions'],
  title: 'name',
  page: { facts: ['aliases', 'kind', 'reports_to', 'meetings', 'decisions'], sections: [] },
} as const satisfies Entity;

const party = {
  name: 'party',
  label: 'party',
  plural: 'parties',
  key: 'code',
  reference: 'code, name or alias',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'code', type: 'code', description: 'ISO 3166-1 alpha-3 code of a state, acronym of an organisation, short name of a person', required: true, search: 'title', argument: true },
    { name: 'name', type: 'line', description: 'full name', required: true, search: 'title' },
    { name: 'aliases', type: 'list', description: 'other name it is known by, in any language', label: 'Also', flag: 'alias', search: 'other' },
    { name: 'kind', type: 'enum', description: 'kind of party; optional if the code is the ISO code of a state', values: partyKinds, filled: true },
    { name: 'standing', type: 'line', description: 'standing as of the date given, including "applicant"', computed: true },
    { name: 'since', type: 'partial date', description: 'date since which it has that standing', computed: true },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['code', 'name', 'kind', 'standing', 'since'],
  spare: ['kind', 'since'],
  title: 'name',
  page: { mark: 'standing', facts: ['aliases', 'kind', 'standing'], sections: [] },
} as const satisfies Entity;

const meeting = {
  name: 'meeting',
  label: 'meeting',
  plural: 'meetings',
  key: 'ref',
  reference: 'reference, like SOC-2023-12-12',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'ref', type: 'ref', description: 'reference: body and first day', filled: true },
    { name: 'body', type: 'reference', description: 'the body that met', helpGroup: 'meeting', entity: 'body', required: true },
    { name: 'ordinal', type: 'integer', description: 'number of the meeting in its series', helpGroup: 'meeting' },
    { name: 'title', type: 'line', description: 'title', helpGroup: 'meeting', search: 'title' },
    { name: 'date', type: 'partial date', description: 'first day; a month or year if nothing more precise is known', helpGroup: 'meeting', required: true },
    { name: 'end_date', type: 'partial date', description: 'last day, if it lasted several', helpGroup: 'meeting' },
    { name: 'place', type: 'line', description: 'place', helpGroup: 'place', search: 'other' },
    { name: 'mode', type: 'enum', description: 'how it was held', helpGroup: 'place', values: modes },
    { name: 'status', type: 'enum', description: 'defaults to held, or scheduled if its first day is in the future', helpGroup: 'place', values: meetingStatuses, filled: true },
    { name: 'chair', type: 'line', description: 'who chaired it', helpGroup: 'chair', search: 'other' },
    { name: 'chair_title', type: 'line', description: 'title of the chair', helpGroup: 'chair', search: 'other' },
    { name: 'chair_party', type: 'reference', description: 'party of the chair', helpGroup: 'chair', entity: 'party' },
    { name: 'agenda_items', type: 'integer', description: 'number of agenda items', computed: true },
    { name: 'decisions', type: 'integer', description: 'number of decisions it took', computed: true },
    { name: 'source', type: 'line', description: 'source of this information', helpGroup: 'source', search: 'other' },
    { name: 'notes', type: 'text', description: 'notes', helpGroup: 'source', search: 'text' },
    { name: 'evidence', type: 'text', description: 'supporting quotations from the source, a line each, as "place: in Astana on 12 December"', helpGroup: 'source', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: ['met_on'],
  table: ['ref', 'title', 'place', 'mode', 'status', 'chair', 'agenda_items', 'decisions'],
  spare: ['mode', 'agenda_items', 'decisions'],
  title: 'title',
  page: { mark: 'status', facts: ['date', 'place', 'mode', 'chair', 'source'], sections: ['notes', 'evidence'] },
} as const satisfies Entity;

const agendaItem = {
  name: 'agenda_item',
  label: 'agenda item',
  plural: 'agenda',
  key: 'ref',
  reference: 'reference, like SOC-2023-12-12#4',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'ref', type: 'ref', description: 'reference: meeting, #, number', computed: true },
    { name: 'meeting', type: 'reference', description: 'the meeting', entity: 'meeting', required: true, argument: 'the meeting, like SOC-2023-12-12' },
    { name: 'number', type: 'number', description: 'number on the agenda ("4", "4.1", "AOB"); defaults to the next whole number', filled: true },
    { name: 'title', type: 'line', description: 'title', required: true, search: 'title', argument: true },
    { name: 'presenter', type: 'line', description: 'who presented it', search: 'other' },
    { name: 'decisions', type: 'integer', description: 'number of decisions taken under it', computed: true },
    { name: 'notes', type: 'text', description: 'notes', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: ['sort_key'],
  table: ['ref', 'title', 'presenter', 'decisions'],
  spare: ['decisions'],
  title: 'title',
  page: { facts: ['meeting', 'presenter', 'decisions'], sections: ['notes'] },
} as const satisfies Entity;

const decision = {
  name: 'decision',
  label: 'decision',
  plural: 'decisions',
  key: 'ref',
  reference: 'reference, like SOC-2023-12-12/5, or official symbol',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'ref', type: 'ref', description: 'reference: meeting, /, number', unstored: true },
    { name: 'symbol', type: 'line', description: 'official number of the decision', helpGroup: 'source', search: 'other' },
    { name: 'date', type: 'partial date', description: "day it was taken, if not the meeting's last day", helpGroup: 'when', affects: ['standing'] },
    { name: 'body', type: 'reference', description: 'the body that took it', entity: 'body', computed: true },
    { name: 'meeting', type: 'reference', description: 'the meeting', entity: 'meeting', required: true, affects: ['standing'], argument: 'the meeting, like SOC-2023-12-12' },
    { name: 'item', type: 'reference', description: "agenda item: its number on the meeting's agenda", helpGroup: 'what', label: 'Agenda item', entity: 'agenda_item' },
    { name: 'action', type: 'action', description: 'operative verb, in any form', helpGroup: 'what', required: true },
    { name: 'kind', type: 'enum', description: 'what it is about; defaults to "other"', helpGroup: 'what', values: kinds, filled: true },
    { name: 'title', type: 'line', description: 'title', required: true, search: 'title', argument: true },
    { name: 'text', type: 'text', description: 'operative words', helpGroup: 'what', search: 'text' },
    { name: 'status', type: 'line', description: 'status as of the date given', computed: true },
    { name: 'period', type: 'period', description: 'period it covers: 2024, 2024-2026, 2024-04-01..2025-03-31', helpGroup: 'when', affects: ['status'] },
    { name: 'referred_to', type: 'reference', description: 'body asked to act on it', helpGroup: 'who', entity: 'body', flag: 'to', affects: ['standing'] },
    { name: 'answered_by', type: 'line', description: 'the decision that answered it, as of the date given', computed: true },
    { name: 'procedure', type: 'enum', description: 'how it was decided', helpGroup: 'how', values: procedures },
    { name: 'votes_for', type: 'integer', description: 'votes for', helpGroup: 'how' },
    { name: 'votes_against', type: 'integer', description: 'votes against', helpGroup: 'how' },
    { name: 'votes_abstain', type: 'integer', description: 'abstentions', helpGroup: 'how' },
    { name: 'silence_until', type: 'deadline', description: 'last day to object, under a silence procedure: a date, or 14d, 2w, 3m from the decision', helpGroup: 'how', affects: ['status', 'standing'] },
    { name: 'condition', type: 'line', description: 'what it depends on to take effect', helpGroup: 'how', affects: ['status', 'standing'] },
    { name: 'condition_until', type: 'deadline', description: 'last day to meet the condition: a date, or 14d, 2w, 3m from the decision', helpGroup: 'how', affects: ['status', 'standing'] },
    { name: 'confirmed_on', type: 'date', description: 'day it was confirmed: silence ended early, or the condition was met', helpGroup: 'how', affects: ['status', 'standing'] },
    { name: 'effective_on', type: 'partial date', description: 'day it takes effect, if later', helpGroup: 'when', affects: ['status', 'standing'] },
    { name: 'grants', type: 'enum', description: 'standing that it grants to its applicant; defaults to that of the kind', helpGroup: 'who', values: [...standings, 'none'], affects: ['standing'] },
    { name: 'parties', type: 'parties', description: 'party and its role, ROLE:PARTY; the role defaults to "subject"', helpGroup: 'who', flag: 'party', affects: ['standing'],
      part: { table: 'decision_party', columns: ['role', 'party_id'] } },
    { name: 'tags', type: 'list', description: 'tag', helpGroup: 'what', flag: 'tag', search: 'other', suggests: ['tag'],
      part: { table: 'decision_tag', columns: ['tag'] } },
    { name: 'links', type: 'links', description: 'links to earlier decisions', flagless: true, affects: ['standing'],
      part: { table: 'decision_link', columns: ['relation', 'to_id', 'answer', 'note'] } },
    { name: 'evidence', type: 'text', description: 'supporting quotation from the source', helpGroup: 'source', search: 'text' },
    { name: 'source', type: 'line', description: "source, if not the meeting's", helpGroup: 'source', search: 'other' },
    { name: 'created_at', type: 'line', description: 'when it was first recorded (UTC)', computed: true },
    { name: 'updated_at', type: 'line', description: 'when it was last changed (UTC)', computed: true },
    { name: 'form', type: 'enum', description: 'what the body calls it: resolution, recommendation …', helpGroup: 'source', values: forms },
  ],
  internalColumns: [{ name: 'number', type: 'integer', description: 'number within the meeting', filled: true }],
  derivedColumns: ['body_id', 'met_on', 'decided_on', 'symbol_key'],
  table: ['ref', 'action', 'kind', 'title', 'status'],
  spare: ['kind'],
  title: 'title',
  page: {
    mark: 'status',
    // biome-ignore format: in rows
    facts: [
      'action', 'kind', 'body', 'meeting', 'item', 'symbol', 'form', 'parties', 'referred_to', 'answered_by', 'grants',
      'silence_until', 'condition', 'condition_until', 'confirmed_on', 'period', 'effective_on', 'procedure', 'tags', 'source',
    ],
    sections: ['text', 'evidence'],
  },
} as const satisfies Entity;

const decisionRef = { type: 'reference', entity: 'decision' } as const;

const objection = {
  name: 'objection',
  label: 'objection',
  plural: 'objections',
  key: 'decision',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'decision', ...decisionRef, description: 'the decision', required: true, argument: true },
    { name: 'party', type: 'reference', description: 'the party that objects', entity: 'party', required: true },
    { name: 'on', type: 'date', description: 'day of the objection', required: true, stored: 'objected_on' },
    { name: 'withdrawn_on', type: 'date', description: 'day it was withdrawn', flag: 'withdrawn' },
    { name: 'note', type: 'line', description: 'note', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: [],
  identity: ['decision_id', 'party_id', 'objected_on'],
  table: ['decision', 'party', 'on', 'withdrawn_on', 'note'],
  title: 'party',
} as const satisfies Entity;

const standing = {
  name: 'standing',
  label: 'standing',
  plural: 'standings',
  key: 'party',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'party', type: 'reference', description: 'the party', entity: 'party', required: true, argument: true },
    { name: 'standing', type: 'enum', description: 'what it is', values: standings, required: true },
    { name: 'since', type: 'partial date', description: 'first day; a month or year, or empty, if nothing more precise is known' },
    { name: 'until', type: 'partial date', description: 'day it ended' },
    { name: 'given_by', ...decisionRef, description: 'the decision that granted it' },
    { name: 'note', type: 'line', description: 'note', search: 'text' },
  ],
  internalColumns: [
    {
      name: 'earlier_since',
      type: 'line',
      description:
        'empty if a user recorded the period, "-" if a decision did; otherwise "since" as it was before a decision changed it',
    },
  ],
  derivedColumns: ['from_date', 'until_date'],
  identity: ['party_id', 'standing', 'since', 'until'],
  table: ['party', 'standing', 'since', 'until', 'given_by', 'note'],
} as const satisfies Entity;

const instrument = {
  name: 'instrument',
  label: 'instrument',
  plural: 'instruments',
  key: 'code',
  reference: 'code or title',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'code', type: 'code', description: 'short name, capital letters and digits', required: true, search: 'title', argument: 'short name' },
    { name: 'title', type: 'line', description: 'title of the treaty', required: true, search: 'title', argument: 'title' },
    { name: 'adopted_by', ...decisionRef, description: 'the decision that adopted it' },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['code', 'title', 'adopted_by'],
  title: 'title',
  page: { facts: ['adopted_by'], sections: [] },
} as const satisfies Entity;

const act = {
  name: 'act',
  label: 'act',
  plural: 'acts',
  key: 'instrument',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'instrument', type: 'reference', description: 'the instrument', entity: 'instrument', required: true, argument: true },
    { name: 'party', type: 'reference', description: 'the party', entity: 'party', required: true, argument: true },
    { name: 'kind', type: 'enum', description: 'what the party did', values: actKinds, required: true },
    { name: 'date', type: 'partial date', description: 'day, month or year, if known', flag: 'on' },
    { name: 'noted_by', ...decisionRef, description: 'the decision that noted it' },
  ],
  internalColumns: [],
  derivedColumns: [],
  identity: ['instrument_id', 'party_id', 'kind', 'date'],
  table: ['instrument', 'party', 'kind', 'date', 'noted_by'],
} as const satisfies Entity;

const task = {
  name: 'task',
  label: 'task',
  plural: 'tasks',
  key: 'id',
  reference: 'number of the task',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'id', type: 'integer', description: 'number of the task', computed: true },
    { name: 'decision', ...decisionRef, description: 'the decision that asks for it', required: true, argument: true },
    { name: 'what', type: 'line', description: 'what needs to be done', required: true, search: 'title', argument: true },
    { name: 'responsible', type: 'line', description: 'party, body or person who is to do it', search: 'other', suggests: ['body', 'party'] },
    { name: 'due_on', type: 'deadline', description: 'last day: a date, or 14d, 2w, 3m from the decision', flag: 'due' },
    { name: 'done_on', type: 'date', description: 'day it was done', flag: 'done' },
    { name: 'status', type: 'line', description: 'done, open, or overdue, as of the date given', computed: true },
    { name: 'reports', type: 'list', description: 'progress report: a date and what was reported', flag: 'report', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['id', 'decision', 'what', 'responsible', 'due_on', 'status'],
  title: 'what',
  page: { mark: 'status', facts: ['decision', 'responsible', 'due_on', 'done_on'], sections: ['reports'] },
} as const satisfies Entity;

const document = {
  name: 'document',
  label: 'document',
  plural: 'documents',
  key: 'symbol',
  reference: 'symbol, or whole title',
  // biome-ignore format: a line is a column
  columns: [
    { name: 'symbol', type: 'line', description: 'official number of the paper', search: 'title' },
    { name: 'title', type: 'line', description: 'title', required: true, search: 'title', argument: true },
    { name: 'kind', type: 'enum', description: 'kind of paper', values: documentKinds, filled: true },
    { name: 'language', type: 'line', description: 'language, such as en or ru' },
    { name: 'url', type: 'line', description: 'where it is published', label: 'URL' },
    { name: 'file', type: 'line', description: 'file on this machine', suggests: 'files' },
    { name: 'sha256', type: 'line', description: 'SHA-256 of the file, computed when the file is given', label: 'SHA-256', flagless: true },
    { name: 'size', type: 'integer', description: 'size of the file in bytes', flagless: true },
    { name: 'meeting', type: 'reference', description: 'the meeting for which it was prepared, or from which it came', entity: 'meeting' },
    { name: 'item', type: 'reference', description: 'agenda item to which it belongs', label: 'Agenda item', entity: 'agenda_item' },
    { name: 'decision', ...decisionRef, description: 'the decision to which it belongs' },
  ],
  internalColumns: [],
  derivedColumns: ['symbol_key'],
  table: ['symbol', 'title', 'kind', 'language', 'meeting', 'item', 'decision'],
  spare: ['item', 'language', 'kind'],
  title: 'title',
  page: { facts: ['kind', 'language', 'meeting', 'item', 'decision', 'url', 'file', 'sha256', 'size'], sections: [] },
} as const satisfies Entity;

const schema = {
  body,
  party,
  meeting,
  agenda_item: agendaItem,
  decision,
  objection,
  standing,
  instrument,
  act,
  task,
  document,
} as const satisfies { readonly [name in EntityName]: Entity };

/** The entities with their columns as literal types, for record.ts. */
export type Schema = typeof schema;

/** Every entity, ordered so that each comes after those on which it depends. */
export const entities: { readonly [name in EntityName]: Entity } = schema;

/** An entity in prose, with its article: "an agenda item". */
export function labelWithArticle({ label }: Entity): string {
  return withArticle(label);
}

/** Several records of an entity in prose: "agenda items", whereas `plural` is "agenda". */
export function pluralLabel({ name, plural, label }: Entity): string {
  return name === 'agenda_item' ? `${label}s` : plural;
}

/** The names of an entity's columns, in order. */
export function columnNames(entity: Entity): string[] {
  return entity.columns.map(({ name }) => name);
}

/** The label of a column on a page. */
export function columnLabel({ name, label }: Column): string {
  return label ?? nameAsLabel(name);
}

/** The column of that name. Throws if there is none, which is a bug. */
export function columnOf(entity: Entity, name: string): Column {
  const column = entity.columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`${entity.name} has no column ${name}`);
  return column;
}

/** The name of a column in the database: a reference is stored as an id. */
export function storedName(column: Column): string {
  return column.type === 'reference' ? `${column.name}_id` : (column.stored ?? column.name);
}

/** Whether the column is stored, rather than computed. */
export function isStored(column: Column): boolean {
  return !column.computed && !column.unstored;
}

/** Whether a column's values are stored in a separate table. */
export function isPart(column: Column): column is PartColumn {
  return column.part !== undefined;
}

/** The fields of a stored record, which the history records too: in the order of the columns, parts last. */
export function storedFields(entity: Entity): { scalars: string[]; lists: string[]; parts: PartColumn[] } {
  const stored = entity.columns.filter(isStored);
  const scalars = stored.filter((column) => !isPart(column));
  return {
    scalars: [...entity.internalColumns.map(({ name }) => name), ...scalars.map(storedName)],
    lists: scalars.filter(({ type }) => type === 'list').map(({ name }) => name),
    parts: stored.filter(isPart),
  };
}

/** The stored fields of a decision that affect its status or a standing. */
export function affecting(what: 'status' | 'standing'): string[] {
  return entities.decision.columns.filter(({ affects }) => affects?.includes(what)).map(storedName);
}
