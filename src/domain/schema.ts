import { nameAsLabel, withArticle } from './text';
import {
  type Action,
  type Answer,
  actKinds,
  bodyKinds,
  documentKinds,
  forms,
  kinds,
  meetingStatuses,
  modes,
  type PartyRole,
  partyKinds,
  procedures,
  type Relation,
  standings,
} from './vocabulary';

/** The entities of the register; each is a table of that name. */
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
 * How the text of a column is read:
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

/** One column of an entity: the same word is the CSV header, the JSON and the YAML key. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What it holds, in a few words, for help and docs. */
  readonly description: string;
  /** What a page calls it, where that is not its name. */
  readonly label?: string;
  /** Worked out from the rest; ignored by import and not kept in the history. */
  readonly computed?: true;
  /** Given by files, and worked out from the other columns on record. */
  readonly unstored?: true;
  readonly required?: true;
  /** Filled in by the rules where nobody gives it: never empty on record. */
  readonly filled?: true;
  readonly values?: readonly string[];
  readonly entity?: EntityName;
  /** The name of the table's column, where it is not this one. */
  readonly stored?: string;
  /** Its values stand in a table of their own. */
  readonly part?: PartTable;
  /** The command-line flag where it is not the name with hyphens. */
  readonly flag?: string;
  /** Not given by a flag of that name: worked out from a file, or said by several flags. */
  readonly flagless?: true;
  /** An argument of the command that adds one, in place of a flag; where its help says something else, that. */
  readonly argument?: true | string;
  /** What is mostly named in a free text: a shell offers those that are on record. */
  readonly suggests?: readonly ('body' | 'party' | 'tag')[];
  readonly search?: SearchField;
  /** What depends on it: the status of the decision, from when it counts or what standing it gives. */
  readonly affects?: readonly ('status' | 'standing')[];
}

/** A table of a decision's parts: its columns beside the decision and the position. */
export interface PartTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** A column whose values stand in a table of their own. */
export type PartColumn = Column & { readonly part: PartTable };

/** Where a column's words go in the search index; a hit in a title counts most. */
export type SearchField = 'title' | 'text' | 'other';

export interface Entity {
  readonly name: EntityName;
  /** As people say it: "agenda item". */
  readonly label: string;
  /** As `cica export` takes it. */
  readonly plural: string;
  /** The column that people refer to it by. */
  readonly key: string;
  /** What people type for one, for help; absent where a record is found by several names. */
  readonly reference?: string;
  readonly columns: readonly Column[];
  /** Stored and kept in the history before the columns. */
  readonly internalColumns: readonly Pick<Column, 'name' | 'type' | 'description' | 'filled'>[];
  /** The columns of the table that are worked out when a record is stored, and stand in no history. */
  readonly derivedColumns: readonly string[];
  /** The stored fields that tell its records apart, where no code or reference does. */
  readonly identity?: readonly string[];
  /** The columns that a table shows to people. */
  readonly table: readonly string[];
  /** The column that says what a record is about. */
  readonly title?: string;
  /** What a page shows beside reference and title; absent where records have none. */
  readonly page?: {
    /** The column that stands at the right of the reference. */
    readonly mark?: string;
    /** The columns of a line each, by their labels. */
    readonly facts: readonly string[];
    /** The columns with a heading of their own. */
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
    { name: 'meetings', type: 'integer', description: 'how many meetings it held', computed: true },
    { name: 'decisions', type: 'integer', description: 'how many decisions it took', computed: true },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['code', 'name', 'kind', 'reports_to', 'meetings', 'decisions'],
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
    { name: 'kind', type: 'enum', description: 'what it is; may be left out for the ISO code of a state', values: partyKinds, filled: true },
    { name: 'standing', type: 'line', description: 'standing as of the day asked, "applicant" included', computed: true },
    { name: 'since', type: 'partial date', description: 'since when it has that standing', computed: true },
  ],
  internalColumns: [],
  derivedColumns: [],
  table: ['code', 'name', 'kind', 'standing', 'since'],
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
    { name: 'body', type: 'reference', description: 'the body that met', entity: 'body', required: true },
    { name: 'ordinal', type: 'integer', description: 'number of the meeting in its series' },
    { name: 'title', type: 'line', description: 'title', search: 'title' },
    { name: 'date', type: 'partial date', description: 'first day; a month or year if no more is known', required: true },
    { name: 'end_date', type: 'partial date', description: 'last day, where it took several' },
    { name: 'place', type: 'line', description: 'place', search: 'other' },
    { name: 'mode', type: 'enum', description: 'how it met', values: modes },
    { name: 'status', type: 'enum', description: 'held unless given; scheduled if its first day is to come', values: meetingStatuses, filled: true },
    { name: 'chair', type: 'line', description: 'who chaired it', search: 'other' },
    { name: 'chair_title', type: 'line', description: 'title of the chair', search: 'other' },
    { name: 'chair_party', type: 'reference', description: 'party of the chair', entity: 'party' },
    { name: 'agenda_items', type: 'integer', description: 'how many agenda items it has', computed: true },
    { name: 'decisions', type: 'integer', description: 'how many decisions it took', computed: true },
    { name: 'source', type: 'line', description: 'where this is known from', search: 'other' },
    { name: 'notes', type: 'text', description: 'notes', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: ['met_on'],
  table: ['ref', 'title', 'place', 'mode', 'status', 'chair', 'agenda_items', 'decisions'],
  title: 'title',
  page: { mark: 'status', facts: ['date', 'place', 'mode', 'chair', 'source'], sections: ['notes'] },
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
    { name: 'number', type: 'number', description: 'number on the agenda ("4", "4.1", "AOB"); the next whole one if absent', filled: true },
    { name: 'title', type: 'line', description: 'title', required: true, search: 'title', argument: true },
    { name: 'presenter', type: 'line', description: 'who presented it', search: 'other' },
    { name: 'decisions', type: 'integer', description: 'how many decisions were taken under it', computed: true },
    { name: 'notes', type: 'text', description: 'notes', search: 'text' },
  ],
  internalColumns: [],
  derivedColumns: ['sort_key'],
  table: ['ref', 'title', 'presenter', 'decisions'],
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
    { name: 'symbol', type: 'line', description: 'official number of the decision', search: 'other' },
    { name: 'date', type: 'partial date', description: "day it was taken, where that is not the meeting's last day", affects: ['standing'] },
    { name: 'body', type: 'reference', description: 'the body that took it', entity: 'body', computed: true },
    { name: 'meeting', type: 'reference', description: 'the meeting', entity: 'meeting', required: true, affects: ['standing'], argument: 'the meeting, like SOC-2023-12-12' },
    { name: 'item', type: 'reference', description: "agenda item: its number on the meeting's agenda", label: 'Agenda item', entity: 'agenda_item' },
    { name: 'action', type: 'action', description: 'operative verb, in any form', required: true },
    { name: 'kind', type: 'enum', description: 'what it is about; "other" unless given', values: kinds, filled: true },
    { name: 'title', type: 'line', description: 'title', required: true, search: 'title', argument: true },
    { name: 'text', type: 'text', description: 'operative words', search: 'text' },
    { name: 'status', type: 'line', description: 'status as of the day asked', computed: true },
    { name: 'period', type: 'period', description: 'period it is for: 2024, 2024-2026, 2024-04-01..2025-03-31', affects: ['status'] },
    { name: 'referred_to', type: 'reference', description: 'body that is asked to act on it', entity: 'body', flag: 'to', affects: ['standing'] },
    { name: 'answered_by', type: 'line', description: 'the decision that answered it, as of the day asked', computed: true },
    { name: 'procedure', type: 'enum', description: 'how it was decided', values: procedures },
    { name: 'votes_for', type: 'integer', description: 'votes for' },
    { name: 'votes_against', type: 'integer', description: 'votes against' },
    { name: 'votes_abstain', type: 'integer', description: 'abstentions' },
    { name: 'silence_until', type: 'deadline', description: 'last day to object, under a silence procedure: a date, or 14d, 2w, 3m from the decision', affects: ['status', 'standing'] },
    { name: 'condition', type: 'line', description: 'what it depends on to take effect', affects: ['status', 'standing'] },
    { name: 'condition_until', type: 'deadline', description: 'last day for that: a date, or 14d, 2w, 3m from the decision', affects: ['status', 'standing'] },
    { name: 'confirmed_on', type: 'date', description: 'day it was confirmed: silence ended early, or the condition met', affects: ['status', 'standing'] },
    { name: 'effective_on', type: 'partial date', description: 'day it takes effect, where that is later', affects: ['status', 'standing'] },
    { name: 'grants', type: 'enum', description: 'standing that it gives to its applicant; what the kind gives unless given', values: [...standings, 'none'], affects: ['standing'] },
    { name: 'parties', type: 'parties', description: 'party and its role, ROLE:PARTY; "subject" unless given', flag: 'party', affects: ['standing'],
      part: { table: 'decision_party', columns: ['role', 'party_id'] } },
    { name: 'tags', type: 'list', description: 'tag', flag: 'tag', search: 'other', suggests: ['tag'],
      part: { table: 'decision_tag', columns: ['tag'] } },
    { name: 'links', type: 'links', description: 'how it bears on earlier decisions', flagless: true, affects: ['standing'],
      part: { table: 'decision_link', columns: ['relation', 'to_id', 'answer', 'note'] } },
    { name: 'evidence', type: 'text', description: 'the words of the source that say so', search: 'text' },
    { name: 'source', type: 'line', description: "source, where it is not the meeting's", search: 'other' },
    { name: 'created_at', type: 'line', description: 'when it was first recorded (UTC)', computed: true },
    { name: 'updated_at', type: 'line', description: 'when it was last changed (UTC)', computed: true },
    { name: 'form', type: 'enum', description: 'what the body calls it: resolution, recommendation …', values: forms },
  ],
  internalColumns: [{ name: 'number', type: 'integer', description: 'number within the meeting', filled: true }],
  derivedColumns: ['body_id', 'met_on', 'decided_on', 'symbol_key'],
  table: ['ref', 'action', 'kind', 'title', 'status'],
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
    { name: 'withdrawn_on', type: 'date', description: 'day it was taken back', flag: 'withdrawn' },
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
    { name: 'since', type: 'partial date', description: 'first day; a month, a year, or empty if no more is known' },
    { name: 'until', type: 'partial date', description: 'day on which it ended' },
    { name: 'given_by', ...decisionRef, description: 'the decision that gave it' },
    { name: 'note', type: 'line', description: 'note', search: 'text' },
  ],
  internalColumns: [
    {
      name: 'earlier_since',
      type: 'line',
      description:
        'empty where a person recorded the period, "-" where a decision did; else what "since" was before one',
    },
  ],
  derivedColumns: ['from_date', 'until_date'],
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
    { name: 'what', type: 'line', description: 'what is to be done', required: true, search: 'title', argument: true },
    { name: 'responsible', type: 'line', description: 'party, body or name that is to do it', search: 'other', suggests: ['body', 'party'] },
    { name: 'due_on', type: 'deadline', description: 'last day: a date, or 14d, 2w, 3m from the decision', flag: 'due' },
    { name: 'done_on', type: 'date', description: 'day it was done', flag: 'done' },
    { name: 'status', type: 'line', description: 'done, open, or overdue, as of the day asked', computed: true },
    { name: 'reports', type: 'list', description: 'how far it is: a day and what was reported', flag: 'report', search: 'text' },
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
    { name: 'language', type: 'line', description: 'language, as en or ru' },
    { name: 'url', type: 'line', description: 'where it is published', label: 'URL' },
    { name: 'file', type: 'line', description: 'file on this machine' },
    { name: 'sha256', type: 'line', description: 'SHA-256 of the file, worked out when it is named', label: 'SHA-256', flagless: true },
    { name: 'size', type: 'integer', description: 'bytes of the file', flagless: true },
    { name: 'meeting', type: 'reference', description: 'the meeting that it was before, or came out of', entity: 'meeting' },
    { name: 'item', type: 'reference', description: 'agenda item that it was under', label: 'Agenda item', entity: 'agenda_item' },
    { name: 'decision', ...decisionRef, description: 'the decision that it belongs to' },
  ],
  internalColumns: [],
  derivedColumns: ['symbol_key'],
  table: ['symbol', 'title', 'kind', 'language', 'meeting', 'item', 'decision'],
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

/** Every entity, in the order in which one can depend on another. */
export const entities: { readonly [name in EntityName]: Entity } = schema;

/** One of an entity, as people say it: "an agenda item". */
export function aRecord({ label }: Entity): string {
  return withArticle(label);
}

/** Several records of an entity, as people say it: "agenda items", where `plural` is "agenda". */
export function pluralLabel({ name, plural, label }: Entity): string {
  return name === 'agenda_item' ? `${label}s` : plural;
}

/** The names of an entity's columns, in their order. */
export function columnNames(entity: Entity): string[] {
  return entity.columns.map(({ name }) => name);
}

/** What a page calls a column. */
export function columnLabel({ name, label }: Column): string {
  return label ?? nameAsLabel(name);
}

/** The column of that name. Throws when the entity has none: a mistake in the program, not of a user. */
export function columnOf(entity: Entity, name: string): Column {
  const column = entity.columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`${entity.name} has no column ${name}`);
  return column;
}

/** The name under which a column is stored: a reference is kept as the id of what it names. */
export function storedName(column: Column): string {
  return column.type === 'reference' ? `${column.name}_id` : (column.stored ?? column.name);
}

/** Whether a record keeps the column: not computed, and not worked out from other columns. */
export function isStored(column: Column): boolean {
  return !column.computed && !column.unstored;
}

/** Whether a column's values stand in a table of their own. */
export function isPart(column: Column): column is PartColumn {
  return column.part !== undefined;
}

/** The fields of a record as it is stored and kept in the history, in the order of the columns; parts last. */
export function storedFields(entity: Entity): { scalars: string[]; lists: string[]; parts: PartColumn[] } {
  const stored = entity.columns.filter(isStored);
  const scalars = stored.filter((column) => !isPart(column));
  return {
    scalars: [...entity.internalColumns.map(({ name }) => name), ...scalars.map(storedName)],
    lists: scalars.filter(({ type }) => type === 'list').map(({ name }) => name),
    parts: stored.filter(isPart),
  };
}

/** The stored fields of a decision on which something depends. */
export function affecting(what: 'status' | 'standing'): string[] {
  return entities.decision.columns.filter(({ affects }) => affects?.includes(what)).map(storedName);
}

/** A party's role in a decision, as stored. */
export interface StoredParty {
  readonly role: PartyRole;
  readonly party_id: number;
}

/** How a decision bears on an earlier one, as stored. */
export interface StoredLink {
  readonly relation: Relation;
  readonly to_id: number;
  readonly answer: Answer | null;
  readonly note: string | null;
}

/** The columns of an entity. */
export type ColumnsOf<E extends EntityName> = (typeof schema)[E]['columns'][number];
type InternalColumnsOf<E extends EntityName> = (typeof schema)[E]['internalColumns'][number];

type Unstored = { readonly computed: true } | { readonly unstored: true };

/** The name of a column in the table; `never` where it is not stored. */
type StoredName<C extends Column> = C extends Unstored
  ? never
  : C extends { readonly type: 'reference' }
    ? `${C['name']}_id`
    : C extends { readonly stored: infer Name extends string }
      ? Name
      : C['name'];

/** What stands in a stored field that is not empty. */
type StoredValue<C extends Pick<Column, 'type' | 'name'>> = C extends { readonly type: 'integer' | 'reference' }
  ? number
  : C extends { readonly type: 'enum'; readonly values: readonly (infer Value)[] }
    ? Value
    : C extends { readonly type: 'action' }
      ? Action
      : C extends { readonly type: 'list' }
        ? string[]
        : C extends { readonly type: 'parties' }
          ? StoredParty[]
          : C extends { readonly type: 'links' }
            ? StoredLink[]
            : string;

type Filled = { readonly required: true } | { readonly filled: true };

/** What stands in a stored field. */
type Field<C extends Pick<Column, 'type' | 'name'>> = C extends Filled ? StoredValue<C> : StoredValue<C> | null;

/** The fields of a record as it is stored, inferred from the columns of its entity. */
export type FieldsOf<E extends EntityName> = E extends EntityName
  ? { [C in ColumnsOf<E> as StoredName<C>]: Field<C> } & { [C in InternalColumnsOf<E> as C['name']]: Field<C> }
  : never;

/** The fields of a record that is about to be stored: any of them may be missing, or empty. */
export type DraftOf<E extends EntityName> = { [Name in keyof FieldsOf<E>]?: FieldsOf<E>[Name] | null | undefined };

/** A row of an entity's table with some of its stored fields. */
export type RowOf<E extends EntityName, Name extends keyof FieldsOf<E>> = { readonly id: number } & Readonly<
  Pick<FieldsOf<E>, Name>
>;
