import sql, { raw } from 'sql-template-tag';
import { type EntityName, entities, storedName } from '../domain/entities';
import type { ListedObject, ListedRow } from '../domain/listed';
import { agendaReference, decisionReference } from '../domain/reference';
import { type Block, blockContent, type Change } from '../store/history';
import type { Reader } from '../store/store';

/** The columns of the log. */
export const logColumns = {
  all: ['entry', 'change', 'at', 'actor', 'command', 'entity', 'ref', 'operation', 'before', 'after'],
  table: ['entry', 'at', 'actor', 'operation', 'ref', 'command'],
} as const;

type LogBlock = Pick<Block, 'entry' | 'at' | 'actor' | 'command' | 'packed' | 'body'>;

/** Every change of the register, newest first, a block at a time. */
export async function* log(reader: Reader): AsyncIterable<ListedRow[]> {
  const blocks = reader.batches<LogBlock>(
    sql`select entry, at, actor, command, packed, body from history order by id desc`,
    1,
  );
  for await (const [block] of blocks) {
    if (block === undefined) continue;
    const { changes } = blockContent(block);
    const rows: ListedRow[] = [];
    for (const change of changes.toReversed()) rows.push(await rowOf(reader, block, change));
    yield rows;
  }
}

async function rowOf(reader: Reader, block: LogBlock, change: Change): Promise<ListedRow> {
  const { entry, at, actor, command } = block;
  return {
    entry,
    change: change.change,
    at,
    actor,
    command,
    entity: entities[change.entity].label,
    ref: await referenceOf(reader, change),
    operation: change.operation,
    before: named(change.entity, change.before),
    after: named(change.entity, change.after),
  };
}

/** The fields of a change by the names of their columns. */
function named(entity: EntityName, fields: Record<string, unknown> | null): ListedObject | null {
  if (fields === null) return null;
  const columns = new Map(entities[entity].columns.map((column) => [storedName(column), column.name]));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [columns.get(name) ?? name, value]));
}

/** The reference that the record has now, or had last. */
async function referenceOf(reader: Reader, change: Change): Promise<string> {
  const { entity, id } = change;
  const fields = { ...change.before, ...change.after };
  if (entity === 'body' || entity === 'party' || entity === 'instrument') {
    return codeOf(reader, entity, id, fields.code);
  }
  if (entity === 'meeting') return meetingReferenceOf(reader, id);
  if (entity === 'task') return String(id);
  if (entity === 'document') return ((fields.symbol ?? fields.title) as string | undefined) ?? `document ${id}`;
  if (entity === 'standing')
    return codeOf(reader, 'party', fields.party_id ?? (await keptOf(reader, entity, id)), undefined);
  if (entity === 'act')
    return codeOf(reader, 'instrument', fields.instrument_id ?? (await keptOf(reader, entity, id)), undefined);
  if (entity === 'objection') {
    const decision = (fields.decision_id ?? (await keptOf(reader, entity, id))) as number | undefined;
    return decision === undefined ? `objection ${id}` : referenceOfDecision(reader, decision);
  }
  if (entity === 'agenda_item') {
    const [row] = await reader.rows<{ meeting_id: number; number: string }>(
      sql`select meeting_id, number from agenda_item where id = ${id}`,
    );
    const { meeting_id, number } = row ?? (fields as { meeting_id?: number; number?: string });
    if (meeting_id === undefined || number === undefined) return `agenda item ${id}`;
    return agendaReference(await meetingReferenceOf(reader, meeting_id), number);
  }
  return referenceOfDecision(reader, id);
}

/** What a record belongs to that is still there, by the column that says so. */
async function keptOf(
  reader: Reader,
  entity: 'standing' | 'act' | 'objection',
  id: number,
): Promise<number | undefined> {
  const column = { standing: 'party_id', act: 'instrument_id', objection: 'decision_id' }[entity];
  const [row] = await reader.rows<{ owner: number }>(
    sql`select ${raw(column)} as owner from ${raw(entity)} where id = ${id}`,
  );
  return row?.owner;
}

async function codeOf(
  reader: Reader,
  entity: 'body' | 'party' | 'instrument',
  id: unknown,
  last: unknown,
): Promise<string> {
  const [row] =
    id === undefined
      ? []
      : await reader.rows<{ code: string }>(sql`select code from ${raw(entity)} where id = ${id as number}`);
  return row?.code ?? (last as string | undefined) ?? `${entity} ${id}`;
}

async function referenceOfDecision(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ meeting_id: number; number: number }>(sql`
    select meeting_id, number from decision where id = ${id}
    union all
    select meeting_id, number from former_decision where decision_id = ${id}`);
  return row === undefined
    ? `decision ${id}`
    : decisionReference(await meetingReferenceOf(reader, row.meeting_id), row.number);
}

async function meetingReferenceOf(reader: Reader, id: number): Promise<string> {
  const [row] = await reader.rows<{ ref: string }>(sql`
    select ref from meeting where id = ${id}
    union all
    select ref from former_meeting where meeting_id = ${id}`);
  return row?.ref ?? `meeting ${id}`;
}
