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
      'Copies the register to a file, whole or not at all, while others read and write it, and checks that the copy can be read; `cica verify` compares it with its history. Without a name it goes beside the register, with the time in its name. A register on a server is copied with pg_dump, without a name into the folder where you are. Files of documents that are kept (document --attach) are copied too, into a folder beside the copy: FILE.files.',
    )
    .addArgument(argument('[file]', 'where to', file));
  withExamples(command, 'cica db backup monday.db', 'cica db backup');
  return command.action(async (file: string | undefined) => {
    // opened first: an older register is migrated, and everything about a wrong path is said
    const register = await context.register();
    const { address } = await context.place();
    const { backUp, defaultBackupName } = await backups(address);
    const target = file ?? defaultBackupName(address, timestamp(context));
    const folder = await context.filesFolder();
    refuseLink(`${target}.files`);
    let tellOfFiles: () => void = () => undefined;
    await backUp(address, target, context.origin, async () => {
      // after the register: what its documents name was there before they were
      tellOfFiles = await copyFilesAlong(context, register, folder, `${target}.files`);
    });
    await context.output.write(`${target}\n`);
    context.output.say(`copied: ${withCommas(statSync(target).size)} bytes`);
    tellOfFiles();
  });
};

/** The time in a file name: 2024-01-15T093000Z. */
export function timestamp(context: Context): string {
  return context.now().toISOString().replace(/\.\d+/, '').replaceAll(':', '');
}
