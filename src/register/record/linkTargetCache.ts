import sql, { type Sql } from 'sql-template-tag';
import { danglingReference } from '../../domain/problem';
import { decisionReference, parseReference } from '../../domain/reference';
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
  /** Whether another decision links to it. */
  readonly linked: boolean;
}

/**
 * The decisions that links refer to, with the most recent ones cached: links in a file mostly refer to decisions of the
 * same file, a few meetings back.
 */
export class LinkTargetCache {
  readonly #reader: Reader;
  readonly #capacity: number;
  /** By id and by reference; when full, it becomes `#older`, whose entries are dropped. */
  #recent = new Map<number | string, LinkTarget>();
  #older = new Map<number | string, LinkTarget>();

  /** Caches at least the last `capacity` decisions, none if that is 0. Whoever changes a decision has to update the cache. */
  constructor(reader: Reader, capacity: number) {
    this.#reader = reader;
    this.#capacity = capacity;
  }

  /** The decision of an id. */
  async byId(id: number): Promise<LinkTarget> {
    const found = this.cached(id) ?? (await this.#load(sql`d.id = ${id}`));
    if (found === undefined) throw danglingReference('decision', id);
    return found;
  }

  /** The decision that currently has that reference, if any. */
  async lookup(text: string): Promise<LinkTarget | undefined> {
    const cached = this.cached(text);
    if (cached !== undefined) return cached;
    const reference = parseReference(text);
    if (reference?.kind !== 'decision') return undefined;
    return this.#load(sql`m.ref = ${reference.meeting} and d.number = ${reference.number}`);
  }

  /** The decision of that id or reference, if it is cached. */
  cached(key: number | string): LinkTarget | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  add(target: LinkTarget): void {
    if (this.#capacity === 0) return;
    this.#recent.set(target.id, target).set(target.ref, target);
    if (this.#recent.size < 2 * this.#capacity) return;
    this.#older = this.#recent;
    this.#recent = new Map();
  }

  /** Notes that another decision links to this one. */
  markLinked(id: number): void {
    const target = this.cached(id);
    if (target !== undefined && !target.linked) this.add({ ...target, linked: true });
  }

  delete(id: number): void {
    const target = this.cached(id);
    for (const cache of [this.#recent, this.#older]) {
      cache.delete(id);
      if (target !== undefined) cache.delete(target.ref);
    }
  }

  clear(): void {
    this.#recent.clear();
    this.#older.clear();
  }

  async #load(condition: Sql): Promise<LinkTarget | undefined> {
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
    this.add(target);
    return target;
  }
}

interface TargetRow extends Pick<LinkTarget, 'id' | 'ref' | 'referred_to_id' | 'decided_on'> {
  readonly number: number;
  readonly rescinds: number;
  readonly linked: number;
}
