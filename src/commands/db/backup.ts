import { statSync } from 'node:fs';
import { Command } from 'commander';
import type { Context } from '../../context';
import { withCommas } from '../../domain/text';
import { backups } from '../../store/open';
import { refuseLink } from '../../store/paths';
import { copyFilesAlong } from '../attached/copy';
import { type Verb, withExamples } from '../flags/flags';
import { argument, file } from '../flags/values';

export const verb: Verb = (context) => {
  const command = new Command('backup')
    .summary('copy the register to a file, while others use it')
    .description(
      'Copies the register to a file, completely or not at all, while others read and write it, and checks that the copy is readable; `cica verify` compares the copy with its history. Without FILE, the copy is placed beside the register, with the time in its name. A register on a server is copied with pg_dump, without FILE to the current folder. Attached files (document --attach) are copied, too, to a folder beside the copy: FILE.files.',
    )
    .addArgument(argument('[file]', 'where to', file));
  withExamples(command, 'cica db backup monday.db', 'cica db backup');
  return command.action(async (file: string | undefined) => {
    // opened first, to migrate an older register and report a wrong path
    const register = await context.register();
    const { address } = await context.location();
    const { backUp, defaultBackupName } = await backups(address);
    const target = file ?? defaultBackupName(address, timestamp(context));
    const folder = await context.filesFolder();
    refuseLink(`${target}.files`);
    let reportCopied: () => void = () => undefined;
    await backUp(address, target, context.origin, async () => {
      // after the register: the files that its documents name existed before the records
      reportCopied = await copyFilesAlong(context, register, folder, `${target}.files`);
    });
    await context.output.write(`${target}\n`);
    context.output.say(`copied: ${withCommas(statSync(target).size)} bytes`);
    reportCopied();
  });
};

/** The time in a file name: 2024-01-15T093000Z. */
export function timestamp(context: Context): string {
  return context.now().toISOString().replace(/\.\d+/, '').replaceAll(':', '');
}
