import sql, { empty, join, type Sql } from 'sql-template-tag';
import { compareDays } from '../../domain/date';
import type { FieldsOf } from '../../domain/record';
import { standingKinds } from '../../domain/standing';
import { actionClass, pastTense, type Status } from '../../domain/vocabulary';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** The standing of a party as of a day, and its start, null if unknown. */
export interface PartyStanding {
  readonly party_id: number;
  readonly standing: string;
  readonly since: string | null;
}

type Period = Pick<FieldsOf<'standing'>, 'party_id' | 'standing' | 'since' | 'until' | 'note'> & {
  readonly from_date: string;
  readonly until_date: string;
  readonly given_by: string | null;
};

/** A decision on the application of a party. */
type Application = Pick<FieldsOf<'decision'>, 'title' | 'action' | 'grants' | 'referred_to_id'> & {
  readonly party_id: number;
  readonly ref: string;
  readonly date: string;
  readonly decided_on: string;
  readonly status: Status;
  readonly declines: 0 | 1;
};

/** A status in which a decision no longer asks for anything. */
const over: readonly Status[] = ['rejected', 'declined', 'withdrawn', 'rescinded', 'superseded', 'lapsed'];

/** Whether a decision settles an application without granting anything. */
const givesNothing = ({ action, grants, referred_to_id }: Application): boolean =>
  grants === null && referred_to_id === null && actionClass(action) === 'decides';

const ends = (application: Application): boolean => {
  const { status, action, declines } = application;
  return (
    declines === 1 || over.includes(status) || action === 'withdraw' || action === 'reject' || givesNothing(application)
  );
};

/** The standings of all parties as of a day, including "applicant"; none for parties without one. */
export async function standingsAsOf(reader: Reader, day: string): Promise<PartyStanding[]> {
  const periods = await periodsUpTo(reader, day);
  const standings = new Map<number, PartyStanding>();
  for (const application of applicants(await applicationsUpTo(reader, day), periods)) {
    standings.set(application.party_id, application);
  }
  for (const { party_id, standing, since, until_date } of periods) {
    if (until_date > day) standings.set(party_id, { party_id, standing, since });
  }
  return [...standings.values()];
}

/** Who has applied and has no answer yet: an application begins with the first decision that names the applicant. */
function applicants(applications: readonly Application[], periods: readonly Period[]): PartyStanding[] {
  const parties = new Set(applications.map(({ party_id }) => party_id));
  return [...parties].flatMap((party_id) => {
    const events = [
      ...applications
        .filter((one) => one.party_id === party_id)
        .map((one) => ({ day: one.decided_on, begins: ends(one) ? null : one.date })),
      ...periods.filter((one) => one.party_id === party_id).map((one) => ({ day: one.from_date, begins: null })),
    ].toSorted((a, b) => compareDays(a.day, b.day));
    let since: string | null = null;
    for (const { begins } of events) since = begins === null ? null : (since ?? begins);
    return since === null ? [] : [{ party_id, standing: 'applicant', since }];
  });
}

const periodsUpTo = (reader: Reader, day: string, party?: number): Promise<Period[]> =>
  reader.rows<Period>(sql`
    select s.party_id, s.standing, s.since, s.until, s.from_date, s.until_date, s.note,
      ${decisionRef('d', 'm')} as given_by
      from standing s left join decision d on d.id = s.given_by_id left join meeting m on m.id = d.meeting_id
      where s.from_date <= ${day} ${party === undefined ? empty : sql`and s.party_id = ${party}`}
      order by s.party_id, s.from_date`);

const applicationsUpTo = (reader: Reader, day: string, party?: number): Promise<Application[]> =>
  reader.rows<Application>(sql`
    select p.party_id, ${decisionRef('d', 'm')} as ref, coalesce(d.date, m.end_date, m.date) as date,
      d.decided_on, d.title, d.action, d.grants, d.referred_to_id, s.status,
      (select count(*) from decision_link l where l.decision_id = d.id and l.answer = 'decline' limit 1) as declines
      from decision_party p
      join decision d on d.id = p.decision_id join meeting m on m.id = d.meeting_id
      join decision_status s on s.decision_id = d.id and s.from_date <= ${day} and s.until_date > ${day}
      where p.role = 'applicant' and d.kind in (${join([...standingKinds])}) and d.decided_on <= ${day}
        ${party === undefined ? empty : sql`and p.party_id = ${party}`}
      order by d.decided_on, d.met_on, d.meeting_id, d.number`);

/** A step in the history of a standing: a decision on the party's application, or the start of a standing. */
export interface Step {
  readonly standing: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly given_by: string | null;
  readonly note: string | null;
  /** What happened: the action of the decision; "recorded" where no decision is known. */
  readonly step: string;
  readonly title: string | null;
}

/** How a party's standing came about, up to a day, oldest first. */
export async function standingTimeline(reader: Reader, party: number, day: string): Promise<Step[]> {
  const periods = await periodsUpTo(reader, day, party);
  const applications = await applicationsUpTo(reader, day, party);
  const begun = periods.map((period) => {
    const decision = applications.find(({ ref }) => ref === period.given_by);
    const { standing, since, until, given_by, note, from_date } = period;
    const step = decision === undefined ? (given_by === null ? 'recorded' : 'given') : pastTense(decision.action);
    return { day: from_date, step: { standing, since, until, given_by, note, step, title: decision?.title ?? null } };
  });
  const applicationSteps = applications
    .filter(({ ref }) => !periods.some(({ given_by }) => given_by === ref))
    .map((one) => ({
      day: one.decided_on,
      step: {
        standing: givesNothing(one) ? 'none' : 'applicant',
        since: one.date,
        until: null,
        given_by: one.ref,
        note: ends(one) || one.status === 'accepted' ? one.status : null,
        step: pastTense(one.action),
        title: one.title,
      },
    }));
  return [...begun, ...applicationSteps].toSorted((a, b) => compareDays(a.day, b.day)).map(({ step }) => step);
}

/** The standings as a table to join with: st (party_id, standing, since). */
export function standingsTable(standings: readonly PartyStanding[]): Sql {
  if (standings.length === 0) return sql`(select 0 as party_id, null as standing, null as since) st`;
  const rows = standings.map(
    ({ party_id, standing, since }) => sql`(cast(${party_id} as bigint), ${standing}, ${since})`,
  );
  return sql`(with listed (party_id, standing, since) as (values ${join(rows)}) select * from listed) st`;
}
