import sql, { raw, type Sql } from 'sql-template-tag';
import { foldName } from '../../domain/fold';
import { withoutPasswords } from '../../domain/password';
import { Problem } from '../../domain/problem';
import type { FoundRecord } from '../../domain/reference';
import type { Row, RowObject } from '../../domain/row';
import { type Column, columnOf, type EntityName, entities, entityNames, storedName } from '../../domain/schema';
import { changeHead, changeLines, changeOf } from '../../store/blocks';
import { blocksBackwards, ChangeLookup, type EntryBlock } from '../../store/changes';
import type { Change, Entry } from '../../store/history';
import type { Fields, Reader } from '../../store/store';
import { isTemporaryNumber } from '../agenda/renumber';
import { findAnything } from '../find';
import { type FilterValues, parseExclusion } from '../list/alternatives';
import { filterBy, isSpelled, unknownNames } from '../list/filters';
import { ChangeDescriber, titleOf, valueText } from './changeDescriber';

export const logColumns = {
  all: [
    'entry',
    'change',
    'at',
    'actor',
    'command',
    'entity',
    'ref',
    'operation',
    'changes',
    'before',
    'after',
    'role',
  ],
  table: ['entry', 'at', 'actor', 'operation', 'ref', 'changes'],
} as const;

export interface LogFilter {
  /** A record, including those that belong to it: a meeting's agenda and decisions, a decision's tasks, a party's standings. */
  readonly record?: Pick<FoundRecord, 'entity' | 'id'> | undefined;
  readonly actor?: FilterValues;
  /** Called with a note for each actor that is not on record. */
  readonly note?: (text: string) => void;
  /** Parts of the command, in any spelling, or `not:` and a part to exclude; commas belong to the text. */
  readonly command?: FilterValues;
  /** The first moment, inclusive, in UTC. */
  readonly since?: string | undefined;
  /** The last moment, exclusive, in UTC. */
  readonly before?: string | undefined;
}

/** The minimum number of changes that are described together: on a server, each query takes a round trip. */
const minDescribed = 50;

/** The changes of the register, newest first, some at a time. */
export async function* log(reader: Reader, filter: LogFilter = {}): AsyncIterable<Row[]> {
  const describer = new ChangeDescriber(reader);
  const scope = filter.record === undefined ? null : await Scope.of(reader, filter.record);
  const texts = (filter.command ?? []).map(parseExclusion);
  const isListed = (command: string): boolean =>
    texts.every(({ value, isExcluded }) => includesText(command, value) !== isExcluded);
  let found: { readonly entry: Entry; readonly change: Change }[] = [];
  const rows = (): Promise<Row[]> => Promise.all(found.map(({ entry, change }) => rowOf(describer, entry, change)));
  for await (const block of blocksBackwards(reader, await conditionsOf(reader, filter))) {
    if (!isListed(block.command)) continue;
    // an older version recorded passwords too
    const entry = { ...block, command: withoutPasswords(block.command) };
    const changes = changeLines(block)
      .toReversed()
      .map((line) => (scope === null ? changeOf(block, line) : scope.take(block, line)))
      .filter((change) => change !== null);
    for (const change of withoutSteps(changes)) found.push({ entry, change });
    if (scope?.complete) break;
    if (found.length < minDescribed) continue;
    yield await rows();
    found = [];
  }
  yield await rows();
}

/** The changes of an entry, newest first, without the steps by which agenda items swap their numbers. */
function withoutSteps(changes: readonly Change[]): readonly Change[] {
  const shown: Change[] = [];
  for (const change of changes) {
    const { entity, id } = change;
    const [from, to] = numbersOf(change);
    const index = isTemporaryNumber(to)
      ? shown.findIndex((one) => one.entity === entity && one.id === id && numbersOf(one)[0] === to)
      : -1;
    const next = shown[index];
    if (next === undefined) shown.push(change);
    else shown[index] = { ...next, before: { ...next.before, number: from } as Fields };
  }
  return shown;
}

/** The numbers of a record before and after a change. */
const numbersOf = ({ before, after }: Change): unknown[] =>
  [before, after].map((fields: Fields | null) => fields?.number);

/** Whether a text contains another, ignoring case, or contains it once both are folded. */
const includesText = (text: string, part: string): boolean =>
  text.toLowerCase().includes(part.toLowerCase()) || foldName(text).includes(foldName(part));

async function conditionsOf(reader: Reader, { actor, note, since, before }: LogFilter): Promise<Sql[]> {
  const where = actor === undefined ? [] : await actorConditions(reader, actor, note);
  if (since !== undefined) where.push(sql`at >= ${since}`);
  if (before !== undefined) where.push(sql`at < ${before}`);
  return where;
}

async function actorConditions(reader: Reader, uses: FilterValues, note: LogFilter['note']): Promise<Sql[]> {
  const all = await reader.rows<{ actor: string }>(sql`select distinct actor from history order by actor`);
  const onRecord = all.map(({ actor }) => actor);
  return filterBy(uses, (names) => {
    for (const text of unknownNames('nothing was changed by', onRecord, names)) note?.(text);
    return isSpelled(sql`actor`, onRecord, names);
  });
}

async function rowOf(describer: ChangeDescriber, { entry, at, actor, role, command }: Entry, change: Change) {
  const { entity, id, operation, before, after } = change;
  const [was, is] = [
    before && (await describer.fields(entity, before)),
    after && (await describer.fields(entity, after)),
  ];
  const known = { ...before, ...after };
  return {
    entry,
    change: change.change,
    at,
    actor,
    command,
    entity: entities[entity].label,
    ref: await describer.reference(entity, id, known),
    operation,
    changes: operation === 'changed' ? changedText(was ?? {}, is ?? {}) : titleOf(known),
    before: was as RowObject | null,
    after: is as RowObject | null,
    role,
  };
}

/** The changes of a record on one line: `title: "old" → "new"`. */
function changedText(before: Record<string, unknown>, after: Record<string, unknown>): string {
  return Object.keys(after)
    .map((field) => `${field}: ${valueText(before[field])} → ${valueText(after[field])}`)
    .join('; ');
}

/** The columns by which records belong to others. */
const owners: { readonly [name in EntityName]?: readonly string[] } = {
  standing: ['party'],
  act: ['party', 'instrument'],
  agenda_item: ['meeting'],
  decision: ['meeting'],
  document: ['meeting', 'item', 'decision'],
  objection: ['decision'],
  task: ['decision'],
};

const ownerColumns = (entity: EntityName): readonly Column[] =>
  (owners[entity] ?? []).map((name) => columnOf(entities[entity], name));

/** The records whose changes to list. Reading changes from the newest on, it discovers removed records too. */
class Scope {
  readonly #records = new Set<string>();
  /** The records whose creation has not been seen yet. */
  readonly #open = new Set<string>();

  static async of(reader: Reader, record: Pick<FoundRecord, 'entity' | 'id'>): Promise<Scope> {
    const scope = new Scope();
    await scope.#add(reader, record.entity, record.id);
    return scope;
  }

  /** Whether all changes of all records have been seen. */
  get complete(): boolean {
    return this.#open.size === 0;
  }

  /** The change of a line, null if it is out of scope. */
  take(block: EntryBlock, line: string): Change | null {
    const { entity, id, operation } = changeHead(line);
    const key = `${entity} ${id}`;
    if (!this.#records.has(key)) {
      if (operation !== 'removed' || owners[entity] === undefined) return null;
      const change = changeOf(block, line);
      if (!this.#owns(change)) return null;
      this.#open.add(key);
      this.#records.add(key);
      return change;
    }
    const change = changeOf(block, line);
    if (operation === 'created' && change.last === null) this.#open.delete(key);
    return change;
  }

  async #add(reader: Reader, entity: EntityName, id: number): Promise<void> {
    this.#records.add(`${entity} ${id}`);
    this.#open.add(`${entity} ${id}`);
    for (const part of entityNames) {
      for (const column of ownerColumns(part).filter((one) => one.entity === entity)) {
        const rows = await reader.rows<{ id: number }>(
          sql`select id from ${raw(part)} where ${raw(storedName(column))} = ${id} order by id`,
        );
        for (const row of rows) await this.#add(reader, part, row.id);
      }
    }
  }

  #owns({ entity, before }: Change): boolean {
    const fields: Fields = before ?? {};
    return ownerColumns(entity).some((column) => this.#records.has(`${column.entity} ${fields[storedName(column)]}`));
  }
}

/** A record that is or was there. */
interface EverFound extends Pick<FoundRecord, 'entity' | 'id'> {
  /** The change that removed it. */
  readonly removed?: number;
}

/**
 * The change with which the record of a reference or name came, even if it was removed.
 *
 * @throws Problem `missing` when no record has or had that name.
 */
export async function firstChange(reader: Reader, text: string): Promise<number> {
  const { entity, id, removed } = await findEver(reader, text);
  const [row] = await reader.rows<{ version: number }>(sql`select version from ${raw(entity)} where id = ${id}`);
  return new ChangeLookup(reader).first(row?.version ?? removed ?? 0);
}

/**
 * Finds a record by its reference or name, even if it was removed.
 *
 * @throws Problem `missing` when no record has or had that name.
 */
export async function findEver(reader: Reader, text: string): Promise<EverFound> {
  try {
    return await findAnything(reader, text);
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'missing') throw error;
    const removed = await findRemoved(reader, foldName(text));
    if (removed === null) throw error;
    return removed;
  }
}

async function findRemoved(reader: Reader, text: string): Promise<EverFound | null> {
  const describer = new ChangeDescriber(reader);
  for await (const block of blocksBackwards(reader)) {
    for (const line of changeLines(block).toReversed()) {
      const { entity, id, operation } = changeHead(line);
      if (operation !== 'removed' || ['objection', 'standing', 'act', 'task'].includes(entity)) continue;
      const { change, before: fields } = changeOf(block, line);
      const before: Fields = fields ?? {};
      const names = [await describer.reference(entity, id, before), before.ref, before.name, before.symbol];
      if (names.some((name) => typeof name === 'string' && foldName(name) === text)) {
        return { entity, id, removed: change };
      }
    }
  }
  return null;
}
