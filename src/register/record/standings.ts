import sql, { type Sql } from 'sql-template-tag';
import { effectiveFrom, lapsedOn } from '../../domain/effect';
import { refused } from '../../domain/problem';
import type { DraftOf, FieldsOf, RowOf, StoredParty } from '../../domain/record';
import { grantsByDefault } from '../../domain/standing';
import { statusIntervals } from '../../domain/status';
import type { Answer, Relation, Standing } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import { statusFactsOf } from '../../store/statusFacts';
import type { Reader } from '../../store/store';
import { decisionRefOf } from '../decision/find';
import type { Recorder } from './recorder';

/** A period of a party's standing as it is stored. */
export type Period = RowOf<
  'standing',
  'party_id' | 'standing' | 'since' | 'until' | 'given_by_id' | 'earlier_since'
> & {
  readonly from_date: string;
  readonly until_date: string;
};

/** A query for the periods of a party, in order. */
const periodsOf = (party: number): Sql => sql`
  select id, party_id, standing, since, until, given_by_id, earlier_since, from_date, until_date from standing
    where party_id = ${party} order by from_date`;

const readPeriods = ({ transaction }: Recorder, party: number): Promise<Period[]> =>
  transaction.rows<Period>(periodsOf(party));

/** The periods that a decision granted. */
function givenBy(reader: Reader, decision: number): Promise<Period[]> {
  return reader.rows<Period>(sql`select * from standing where given_by_id = ${decision} and earlier_since is not null`);
}

/** Those of the decisions that grant or granted a standing, with the first days of their dates. */
export function givingStandings(
  reader: Reader,
  decisions: Iterable<number>,
): Promise<{ readonly id: number; readonly decided_on: string }[]> {
  return queryInChunks(decisions, (list) =>
    reader.rows<{ id: number; decided_on: string }>(sql`
      select d.id, d.decided_on from decision d where d.id in (${list}) and (d.grants is not null
        or exists (select 1 from standing s where s.given_by_id = d.id and s.earlier_since is not null))`),
  );
}

/** The value of `earlier_since` for a period that a decision recorded. */
const recordedByDecision = '-';

/** What a decision grants: the standing, its start, and its end if the decision was rescinded; null if it grants nothing. */
interface Grant {
  readonly standing: Standing;
  /** The day, or if that is unknown, the month or year of the decision. */
  readonly since: string;
  /** The first day of that. */
  readonly from: string;
  readonly rescindedOn: string | null;
  readonly applicants: readonly number[];
}

async function grantOf(recorder: Recorder, id: number): Promise<Grant | null> {
  const record = await recorder.transaction.read('decision', id);
  const known = await statusFactsOf(recorder.transaction, id);
  if (record === null || known === null) return null;
  const { grants, referred_to_id, parties } = record.fields;
  const from = effectiveFrom(known.facts.effect);
  if (!grants || grants === 'none' || referred_to_id || from === null || lapsedOn(known.facts.effect, '9999-12-30'))
    return null;
  const rescinded = statusIntervals(known.facts).find(({ status }) => status === 'rescinded');
  return {
    standing: grants,
    since: from === known.facts.effect.decidedOn ? await dateOf(recorder.transaction, id) : from,
    from,
    rescindedOn: rescinded?.from ?? null,
    applicants: ((parties ?? []) as StoredParty[])
      .filter(({ role }) => role === 'applicant')
      .map((one) => one.party_id),
  };
}

/** The date of a decision at the precision known: its own, or the last day of its meeting. */
async function dateOf(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ date: string }>(sql`
    select coalesce(d.date, m.end_date, m.date) as date from decision d join meeting m on m.id = d.meeting_id
      where d.id = ${id}`);
  return row?.date ?? '';
}

/** Updates the standings that a decision grants: now, or at the end of an import. */
export async function updateStandings(recorder: Recorder, id: number, revived = false): Promise<void> {
  const { queuedStandings } = recorder;
  if (queuedStandings === null) await syncStandings(recorder, id, revived);
  else queuedStandings.set(id, revived || queuedStandings.get(id) === true);
}

/** Updates the standings that depend on the effect of a decision. */
export async function effectChanged(recorder: Recorder, id: number): Promise<void> {
  await updateStandings(recorder, id);
  if (!(await recorder.known.gathered(() => recorder.known.target(id))).rescinds) return;
  const { fields } = await recorder.current('decision', id);
  for (const rescinded of linkedBy('rescinds', fields)) await updateStandings(recorder, rescinded, true);
}

/**
 * Synchronizes the standings that a decision grants: records, completes, moves or removes the periods of its
 * applicants. `revived`: a rescission may have been removed, which reopens what it ended.
 *
 * @throws Problem `refused` if a party has that standing from another known day.
 */
async function syncStandings(recorder: Recorder, id: number, revived = false): Promise<void> {
  const grant = await grantOf(recorder, id);
  const given = await givenBy(recorder.transaction, id);
  for (const period of given) {
    const stays = grant?.standing === period.standing && grant.applicants.includes(period.party_id);
    if (!stays) await revertStanding(recorder, period);
    else await move(recorder, period, grant, revived);
  }
  if (grant === null) return;
  for (const party of grant.applicants) {
    if (given.some((one) => one.party_id === party && one.standing === grant.standing)) continue;
    if (grant.rescindedOn === null || grant.rescindedOn > grant.from) await give(recorder, id, party, grant);
  }
}

/** Removes what a decision granted, before the decision is removed. */
export async function revertStandings(recorder: Recorder, id: number): Promise<void> {
  for (const period of await givenBy(recorder.transaction, id)) await revertStanding(recorder, period);
}

/** Removes a period that the decision recorded and reopens the one it ended; restores a period that it filled in. */
async function revertStanding(recorder: Recorder, period: Period): Promise<void> {
  if (period.earlier_since !== recordedByDecision) {
    const current = await recorder.current('standing', period.id);
    const fields = { ...current.fields, since: period.earlier_since || null, given_by_id: null, earlier_since: null };
    // without rules: the period may overlap another until that is changed, too
    await recorder.apply({ entity: 'standing', current, fields, ref: '', warnings: [] });
    return;
  }
  await recorder.drop('standing', period.id);
  for (const other of await readPeriods(recorder, period.party_id)) {
    if (other.until === null || other.until !== period.from_date) continue;
    const given = other.earlier_since === null || other.given_by_id === null ? null : other.given_by_id;
    const until = given === null ? null : ((await grantOf(recorder, given))?.rescindedOn ?? null);
    await change(recorder, other.id, { until });
  }
}

/** The end of a period that both a rescission and the next period of the party end: the earlier of the two. */
function endOf(rescindedOn: string | null, next: Period | undefined): string | null {
  const end = next?.from_date ?? null;
  return end !== null && (rescindedOn === null || end < rescindedOn) ? end : rescindedOn;
}

async function move(recorder: Recorder, period: Period, grant: Grant, revived: boolean): Promise<void> {
  const { since, from, rescindedOn } = grant;
  if (rescindedOn !== null && rescindedOn <= from) {
    await revertStanding(recorder, period);
    return;
  }
  const periods = await readPeriods(recorder, period.party_id);
  const next = periods.find((one) => one.id !== period.id && one.from_date > from);
  const until = rescindedOn === null && !revived ? period.until : endOf(rescindedOn, next);
  if (since === period.since && until === period.until) return;
  // the previous standing now ends at the new start
  const ended = periods.find((one) => one.until !== null && one.until === period.from_date);
  const earlier = from < period.from_date;
  if (ended !== undefined && earlier) await change(recorder, ended.id, { until: from });
  await change(recorder, period.id, { since, until });
  if (ended !== undefined && !earlier) await change(recorder, ended.id, { until: from });
}

async function give(recorder: Recorder, id: number, party: number, grant: Grant): Promise<void> {
  const { standing, since, from, rescindedOn } = grant;
  const periods = await readPeriods(recorder, party);
  const same = periods.find((one) => one.standing === standing && one.until_date > from);
  if (same !== undefined) {
    const { code } = (await recorder.directory('party')).byId(party);
    if (same.since && since !== same.since && !since.startsWith(`${same.since}-`)) {
      throw refused(
        `${code} is on record as ${standing} since ${same.since}, and ${await decisionRefOf(recorder.transaction, id)} would grant it from ${since}`,
        'if the decision does not grant it, add --grants none; else change the standing: cica party standing',
        'grants',
      );
    }
    if (same.given_by_id !== null && same.given_by_id !== id) {
      const other = await decisionRefOf(recorder.transaction, same.given_by_id);
      throw refused(
        `${other} already granted ${code} the standing of ${standing}`,
        'if this decision does not grant it, add --grants none',
        'grants',
      );
    }
    // a file of standings may have said that the decision granted it
    const earlier_since = same.given_by_id === id ? recordedByDecision : (same.since ?? '');
    return change(recorder, same.id, { since, given_by_id: id, earlier_since, until: rescindedOn ?? same.until });
  }
  // open, or until the decision that granted it is rescinded
  const lasts = ({ until, until_date, earlier_since }: Period): boolean =>
    until === null || (earlier_since !== null && until_date > from);
  const open = periods.find((one) => one.standing !== standing && one.from_date < from && lasts(one));
  if (open !== undefined) await change(recorder, open.id, { until: from });
  // in whatever order they are recorded, one standing ends where the next begins
  const next = periods.find((one) => one.from_date > from);
  const until = endOf(rescindedOn, next);
  const managed = { given_by_id: id, earlier_since: recordedByDecision };
  const fields = { party_id: party, standing, since, until, ...managed };
  await recorder.save('standing', fields, null);
}

async function change(recorder: Recorder, id: number, values: DraftOf<'standing'>): Promise<void> {
  const current = await recorder.current('standing', id);
  await recorder.save('standing', { ...current.fields, ...values }, current);
}

/** The decisions to which states of a decision link in a relation: what they grant may depend on it. */
export function linkedBy(relation: Relation, ...states: readonly (DraftOf<'decision'> | undefined)[]): Set<number> {
  const links = states.flatMap((fields) => fields?.links ?? []);
  return new Set(links.filter((link) => link.relation === relation).map(({ to_id }) => to_id));
}

/** The standing that a decision grants by default, considering its answers. */
export function defaultGrants(
  { kind, action, referred_to_id }: FieldsOf<'decision'>,
  answers: readonly (Answer | null)[],
): Standing | null {
  return grantsByDefault({ kind, action, referred: referred_to_id !== null, answers });
}
