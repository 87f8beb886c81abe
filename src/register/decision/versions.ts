import sql, { join } from 'sql-template-tag';
import { maxCandidates, Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import type { Reader } from '../../store/store';
import { decisionRef } from '../list/columns';

/** The compared texts of a decision, and its body and date. */
export interface DecisionVersion {
  readonly ref: string;
  /** Its date, of which only the month or year may be known. */
  readonly date: string;
  readonly body: string;
  readonly title: string;
  readonly text: string;
}

/** Two decisions to compare, the earlier one first. */
export interface VersionPair {
  readonly before: DecisionVersion;
  readonly after: DecisionVersion;
}

/** Reads two decisions to compare. */
export async function versions(reader: Reader, before: number, after: number): Promise<VersionPair> {
  const rows = await reader.rows<DecisionVersion & { id: number }>(sql`
    select d.id, ${decisionRef('d', 'm')} as ref, coalesce(d.date, m.end_date, m.date) as date, b.name as body, d.title,
      coalesce(d.text, '') as text
      from decision d join meeting m on m.id = d.meeting_id join body b on b.id = d.body_id
      where d.id in (${join([before, after])})`);
  const ofId = (id: number): DecisionVersion => rows.find((row) => row.id === id) as DecisionVersion;
  return { before: ofId(before), after: ofId(after) };
}

/**
 * The id of the decision that another one amends or supersedes.
 *
 * @throws Problem `usage` if there is none, or several.
 */
export async function earlierVersion(reader: Reader, { id, ref }: FoundRecord): Promise<number> {
  const earlier = await reader.rows<{ id: number; ref: string; title: string }>(sql`
    select distinct d.id, ${decisionRef('d', 'm')} as ref, d.title, d.decided_on, m.ref as meeting, d.number
      from decision_link l join decision d on d.id = l.to_id join meeting m on m.id = d.meeting_id
      where l.decision_id = ${id} and l.relation in ('amends', 'supersedes')
      order by d.decided_on desc, m.ref, d.number`);
  const [first, ...others] = earlier;
  if (first === undefined) throw await nothingEarlier(reader, id, ref);
  if (others.length === 0) return first.id;
  throw new Problem(
    'usage',
    `${ref} amends or supersedes ${earlier.length} decisions`,
    `say with which to compare it: cica decision diff ${first.ref} ${ref}`,
    { details: earlier.slice(0, maxCandidates).map((one) => `${one.ref}  ${one.title}`) },
  );
}

/** The problem that a decision changes no other; the advice names one that changes it. */
async function nothingEarlier(reader: Reader, id: number, ref: string): Promise<Problem> {
  const [later] = await reader.rows<{ ref: string }>(sql`
    select ${decisionRef('d', 'm')} as ref from decision_link l
      join decision d on d.id = l.decision_id join meeting m on m.id = d.meeting_id
      where l.to_id = ${id} and l.relation in ('amends', 'supersedes') order by d.decided_on, d.id limit 1`);
  const example = later === undefined ? `EARLIER ${ref}` : `${ref} ${later.ref}`;
  return new Problem(
    'usage',
    `${ref} amends and supersedes no decision`,
    `name both decisions: cica decision diff ${example}`,
  );
}
