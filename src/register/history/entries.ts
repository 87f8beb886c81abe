import sql from 'sql-template-tag';
import { firstYear, lastYear } from '../../domain/date';
import { parseMoment } from '../../domain/moment';
import { missing, readFlag } from '../../domain/problem';
import { entryParts, historyParts } from '../../store/blocks';
import type { Entry } from '../../store/history';
import type { Reader } from '../../store/store';

/** An entry of the history with its undo state. */
export interface UndoableEntry extends Entry {
  /** The entries that it undoes. */
  readonly undoes: readonly number[];
  /** The entry that undid it, null if none did or if that was itself undone. */
  readonly undoneBy: number | null;
}

/** The command of an undo as recorded in the history, with the entries it undoes. */
export const undoLine = (entries: readonly number[]): string => `cica undo ${entries.join(' ')}`;

/** The entries that an undo undoes; none for another command. Up to schema 3, they are only in the command. */
function undoneEntries({ undoes, command }: Row): number[] {
  if (undoes !== null) return /^\[\d+(,\d+)*\]$/.test(undoes) ? (JSON.parse(undoes) as number[]) : [];
  return /^cica undo( \d+)+$/.test(command) ? command.split(' ').slice(2).map(Number) : [];
}

const undoesPart = historyParts(['undoes']);

type Row = Entry & { readonly undoes: string | null };

/** All entries, newest first. */
export async function* entries(reader: Reader): AsyncIterable<UndoableEntry> {
  const undone = new Map<number, number>();
  let last = 0;
  const rows = reader.batches<Row>(sql`select ${entryParts}, ${undoesPart} from history order by id desc`, 100);
  for await (const batch of rows) {
    for (const row of batch) {
      if (row.entry === last) continue; // another block of the same
      last = row.entry;
      const undoes = undoneEntries(row);
      const by = undone.get(row.entry) ?? null;
      // an undo that was itself undone has no effect
      if (by === null) for (const entry of undoes) undone.set(entry, row.entry);
      const { entry, at, actor, role, command } = row;
      yield { entry, at, actor, role, command, undoes, undoneBy: by };
    }
  }
}

/**
 * The last change up to a moment: a number means that change, anything else is a day or time. `at` is its time in UTC.
 *
 * @throws Problem `missing` if there is no such change, `usage` for an invalid time.
 */
export async function momentOf(reader: Reader, text: string, today: string): Promise<{ change: number; at: string }> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null;
  const [row] =
    number === null
      ? await reader.rows<{ change: number; at: string }>(sql`
          select first_change + changes - 1 as change, at from history
            where at < ${readFlag('--at', () => parseMoment(text, today, true))} order by id desc limit 1`)
      : await reader.rows<{ change: number; at: string }>(sql`
          select cast(${number} as integer) as change, at from history
            where first_change <= ${number} and first_change + changes > ${number}
            order by first_change desc limit 1`);
  if (row !== undefined) return row;
  throw missing(
    number === null ? `nothing was on record at ${text}` : `no change ${number}`,
    number !== null && number >= firstYear && number <= lastYear
      ? `for a year write its last day: ${text}-12-31`
      : '`cica log --columns change,at,ref` shows the changes',
  );
}
