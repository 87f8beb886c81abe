import { maxWait, waitNoticeDelay } from '../engine';
import type { ServerAddress } from './address';
import { withClient } from './connection';

/** How long a statement waits for a lock, in milliseconds, if the server does not answer whether the queue advances. */
export const maxQueueWait = 600_000;

/**
 * Watches a connection that has requested a lock: calls `waiting` after a second, and cancels the wait once the same transaction
 * has held the lock at two consecutive checks. As long as transactions end, the wait may take any time: the server's queue is
 * first come, first served, and a repeated request would go to its end.
 *
 * @param pid the server process of the connection
 * @returns a function that ends the watch, and resolves to whether the wait was cancelled
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
    // a check that fails, for example because of too many connections, is repeated
    last = last.then((isCancelled) => isCancelled || check()).catch(() => false);
  }, interval);
  return () => {
    clearTimeout(notice);
    clearInterval(checks);
    return last;
  };
}

interface Holders {
  /** The transactions that hold the awaited lock; null if the process does not wait. */
  readonly holders: string | null;
  readonly cancelled: boolean | null;
}

/** Queries the transactions that hold the table for which a process waits; cancels the wait if they are still the same. */
const holdersQuery = (pid: number, before: string): string => `
  select holders, case when holders = '${before}' then pg_cancel_backend(${pid}) end as cancelled from (
    select string_agg(held.virtualtransaction, ' ' order by held.virtualtransaction) as holders
      from pg_locks as awaited join pg_locks as held using (database, relation)
      where awaited.pid = ${pid} and not awaited.granted and held.granted
        and held.pid = any(pg_blocking_pids(${pid}))) as found`;
