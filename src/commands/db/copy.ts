import { Command } from 'commander';
import { type Context, packagePath } from '../../context';
import { createRegister, registerExists } from '../../store/open';
import type { Reader, Store } from '../../store/store';
import { copyFilesAlong } from '../attached/copy';
import { type Verb, withExamples } from '../flags/flags';
import { argument, file } from '../flags/values';
import { checkedOrNothing, reportVerified, verifyReader } from '../verify';

export const verb: Verb = (context) => {
  const command = new Command('copy')
    .summary('copy a register with its history between files and servers')
    .description(
      'Copies a register with its entire history: from a file to a server (postgres://…), back, or between two files or servers. The copy is made in one transaction, verified before it is committed, and ends in the same hash. The target is created unless it exists; an existing one must be empty. Attached files (document --attach) are copied, too.',
    )
    .addArgument(argument('<from>', 'the register to copy: a file, or the address of a server', file))
    .addArgument(argument('<to>', 'where to', file));
  withExamples(
    command,
    'cica init --db office.db && cica db copy office.db archive.db',
    "cica init --db office.db && cica db copy office.db 'postgres://?schema=office'",
  );
  return command.action(async (one: string, other: string) => {
    const source = await context.locationNamed(one);
    const target = await context.locationNamed(other);
    let head = '';
    const [from, to] = await Promise.all([context.filesFolder(source), context.filesFolder(target)]);
    let reportFiles: () => void = () => undefined;
    const finish = async (copied: Reader): Promise<void> => {
      head = await verifiedHead(context, copied);
      reportFiles = await copyFilesAlong(context, copied, from, to);
    };
    await context.withRegister(source.address, async (register) => {
      const fill = (into: Store): Promise<void> => register.snapshot((reader) => into.copyFrom(reader, finish));
      if (await registerExists(target.address, context.origin)) await context.withRegister(target.address, fill);
      else await createRegister(target.address, context.origin, { migrations: packagePath('migrations'), fill });
    });
    await context.output.write(`${head}\n`);
    context.output.say(`copied to ${target.displayName}`);
    reportFiles();
  });
};

/** Verifies a copy before it is committed, and returns its head hash. */
async function verifiedHead(context: Context, copied: Reader): Promise<string> {
  const verified = await verifyReader(context, copied);
  await checkedOrNothing(
    reportVerified(context, verified),
    'nothing was copied',
    '`cica verify` reports the same for the register itself',
  );
  return verified.head;
}
