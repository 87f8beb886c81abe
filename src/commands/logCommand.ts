import { Command } from 'commander';
import type { Context } from '../context';
import type { ListedRow } from '../domain/listed';
import { log, logColumns } from '../register/log';
import { listFlags, withExamples } from './flags';
import { type ListFlags, limitOf, printSmallList } from './print';

/** `cica log`: what was changed, when and by whom. */
export function logCommand(context: Context): Command {
  const command = new Command('log')
    .summary('what was changed, when and by whom')
    .description(
      'Lists every change, newest first. An entry is one command; CICA_ACTOR names who works, else the login name does.',
    );
  withExamples(
    listFlags(command),
    'cica log --limit 5',
    'cica log --limit 3 --columns at,operation,ref,after --format ndjson',
  );
  return command.action(async (flags: ListFlags) => {
    const register = await context.register();
    const limit = flags.sort === undefined ? limitOf(context, flags) : null;
    const rows: ListedRow[] = [];
    for await (const batch of log(register)) {
      rows.push(...batch);
      if (limit !== null && rows.length >= limit) break;
    }
    await printSmallList(context, rows, logColumns, flags);
  });
}
