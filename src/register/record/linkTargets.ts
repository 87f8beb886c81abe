import sql, { type Sql } from 'sql-template-tag';
import { decisionReference, parseReference } from '../../domain/reference';
import type { Action } from '../../domain/vocabulary';
import { queryInChunks } from '../../store/queryInChunks';
import type { Reader } from '../../store/store';

/** A decision that links refer to, with what the rules of links need. */
export interface LinkTarget {
  readonly id: number;
  readonly ref: string;
  readonly referred_to_id: number | null;
  /** The first day of its date. */
  readonly decided_on: string;
  /** Whether it rescinds another decision. */
  readonly rescinds: boolean;
  /** Whether it rejects what was proposed. */
  readonly rejects: boolean;
  /** Whether another decision links to it. */
  readonly linked: boolean;
}

/** Decisions keyed by reference. */
export async function targetsNamed(reader: Reader, refs: readonly string[]): Promise<Map<string, LinkTarget>> {
  const parsed = refs.map(parseReference).filter((one) => one?.kind === 'decision');
  const meetings = parsed.map(({ meeting }) => meeting);
  const numbers = parsed.map(({ number }) => number);
  const found = await queryInChunks(meetings, (meetingList) =>
    queryInChunks(numbers, (numberList) =>
      targets(reader, sql`m.ref in (${meetingList}) and d.number in (${numberList})`),
    ),
  );
  const wanted = new Set(refs);
  return new Map(found.filter(({ ref }) => wanted.has(ref)).map((target) => [target.ref, target]));
}

/** Decisions keyed by id. */
export async function targetsOfIds(reader: Reader, ids: readonly number[]): Promise<Map<number, LinkTarget>> {
  const found = await queryInChunks(ids, (list) => targets(reader, sql`d.id in (${list})`));
  return new Map(found.map((target) => [target.id, target]));
}

interface TargetRow extends Pick<LinkTarget, 'id' | 'ref' | 'referred_to_id' | 'decided_on'> {
  readonly number: number;
  readonly action: Action;
  readonly rescinds: number;
  readonly linked: number;
}

async function targets(reader: Reader, condition: Sql): Promise<LinkTarget[]> {
  const rows = await reader.rows<TargetRow>(sql`
    select d.id, m.ref, d.number, d.action, d.referred_to_id, d.decided_on,
      case when exists (select 1 from decision_link l where l.decision_id = d.id and l.relation = 'rescinds')
        then 1 else 0 end as rescinds,
      case when exists (select 1 from decision_link l where l.to_id = d.id) then 1 else 0 end as linked
      from decision d join meeting m on m.id = d.meeting_id where ${condition}`);
  return rows.map(({ ref, number, action, rescinds, linked, ...others }) => ({
    ...others,
    ref: decisionReference(ref, number),
    rejects: action === 'reject',
    rescinds: rescinds === 1,
    linked: linked === 1,
  }));
}
