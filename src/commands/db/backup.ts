import { existsSync, statSync } from 'node:fs';
import { Command } from 'commander';
import type { Context } from '../../context';
import { withCommas } from '../../domain/text';
import { backUp } from '../../store/open';
import { freeName } from '../../store/registerFile';
import { isServer } from '../../store/serverPlace';
import { withExamples } from '../flags';

export function dbBackup(context: Context): Command {
  const command = new Command('backup')
    .summary('copy the register to a file, while others use it')
    .description(
      'Copies the register to a file, whole or not at all, while others read and write it, and checks the copy. Without a name it goes beside the register, with the time in its name. A register on a server is copied with pg_dump, without a name into the folder where you are. Files kept beside the register (document --attach) are not in it.',
    )
    .argument('[file]', 'where to');
  withExamples(command, 'cica db backup monday.db', 'cica db backup');
  return command.action(async (file: string | undefined) => {
    // opened first: an older register is migrated, and everything about a wrong path is said
    await context.register();
    const { path } = await context.place();
    const stem = isServer(path) ? 'cica' : path;
    const target = file ?? freeName(`${stem}.${timestamp(context)}`, '.backup');
    await backUp(path, target, context.origin);
    await context.output.write(`${target}\n`);
    context.output.say(`copied${isServer(path) ? '' : ' and checked'}: ${withCommas(statSync(target).size)} bytes`);
    const files = await context.filesFolder();
    if (existsSync(files)) context.output.say(`the files of documents are not in it: copy ${files} too`);
  });
}

/** The time in a file name: 2024-01-15T093000Z. */
export function timestamp(context: Context): string {
  return context.now().toISOString().replace(/\.\d+/, '').replaceAll(':', '');
}
