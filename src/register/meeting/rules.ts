import sql from 'sql-template-tag';
import { addDays, firstDay, isWithinDays, lastDay, maxMeetingDays } from '../../domain/date';
import { refused } from '../../domain/problem';
import type { FieldsOf } from '../../domain/record';
import { decisionReference, meetingReference, parseMeetingReference } from '../../domain/reference';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import { checkConditions } from '../record/conditions';
import { decisionsWhere, documentsOf } from '../record/dependents';
import type { Known } from '../record/known';
import { checkLinked } from '../record/links';
import { refuseDependents, requireFields } from '../record/problems';
import type { Current, Draft, Recorder, RemoveOptions, Rules } from '../record/recorder';
import { linkedBy, updateStandings } from '../record/standings';

type Meeting = FieldsOf<'meeting'>;

export const meetingRules: Rules<'meeting'> = {
  /** Checks a meeting; status and reference have defaults. */
  complete(known, draft) {
    const fields = requireFields('meeting', draft.fields);
    checkDays(fields);
    const date = fields.date;
    fields.status ||= firstDay(date) > known.settings.today ? 'scheduled' : 'held';
    fields.ref = referenceFor(known, draft, fields);
    if (draft.current !== null) checkDecisionDates(known, draft.current.id, fields);
    if (draft.current !== null && fields.status === 'cancelled' && draft.current.fields.status !== 'cancelled') {
      checkNoDecisions(known, draft.current.id);
    }
    return { fields, ref: fields.ref };
  },
  learn(known, { id, fields, current }) {
    if (current !== null) known.forgetMeetings();
    else
      known.addMeeting({ id, body_id: fields.body_id, ref: fields.ref, date: fields.date, end_date: fields.end_date });
  },
  afterSave: (recorder, { fields, current }) =>
    current === null ? undefined : meetingMoved(recorder, current, fields),
  beforeRemove: removeDependents,
};

function checkDays(fields: Meeting): void {
  const date = fields.date;
  if (fields.end_date === date) fields.end_date = null;
  const end = fields.end_date;
  if (!end) return;
  // as texts: a month is no end of a meeting that begins on a day of it
  if (end < date) {
    throw refused(
      `the meeting ends (${end}) before it begins (${date})`,
      `give an end date of ${date} or later, or none for a one-day meeting`,
      'end_date',
    );
  }
  if (lastDay(end) > addDays(firstDay(date), maxMeetingDays)) {
    throw refused(
      `the meeting would last from ${date} to ${end}`,
      'check the years: a meeting lasts 366 days at most',
      'end_date',
    );
  }
}

/**
 * The reference of a meeting: unchanged while body and date are, else body and date with the first suffix that no other
 * meeting has or had. A meeting may get its own former reference back, or that of a removed meeting.
 */
function referenceFor(known: Known, draft: Draft<'meeting'>, fields: Meeting): string {
  const { code } = known.directory('body').byId(fields.body_id);
  const plain = meetingReference(code, fields.date);
  const { current, requestedRef } = draft;
  if (current === null && requestedRef !== null) return checkRequestedRef(known, requestedRef.trim(), plain);
  const now = current?.fields.ref;
  if (now !== undefined && (now === plain || now.startsWith(`${plain}-`)) && sameDay(now, plain)) return now;
  for (let suffix = 0; ; suffix += 1) {
    const reference = meetingReference(code, fields.date, suffix);
    const owner = known.meeting(reference);
    if (owner === null || owner.id === current?.id) return reference;
  }
}

/** Whether two references differ at most in their suffix: `MC-2023-09` is not `MC-2023` with a suffix. */
function sameDay(reference: string, plain: string): boolean {
  const [one, other] = [parseMeetingReference(reference), parseMeetingReference(plain)];
  return one?.body === other?.body && one?.date === other?.date;
}

function checkRequestedRef(known: Known, ref: string, plain: string): string {
  if (parseMeetingReference(ref) === null || !sameDay(ref, plain)) {
    throw refused(`the reference ${ref} does not fit its body and date`, `write ${plain}`, 'ref');
  }
  if (known.meeting(ref) !== null) {
    throw refused(
      `the reference ${ref} was another meeting's`,
      'leave it out, so that the meeting gets one of its own',
      'ref',
    );
  }
  return ref;
}

/** A cancelled meeting has no decisions. */
function checkNoDecisions(known: Known, id: number): void {
  const [found] = known.rows(sql`select id from decision where meeting_id = ${id} limit 1`);
  if (found === undefined) return;
  throw refused('the meeting has decisions, so it was held', 'remove these first', 'status');
}

/** The dates of decisions must remain within the meeting. */
function checkDecisionDates(known: Known, id: number, fields: Meeting): void {
  const decisions = known.rows<{ number: number; date: string }>(
    sql`select number, date from decision where meeting_id = ${id} and date is not null order by number`,
  );
  const outside = decisions.filter(({ date }) => !isWithinDays(date, fields.date, fields.end_date ?? null));
  if (outside.length === 0) return;
  const names = outside.map(({ number, date }) => `${decisionReference(fields.ref, number)} (${date})`);
  throw refused(
    `these decisions would fall outside the meeting: ${names.join(', ')}`,
    'change their dates first: cica decision edit REF --date DATE',
    'date',
  );
}

/** Removes the agenda items and decisions of a meeting if asked to, and returns their references. */
async function removeDependents(recorder: Recorder, id: number, options: RemoveOptions): Promise<string[]> {
  const { transaction } = recorder;
  const decisions = await transaction.rows<{ id: number; ref: string }>(decisionsWhere(sql`m.id = ${id}`));
  const items = await transaction.rows<{ id: number; ref: string }>(sql`
    select i.id, m.ref || '#' || i.number as ref from agenda_item i join meeting m on m.id = i.meeting_id
      where m.id = ${id} order by i.id`);
  const dependents = [...decisions, ...items];
  const { ref: reference } = (await recorder.current('meeting', id)).fields;
  if (!options.withDecisions) {
    refuseDependents(`the meeting ${reference}`, dependents, '--with-decisions removes what depends on it too');
  }
  const documents = await documentsOf(transaction, sql`meeting_id = ${id}`);
  refuseDependents('the meeting', documents, 'remove it from these documents first');
  const ids = decisions.map((decision) => decision.id);
  const alsoRemoved = ids.length === 0 ? [] : await recorder.remove('decision', ids, options);
  for (const item of items) await recorder.drop('agenda_item', item.id);
  return [...dependents.map(({ ref }) => ref), ...alsoRemoved];
}

/** After a meeting's body or date changed: checks the links and conditions of its decisions, and updates standings. */
async function meetingMoved(recorder: Recorder, before: Current<'meeting'>, fields: Meeting): Promise<void> {
  if ((['body_id', 'date', 'end_date'] as const).every((name) => before.fields[name] === fields[name])) return;
  const { transaction } = recorder;
  await checkConditions(transaction, sql`d.meeting_id = ${before.id}`);
  await checkLinked(transaction, sql`d.meeting_id = ${before.id}`);
  const decisions = await transaction.rows<{ id: number }>(sql`
    select d.id from decision d where d.meeting_id = ${before.id}
      and (d.grants is not null or exists (select 1 from decision_link l where l.decision_id = d.id))`);
  for (const { id } of decisions) {
    const current = await recorder.current('decision', id);
    const answered = before.fields.body_id !== fields.body_id ? await answeredElsewhere(transaction, id) : undefined;
    if (answered !== undefined && !recorder.known.settings.force) {
      const ref = decisionReference(before.fields.ref, current.fields.number);
      throw refused(
        `${ref} answers ${answered.ref}, which asked ${answered.body}`,
        `remove that answer first: cica decision link ${ref} --answers ${answered.ref} --remove`,
        'body',
      );
    }
    if (current.fields.grants) await updateStandings(recorder, id);
    for (const rescinded of linkedBy('rescinds', current.fields)) await updateStandings(recorder, rescinded, true);
  }
}

/** The referral that a decision answers although another body was asked. */
async function answeredElsewhere(reader: Reader, id: number): Promise<{ ref: string; body: string } | undefined> {
  const [found] = await reader.rows<{ ref: string; body: string }>(sql`
    select ${decisionRef('e', 'm')} as ref, b.code as body from decision d
      join decision_link l on l.decision_id = d.id and l.relation = 'answers'
      join decision e on e.id = l.to_id join meeting m on m.id = e.meeting_id join body b on b.id = e.referred_to_id
      where d.id = ${id} and e.referred_to_id <> d.body_id`);
  return found;
}
