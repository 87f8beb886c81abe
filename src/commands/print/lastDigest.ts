import type { Context } from '../../context';
import { localToday } from '../../domain/date';
import { parseMoment } from '../../domain/moment';
import { Problem } from '../../domain/problem';
import { systemReason } from '../../domain/systemError';
import { type DigestStart, entryHash, historyEnds, startAt } from '../../register/digest/start';
import type { Reader } from '../../store/store';
import { timeText } from '../compose/digest';
import { type DigestMark, markPath, readMark, writeMark } from './digestMark';

/** How far back the first digest goes. */
const firstSpan = '7d';

/** The mark to write after a digest was printed, and its file. */
export interface NextMark {
  readonly path: string;
  readonly mark: DigestMark;
}

/** Starts where the last digest of a person ended. If there is none, says where it starts instead. */
export async function startLast(
  context: Context,
  reader: Reader,
  now: Date,
): Promise<{ readonly start: DigestStart; readonly mark?: NextMark }> {
  const { last, register } = await historyEnds(reader);
  const first = await startAt(reader, parseMoment(firstSpan, context.today, false), now);
  const sayFirst = (why: string) => context.output.say(`${why}; this one counts from ${timeText(first.at)}`);
  if (register === null) return { start: first };
  const folder = await context.stateFolder().catch(() => null);
  if (folder === null) {
    sayFirst('a user without a home folder has no last digest unless XDG_STATE_HOME is set');
    return { start: first };
  }
  const path = markPath(folder, register, context.origin.actor);
  const { mark, problem } = readMark(path);
  const hash = (await entryHash(reader, last)) ?? '';
  const next = { path, mark: { entry: last, hash, at: now.toISOString() } };
  if (mark !== null) return { start: await startAfterMark(context, reader, mark, now), mark: next };
  sayFirst(problem ?? 'no digest of this register was read before');
  return { start: first, mark: next };
}

/** Starts after the entry of a mark, or at its time if the register has no such entry. */
async function startAfterMark({ output }: Context, reader: Reader, { entry, hash, at: read }: DigestMark, now: Date) {
  // the clock may have been put back since
  const at = read < now.toISOString() ? read : now.toISOString();
  if ((await entryHash(reader, entry)) === hash) return { entry, day: localToday(new Date(at)), at };
  const why = 'the entry that was read last is not in this register, which may be a restored backup';
  output.say(`${why}; this digest counts from ${timeText(at)}`);
  return startAt(reader, at, now);
}

/** Saves a mark. If that fails, it prints a warning: the next digest repeats this one. */
export async function remember({ output }: Context, { path, mark }: NextMark): Promise<void> {
  try {
    await writeMark(path, mark);
  } catch (error) {
    const why = error instanceof Problem ? error.message : `${path} cannot be written: ${systemReason(error)}`;
    output.say(`warning: the next digest will repeat this one, since ${why}`);
  }
}
