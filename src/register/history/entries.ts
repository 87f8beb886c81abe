import sql from 'sql-template-tag';
import { parseMoment } from '../../domain/date';
import { Problem } from '../../domain/problem';
import { entryParts, historyParts } from '../../store/blocks';
import type { Entry } from '../../store/changes';
import type { Reader } from '../../store/store';

/** An entry, and how undoing bears on it. */
export interface UndoableEntry extends Entry {
  /** The entries that it takes back, if it is an undo. */
  readonly undoes: readonly number[];
  /** The undo that took it back, null when none did, or that was taken back itself. */
  readonly undoneBy: number | null;
}

/** The command of an undo, as the history keeps it: always with the entries that it takes back. */
export const undoLine = (entries: readonly number[]): string => `cica undo ${entries.join(' ')}`;

/** The entries that an undo takes back; none for another command. Of schemas up to 3 only the command says so. */
function undoneIn({ undoes, command }: Row): number[] {
  if (undoes !== null) return /^\[\d+(,\d+)*\]$/.test(undoes) ? (JSON.parse(undoes) as number[]) : [];
  return /^cica undo( \d+)+$/.test(command) ? command.split(' ').slice(2).map(Number) : [];
}

const undoesPart = historyParts(['undoes']);

type Row = Entry & { readonly undoes: string | null };

/** The entries from the newest on. */
export async function* entries(reader: Reader): AsyncIterable<UndoableEntry> {
  const undone = new Map<number, number>();
  let last = 0;
  const rows = reader.batches<Row>(sql`select ${entryParts}, ${undoesPart} from history order by id desc`, 100);
  for await (const batch of rows) {
    for (const row of batch) {
      if (row.entry === last) continue; // another block of the same
      last = row.entry;
      const undoes = undoneIn(row);
      const by = undone.get(row.entry) ?? null;
      // an undo that was taken back takes nothing back
      if (by === null) for (const entry of undoes) undone.set(entry, row.entry);
      const { entry, at, actor, role, command } = row;
      yield { entry, at, actor, role, command, undoes, undoneBy: by };
    }
  }
}

/**
 * The last change of a moment: a number is that of the change, anything else a day or time, of which it is the last one
 * up to then. With the time at which it was written, in UTC.
 *
 * @throws Problem `missing` when there is no such change, `usage` for a time that cannot be read.
 */
export async function momentOf(reader: Reader, text: string, today: string): Promise<{ change: number; at: string }> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null;
  const [row] =
    number === null
      ? await reader.rows<{ change: number; at: string }>(sql`
          select first_change + changes - 1 as change, at from history
            where at < ${parseMoment(text, today, true)} order by id desc limit 1`)
      : await reader.rows<{ change: number; at: string }>(sql`
          select cast(${number} as integer) as change, at from history
            where first_change <= ${number} and first_change + changes > ${number}
            order by first_change desc limit 1`);
  if (row !== undefined) return row;
  throw new Problem(
    'missing',
    number === null ? `nothing was on record at ${text}` : `no change ${number}`,
    '`cica log --columns change,at,ref` shows the changes',
  );
}
