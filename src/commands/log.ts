import { Command } from 'commander';
import { parseMoment } from '../domain/moment';
import type { Row } from '../domain/row';
import { findEver, type LogFilter, log, logColumns } from '../register/history/log';
import { filterHelp, listFlags, type Verb, withExamples } from './flags/flags';
import { argument, listFlag, named } from './flags/values';
import { type ListFlags, limitOf, printSmallList, sayNotes } from './print/list';

type LogFlags = ListFlags &
  Pick<LogFilter, 'actor' | 'command'> &
  Readonly<Record<'since' | 'until', string | undefined>>;

/** `cica log`: what was changed, when and by whom. */
export const verb: Verb = (context) => {
  const command = new Command('log')
    .description(
      `Lists every change, newest first, or those of a record and what belongs to it: the agenda and decisions of a meeting, the tasks of a decision, the standings of a party. An entry is one command; CICA_ACTOR names who works, else the login name does. Times are UTC, days and times of flags local. ${filterHelp}`,
    )
    .addArgument(argument('[ref]', 'the record, also one that was removed', named('meeting', 'decision')))
    .addOption(listFlag('--actor <names>', 'by these persons, in any spelling'))
    .addOption(listFlag('--command <text>', 'by commands with that text in them'))
    .option('--since <time>', 'from this date or time on, or so long ago: 7d, 2w, 3m, 1y')
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
      since: since === undefined ? undefined : parseMoment(since, context.today, false),
      before: until === undefined ? undefined : parseMoment(until, context.today, true),
    };
    const limit = flags.sort === undefined ? limitOf(context, flags) : null;
    const rows: Row[] = [];
    for await (const batch of log(register, filter)) {
      rows.push(...batch);
      if (limit !== null && rows.length >= limit) break;
    }
    await printSmallList(context, rows, logColumns, flags);
    sayNotes(context, notes);
  });
};
