import sql, { raw, type Sql } from 'sql-template-tag';
import { type EntityName, entities, entityNames, type PartTable } from '../domain/schema';
import type { IdSet } from './idSet';
import { idsAfter, invalidIds, pages } from './ids';
import { partTables } from './statements';
import type { Fields, Reader } from './store';

/** What the tables are compared with once the history has been read. */
export interface TableCheck {
  readonly reader: Reader;
  /** The records in the history. */
  readonly seen: ReadonlyMap<EntityName, IdSet>;
  /** Those of them that are in the tables. */
  readonly present: ReadonlyMap<EntityName, IdSet>;
  readonly former: FormerReferences;
  /** The maximum number of findings of one kind. */
  readonly maxReported: number;
  readonly report: (sentence: string) => void;
  /** As `report`, with the name of a record before the sentence. */
  readonly reportRecord: (entity: EntityName, id: number, sentence: string) => Promise<void>;
}

/** The former references according to the history. Those of meetings include the id, since a reference can be reused. */
export class FormerReferences {
  readonly meetings = new Map<string, number>();
  readonly decisions = new Map<string, number>();

  /** Adds the reference that a record had before it was moved or removed. */
  add(entity: EntityName, id: number, { ref, meeting_id, number }: Fields): void {
    if (entity === 'meeting') this.meetings.set(`${ref as string} ${id}`, id);
    if (entity === 'decision') this.decisions.set(`${meeting_id} ${number}`, id);
  }
}

/** Checks rows without a history, id counters, parts of decisions and former references. */
export async function checkTables(check: TableCheck): Promise<void> {
  for (const entity of entityNames) await checkRecords(check, entity);
  await checkCounters(check);
  for (const part of partTables) await checkParts(check, part);
  await checkFormer(check);
}

async function checkRecords(check: TableCheck, entity: EntityName): Promise<void> {
  const { reader, seen, present, maxReported, report, reportRecord } = check;
  const [row] = await reader.rows<{ count: number }>(sql`select count(*) as count from ${raw(entity)}`);
  if (row?.count === present.get(entity)?.size) return;
  for (const id of await invalidIds(reader, entity, 'id', maxReported)) {
    report(
      `${entities[entity].label} of id ${id ?? 'null'} is in no entry of the history; cica never assigns such an id`,
    );
  }
  for await (const ids of pages(reader, idsAfter(entity))) {
    const unseen = ids.filter((id) => !seen.get(entity)?.has(id));
    for (const id of unseen) await reportRecord(entity, id, ' is in no entry of the history');
  }
}

/** Checks the counters for the ids of new records. */
async function checkCounters({ reader, seen, report }: TableCheck): Promise<void> {
  for (const entity of entityNames) {
    const [last, largest] = [await reader.lastId(entity), seen.get(entity)?.largest ?? 0];
    if (last !== largest) {
      report(`the last id of ${entities[entity].label} is ${last}, the history says ${largest}`);
    }
  }
}

/** Checks that the rows of a part belong to existing decisions, are numbered from 1 within each, and have whole numbers. */
async function checkParts(check: TableCheck, { table, columns }: PartTable): Promise<void> {
  const { reader, maxReported, report } = check;
  const numbers = ['decision_id', 'position', ...columns.filter((name) => name.endsWith('_id'))];
  const areWholeNumbers = raw(numbers.map((name) => reader.dialect.hasType(name, 'integer')).join(' and '));
  if (await isAsExpected(check, table, areWholeNumbers)) return;
  const idsWhere = (rows: Sql) =>
    reader.rows<{ id: string | null }>(sql`
      select cast(decision_id as text) as id from ${raw(table)} p ${rows} order by p.decision_id limit ${maxReported}`);
  const orphans = sql`where not exists (select 1 from decision d where d.id = p.decision_id) group by p.decision_id`;
  for (const { id } of await idsWhere(orphans))
    report(`${table} has rows of decision ${id ?? 'null'}, which does not exist`);
  const moved = sql`group by p.decision_id having min(position) <> 1 or max(position) <> count(*)`;
  for (const { id } of await idsWhere(moved)) report(`${table}: the rows of decision ${id} are not numbered from 1`);
  for (const { id } of await idsWhere(sql`where not (${areWholeNumbers}) group by p.decision_id`))
    report(`${table}: the rows of decision ${id} are not stored as cica stores them`);
}

/** Whether the rows of a part are correct, in one pass: decisions that were seen need not be read again. */
async function isAsExpected({ reader, present }: TableCheck, table: string, areWholeNumbers: Sql): Promise<boolean> {
  const seen = present.get('decision');
  if ((await invalidIds(reader, table, 'decision_id', 1)).length > 0) return false;
  const decisions = reader.batches<{ id: number; expected: number }>(
    sql`select decision_id as id, min(case when ${areWholeNumbers} then 1 else 0 end)
        * (case when min(position) = 1 and max(position) = count(*) then 1 else 0 end) as expected
      from ${raw(table)} group by decision_id order by decision_id`,
    500,
  );
  for await (const batch of decisions) {
    if (!batch.every(({ id, expected }) => expected === 1 && seen?.has(id))) return false;
  }
  return true;
}

async function checkFormer(check: TableCheck): Promise<void> {
  const { reader, report } = check;
  // ends a key with a value of another type so that it equals none
  const typeMark = (types: Readonly<Record<string, 'integer' | 'text'>>): Sql => {
    const all = Object.entries(types).map(([name, type]) => reader.dialect.hasType(name, type));
    return raw(`case when ${all.join(' and ')} then '' else ' ' end`);
  };
  const meetings = await reader.rows<{ key: string; id: string }>(sql`
    select ref || ' ' || cast(meeting_id as text) || ${typeMark({ ref: 'text', meeting_id: 'integer' })} as key,
      cast(meeting_id as text) as id from former_meeting`);
  const current = await reader.rows<{ ref: string }>(sql`
    select m.ref from meeting m join former_meeting f on f.ref = m.ref
      where exists (select 1 from meeting own where own.id = f.meeting_id)`);
  await compareFormer(check, 'meeting', check.former.meetings, meetings, (key, id) =>
    hasRows(reader, sql`select 1 from meeting where id = ${id} and ref = ${key.split(' ')[0]}`),
  );
  for (const { ref } of current) report(`${ref} is both a former reference and that of a meeting`);
  const decisions = await reader.rows<{ key: string; id: string }>(sql`
    select cast(meeting_id as text) || ' ' || cast(number as text)
        || ${typeMark({ meeting_id: 'integer', number: 'integer', decision_id: 'integer' })} as key,
      cast(decision_id as text) as id from former_decision`);
  await compareFormer(check, 'decision', check.former.decisions, decisions, (key) => {
    const [meeting, number] = key.split(' ').map(Number);
    return hasRows(reader, sql`select 1 from decision where meeting_id = ${meeting} and number = ${number}`);
  });
}

async function compareFormer(
  { report }: TableCheck,
  entity: 'meeting' | 'decision',
  expected: ReadonlyMap<string, number>,
  stored: readonly { readonly key: string; readonly id: string }[],
  isCurrent: (key: string, id: number) => Promise<boolean>,
): Promise<void> {
  const keys = new Set(stored.map(({ key }) => key));
  const nameOf = (key: string): string | undefined => (entity === 'meeting' ? key.split(' ')[0] : key);
  for (const { key, id } of stored) {
    if (String(expected.get(key)) !== id) report(`former_${entity}: ${nameOf(key)} was added or changed`);
  }
  for (const [key, id] of expected) {
    if (!keys.has(key) && !(await isCurrent(key, id)))
      report(`former_${entity}: ${nameOf(key)}, once of ${entity} ${id}, is missing`);
  }
}

async function hasRows(reader: Reader, query: Sql): Promise<boolean> {
  return (await reader.rows(query)).length > 0;
}
