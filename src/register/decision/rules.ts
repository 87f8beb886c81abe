import sql from 'sql-template-tag';
import { isWithinDays } from '../../domain/date';
import { groupBy } from '../../domain/groupBy';
import { type Problem, refused } from '../../domain/problem';
import type { FieldsOf } from '../../domain/record';
import { decisionReference, parseMeetingReference, parseReference } from '../../domain/reference';
import { affecting, type EntityName } from '../../domain/schema';
import { withArticle } from '../../domain/text';
import { decidedOn } from '../../store/derived';
import { queryInChunks } from '../../store/queryInChunks';
import type { Fields, Reader } from '../../store/store';
import type { AgendaEntry } from '../agenda/find';
import { distinctNames } from '../directory';
import { decisionRef } from '../list/columns';
import { checkConditions, checkNewConditions, resolveDeadlines } from '../record/conditions';
import type { Known, MeetingFacts } from '../record/known';
import { checkLinked, checkLinks, checkNewLinks } from '../record/links';
import { refuseDependents, requireFields } from '../record/problems';
import type { Current, Draft, Recorder, RemoveOptions, Rules, SavedRecord } from '../record/recorder';
import { defaultGrants, effectChanged, linkedBy, revertStandings, updateStandings } from '../record/standings';
import { decisionRefOf } from './find';
import { decisionWarnings } from './warnings';

type Decision = FieldsOf<'decision'>;

export const decisionRules: Rules<'decision'> = {
  /** Checks a decision; kind, number and deadlines have defaults. */
  complete(known, draft) {
    const fields = requireFields('decision', draft.fields);
    fields.kind ||= 'other';
    const meeting = known.meetingOfId(fields.meeting_id);
    checkDate(meeting, fields);
    checkVotes(fields);
    resolveDeadlines(fields, decidedOn(fields.date, meeting), known.settings.today);
    applyDefaultGrants(fields, draft);
    if (fields.links) checkLinks(known, fields, draft.current);
    const isOfMeeting = ({ id }: AgendaEntry): boolean => id === fields.item_id;
    if (fields.item_id && itemChanged(draft, fields) && !known.agendas.get(meeting.id).some(isOfMeeting)) {
      throw itemOfOtherMeeting(known, fields.item_id);
    }
    checkSymbol(known, draft, fields, meeting);
    spellTags(known, draft, fields);
    fields.number = numberFor(known, draft, fields, meeting);
    const warnings = decisionWarnings(known, draft, fields, meeting);
    return { fields, ref: decisionReference(meeting.ref, fields.number), warnings };
  },
  learn,
  afterSave,
  removeAll,
};

/**
 * Gives new tags the spelling that other decisions use, each once. A decision on record may respell a tag that only it has.
 */
function spellTags(known: Known, { current }: Draft<'decision'>, fields: Decision): void {
  const { tags } = fields;
  if (!tags?.length) return;
  if (current !== null && JSON.stringify(tags) === JSON.stringify(current.fields.tags)) return;
  const spellings = known.spellings.get('all');
  const isUsedElsewhere = (tag: string, id: number): boolean =>
    known.rows(sql`select decision_id from decision_tag where tag = ${tag} and decision_id <> ${id} limit 1`).length >
    0;
  const spelled = tags.map((tag) => {
    const spelling = spellings.of(tag);
    return spelling !== undefined && (spelling === tag || current === null || isUsedElsewhere(spelling, current.id))
      ? spelling
      : tag;
  });
  fields.tags = spelled.length < 2 ? spelled : distinctNames(spelled);
}

/** A new decision grants the standing of its kind unless it says otherwise; "none" is stored as null. */
function applyDefaultGrants(fields: Decision, { fields: given, current }: Draft<'decision'>): void {
  if (fields.grants === 'none') fields.grants = null;
  if (current !== null || given.grants !== undefined) return;
  const links = fields.links ?? [];
  fields.grants = defaultGrants(
    fields,
    links.map(({ answer }) => answer),
  );
}

/** The stored fields that determine the effect of a decision and the standings it grants. */
const affectingFields = affecting('standing');

function learn(known: Known, { id, fields, current, ref }: SavedRecord<'decision'>): void {
  const links = fields.links ?? [];
  for (const { to_id } of links) known.markLinked(to_id);
  const spellings = known.spellings.peek('all');
  for (const tag of fields.tags ?? []) if (spellings?.of(tag) !== tag) spellings?.add(tag);
  const before = current?.fields;
  if (before === undefined) {
    known.decisions.peek(fields.meeting_id)?.add(id, fields);
    const rescinds = links.some(({ relation }) => relation === 'rescinds');
    const decided_on = decidedOn(fields.date, known.meetingOfId(fields.meeting_id));
    const { referred_to_id } = fields;
    known.setTarget({
      id,
      ref,
      referred_to_id,
      decided_on,
      rescinds,
      rejects: fields.action === 'reject',
      linked: false,
    });
    return;
  }
  known.forgetTarget(id, ref);
  if (before.meeting_id === fields.meeting_id && before.number === fields.number) {
    known.decisions.peek(fields.meeting_id)?.change(id, before, fields);
  } else for (const { meeting_id } of [before, fields]) known.decisions.delete(meeting_id);
}

/** Checks the links of a saved decision, and updates the standings that depend on it. */
function afterSave(recorder: Recorder, saved: SavedRecord<'decision'>): Promise<void> | undefined {
  const { fields, current, ref } = saved;
  if (current !== null) return afterChange(recorder, saved, current);
  // without queries: a new decision has no objections yet, and no other one links to it
  const meeting = recorder.known.meetingOfId(fields.meeting_id);
  checkNewConditions(fields, ref, decidedOn(fields.date, meeting));
  checkNewLinks(recorder.known, fields, ref, meeting);
  return fields.grants || fields.links?.length ? followStandings(recorder, saved) : undefined;
}

async function afterChange(recorder: Recorder, saved: SavedRecord<'decision'>, current: Current<'decision'>) {
  const { id, fields } = saved;
  const [before, after]: Fields[] = [current.fields, fields];
  const changed = (name: string): boolean => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  if (!affectingFields.some(changed)) return;
  await checkConditions(recorder.transaction, sql`d.id = ${id}`);
  await checkLinked(recorder.transaction, sql`d.id = ${id}`);
  await checkAnswered(recorder, id, fields, current);
  await followStandings(recorder, saved);
}

/** Updates the standings that depend on a saved decision. */
async function followStandings(recorder: Recorder, { id, fields, current }: SavedRecord<'decision'>): Promise<void> {
  if (fields.grants || current?.fields.grants) await updateStandings(recorder, id);
  for (const rescinded of linkedBy('rescinds', fields, current?.fields))
    await updateStandings(recorder, rescinded, true);
  // a referred rescission takes effect once it is accepted
  for (const referral of linkedBy('answers', fields, current?.fields)) await effectChanged(recorder, referral);
}

/** A referral cannot move to another body once it is answered. */
async function checkAnswered(recorder: Recorder, id: number, fields: Decision, current: Current<'decision'>) {
  if (!fields.referred_to_id || fields.referred_to_id === current.fields.referred_to_id) return;
  if (recorder.known.settings.force) return;
  const [answer] = await recorder.transaction.rows<{ ref: string; body: string }>(sql`
    select ${decisionRef('d', 'm')} as ref, b.code as body from decision_link l
      join decision d on d.id = l.decision_id join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
      where l.to_id = ${id} and l.relation = 'answers' and d.body_id <> ${fields.referred_to_id}`);
  if (answer === undefined) return;
  const { ref, body } = answer;
  throw refused(
    `${body} has already answered it, by ${ref}`,
    `remove that answer first: cica decision link ${ref} --answers ${await decisionRefOf(recorder.transaction, id)} --remove`,
    'referred_to',
  );
}

/**
 * Removes decisions, later ones first, with their tasks and objections if asked to; returns the references of these.
 *
 * @throws Problem `refused`, listing the records that depend on them.
 */
async function removeAll(recorder: Recorder, ids: readonly number[], options: RemoveOptions): Promise<string[]> {
  const { transaction } = recorder;
  const alsoRemoved: string[] = [];
  const removed = new Set(ids);
  for (const id of ids) {
    const removedWith = await transaction.rows<{ entity: EntityName; id: number; ref: string }>(sql`
      select 'task' as entity, id, 'task ' || cast(id as text) as ref from task where decision_id = ${id}
      union all
      select 'objection', o.id, 'objection by ' || p.code from objection o join party p on p.id = o.party_id
        where o.decision_id = ${id}`);
    const ref = await decisionRefOf(transaction, id);
    const others = await dependentsOf(transaction, id, removed);
    refuseDependents(`the decision ${ref}`, others, 'remove it from these first');
    if (!options.withDecisions)
      refuseDependents(`the decision ${ref}`, removedWith, '--with-decisions removes what depends on it too');
    for (const one of removedWith) await recorder.drop(one.entity, one.id);
    alsoRemoved.push(...removedWith.map((one) => one.ref));
  }
  for (const id of await laterFirst(transaction, ids)) {
    const { fields } = await recorder.current('decision', id);
    await revertStandings(recorder, id);
    await recorder.drop('decision', id);
    const stays = (other: number): boolean => !removed.has(other);
    for (const rescinded of [...linkedBy('rescinds', fields)].filter(stays)) {
      await updateStandings(recorder, rescinded, true);
    }
    for (const referral of [...linkedBy('answers', fields)].filter(stays)) await effectChanged(recorder, referral);
  }
  return alsoRemoved;
}

/** The records that refer to a decision, except decisions that are removed too. */
async function dependentsOf(reader: Reader, id: number, removed: ReadonlySet<number>): Promise<{ ref: string }[]> {
  const later = await reader.rows<{ id: number; ref: string }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref from decision_link l
      join decision d on d.id = l.decision_id join meeting m on m.id = d.meeting_id
      where l.to_id = ${id} order by d.decided_on, d.id`);
  const others = await reader.rows<{ ref: string }>(sql`
    select 'standing of ' || p.code as ref from standing s join party p on p.id = s.party_id
      where s.given_by_id = ${id} and s.earlier_since is null
    union all
    select 'instrument ' || code from instrument where adopted_by_id = ${id}
    union all
    select a.kind || ' of ' || i.code || ' by ' || p.code from act a
      join party p on p.id = a.party_id join instrument i on i.id = a.instrument_id where a.noted_by_id = ${id}
    union all
    select 'document ' || coalesce(symbol, title) from document where decision_id = ${id}`);
  return [...later.filter((one) => !removed.has(one.id)), ...others];
}

/** Sorts decisions so that each comes before those it links to. */
async function laterFirst(reader: Reader, ids: readonly number[]): Promise<Iterable<number>> {
  const links = await queryInChunks(ids, (list) =>
    reader.rows<{ decision_id: number; to_id: number }>(
      sql`select decision_id, to_id from decision_link where decision_id in (${list})`,
    ),
  );
  const laterOf = groupBy(links.toReversed(), ({ to_id }) => to_id);
  const order = new Set<number>();
  const reached = new Set<number>();
  for (const id of ids) {
    const path = [id];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      reached.add(last);
      const later = laterOf.get(last)?.pop();
      if (later === undefined) {
        order.add(last);
        path.pop();
      } else if (!reached.has(later.decision_id)) path.push(later.decision_id);
    }
  }
  return order;
}

/** A date lies within the meeting; its last day is stored as null, and so follows the meeting. */
function checkDate(meeting: MeetingFacts, fields: Decision): void {
  const date = fields.date;
  if (!date) return;
  if (date === (meeting.end_date ?? meeting.date)) {
    fields.date = null;
  } else if (!isWithinDays(date, meeting.date, meeting.end_date)) {
    const days = meeting.end_date === null ? `on ${meeting.date}` : `from ${meeting.date} to ${meeting.end_date}`;
    throw refused(
      `${date} is not a day of the meeting, which was held ${days}`,
      'leave the date out, or give one of these days',
      'date',
    );
  }
}

function checkVotes(fields: Decision): void {
  const tallies = ['votes_for', 'votes_against', 'votes_abstain'] as const;
  const given = tallies.find((column) => fields[column] !== null);
  if (given === undefined) return;
  fields.procedure ||= 'vote';
  if (fields.procedure !== 'vote') {
    throw refused(
      `a decision by ${fields.procedure} has no votes to count`,
      'give --procedure vote, or no votes',
      given,
    );
  }
}

/** Whether the agenda item or the meeting of a decision changed. */
function itemChanged({ current }: Draft<'decision'>, { item_id, meeting_id }: Decision): boolean {
  return current?.fields.item_id !== item_id || current?.fields.meeting_id !== meeting_id;
}

function itemOfOtherMeeting(known: Known, id: number): Problem {
  const [item] = known.rows<{ number: string }>(sql`select number from agenda_item where id = ${id}`);
  return refused(
    `the agenda item ${item?.number ?? ''} belongs to another meeting`,
    "give an item of the decision's meeting, or none: --item ''",
    'item',
  );
}

/** A symbol is unique within its meeting and form: bodies number each form separately, starting at 1. */
function checkSymbol(known: Known, draft: Draft<'decision'>, fields: Decision, meeting: MeetingFacts): void {
  const before = draft.current?.fields;
  const { symbol } = fields;
  if (symbol === null) return;
  if (before?.symbol !== symbol && looksLikeReference(known, symbol)) {
    throw refused(
      `the symbol ${symbol} looks like a reference`,
      'leave it out: a reference is given by the register',
      'symbol',
    );
  }
  if ((['symbol', 'form', 'meeting_id'] as const).every((name) => before?.[name] === fields[name])) return;
  const others = known.decisions.get(meeting.id).withSymbol(symbol);
  const other = others.find(({ id, form }) => id !== draft.current?.id && form === fields.form);
  if (other === undefined) return;
  const kind = other.form === null ? 'symbol' : `symbol of ${withArticle(other.form)}`;
  throw refused(
    `the ${kind} ${symbol} already belongs to ${decisionReference(meeting.ref, other.number)}`,
    'give another symbol, or the form that tells them apart',
    'symbol',
  );
}

/** Whether a text parses as a reference of this register: SOC-2023 does if there is a body SOC. */
function looksLikeReference(known: Known, text: string): boolean {
  const body = parseMeetingReference(parseReference(text)?.meeting ?? '')?.body;
  return body !== undefined && known.directory('body').lookupCode(body) !== undefined;
}

/**
 * The number of a decision: unchanged within its meeting; its former one if it returns to a meeting; the one that an
 * import requests, if never used; else the next one that no record of the import requests. Numbers of removed decisions
 * are not reused.
 */
function numberFor(known: Known, draft: Draft<'decision'>, fields: Decision, meeting: MeetingFacts): number {
  const { current, requestedRef } = draft;
  const id = fields.meeting_id;
  if (current !== null && current.fields.meeting_id === id) return current.fields.number;
  if (current === null && requestedRef !== null) return requestedNumber(known, requestedRef, meeting);
  if (current !== null) {
    const [former] = known.rows<{ number: number }>(
      sql`select number from former_decision where meeting_id = ${id} and decision_id = ${current.id}`,
    );
    if (former !== undefined) return former.number;
  }
  return known.freeNumber(meeting, lastNumber(known, id) + 1);
}

/** The last number used under a meeting's reference, also by a removed meeting; 0 if none. */
function lastNumber(known: Known, meetingId: number): number {
  const gathered = known.lastNumber(meetingId);
  if (gathered !== undefined) return gathered;
  const [last] = known.rows<{ number: number | null }>(sql`
    select max(number) as number from (
      select max(number) as number from decision where meeting_id = ${meetingId}
      union all
      select max(number) from former_decision where meeting_id = ${meetingId}
      union all
      select max(f.number) from meeting m
        join former_meeting r on r.ref = m.ref and r.meeting_id <> m.id
        join former_decision f on f.meeting_id = r.meeting_id
        where m.id = ${meetingId}
    ) as given`);
  return last?.number ?? 0;
}

function requestedNumber(known: Known, ref: string, meeting: MeetingFacts): number {
  const reference = parseReference(ref);
  if (reference?.kind !== 'decision' || reference.meeting !== meeting.ref) {
    throw refused(
      `the reference ${ref} is not one of the meeting ${meeting.ref}`,
      `write it like ${decisionReference(meeting.ref, 1)}, or leave it out`,
      'ref',
    );
  }
  if (known.decisions.get(meeting.id).numbered(reference.number) === undefined) return reference.number;
  throw refused(
    `the reference ${ref} was another decision's`,
    'leave it out, so that the decision gets the next number',
    'ref',
  );
}
