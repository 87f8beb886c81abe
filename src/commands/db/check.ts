import { Command } from 'commander';
import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import { checkFiles } from '../../register/document/attachedFiles';
import { similarNames } from '../../register/record/similarNames';
import type { Store } from '../../store/store';
import { visible } from '../../terminal/output';
import { withProgress } from '../../terminal/progress';
import { type Verb, withExamples } from '../flags/flags';
import { reportVerified, verifyRegister } from '../verify';

const repairAdvice = 'rebuild them: cica db check --repair';
const restoreAdvice = 'restore a backup: cica db restore FILE';

/** The most findings to list. */
const maxListed = 1_000;

export const verb: Verb = (context) => {
  const command = new Command('check')
    .summary('check the file, the history, the statuses, the search index and attached files')
    .description(
      'Checks the file, its tables, indexes and references, then the history and the records as cica verify does, and whether the statuses of decisions and the search index agree with the records. --repair rebuilds the last two; anything else must be restored from a backup. Attached files (document --attach) are compared with their SHA-256. Bodies, parties, instruments and tags that share a name are listed, with the command that merges them.',
    )
    .option('--repair', 'rebuild the statuses and the search index');
  withExamples(command, 'cica db check', 'cica db check --repair');
  return command.action(async ({ repair = false }: { readonly repair?: boolean }) => {
    const register = await context.register();
    if (repair) {
      await register.rebuild();
      context.output.say('statuses and search index: rebuilt');
    }
    await checkRegister(context, register, [...registerChecks, checkAttachedFiles]);
    await listSimilarNames(context, register);
  });
};

/** Checks one aspect of a register and reports it; throws Problem `failed` if the check fails. */
type Check = (context: Context, register: Store) => Promise<void>;

/**
 * Checks everything in a register, but not the files beside it, and reports what was found.
 *
 * @throws Problem `failed` if a check fails.
 */
export async function checkRegister(context: Context, register: Store, checks: readonly Check[] = registerChecks) {
  const problems: Problem[] = [];
  for (const check of checks) {
    try {
      await check(context, register);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'failed') problems.push(error);
      // a corrupt register may be unreadable, too
      else if (problems.length === 0) throw error;
    }
  }
  const [first, ...more] = problems;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  const repairable = problems.every(({ advice }) => advice === repairAdvice);
  throw new Problem('failed', 'several checks failed', repairable ? repairAdvice : restoreAdvice);
}

/** Checks the file, or the schema on a server. */
async function checkStorage(context: Context, register: Store): Promise<void> {
  const { container } = await context.location();
  const broken = await register.integrity();
  for (const finding of broken.slice(0, maxListed)) await context.output.writeData(`${container}: ${finding}\n`);
  if (broken.length === 0) return context.output.say(`${container}: intact`);
  const search = broken.every((finding) => finding.includes('fts5') || finding.startsWith('the table search '));
  throw found(broken.length, search ? repairAdvice : restoreAdvice);
}

async function checkHistory(context: Context, register: Store): Promise<void> {
  await reportVerified(context, await verifyRegister(context, register));
}

async function checkDerived(context: Context, register: Store): Promise<void> {
  const stale = await withProgress(context.output, (progress) => register.staleDerived(progress));
  for (const finding of stale.slice(0, maxListed)) await context.output.writeData(`${finding}\n`);
  if (stale.length > 0) throw found(stale.length, repairAdvice);
  context.output.say('statuses and search index: consistent with the records');
}

const registerChecks: readonly Check[] = [checkStorage, checkHistory, checkDerived];

/** Lists attached files that are missing or were changed. */
async function checkAttachedFiles(context: Context, register: Store): Promise<void> {
  const folder = await context.filesFolder();
  const { named, findings, unnamed } = await withProgress(context.output, (progress) => {
    let files = 0;
    return checkFiles(register, folder, undefined, () => {
      files += 1;
      progress(files);
    });
  });
  for (const finding of findings.slice(0, maxListed)) await context.output.writeData(`${finding}\n`);
  if (unnamed.length > 0) {
    const number = unnamed.length === 1 ? 'one file' : `${withCommas(unnamed.length)} files`;
    context.output.say(
      `note: no document refers to ${number} in ${folder}, such as ${unnamed[0]}; an undo may need them`,
    );
  }
  if (findings.length > 0) {
    throw found(findings.length, `put the right files into ${folder}; cica db restore gets them from a backup`);
  }
  if (named > 0) context.output.say(`attached files: ${withCommas(named)}, as recorded`);
}

/** Lists records that share a name: the register is not corrupt, but they may be duplicates. */
async function listSimilarNames(context: Context, register: Store): Promise<void> {
  const notes = await register.snapshot(similarNames);
  for (const note of notes.slice(0, maxListed)) context.output.say(`note: ${visible(note)}`);
}

const found = (count: number, advice: string): Problem =>
  new Problem('failed', count === 1 ? '1 problem found' : `${withCommas(count)} problems found`, advice);
