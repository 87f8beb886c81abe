import { type EntityName, entities } from '../domain/entities';
import type { ListedParty, ListedRow, ListedValue } from '../domain/listed';

/** A meeting with what stands under it, as lists give it. */
export interface WholeMeeting {
  readonly meeting: ListedRow;
  readonly agenda: readonly ListedRow[];
  readonly decisions: readonly ListedRow[];
}

/** Columns that the place in the file says already. */
const impliedUnderMeeting: { readonly [name in EntityName]?: readonly string[] } = {
  agenda_item: ['ref', 'meeting'],
  decision: ['meeting', 'body'],
};

/** A meeting as a JSON object: every column, null where it is empty. */
export function meetingObject(whole: WholeMeeting): object {
  return {
    meeting: columnsOf('meeting', whole.meeting),
    agenda: whole.agenda.map((item) => columnsOf('agenda_item', item)),
    decisions: whole.decisions.map((decision) => columnsOf('decision', decision)),
  };
}

/** A meeting as YAML has it, for people and for import: what is empty, worked out, or said by the rest is left out. */
export function meetingDocument(whole: WholeMeeting): object {
  const lastDay = whole.meeting.end_date ?? whole.meeting.date;
  const decisions = whole.decisions.map((decision) => {
    const { date, ...rest } = decision;
    return date === lastDay || date === undefined ? rest : { date, ...rest };
  });
  const document: Record<string, unknown> = { meeting: withChair(writtenOf('meeting', whole.meeting)) };
  if (whole.agenda.length > 0) document.agenda = whole.agenda.map((item) => writtenOf('agenda_item', item));
  if (decisions.length > 0) document.decisions = decisions.map((decision) => writtenOf('decision', decision));
  return document;
}

function columnsOf(entity: EntityName, row: ListedRow): Record<string, ListedValue> {
  return Object.fromEntries(entities[entity].columns.map(({ name }) => [name, row[name] ?? null]));
}

/** What a person writes of a record: the columns that are neither empty nor worked out. */
export function writtenOf(entity: EntityName, row: ListedRow): Record<string, unknown> {
  const written = entities[entity].columns.filter(
    ({ name, computed }) => !computed && !impliedUnderMeeting[entity]?.includes(name) && !isEmpty(row[name]),
  );
  return Object.fromEntries(written.map(({ name }) => [name, name === 'parties' ? named(row[name]) : row[name]]));
}

const isEmpty = (value: ListedValue | undefined): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const named = (parties: ListedValue | undefined): object[] =>
  ((parties ?? []) as readonly ListedParty[]).map(({ role, party }) => ({ role, party }));

function withChair(meeting: Record<string, unknown>): Record<string, unknown> {
  const { chair, chair_title, chair_party, ...rest } = meeting;
  const person = { name: chair, title: chair_title, party: chair_party };
  const known = Object.entries(person).filter(([, value]) => value !== undefined);
  if (known.length === 0) return rest;
  return Object.fromEntries(
    entities.meeting.columns.flatMap(({ name }) =>
      name === 'chair' ? [['chair', Object.fromEntries(known)]] : name in rest ? [[name, rest[name]]] : [],
    ),
  );
}
