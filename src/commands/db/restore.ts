import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { Problem, unusable } from '../../domain/problem';
import { backups, isServer, registerExists } from '../../store/open';
import { isSameFile, isTaken, resolveLinks } from '../../store/paths';
import type { Reader, Store } from '../../store/store';
import { copyFilesAlong } from '../attached/copy';
import { type Verb, withExamples } from '../flags/flags';
import { argument, file } from '../flags/values';
import { checkedOrNothing } from '../verify';
import { confirmAction } from '../write/confirmAction';
import { timestamp } from './backup';
import { checkRegister } from './check';

export const verb: Verb = (context) => {
  const command = new Command('restore')
    .summary('replace the register with a backup; the old register is kept')
    .description(
      'Checks the whole backup, as cica db check does, then replaces the register with it. The current register, even a corrupt one, is kept beside it under another name; on a server, where pg_restore and psql do the work, in another schema. Nobody else may use the register meanwhile. Attached files beside the backup, in FILE.files, are copied to the folder of the register.',
    )
    .addArgument(argument('<file>', 'the backup', file))
    .option('-y, --yes', 'skip confirmation')
    .option('--force', 'restore even a backup that fails verification');
  withExamples(command, 'cica db backup monday.db && cica db restore monday.db --yes');
  return command.action(
    async (file: string, { yes = false, force = false }: { readonly yes?: boolean; readonly force?: boolean }) => {
      const { address, displayName } = await context.location();
      const backup = resolveLinks(file);
      if (!isServer(address) && isSameFile(backup, address)) {
        throw new Problem('usage', 'the backup is the register itself', 'name the file to take it from');
      }
      // a link that leads nowhere is reported when it is opened
      if (!isTaken(backup)) throw unusable(`there is no backup ${file}`, 'check its name');
      const exists = await registerExists(address, context.origin);
      const confirmation = {
        doing: `replacing ${displayName}`,
        question: `Replace ${displayName}? The current register is kept beside it.`,
        nothing: 'nothing was restored',
        note: '; the current register is kept',
      };
      if (exists && !yes && !(await confirmAction(context, confirmation))) return;
      let reportCopied: () => void = () => undefined;
      const bringFiles = async (register: Reader, from: string): Promise<() => void> => {
        try {
          return await copyFilesAlong(context, register, from, await context.filesFolder());
        } catch (error) {
          // --force also restores a register whose documents cannot be read
          if (!force || !(error instanceof Problem) || error.kind !== 'register') throw error;
          return () => context.output.say('attached files: copied, but not compared: the register cannot be read');
        }
      };
      const check = async (register: Store): Promise<void> => {
        if (!force) {
          const advice = 'to restore it all the same: --force';
          await checkedOrNothing(checkRegister(context, register), 'nothing was restored', advice);
        }
        reportCopied = await bringFiles(register, `${resolve(backup)}.files`);
      };
      const { restore } = await backups(address);
      const replaced = await restore(backup, address, timestamp(context), context.origin, (copy) =>
        context.withRegister(copy, check, { keepOlder: false }),
      );
      if (replaced !== null) await context.output.write(`${replaced}\n`);
      context.output.say(
        replaced === null ? 'restored' : `restored; the previous register was kept as ${basename(replaced)}`,
      );
      reportCopied();
    },
  );
};
