import sql, { type Sql } from 'sql-template-tag';
import { lostRecord } from '../../domain/problem';
import { decisionReference, parseReference } from '../../domain/reference';
import type { Reader } from '../../store/store';

/** A decision as links to it need it. */
export interface Target {
  readonly id: number;
  readonly ref: string;
  readonly referred_to_id: number | null;
  /** The first day of its date. */
  readonly decided_on: string;
  /** Whether it takes another decision back. */
  readonly rescinds: boolean;
  /** Whether a decision is linked to it. */
  readonly linked: boolean;
}

/**
 * The decisions that links name. The last ones are kept: links of a file go mostly to decisions of the same file, a few
 * meetings back.
 */
export class LinkTargetCache {
  readonly #reader: Reader;
  readonly #most: number;
  /** By id and by reference; when `most` are there, these become the older ones, and what was older goes. */
  #recent = new Map<number | string, Target>();
  #older = new Map<number | string, Target>();

  /** At least the last `most` are kept, none if that is 0: only where all that changes a decision tells it here. */
  constructor(reader: Reader, most: number) {
    this.#reader = reader;
    this.#most = most;
  }

  /** The decision of an id. */
  async withId(id: number): Promise<Target> {
    const found = this.kept(id) ?? (await this.#load(sql`d.id = ${id}`));
    if (found === undefined) throw lostRecord('decision', id);
    return found;
  }

  /** The decision that has that reference now, if any. */
  async named(text: string): Promise<Target | undefined> {
    const kept = this.kept(text);
    if (kept !== undefined) return kept;
    const reference = parseReference(text);
    if (reference?.kind !== 'decision') return undefined;
    return this.#load(sql`m.ref = ${reference.meeting} and d.number = ${reference.number}`);
  }

  /** The decision of that id or reference, if it is at hand. */
  kept(key: number | string): Target | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  /** Keeps a decision. */
  keep(target: Target): void {
    if (this.#most === 0) return;
    this.#recent.set(target.id, target).set(target.ref, target);
    if (this.#recent.size < 2 * this.#most) return;
    this.#older = this.#recent;
    this.#recent = new Map();
  }

  /** A decision was linked to. */
  linked(id: number): void {
    const target = this.kept(id);
    if (target !== undefined && !target.linked) this.keep({ ...target, linked: true });
  }

  /** A decision was changed. */
  forget(id: number): void {
    const target = this.kept(id);
    for (const kept of [this.#recent, this.#older]) {
      kept.delete(id);
      if (target !== undefined) kept.delete(target.ref);
    }
  }

  /** References were changed, or days. */
  forgetAll(): void {
    this.#recent.clear();
    this.#older.clear();
  }

  async #load(condition: Sql): Promise<Target | undefined> {
    const [row] = await this.#reader.rows<TargetRow>(sql`
      select d.id, m.ref, d.number, d.referred_to_id, d.decided_on,
        case when exists (select 1 from decision_link l where l.decision_id = d.id and l.relation = 'rescinds')
          then 1 else 0 end as rescinds,
        case when exists (select 1 from decision_link l where l.to_id = d.id) then 1 else 0 end as linked
        from decision d join meeting m on m.id = d.meeting_id where ${condition}`);
    if (row === undefined) return undefined;
    const { id, referred_to_id, decided_on } = row;
    const ref = decisionReference(row.ref, row.number);
    const target = { id, ref, referred_to_id, decided_on, rescinds: row.rescinds === 1, linked: row.linked === 1 };
    this.keep(target);
    return target;
  }
}

interface TargetRow extends Pick<Target, 'id' | 'ref' | 'referred_to_id' | 'decided_on'> {
  readonly number: number;
  readonly rescinds: number;
  readonly linked: number;
}
