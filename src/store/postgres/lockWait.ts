import { maxWait, waitNoticeDelay } from '../engine';
import type { ServerAddress } from './address';
import { withClient } from './connection';

/** How long a server lets a statement wait for a lock if nobody can be asked whether the queue moves, in milliseconds. */
export const maxQueueWait = 600_000;

/**
 * Watches a connection, by the process of its server, that has asked for a lock: calls `waiting` after a second, and cancels the
 * wait once the same transaction has held the lock at two checks. While transactions end, it may take as long as it takes: the
 * server's queue is first come, first served, and a wait that is repeated would be at its end. What it returns ends the watch,
 * and resolves to whether the wait was cancelled.
 */
export function watchLockWait(
  server: ServerAddress,
  pid: number,
  waiting: () => void,
  interval = maxWait / 2,
): () => Promise<boolean> {
  let before = '';
  const check = async (): Promise<boolean> => {
    const [found] = (await withClient(server, (query) => query(holdersQuery(pid, before)))) as Holders[];
    before = found?.holders ?? '';
    return found?.cancelled ?? false;
  };
  let last = Promise.resolve(false);
  const notice = setTimeout(waiting, waitNoticeDelay);
  const checks = setInterval(() => {
    // a server that cannot be asked, as it has too many connections, is asked again
    last = last.then((isCancelled) => isCancelled || check()).catch(() => false);
  }, interval);
  return () => {
    clearTimeout(notice);
    clearInterval(checks);
    return last;
  };
}

interface Holders {
  /** The transactions that hold what is waited for; null if nothing is. */
  readonly holders: string | null;
  readonly cancelled: boolean | null;
}

/** The transactions that hold the table for which a process waits; if they are those of before, the wait is cancelled. */
const holdersQuery = (pid: number, before: string): string => `
  select holders, case when holders = '${before}' then pg_cancel_backend(${pid}) end as cancelled from (
    select string_agg(held.virtualtransaction, ' ' order by held.virtualtransaction) as holders
      from pg_locks as awaited join pg_locks as held using (database, relation)
      where awaited.pid = ${pid} and not awaited.granted and held.granted
        and held.pid = any(pg_blocking_pids(${pid}))) as found`;
