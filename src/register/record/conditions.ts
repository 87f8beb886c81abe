import sql, { type Sql } from 'sql-template-tag';
import { firstDay } from '../../domain/date';
import { type EffectFacts, lapsedOn } from '../../domain/effect';
import { Problem, refused } from '../../domain/problem';
import type { FieldsOf } from '../../domain/record';
import { parseDeadline } from '../../domain/span';
import { type EffectRow, effectColumns, newDecisionEffect, statusFactsOf } from '../../store/statusFacts';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** The date of a deadline; problems are attributed to its column. */
export function readDeadline(column: string, text: string, decided: string, today: string): string {
  try {
    return parseDeadline(text, decided, today);
  } catch (error) {
    throw Problem.of(error).at(column);
  }
}

/**
 * Resolves deadlines to dates; a time span counts from the date of the decision. A silence deadline implies the silence
 * procedure.
 *
 * @throws Problem `refused` for a silence deadline under another procedure, `usage` for an invalid date.
 */
export function resolveDeadlines(fields: FieldsOf<'decision'>, decided: string, today: string): void {
  for (const column of ['silence_until', 'condition_until'] as const) {
    const text = fields[column];
    if (text) fields[column] = readDeadline(column, text, decided, today);
  }
  if (fields.condition_until && !fields.condition) {
    throw refused(
      'there is a deadline, but no condition',
      'say what it depends on: --condition TEXT',
      'condition_until',
    );
  }
  if (!fields.silence_until) return;
  fields.procedure ||= 'silence';
  if (fields.procedure === 'silence') return;
  throw refused(
    `a decision by ${fields.procedure} has no silence to break`,
    'give --procedure silence, or no --silence-until',
    'silence_until',
  );
}

/**
 * Checks that the deadlines, objections and confirmations of some saved decisions are consistent.
 *
 * @throws Problem `refused` for the first inconsistency.
 */
export async function checkConditions(reader: Reader, scope: Sql): Promise<void> {
  const found = await reader.rows<{ id: number; ref: string }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref from decision d join meeting m on m.id = d.meeting_id
      where ${scope} and (d.silence_until is not null or d.condition is not null or d.condition_until is not null
        or d.confirmed_on is not null or exists (select 1 from objection o where o.decision_id = d.id))`);
  for (const { id, ref } of found) {
    const known = await statusFactsOf(reader, id);
    if (known === null) continue;
    const objections = await reader.rows<{ day: string }>(
      sql`select objected_on as day from objection where decision_id = ${id} order by objected_on`,
    );
    const days = objections.map(({ day }) => day);
    checkEffect(ref, known.facts.effect, days);
  }
}

/**
 * Checks a saved objection. Earlier ones are read again only if a confirmation depends on them: otherwise, an import of
 * n objections to one decision would read n² rows.
 *
 * @throws Problem `refused` if it is outside the silence period, or the decision was confirmed in spite of it.
 */
export async function checkObjection(reader: Reader, decision: number, day: string): Promise<void> {
  const [row] = await reader.rows<EffectRow & { readonly ref: string }>(sql`
    select ${decisionRef('d', 'm')} as ref, ${effectColumns} from decision d join meeting m on m.id = d.meeting_id
      where d.id = ${decision}`);
  if (row === undefined) return;
  checkObjections(row.ref, newDecisionEffect(row, row.decided_on), [day]);
  if (row.confirmed_on !== null) await checkConditions(reader, sql`d.id = ${decision}`);
}

/**
 * Like `checkConditions`, for a new decision, which has no objections; `decidedOn` is the first day of its date.
 *
 * @throws Problem `refused` for the first inconsistency.
 */
export function checkNewConditions(fields: FieldsOf<'decision'>, ref: string, decidedOn: string): void {
  checkEffect(ref, newDecisionEffect(fields, decidedOn), []);
}

function checkEffect(ref: string, effect: EffectFacts, objections: readonly string[]): void {
  const { decidedOn, silenceUntil, conditional, conditionUntil, confirmedOn } = effect;
  checkDeadline(ref, decidedOn, 'silence_until', silenceUntil);
  checkDeadline(ref, decidedOn, 'condition_until', conditionUntil);
  if (objections.length > 0) checkObjections(ref, effect, objections);
  if (confirmedOn === null) return;
  if (silenceUntil === null && !conditional) {
    throw refused(
      `there is nothing to confirm: ${ref} has no silence procedure and no condition`,
      'leave it as it is',
      'confirmed_on',
    );
  }
  if (confirmedOn < decidedOn) {
    throw refused(
      `${ref} cannot be confirmed before its date (${decidedOn})`,
      `give ${decidedOn} or a later day`,
      'confirmed_on',
    );
  }
  if (lapsedOn({ ...effect, confirmedOn: null }, confirmedOn)) {
    throw refused(
      `${ref} had lapsed by ${confirmedOn}, and what has lapsed cannot be confirmed`,
      'withdraw the objection or the confirmation, or record a new decision',
      'confirmed_on',
    );
  }
  if (!conditional && silenceUntil !== null && confirmedOn > silenceUntil) {
    throw refused(
      `the silence of ${ref} ended on ${silenceUntil}, so there is nothing to confirm`,
      'leave it as it is',
      'confirmed_on',
    );
  }
}

function checkDeadline(ref: string, decidedOn: string, column: string, day: string | null): void {
  if (day === null || day >= decidedOn) return;
  throw refused(
    `the deadline ${day} is before the decision ${ref} (${decidedOn})`,
    `give ${decidedOn} or a later day`,
    column,
  );
}

function checkObjections(ref: string, effect: EffectFacts, days: readonly string[]): void {
  const { decidedOn, silenceUntil, confirmedOn } = effect;
  if (silenceUntil === null) {
    throw refused(
      `${ref} has no silence that an objection could break`,
      `give it a deadline: cica decision edit ${ref} --silence-until DATE`,
      'silence_until',
    );
  }
  const last = confirmedOn !== null && confirmedOn < silenceUntil ? confirmedOn : silenceUntil;
  const outside = days.find((day) => firstDay(day) < decidedOn || day > last);
  if (outside === undefined) return;
  throw refused(
    `the silence of ${ref} could be broken from ${decidedOn} to ${last}, not on ${outside}`,
    'give a day in this range',
    'on',
  );
}
