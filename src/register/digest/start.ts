import sql from 'sql-template-tag';
import { addDays, localToday } from '../../domain/date';
import { missing, Problem } from '../../domain/problem';
import type { Reader } from '../../store/store';
import { registerHash } from '../history/registerHash';

/** The point after which a digest begins. */
export interface DigestStart {
  /** The last entry before it, 0 for none. */
  readonly entry: number;
  /** The date whose statuses it compares with the current ones. */
  readonly day: string;
  /** The start of its period, in UTC; null for the beginning of the register. */
  readonly at: string | null;
}

export interface HistoryEnds {
  /** The number of the last entry, 0 if there is none. */
  readonly last: number;
  /** See `registerHash`. */
  readonly register: string | null;
}

/** Reads the number of the last entry, and the hash that identifies the register. */
export async function historyEnds(reader: Reader): Promise<HistoryEnds> {
  const [last] = await reader.rows<{ entry: number }>(sql`select entry from history order by id desc limit 1`);
  return { last: last?.entry ?? 0, register: await registerHash(reader) };
}

/** The hash of the last block of an entry, null if there is no such entry. */
export async function entryHash(reader: Reader, entry: number): Promise<string | null> {
  const [row] = await reader.rows<{ hash: string }>(
    sql`select hash from history where entry = ${entry} order by id desc limit 1`,
  );
  return row?.hash ?? null;
}

/**
 * Starts at a moment, in UTC. The first moment of a day is the end of the day before.
 *
 * @throws Problem `usage` for a moment after `now`.
 */
export async function startAt(reader: Reader, at: string, now: Date): Promise<DigestStart & { readonly at: string }> {
  if (at > now.toISOString()) {
    throw new Problem('usage', `--since: ${localToday(new Date(at))} is in the future`, 'write an earlier date, or 7d');
  }
  const [row] = await reader.rows<{ entry: number }>(
    sql`select entry from history where at < ${at} order by id desc limit 1`,
  );
  return { entry: row?.entry ?? 0, day: localToday(new Date(Date.parse(at) - 1)), at };
}

/**
 * Starts after an entry; 0 is the beginning of the register.
 *
 * @throws Problem `missing` if there is no such entry yet.
 */
export async function startAfter(reader: Reader, entry: number, today: string): Promise<DigestStart> {
  const before = entry === 0 ? sql`entry >= 0 order by id` : sql`entry = ${entry} order by id desc`;
  const [row] = await reader.rows<{ at: string }>(sql`select at from history where ${before} limit 1`);
  if (row === undefined && entry > 0) {
    const { last } = await historyEnds(reader);
    throw missing(`no entry ${entry}: the last is ${last}`, '`cica log` shows the entries');
  }
  if (row === undefined) return { entry, day: today, at: null };
  const day = localToday(new Date(row.at));
  return entry === 0 ? { entry, day: addDays(day, -1), at: null } : { entry, day, at: row.at };
}
