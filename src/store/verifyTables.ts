import sql, { raw } from 'sql-template-tag';
import { type EntityName, entities, entityNames } from '../domain/schema';
import type { IdSet } from './idSet';
import { idsOf, strangeIds } from './ids';
import { partTables } from './statements';
import type { Fields, Reader } from './store';

/** What is compared with the tables when the history was walked. */
export interface TableCheck {
  readonly reader: Reader;
  /** The records that the history knows. */
  readonly seen: ReadonlyMap<EntityName, IdSet>;
  readonly former: FormerReferences;
  /** So much of one kind is told at most. */
  readonly most: number;
  readonly found: (sentence: string) => void;
  /** As `found`, with the name of a record before the sentence. */
  readonly foundAt: (entity: EntityName, id: number, sentence: string) => Promise<void>;
}

/** The references that were given up, by the history; those of meetings by what had them, since one may be taken again. */
export class FormerReferences {
  readonly meetings = new Map<string, number>();
  readonly decisions = new Map<string, number>();

  /** A record that had other references before, or that was removed. */
  add(entity: EntityName, id: number, { ref, meeting_id, number }: Fields): void {
    if (entity === 'meeting') this.meetings.set(`${ref as string} ${id}`, id);
    if (entity === 'decision') this.decisions.set(`${meeting_id} ${number}`, id);
  }
}

/** Finds rows that the history does not know, and what is counted from its records. */
export async function checkTables(check: TableCheck): Promise<void> {
  for (const entity of entityNames) await checkRecords(check, entity);
  await checkCounters(check);
  for (const { table } of partTables) await checkParts(check, table);
  await checkFormer(check);
}

async function checkRecords({ reader, seen, most, found, foundAt }: TableCheck, entity: EntityName): Promise<void> {
  for (const id of await strangeIds(reader, entity, 'id', most)) {
    found(`${entities[entity].label} of id ${id ?? 'null'} is in no entry of the history, which gives no such id`);
  }
  for await (const id of idsOf(reader, entity)) {
    if (!seen.get(entity)?.has(id)) await foundAt(entity, id, 'is in no entry of the history');
  }
}

/** From where the ids of new records are counted. */
async function checkCounters({ reader, seen, found }: TableCheck): Promise<void> {
  for (const entity of entityNames) {
    const [last, largest] = [await reader.lastId(entity), seen.get(entity)?.largest ?? 0];
    if (last !== largest) {
      found(`the next ${entities[entity].label} would be counted from ${last}, the history says ${largest}`);
    }
  }
}

/** The rows of a table of parts: of decisions that are there, numbered from 1 in each. */
async function checkParts({ reader, most, found }: TableCheck, table: string): Promise<void> {
  const orphans = await reader.rows<{ id: string | null }>(sql`
    select distinct cast(decision_id as text) as id from ${raw(table)} p
      where not exists (select 1 from decision d where d.id = p.decision_id) limit ${most}`);
  for (const { id } of orphans) found(`${table} has rows of decision ${id ?? 'null'}, which is not there`);
  const moved = await reader.rows<{ id: string }>(sql`
    select cast(decision_id as text) as id from ${raw(table)} group by decision_id
      having min(position) <> 1 or max(position) <> count(*) order by decision_id limit ${most}`);
  for (const { id } of moved) found(`${table}: the rows of decision ${id} are not numbered from 1 on`);
}

async function checkFormer(check: TableCheck): Promise<void> {
  const { reader, found } = check;
  const meetings = await reader.rows<{ key: string; id: string }>(sql`
    select ref || ' ' || cast(meeting_id as text) as key, cast(meeting_id as text) as id from former_meeting`);
  const current = await reader.rows<{ ref: string }>(sql`
    select m.ref from meeting m join former_meeting f on f.ref = m.ref
      where exists (select 1 from meeting own where own.id = f.meeting_id)`);
  await compareFormer(check, 'meeting', check.former.meetings, meetings, (key, id) =>
    isCurrent(reader, sql`select 1 from meeting where id = ${id} and ref = ${key.split(' ')[0]}`),
  );
  for (const { ref } of current) found(`${ref} is both a former reference and that of a meeting`);
  const decisions = await reader.rows<{ key: string; id: string }>(sql`
    select cast(meeting_id as text) || ' ' || cast(number as text) as key, cast(decision_id as text) as id
      from former_decision`);
  await compareFormer(check, 'decision', check.former.decisions, decisions, (key) => {
    const [meeting, number] = key.split(' ').map(Number);
    return isCurrent(reader, sql`select 1 from decision where meeting_id = ${meeting} and number = ${number}`);
  });
}

async function compareFormer(
  { found }: TableCheck,
  entity: 'meeting' | 'decision',
  said: ReadonlyMap<string, number>,
  kept: readonly { readonly key: string; readonly id: string }[],
  isStill: (key: string, id: number) => Promise<boolean>,
): Promise<void> {
  const keys = new Set(kept.map(({ key }) => key));
  const nameOf = (key: string): string | undefined => (entity === 'meeting' ? key.split(' ')[0] : key);
  for (const { key, id } of kept) {
    if (String(said.get(key)) !== id) found(`former_${entity}: ${nameOf(key)} was added or changed`);
  }
  for (const [key, id] of said) {
    if (!keys.has(key) && !(await isStill(key, id)))
      found(`former_${entity}: ${nameOf(key)}, once of ${entity} ${id}, is missing`);
  }
}

async function isCurrent(reader: Reader, query: ReturnType<typeof sql>): Promise<boolean> {
  return (await reader.rows(query)).length > 0;
}
