import sql, { raw } from 'sql-template-tag';
import { entities, entityNames, pluralLabel } from '../domain/schema';
import type { Reader } from '../store/store';

/** The numbers of records in a register, and its size. */
export async function registerInfo(reader: Reader): Promise<Record<string, number | string | null>> {
  const info: Record<string, number | string | null> = {};
  for (const entity of Object.values(entities)) {
    const [row] = await reader.rows<{ number: number }>(sql`select count(*) as number from ${raw(entity.name)}`);
    info[pluralLabel(entity).replaceAll(' ', '_')] = Number(row?.number);
  }
  const [history] = await reader.rows<{ entry: number; changes: number; at: string }>(
    sql`select entry, first_change + changes - 1 as changes, at from history order by id desc limit 1`,
  );
  return {
    ...info,
    entries: history?.entry ?? 0,
    changes: history?.changes ?? 0,
    last_entry: history?.at ?? null,
  };
}

/** Whether a register has no records. */
export async function isEmpty(reader: Reader): Promise<boolean> {
  const found = await Promise.all(entityNames.map((name) => reader.rows(sql`select id from ${raw(name)} limit 1`)));
  return found.every((rows) => rows.length === 0);
}
