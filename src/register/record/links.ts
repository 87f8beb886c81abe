import sql, { join, type Sql } from 'sql-template-tag';
import { lastDay } from '../../domain/date';
import { Problem } from '../../domain/problem';
import type { FieldsOf, StoredLink } from '../../domain/record';
import { isEffective, statusOn } from '../../domain/status';
import { type Action, actionClass, type Relation } from '../../domain/vocabulary';
import { type StatusSource, statusFactsOf } from '../../store/statusFacts';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';
import type { Known, MeetingFacts } from './known';
import type { LinkTarget } from './linkTargets';
import type { Current } from './recorder';

/** The relations that change the effect of an earlier decision. */
const affectingRelations: readonly Relation[] = ['answers', 'amends', 'supersedes', 'rescinds'];

/**
 * Checks the new links of a decision, or all of them if the decision moved to another body.
 *
 * @throws Problem `refused` for a cycle, a second answer, or an answer from a body other than the one asked (unless forced).
 */
export function checkLinks(known: Known, fields: FieldsOf<'decision'>, current: Current<'decision'> | null): void {
  const links = fields.links ?? [];
  if (links.length === 0) return;
  const keyOf = ({ relation, to_id }: StoredLink): string => `${relation}:${to_id}`;
  const before = new Set(current?.fields.links?.map(keyOf));
  const bodies = known.directory('body');
  const meeting = known.meetingOfId(fields.meeting_id);
  const { body_id } = meeting;
  const moved = current !== null && known.meetingOfId(current.fields.meeting_id).body_id !== body_id;
  checkAnswers(fields.action, links);
  for (const link of links) {
    const isKnown = before.has(keyOf(link));
    if (isKnown && !moved) continue;
    const target = known.target(link.to_id);
    if (!isKnown) checkNoCycle(known, current?.id, link, target);
    if (link.relation !== 'answers') continue;
    if (target.referred_to_id !== null && target.referred_to_id !== body_id && !known.settings.force) {
      const [asked, answers] = [target.referred_to_id, body_id].map((id) => bodies.byId(id).code);
      throw refused(
        `${target.ref} was referred to ${asked}, not to ${answers}`,
        `record the answer under a meeting of ${asked}, or add --force if ${answers} answered in its place`,
      );
    }
    if (isKnown || !target.linked) continue;
    checkNotAnswered(known, current?.id, link, target);
    checkNotWithdrawn(known, link, target, dateOf(meeting, fields));
  }
}

/** Deferring a matter does not answer it; rejecting or withdrawing it does not accept it. */
function checkAnswers(action: Action, links: readonly StoredLink[]): void {
  const answers = links.filter(({ relation }) => relation === 'answers');
  if (answers.length === 0) return;
  if (action === 'defer') {
    throw refused('a decision that defers a matter does not answer it', 'link it with --follows-up instead');
  }
  if (actionClass(action) === 'closes' && answers.some(({ answer }) => answer === 'accept')) {
    throw refused(`a decision that ${action}s does not accept what it answers`, 'add --decline, or check the action');
  }
}

/** The date of a decision: its own, else the last of its meeting. */
function dateOf(meeting: MeetingFacts, fields: FieldsOf<'decision'>): string {
  return fields.date || (meeting.end_date ?? meeting.date);
}

function checkNoCycle(known: Known, id: number | undefined, link: StoredLink, target: LinkTarget): void {
  if (id === undefined || (link.to_id !== id && !reaches(known, link.to_id, id))) return;
  throw refused(
    link.to_id === id
      ? `${target.ref} cannot be linked to itself`
      : `${target.ref} already links to this decision, so this would be a circle`,
    'link the later decision to the earlier one',
  );
}

/** The facts from which the status of a decision is derived. */
export const statusSource = (known: Known, id: number): StatusSource | null =>
  known.answer(['decision', 'objection', 'meeting'], `status ${id}`, (reader) => statusFactsOf(reader, id));

/** A withdrawn referral needs no answer. */
function checkNotWithdrawn(known: Known, link: StoredLink, target: LinkTarget, date: string): void {
  const source = statusSource(known, link.to_id);
  if (source === null || statusOn(source.facts, lastDay(date)) !== 'withdrawn') return;
  throw refused(`${target.ref} had been withdrawn by ${date}, so it awaits no answer`, 'check the dates of both');
}

/** A referral is answered once; an answer that lapsed does not count. */
function checkNotAnswered(known: Known, id: number | undefined, link: StoredLink, target: LinkTarget): void {
  const others = known.rows<{ id: number; ref: string }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref from decision_link l
      join decision d on d.id = l.decision_id
      join meeting m on m.id = d.meeting_id
      where l.to_id = ${link.to_id} and l.relation = 'answers' and d.id <> ${id ?? 0}`);
  for (const other of others) {
    const source = statusSource(known, other.id);
    if (source === null || !isEffective(source.facts.effect, '9999-12-30')) continue;
    throw refused(
      `${target.ref} was already answered, by ${other.ref}`,
      `remove that answer first: cica decision link ${other.ref} --answers ${target.ref} --remove`,
    );
  }
}

/**
 * Checks the links from and to some saved decisions: no decision affects a later one, or answers one that was not
 * referred.
 *
 * @throws Problem `refused` naming both decisions.
 */
export async function checkLinked(reader: Reader, scope: Sql): Promise<void> {
  const end = (table: 'later' | 'earlier'): Sql => {
    const side = table === 'later' ? sql`l.decision_id` : sql`l.to_id`;
    return sql`
      select l.relation, l.decision_id, l.to_id from decision d join decision_link l on ${side} = d.id where ${scope}`;
  };
  const wrong = await reader.rows<AffectingLink>(sql`
    select l.relation, ${decisionRef('later', 'lm')} as later, coalesce(later.date, lm.end_date, lm.date) as later_date,
      ${decisionRef('earlier', 'em')} as earlier, earlier.decided_on as earlier_on, earlier.referred_to_id
      from (${end('later')} union ${end('earlier')}) l
      join decision later on later.id = l.decision_id
      join decision earlier on earlier.id = l.to_id
      join meeting lm on lm.id = later.meeting_id
      join meeting em on em.id = earlier.meeting_id
      where l.relation in (${join([...affectingRelations])})
        and (later.decided_on < earlier.decided_on or (l.relation = 'answers' and earlier.referred_to_id is null))`);
  for (const link of wrong) checkLink(link);
}

/**
 * Like `checkLinked`, for a new decision, which no other one links to.
 *
 * @throws Problem `refused` naming both decisions.
 */
export function checkNewLinks(known: Known, fields: FieldsOf<'decision'>, ref: string, meeting: MeetingFacts): void {
  const date = dateOf(meeting, fields);
  for (const { relation, to_id } of fields.links ?? []) {
    if (!affectingRelations.includes(relation)) continue;
    const { ref: earlier, decided_on, referred_to_id } = known.target(to_id);
    checkLink({ relation, later: ref, later_date: date, earlier, earlier_on: decided_on, referred_to_id });
  }
}

/** A link that affects an earlier decision, with the values to be compared. */
interface AffectingLink {
  readonly relation: Relation;
  readonly later: string;
  readonly later_date: string;
  readonly earlier: string;
  readonly earlier_on: string;
  readonly referred_to_id: number | null;
}

function checkLink({ relation, later, later_date, earlier, earlier_on, referred_to_id }: AffectingLink): void {
  if (relation === 'answers' && referred_to_id === null) {
    throw refused(
      `${earlier} is not referred to a body, so ${later} cannot answer it`,
      `refer it first (cica decision edit ${earlier} --to BODY), or link it with --follows-up`,
    );
  }
  if (lastDay(later_date) >= earlier_on) return;
  throw refused(
    `${later} (${later_date}) is earlier than ${earlier} (${earlier_on}), and cannot be what ${relation} it`,
    'check the dates of both',
  );
}

/** Whether a decision links to another, directly or indirectly. */
function reaches(known: Known, from: number, to: number): boolean {
  const [found] = known.rows(sql`
    with recursive reached (id) as (
      select to_id from decision_link where decision_id = ${from}
      union
      select l.to_id from reached join decision_link l on l.decision_id = reached.id)
    select id from reached where id = ${to}`);
  return found !== undefined;
}

const refused = (message: string, advice: string): Problem => new Problem('refused', message, advice, 'links');
