import { parseFacts } from '../../domain/evidence/facts';
import { linkWithoutNulls, type NamedLink } from '../../domain/links';
import { type MeetingRows, meetingSections, type Row, type RowParty, type RowValue } from '../../domain/row';
import { type ColumnType, type EntityName, entities } from '../../domain/schema';
import { grantsByDefault } from '../../domain/standing';
import type { Action } from '../../domain/vocabulary';
import { recordObject } from './json';

/** Columns that follow from the position in the file. */
const impliedUnderMeeting: { readonly [name in EntityName]?: readonly string[] } = {
  agenda_item: ['ref', 'meeting'],
  decision: ['meeting', 'body'],
  document: ['meeting'],
};

/** A meeting as a JSON object with all columns; empty ones are null. */
export function meetingObject(rows: MeetingRows): object {
  return { meeting: recordObject('meeting', rows.meeting), ...sectionsOf(rows, recordObject) };
}

/** A meeting as YAML for people and for import, without empty, computed and redundant values. */
export function meetingDocument(rows: MeetingRows): object {
  const lastDay = rows.meeting.end_date ?? rows.meeting.date;
  const decisions = rows.decisions.map((row) => (row.date === lastDay ? { ...row, date: null } : row));
  const sections = Object.entries(sectionsOf({ ...rows, decisions }, typedValues));
  return {
    meeting: nestedMeeting(typedValues('meeting', rows.meeting)),
    ...Object.fromEntries(sections.filter(([, rows]) => rows.length > 0)),
  };
}

/** A meeting's columns in the structure of YAML files: the chair and the evidence are mappings. */
export const nestedMeeting = (meeting: Record<string, unknown>): Record<string, unknown> =>
  withFacts(withChair(meeting));

/** The records under a meeting, each formatted by `write`. */
function sectionsOf(rows: MeetingRows, write: (entity: EntityName, row: Row) => object): Record<string, object[]> {
  const sections = Object.entries(meetingSections) as [keyof typeof meetingSections, EntityName][];
  return Object.fromEntries(sections.map(([name, entity]) => [name, rows[name].map((row) => write(entity, row))]));
}

/** The columns of a record as a person would type them: those that are neither empty nor computed. */
function typedValues(entity: EntityName, row: Row): Record<string, unknown> {
  const written = entities[entity].columns.filter(
    ({ name, computed }) => !computed && !impliedUnderMeeting[entity]?.includes(name) && !isEmpty(row[name]),
  );
  const values = Object.fromEntries(written.map(({ name, type }) => [name, writtenValue(type, row[name])]));
  return entity === 'decision' && wouldGrantByDefault(row) ? { ...values, grants: 'none' } : values;
}

const isEmpty = (value: RowValue | undefined): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** Whether a decision grants no standing, although it would by default. */
function wouldGrantByDefault(row: Row): boolean {
  if (row.grants || !row.kind || !row.action) return false;
  const answers = ((row.links ?? []) as readonly NamedLink[]).map(({ answer }) => answer);
  const { kind, action, referred_to } = row as Record<string, string | null>;
  const decision = { kind: kind as string, action: action as Action, referred: Boolean(referred_to), answers };
  return grantsByDefault(decision) !== null;
}

function writtenValue(type: ColumnType, value: RowValue | undefined): unknown {
  if (type === 'parties') return (value as readonly RowParty[]).map(({ role, party }) => ({ role, party }));
  return type === 'links' ? (value as readonly NamedLink[]).map(linkWithoutNulls) : value;
}

function withChair(meeting: Record<string, unknown>): Record<string, unknown> {
  const { chair, chair_title, chair_party, ...rest } = meeting;
  const person = { name: chair, title: chair_title, party: chair_party };
  const given = Object.entries(person).filter(([, value]) => value !== undefined);
  if (given.length === 0) return rest;
  return Object.fromEntries(
    entities.meeting.columns.flatMap(({ name }) =>
      name === 'chair' ? [['chair', Object.fromEntries(given)]] : name in rest ? [[name, rest[name]]] : [],
    ),
  );
}

/** The evidence of a meeting as a mapping by column, if it has that form. */
function withFacts(meeting: Record<string, unknown>): Record<string, unknown> {
  const facts = typeof meeting.evidence === 'string' ? parseFacts(meeting.evidence) : null;
  return facts === null ? meeting : { ...meeting, evidence: Object.fromEntries(facts) };
}
