import { Command } from 'commander';
import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import { isServer } from '../../store/serverPlace';
import { withProgress } from '../../terminal/progress';
import { withExamples } from '../flags';
import { tellVerified, verifyRegister } from '../verifyCommand';

const repairAdvice = 'make them again: cica db check --repair';

/** So many findings are told. */
const told = 1_000;

export function dbCheck(context: Context): Command {
  const command = new Command('check')
    .summary('check the file, the history, the statuses and the search index')
    .description(
      'Checks the file and its references, the history and the tables as cica verify does, and whether the statuses of decisions and the search index are what the records say. These two are made again with --repair; what else is found is mended from a backup.',
    )
    .option('--repair', 'make the statuses and the search index again');
  withExamples(command, 'cica db check', 'cica db check --repair');
  return command.action(async ({ repair = false }: { readonly repair?: boolean }) => {
    const register = await context.register();
    if (repair) {
      await register.rebuild();
      context.output.say('statuses and search index: made again');
    }
    const broken = await register.integrity();
    const what = isServer((await context.place()).path) ? 'schema' : 'file';
    for (const finding of broken) await context.output.writeData(`${what}: ${finding}\n`);
    if (broken.length > 0) {
      const search = broken.every((finding) => finding.includes('fts5'));
      throw found(broken.length, search ? repairAdvice : 'restore a backup: cica db restore FILE');
    }
    context.output.say(`${what}: whole`);
    await tellVerified(context, await verifyRegister(context, register));
    const stale = await withProgress(context.output, (progress) => register.staleDerived(progress));
    for (const finding of stale.slice(0, told)) await context.output.writeData(`${finding}\n`);
    if (stale.length > 0) throw found(stale.length, repairAdvice);
    context.output.say('statuses and search index: as the records say');
  });
}

const found = (count: number, advice: string): Problem =>
  new Problem('failed', count === 1 ? 'one thing is wrong' : `${withCommas(count)} things are wrong`, advice);
