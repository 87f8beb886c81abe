import sql, { join, type Sql } from 'sql-template-tag';
import { lastDay } from '../domain/date';
import { Problem } from '../domain/problem';
import { decisionReference } from '../domain/reference';
import { isEffective, statusOn } from '../domain/status';
import { type Action, actionClass, type Relation } from '../domain/vocabulary';
import { statusFactsOf } from '../store/statusFacts';
import type { Fields, Reader, StoredLink } from '../store/store';
import type { Current, Recorder } from './recorder';

/** These change what an earlier decision is worth: the later one cannot be earlier. */
const bearing: readonly Relation[] = ['answers', 'amends', 'supersedes', 'rescinds'];

interface MeetingBody {
  readonly id: number;
  readonly code: string;
  readonly met_until: string;
}

interface Target {
  readonly ref: string;
  readonly referred_to_id: number | null;
  readonly referred_to: string | null;
}

/**
 * Checks the links of a decision that are new, or that go from another body than before.
 *
 * @throws Problem `refused` for a circle, an answer from another body than the one asked (unless forced), or a second one.
 */
export async function checkLinks(recorder: Recorder, fields: Fields, current: Current | null): Promise<void> {
  const links = (fields.links ?? []) as StoredLink[];
  if (links.length === 0) return;
  const known = (current?.fields.links ?? []) as StoredLink[];
  const body = await bodyOf(recorder.transaction, fields);
  const moved = current !== null && (await bodyOf(recorder.transaction, current.fields)).id !== body.id;
  checkAnswers(fields.action as Action, links);
  for (const link of links) {
    const isKnown = known.some((one) => one.relation === link.relation && one.to_id === link.to_id);
    if (isKnown && !moved) continue;
    const target = await targetOf(recorder.transaction, link.to_id);
    if (!isKnown) await checkCircle(recorder.transaction, current?.id, link, target);
    if (link.relation !== 'answers') continue;
    if (target.referred_to_id !== null && target.referred_to_id !== body.id && !recorder.force) {
      throw refused(
        `${target.ref} was referred to ${target.referred_to}, not to ${body.code}`,
        `record the answer under a meeting of ${target.referred_to}, or add --force if ${body.code} answered in its place`,
      );
    }
    if (isKnown) continue;
    await checkFirst(recorder.transaction, current?.id, link, target);
    await checkWaiting(recorder.transaction, link, target, (fields.date as string | null) || body.met_until);
  }
}

/** A body that puts a matter off has not answered it; one that rejects or withdraws has not accepted it. */
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

/** The body of a decision's meeting, and when that ended. */
async function bodyOf(reader: Reader, fields: Fields): Promise<MeetingBody> {
  const [body] = await reader.rows<MeetingBody>(sql`
    select b.id, b.code, coalesce(m.end_date, m.date) as met_until from meeting m join body b on b.id = m.body_id where m.id = ${fields.meeting_id as number}`);
  if (body === undefined) throw new Error('a meeting without a body');
  return body;
}

async function checkCircle(reader: Reader, id: number | undefined, link: StoredLink, target: Target): Promise<void> {
  if (id === undefined || (link.to_id !== id && !(await reaches(reader, link.to_id, id)))) return;
  throw refused(
    link.to_id === id
      ? `${target.ref} cannot be linked to itself`
      : `${target.ref} bears on this decision already, so this would be a circle`,
    'link the later decision to the earlier one',
  );
}

/** What was taken back before waits for no answer. */
async function checkWaiting(reader: Reader, link: StoredLink, target: Target, date: string): Promise<void> {
  const known = await statusFactsOf(reader, link.to_id);
  if (known === null || statusOn(known.facts, lastDay(date)) !== 'withdrawn') return;
  throw refused(`${target.ref} had been withdrawn by ${date}, and waits for no answer`, 'check the dates of both');
}

/** A referral is answered once; an answer that lapsed was none. */
async function checkFirst(reader: Reader, id: number | undefined, link: StoredLink, target: Target): Promise<void> {
  const others = await reader.rows<{ id: number; ref: string; number: number }>(sql`
    select d.id, m.ref, d.number from decision_link l
      join decision d on d.id = l.decision_id
      join meeting m on m.id = d.meeting_id
      where l.to_id = ${link.to_id} and l.relation = 'answers' and d.id <> ${id ?? 0}`);
  for (const other of others) {
    const known = await statusFactsOf(reader, other.id);
    if (known === null || !isEffective(known.facts.effect, '9999-12-30')) continue;
    const answer = decisionReference(other.ref, other.number);
    throw refused(
      `${target.ref} was answered already, by ${answer}`,
      `take that back first: cica decision link ${answer} --answers ${target.ref} --remove`,
    );
  }
}

/**
 * Checks, after a save, the links from and to some decisions: nothing bears on what is later, or answers what was not
 * referred.
 *
 * @throws Problem `refused` naming both decisions.
 */
export async function checkLinked(reader: Reader, scope: Sql): Promise<void> {
  const end = (table: 'later' | 'earlier'): Sql => {
    const own = table === 'later' ? sql`l.decision_id` : sql`l.to_id`;
    return sql`
      select l.relation, l.decision_id, l.to_id from decision d join decision_link l on ${own} = d.id where ${scope}`;
  };
  const wrong = await reader.rows<{
    relation: Relation;
    later: string;
    later_date: string;
    earlier: string;
    earlier_on: string;
    referred_to_id: number | null;
  }>(sql`
    select l.relation, lm.ref || '/' || cast(later.number as text) as later,
      coalesce(later.date, lm.end_date, lm.date) as later_date,
      em.ref || '/' || cast(earlier.number as text) as earlier, earlier.decided_on as earlier_on,
      earlier.referred_to_id
      from (${end('later')} union ${end('earlier')}) l
      join decision later on later.id = l.decision_id
      join decision earlier on earlier.id = l.to_id
      join meeting lm on lm.id = later.meeting_id
      join meeting em on em.id = earlier.meeting_id
      where l.relation in (${join([...bearing])})
        and (later.decided_on < earlier.decided_on or (l.relation = 'answers' and earlier.referred_to_id is null))`);
  for (const { relation, later, later_date, earlier, earlier_on, referred_to_id } of wrong) {
    if (relation === 'answers' && referred_to_id === null) {
      throw refused(
        `${earlier} is not referred to a body, so ${later} cannot answer it`,
        `refer it first (cica decision edit ${earlier} --to BODY), or link it with --follows-up`,
      );
    }
    if (lastDay(later_date) >= earlier_on) continue;
    throw refused(
      `${later} (${later_date}) is earlier than ${earlier} (${earlier_on}), and cannot be what ${relation} it`,
      'check the dates of both',
    );
  }
}

async function targetOf(reader: Reader, id: number): Promise<Target> {
  const [row] = await reader.rows<Target & { number: number }>(sql`
    select m.ref, d.number, d.referred_to_id, r.code as referred_to
      from decision d join meeting m on m.id = d.meeting_id left join body r on r.id = d.referred_to_id
      where d.id = ${id}`);
  if (row === undefined) throw new Error(`no decision of id ${id}`);
  return { ...row, ref: decisionReference(row.ref, row.number) };
}

/** Whether a decision bears on another one, directly or through others. */
async function reaches(reader: Reader, from: number, to: number): Promise<boolean> {
  const [found] = await reader.rows(sql`
    with recursive reached (id) as (
      select to_id from decision_link where decision_id = ${from}
      union
      select l.to_id from reached join decision_link l on l.decision_id = reached.id)
    select id from reached where id = ${to}`);
  return found !== undefined;
}

const refused = (message: string, advice: string): Problem => new Problem('refused', message, advice, 'links');
