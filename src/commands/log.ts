import { Command } from 'commander';
import type { Context } from '../context';
import { localMinute, parseMoment } from '../domain/moment';
import { readFlag } from '../domain/problem';
import { formatValue, type Row, type RowObject } from '../domain/row';
import { findEver, type LogFilter, log, logColumns } from '../register/history/log';
import { sinceAfterUntil } from '../register/list/filters';
import type { CellFormatters } from '../terminal/table';
import { filterHelp, listFlags, type Verb, withExamples } from './flags/flags';
import { argument, filterFlag, named } from './flags/values';
import { type ListFlags, limitOf, printBatches, printSmallList, sayNotes } from './print/list';
import { changeText } from './write/changeLines';

type LogFlags = ListFlags &
  Pick<LogFilter, 'actor' | 'command'> &
  Readonly<Record<'since' | 'until', string | undefined>>;

/** Formats times as local times, and tasks as `due` does, since a number alone would be unclear. */
const formatters: CellFormatters = {
  at: ({ at }) => ({ text: localMinute(at as string) }),
  ref: ({ entity, ref }) => ({ text: `${entity === 'task' ? 'task ' : ''}${formatValue(ref)}`, colour: 'cyan' }),
};

/** At a terminal, also shortens changes of long texts to the part that differs. */
const terminalFormatters: CellFormatters = { ...formatters, changes: (row) => ({ text: changesText(row) }) };

function changesText({ operation, changes, before, after }: Row): string {
  if (operation !== 'changed') return formatValue(changes);
  const [was, is] = [before, after].map((fields) => (fields ?? {}) as RowObject);
  const fields = Object.keys(is ?? {});
  return fields.map((field) => changeText({ field, before: was?.[field], after: is?.[field] })).join('; ');
}

/** The number of rows to print at a time: the first batch decides the widths of columns. */
const batchSize = 500;

/** The first `limit` rows (null: all) in batches: an entry often has only one row. */
async function* firstRows(entries: AsyncIterable<Row[]>, limit: number | null): AsyncIterable<Row[]> {
  let remaining = limit ?? Number.POSITIVE_INFINITY;
  let rows: Row[] = [];
  for await (const entry of entries) {
    rows.push(...entry.slice(0, remaining - rows.length));
    if (rows.length < Math.min(remaining, batchSize)) continue;
    yield rows;
    remaining -= rows.length;
    rows = [];
    if (remaining === 0) return;
  }
  yield rows;
}

/** The moment that a flag gives, if any: the first of its day, or with --until the first after it. */
const readMoment = (context: Context, flag: '--since' | '--until', text: string | undefined): string | undefined =>
  text === undefined ? undefined : readFlag(flag, () => parseMoment(text, context.today, flag === '--until'));

/** `cica log`: lists what was changed, when and by whom. */
export const verb: Verb = (context) => {
  const command = new Command('log')
    .description(
      `Lists all changes, newest first, or those of a record and what belongs to it: the agenda and decisions of a meeting, the tasks of a decision, the standings of a party. An entry is one command. Its actor is CICA_ACTOR, or else the login name. A table shows local times, data formats UTC; dates and times in flags are local. ${filterHelp}`,
    )
    .addArgument(argument('[ref]', 'the record, which may have been removed', named('meeting', 'decision')))
    .addOption(filterFlag('--actor <names>', 'by these persons, in any spelling', named('actor')))
    .addOption(filterFlag('--command <text>', 'by commands that contain this text'))
    .option('--since <time>', 'from this date or time on, or a span back: 7d, 2w, 3m, 1y')
    .option('--until <time>', 'up to this date or time');
  withExamples(
    listFlags(command, logColumns.all),
    'cica log --limit 5',
    'cica log SOC-2023-12-12/5',
    'cica log Mongolia --columns at,actor,changes',
    'cica log --since 7d --actor not:importer',
    'cica log --command "decision edit" --since 2024-01-01 --format ndjson',
  );
  return command.action(async (ref: string | undefined, flags: LogFlags) => {
    const register = await context.register();
    const { actor, command: texts, since, until } = flags;
    const notes: string[] = [];
    const filter: LogFilter = {
      record: ref === undefined ? undefined : await findEver(register, ref),
      actor,
      note: (text) => notes.push(text),
      command: texts,
      since: readMoment(context, '--since', since),
      before: readMoment(context, '--until', until),
    };
    if (filter.since !== undefined && filter.before !== undefined && filter.since >= filter.before)
      throw sinceAfterUntil(since ?? '', until ?? '');
    const columns = { ...logColumns, formatters: context.output.isTerminal ? terminalFormatters : formatters };
    const found = log(register, filter);
    if (flags.sort === undefined) {
      const limit = limitOf(context, flags);
      const shown = await printBatches(context, firstRows(found, limit), columns, flags);
      if (shown === limit && context.output.saysToTerminal) {
        context.output.say(`the newest ${limit}; --limit 0 shows all`);
      }
    } else {
      const rows: Row[] = [];
      for await (const batch of found) rows.push(...batch);
      await printSmallList(context, rows, columns, flags);
    }
    sayNotes(context, notes);
  });
};
