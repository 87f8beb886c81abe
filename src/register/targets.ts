import sql, { type Sql } from 'sql-template-tag';
import { decisionReference, parseReference } from '../domain/reference';
import type { Reader } from '../store/store';

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
export class Targets {
  readonly #reader: Reader;
  readonly #most: number;
  readonly #byId = new Map<number, Target>();
  readonly #byRef = new Map<string, Target>();

  /** Of at most so many is kept what is known: only where all that changes a decision tells it here. */
  constructor(reader: Reader, most: number) {
    this.#reader = reader;
    this.#most = most;
  }

  /** The decision of an id. */
  async withId(id: number): Promise<Target> {
    const found = this.#byId.get(id) ?? (await this.#load(sql`d.id = ${id}`));
    if (found === undefined) throw new Error(`no decision of id ${id}`);
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

  /** The decision of that reference, if it is at hand. */
  kept(text: string): Target | undefined {
    return this.#byRef.get(text);
  }

  /** Keeps a decision. */
  keep(target: Target): void {
    this.forget(target.id);
    this.#byId.set(target.id, target);
    this.#byRef.set(target.ref, target);
    if (this.#byId.size <= this.#most) return;
    const [oldest] = this.#byId.keys();
    this.forget(oldest as number);
  }

  /** A decision was linked to. */
  linked(id: number): void {
    const target = this.#byId.get(id);
    if (target !== undefined && !target.linked) this.keep({ ...target, linked: true });
  }

  /** A decision was changed. */
  forget(id: number): void {
    this.#byRef.delete(this.#byId.get(id)?.ref ?? '');
    this.#byId.delete(id);
  }

  /** References were changed, or days. */
  forgetAll(): void {
    this.#byId.clear();
    this.#byRef.clear();
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
