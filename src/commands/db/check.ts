import { Command } from 'commander';
import type { Context } from '../../context';
import { Problem } from '../../domain/problem';
import { withCommas } from '../../domain/text';
import { checkFiles } from '../../register/document/attachedFiles';
import { alike } from '../../register/record/similarNames';
import type { Store } from '../../store/store';
import { visible } from '../../terminal/output';
import { withProgress } from '../../terminal/progress';
import { type Verb, withExamples } from '../flags/flags';
import { tellVerified, verifyRegister } from '../verify';

const repairAdvice = 'make them again: cica db check --repair';
const restoreAdvice = 'restore a backup: cica db restore FILE';

/** So many findings are told. */
const told = 1_000;

export const verb: Verb = (context) => {
  const command = new Command('check')
    .summary('check the file, the history, the statuses, the search index and the files of documents')
    .description(
      'Checks the file, its tables, indexes and references, the history and the tables as cica verify does, and whether the statuses of decisions and the search index are what the records say. These two are made again with --repair; what else is found is mended from a backup. Files of documents that are kept (document --attach) are read and compared with their SHA-256. Bodies, parties, instruments and tags that have a name in common are noted, with what makes one of them.',
    )
    .option('--repair', 'rebuild the statuses and the search index');
  withExamples(command, 'cica db check', 'cica db check --repair');
  return command.action(async ({ repair = false }: { readonly repair?: boolean }) => {
    const register = await context.register();
    if (repair) {
      await register.rebuild();
      context.output.say('statuses and search index: rebuilt');
    }
    await checkRegister(context, register, [...registerParts, checkFolder]);
    await tellAlike(context, register);
  });
};

/** Checks something of a register, and says what was found; throws what is wrong. */
type Part = (context: Context, register: Store) => Promise<void>;

/**
 * Checks all that a register has, without the files that lie beside it, and says what was found.
 *
 * @throws Problem `failed` when something is wrong.
 */
export async function checkRegister(
  context: Context,
  register: Store,
  parts: readonly Part[] = registerParts,
): Promise<void> {
  const problems: Problem[] = [];
  for (const part of parts) {
    try {
      await part(context, register);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'failed') problems.push(error);
      // what cannot be read was told before, if anything was
      else if (problems.length === 0) throw error;
    }
  }
  const [first, ...more] = problems;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  const repairable = problems.every(({ advice }) => advice === repairAdvice);
  throw new Problem('failed', 'several things are wrong', repairable ? repairAdvice : restoreAdvice);
}

/** The file, or the schema on a server, as it was made. */
async function checkMade(context: Context, register: Store): Promise<void> {
  const { container } = await context.place();
  const broken = await register.integrity();
  for (const finding of broken.slice(0, told)) await context.output.writeData(`${container}: ${finding}\n`);
  if (broken.length === 0) return context.output.say(`${container}: intact`);
  const search = broken.every((finding) => finding.includes('fts5') || finding.startsWith('the table search '));
  throw found(broken.length, search ? repairAdvice : restoreAdvice);
}

async function checkVerified(context: Context, register: Store): Promise<void> {
  await tellVerified(context, await verifyRegister(context, register));
}

async function checkDerived(context: Context, register: Store): Promise<void> {
  const stale = await withProgress(context.output, (progress) => register.staleDerived(progress));
  for (const finding of stale.slice(0, told)) await context.output.writeData(`${finding}\n`);
  if (stale.length > 0) throw found(stale.length, repairAdvice);
  context.output.say('statuses and search index: consistent with the records');
}

const registerParts: readonly Part[] = [checkMade, checkVerified, checkDerived];

/** Reads the files of documents that are kept, and tells which are missing or were changed. */
async function checkFolder(context: Context, register: Store): Promise<void> {
  const folder = await context.filesFolder();
  const { named, findings, unnamed } = await withProgress(context.output, (progress) => {
    let files = 0;
    return checkFiles(register, folder, undefined, () => {
      files += 1;
      progress(files);
    });
  });
  for (const finding of findings.slice(0, told)) await context.output.writeData(`${finding}\n`);
  if (unnamed.length > 0) {
    const number = unnamed.length === 1 ? 'one file' : `${withCommas(unnamed.length)} files`;
    context.output.say(`note: no document names ${number} in ${folder}, like ${unnamed[0]}; undo may need them`);
  }
  if (findings.length > 0) {
    throw found(findings.length, `put the right files into ${folder}: cica db restore brings them from a backup`);
  }
  if (named > 0) context.output.say(`files of documents: ${withCommas(named)}, as recorded`);
}

/** Tells of records that have a name in common: nothing is wrong with the register, but there may be two of one thing. */
async function tellAlike(context: Context, register: Store): Promise<void> {
  const notes = await register.snapshot(alike);
  for (const note of notes.slice(0, told)) context.output.say(`note: ${visible(note)}`);
}

const found = (count: number, advice: string): Problem =>
  new Problem('failed', count === 1 ? 'one thing is wrong' : `${withCommas(count)} things are wrong`, advice);
