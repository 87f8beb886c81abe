import sql from 'sql-template-tag';
import { within } from '../domain/date';
import { Problem } from '../domain/problem';
import { decisionReference, parseReference } from '../domain/reference';
import type { Fields, Transaction } from '../store/store';
import { type Draft, type MeetingFacts, needed, type Recorder } from './recorder';

/** Checks a decision, and fills in what is not given: its kind and its number. */
export async function completeDecision(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const { transaction } = recorder;
  const fields = { ...draft.fields };
  for (const column of ['meeting', 'action', 'title']) {
    if (!fields[column === 'meeting' ? 'meeting_id' : column]) throw needed('decision', column);
  }
  fields.kind ||= 'other';
  const meeting = await recorder.meetingOfId(fields.meeting_id as number);
  checkDate(meeting, fields);
  checkVotes(fields);
  await checkItem(transaction, draft, fields);
  await checkSymbol(transaction, draft, fields);
  fields.number = await numberFor(recorder, draft, fields, meeting);
  return { fields, ref: decisionReference(meeting.ref, fields.number) };
}

/** A date is one of the meeting's days; its last one is not kept, so that it follows the meeting. */
function checkDate(meeting: MeetingFacts, fields: Fields): void {
  const date = fields.date as string | null | undefined;
  if (!date) return;
  if (date === (meeting.end_date ?? meeting.date)) {
    fields.date = null;
  } else if (!within(date, meeting.date, meeting.end_date)) {
    const days = meeting.end_date === null ? `on ${meeting.date}` : `from ${meeting.date} to ${meeting.end_date}`;
    throw new Problem(
      'refused',
      `${date} is no day of the meeting, which was held ${days}`,
      'leave the date out, or give one of these days',
      'date',
    );
  }
}

function checkVotes(fields: Fields): void {
  const tallies = ['votes_for', 'votes_against', 'votes_abstain'];
  const given = tallies.find((column) => fields[column] !== null && fields[column] !== undefined);
  if (given === undefined) return;
  fields.procedure ||= 'vote';
  if (fields.procedure !== 'vote') {
    throw new Problem(
      'refused',
      `a decision by ${fields.procedure as string} has no votes to count`,
      'give --procedure vote, or no votes',
      given,
    );
  }
}

async function checkItem(transaction: Transaction, draft: Draft, fields: Fields): Promise<void> {
  if (!fields.item_id) return;
  const unchanged = draft.current?.fields;
  if (unchanged?.item_id === fields.item_id && unchanged?.meeting_id === fields.meeting_id) return;
  const [item] = await transaction.rows<{ meeting_id: number; number: string }>(
    sql`select meeting_id, number from agenda_item where id = ${fields.item_id as number}`,
  );
  if (item?.meeting_id === fields.meeting_id) return;
  throw new Problem(
    'refused',
    `the agenda item ${item?.number ?? ''} is of another meeting`,
    "give an item of the decision's meeting, or none: --item ''",
    'item',
  );
}

async function checkSymbol(transaction: Transaction, draft: Draft, fields: Fields): Promise<void> {
  if (!fields.symbol || fields.symbol === draft.current?.fields.symbol) return;
  if (parseReference(fields.symbol as string)?.kind === 'decision') {
    throw new Problem(
      'refused',
      `the symbol ${fields.symbol as string} has the form of a reference`,
      'leave it out: a reference is given by the register',
      'symbol',
    );
  }
  const [other] = await transaction.rows<{ ref: string; number: number }>(
    sql`select m.ref, d.number from decision d join meeting m on m.id = d.meeting_id
      where d.symbol = ${fields.symbol as string}`,
  );
  if (other === undefined) return;
  throw new Problem(
    'refused',
    `the symbol ${fields.symbol as string} is that of ${decisionReference(other.ref, other.number)} already`,
    'give another symbol',
    'symbol',
  );
}

/**
 * The number of a decision: the one it has while it stays in its meeting; the one it had there, if it comes back; the one
 * that its file asks for, if it was never given; else the next one. Numbers of removed decisions are not given again.
 */
async function numberFor(recorder: Recorder, draft: Draft, fields: Fields, meeting: MeetingFacts): Promise<number> {
  const { current, wanted } = draft;
  const id = fields.meeting_id as number;
  if (current !== null && current.fields.meeting_id === id) return current.fields.number as number;
  if (current !== null) {
    const [own] = await recorder.transaction.rows<{ number: number }>(
      sql`select number from former_decision where meeting_id = ${id} and decision_id = ${current.id}`,
    );
    if (own !== undefined) return own.number;
  }
  const next = recorder.nextNumbers.get(id) ?? (await nextNumber(recorder.transaction, id));
  const number = current === null && wanted !== null ? await wantedNumber(recorder, wanted, id, meeting) : next;
  recorder.nextNumbers.set(id, Math.max(next, number + 1));
  return number;
}

async function nextNumber(transaction: Transaction, meetingId: number): Promise<number> {
  const [last] = await transaction.rows<{ number: number | null }>(sql`
    select max(number) as number from (
      select max(number) as number from decision where meeting_id = ${meetingId}
      union all
      select max(number) from former_decision where meeting_id = ${meetingId}
    ) as given`);
  return (last?.number ?? 0) + 1;
}

async function wantedNumber(recorder: Recorder, wanted: string, id: number, meeting: MeetingFacts): Promise<number> {
  const reference = parseReference(wanted);
  if (reference?.kind !== 'decision' || reference.meeting !== meeting.ref) {
    throw new Problem(
      'refused',
      `the reference ${wanted} is not one of the meeting ${meeting.ref}`,
      `write it like ${decisionReference(meeting.ref, 1)}, or leave it out`,
      'ref',
    );
  }
  const [taken] = await recorder.transaction.rows<{ id: number }>(sql`
    select id from decision where meeting_id = ${id} and number = ${reference.number}
    union all
    select decision_id from former_decision where meeting_id = ${id} and number = ${reference.number}`);
  if (taken === undefined) return reference.number;
  throw new Problem(
    'refused',
    `the reference ${wanted} was another decision's`,
    'leave it out, so that the decision gets the next number',
    'ref',
  );
}
