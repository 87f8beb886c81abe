import sql from 'sql-template-tag';
import { addDays, firstDay, lastDay, within } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { decisionReference, meetingReference, parseMeetingReference } from '../../domain/reference';
import type { Fields, Reader, Transaction } from '../../store/store';
import { documentsOf } from '../agenda/rules';
import { removeDecisions } from '../decision/rules';
import { type Draft, hasDependents, missingField, type Recorder, type RemoveOptions } from '../record/recorder';

/** The longest meeting, in days: the end of a longer one is a slip. Lists of a time rely on it (decisionList.ts). */
export const longestMeeting = 366;

/** Checks a meeting, and fills in what is not given: its status and its reference. */
export async function normalizeMeeting(recorder: Recorder, draft: Draft): Promise<{ fields: Fields; ref: string }> {
  const fields = { ...draft.fields };
  if (!fields.body_id) throw missingField('meeting', 'body');
  if (!fields.date) throw missingField('meeting', 'date');
  checkDays(fields);
  const date = fields.date as string;
  fields.status ||= firstDay(date) > recorder.today ? 'scheduled' : 'held';
  fields.ref = await referenceFor(recorder, draft, fields);
  if (draft.current !== null) await checkDecisionDates(recorder.transaction, draft.current.id, fields);
  if (draft.current !== null && fields.status === 'cancelled' && draft.current.fields.status !== 'cancelled') {
    await checkNoDecisions(recorder.transaction, draft.current.id);
  }
  return { fields, ref: fields.ref };
}

function checkDays(fields: Fields): void {
  const date = fields.date as string;
  if (fields.end_date === date) fields.end_date = null;
  const end = fields.end_date as string | null | undefined;
  if (!end) return;
  if (lastDay(end) < firstDay(date)) {
    throw new Problem('refused', `the meeting ends (${end}) before it begins (${date})`, 'check both days', 'end_date');
  }
  if (lastDay(end) > addDays(firstDay(date), longestMeeting)) {
    throw new Problem('refused', `the meeting would last from ${date} to ${end}`, 'check the years', 'end_date');
  }
}

/**
 * The reference of a meeting: the one it has while body and date stay, else body and date, with the first suffix that no
 * other meeting on record has or had. One that it had before itself is its own; that of a removed meeting says the same,
 * and is taken again.
 */
async function referenceFor(recorder: Recorder, draft: Draft, fields: Fields): Promise<string> {
  const { code } = (await recorder.directory('body')).byId(fields.body_id as number);
  const plain = meetingReference(code, fields.date as string);
  const { current, wanted } = draft;
  if (current === null && wanted !== null) return wantedReference(recorder.transaction, wanted, plain);
  const now = current?.fields.ref as string | undefined;
  if (now !== undefined && (now === plain || now.startsWith(`${plain}-`)) && sameDay(now, plain)) return now;
  for (let suffix = 0; ; suffix += 1) {
    const reference = meetingReference(code, fields.date as string, suffix);
    const owner = await ownerOf(recorder.transaction, reference);
    if (owner === null || owner === current?.id) return reference;
  }
}

/** Whether a reference is the plain one with nothing or a suffix after it: not `MC-2023-09` for `MC-2023`. */
function sameDay(reference: string, plain: string): boolean {
  const [one, other] = [parseMeetingReference(reference), parseMeetingReference(plain)];
  return one?.body === other?.body && one?.date === other?.date;
}

async function wantedReference(transaction: Transaction, text: string, plain: string): Promise<string> {
  const wanted = text.trim();
  if (parseMeetingReference(wanted) === null || !sameDay(wanted, plain)) {
    throw new Problem('refused', `the reference ${wanted} does not fit its body and date`, `write ${plain}`, 'ref');
  }
  if ((await ownerOf(transaction, wanted)) !== null) {
    throw new Problem(
      'refused',
      `the reference ${wanted} was another meeting's`,
      'leave it out, so that the meeting gets one of its own',
      'ref',
    );
  }
  return wanted;
}

/** The id of the meeting on record that has or had a reference, null when none. */
async function ownerOf(reader: Reader, reference: string): Promise<number | null> {
  const [owner] = await reader.rows<{ id: number }>(sql`
    select id from meeting where ref = ${reference}
    union all
    select m.id from former_meeting f join meeting m on m.id = f.meeting_id where f.ref = ${reference}`);
  return owner?.id ?? null;
}

/**
 * Checks that a meeting can have a reference again that it had before.
 *
 * @throws Problem `refused` when another meeting has taken it meanwhile.
 */
export async function checkReferenceFree(reader: Reader, id: number, reference: string): Promise<void> {
  const owner = await ownerOf(reader, reference);
  if (owner === null || owner === id) return;
  throw new Problem(
    'refused',
    `another meeting has the reference ${reference} by now`,
    `remove that one first: \`cica show ${reference}\` shows it`,
  );
}

/** A meeting that was not held has decided nothing. */
async function checkNoDecisions(transaction: Transaction, id: number): Promise<void> {
  const [found] = await transaction.rows(sql`select id from decision where meeting_id = ${id} limit 1`);
  if (found === undefined) return;
  throw new Problem('refused', 'the meeting has decisions, so it was held', 'remove these first', 'status');
}

/** The days that decisions were taken on, where given, have to stay days of the meeting. */
async function checkDecisionDates(transaction: Transaction, id: number, fields: Fields): Promise<void> {
  const decisions = await transaction.rows<{ number: number; date: string }>(
    sql`select number, date from decision where meeting_id = ${id} and date is not null order by number`,
  );
  const outside = decisions.filter(
    ({ date }) => !within(date, fields.date as string, (fields.end_date as string | null | undefined) ?? null),
  );
  if (outside.length === 0) return;
  const names = outside.map(({ number, date }) => `${decisionReference(fields.ref as string, number)} (${date})`);
  throw new Problem(
    'refused',
    `these decisions would lie outside the meeting: ${names.join(', ')}`,
    'change their dates first: cica decision edit REF --date DATE',
    'date',
  );
}

/** Removes a meeting, with its agenda items and decisions if asked to; returns the references of those. */
export async function removeMeeting(recorder: Recorder, id: number, options: RemoveOptions): Promise<string[]> {
  const { transaction } = recorder;
  const dependents = await transaction.rows<{ entity: 'decision' | 'agenda_item'; id: number; ref: string }>(sql`
    select 'decision' as entity, d.id, m.ref || '/' || cast(d.number as text) as ref, d.number as place
      from decision d join meeting m on m.id = d.meeting_id where m.id = ${id}
    union all
    select 'agenda_item', i.id, m.ref || '#' || i.number, 1000000000 + i.id
      from agenda_item i join meeting m on m.id = i.meeting_id where m.id = ${id}
    order by place`);
  if (dependents.length > 0 && !options.withDecisions) {
    const { fields } = await recorder.current('meeting', id);
    throw hasDependents(
      `the meeting ${fields.ref as string}`,
      dependents.map(({ ref }) => ref),
      'remove them too with --with-decisions',
    );
  }
  const papers = await documentsOf(transaction, sql`meeting_id = ${id}`);
  if (papers.length > 0) throw hasDependents('the meeting', papers, 'take it out of these documents first');
  const ids = dependents.filter(({ entity }) => entity === 'decision').map((one) => one.id);
  const gone = ids.length === 0 ? [] : await removeDecisions(recorder, ids, options);
  for (const { entity, id: item } of dependents) if (entity === 'agenda_item') await transaction.remove(entity, item);
  await transaction.remove('meeting', id);
  return [...dependents.map(({ ref }) => ref), ...gone];
}
