import sql from 'sql-template-tag';
import type { EntityName } from '../../domain/schema';
import { changeHead, changeLines, changeOf } from '../../store/blocks';
import { type EntryBlock, entryBlock } from '../../store/changes';
import type { Change } from '../../store/history';
import type { Reader } from '../../store/store';

/** Some stored fields of a record, null if empty. */
export type KnownFields = Readonly<Record<string, unknown>>;

/** A record that existed before and differs now: the fields that differ, before and after. */
export interface NetChange {
  readonly entity: EntityName;
  readonly id: number;
  readonly before: KnownFields;
  readonly after: KnownFields;
}

/** The net effect of all entries after one: changes that were undone or changed back cancel out. */
export interface NetChanges {
  /** The ids of new records, in the order in which they were recorded. */
  readonly created: ReadonlyMap<EntityName, ReadonlySet<number>>;
  readonly changed: readonly NetChange[];
  /** Removed records with all their former fields. */
  readonly removed: readonly Omit<NetChange, 'after'>[];
  readonly entries: number;
  readonly actors: readonly string[];
}

/** Reads the net effect of all entries after `entry`. */
export async function netChanges(reader: Reader, entry: number): Promise<NetChanges> {
  const net = new NetChangeBuilder();
  const entries = new Set<number>();
  const actors = new Set<string>();
  const blocks = reader.batches<EntryBlock>(
    sql`select ${entryBlock} from history
      where id > coalesce((select id from history where entry <= ${entry} order by entry desc, id desc limit 1), 0)
      order by id`,
    1,
  );
  for await (const batch of blocks) {
    for (const block of batch) {
      entries.add(block.entry);
      actors.add(block.actor);
      for (const line of changeLines(block)) net.add(block, line);
    }
  }
  return { ...net.result(), entries: entries.size, actors: [...actors] };
}

/** A record that existed before, and the fields that changed. */
interface ExistingRecord {
  readonly entity: EntityName;
  readonly id: number;
  exists: boolean;
  /** The changed fields: their values before the first change, and after the last one. */
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
}

class NetChangeBuilder {
  readonly #created = new Map<EntityName, Set<number>>();
  readonly #existing = new Map<string, ExistingRecord>();

  /** Adds a change. Changes of new records are not parsed: only the id counts. */
  add(block: EntryBlock, line: string): void {
    const { entity, id, operation } = changeHead(line);
    const key = `${entity} ${id}`;
    if (operation === 'created' && !this.#existing.has(key)) this.#createdOf(entity).add(id);
    else if (this.#createdOf(entity).has(id)) {
      if (operation === 'removed') this.#createdOf(entity).delete(id);
    } else this.#merge(key, changeOf(block, line));
  }

  #merge(key: string, { entity, id, operation, before, after }: Change): void {
    const known = this.#existing.get(key) ?? { entity, id, exists: true, before: {}, after: {} };
    this.#existing.set(key, known);
    known.exists = operation !== 'removed';
    const [was, is]: [KnownFields, KnownFields] = [before ?? {}, after ?? {}];
    for (const field of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (!(field in known.before)) known.before[field] = was[field] ?? null;
      known.after[field] = is[field] ?? null;
    }
  }

  #createdOf(entity: EntityName): Set<number> {
    const ids = this.#created.get(entity) ?? new Set();
    this.#created.set(entity, ids);
    return ids;
  }

  result(): Pick<NetChanges, 'created' | 'changed' | 'removed'> {
    const existing = [...this.#existing.values()];
    return {
      created: this.#created,
      changed: existing.filter(({ exists }) => exists).flatMap(differing),
      removed: existing.filter(({ exists }) => !exists),
    };
  }
}

/** The record with the fields that differ, or nothing if its changes cancel out. */
function differing({ entity, id, before, after }: ExistingRecord): NetChange[] {
  const fields = Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (fields.length === 0) return [];
  const only = (values: KnownFields) => Object.fromEntries(fields.map((field) => [field, values[field]]));
  return [{ entity, id, before: only(before), after: only(after) }];
}
