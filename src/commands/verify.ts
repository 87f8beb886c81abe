import { Command, Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../domain/problem';
import { withCommas } from '../domain/text';
import { ChangeDescriber } from '../register/history/changeDescriber';
import type { Reader, Store } from '../store/store';
import { headHash, type Verified, verify } from '../store/verify';
import { withProgress } from '../terminal/progress';
import { type Verb, withExamples } from './flags/flags';
import { boundHeap, collectSurvivorsAt } from './program/heap';

/** `cica verify`: compares the register with its history. */
export const verb: Verb = (context) => {
  const command = new Command('verify')
    .description(
      'Checks the hash chain of the history, and compares every table with the history. It detects entries that were altered, removed, inserted or moved, and rows that were changed, added or deleted with another tool. Prints the hash of the newest entry. Keep it elsewhere, such as in minutes or an email: with --expect it shows later whether the register still contains everything it contained then.',
    )
    .addOption(new Option('--head', 'print that hash only, without checking anything').conflicts('expect'))
    .option('--expect <hash>', 'also check that the history contains this hash, noted earlier', hashText);
  withExamples(command, 'cica verify', 'cica verify --head', 'cica verify --expect "$(cica verify --head)"');
  return command.action(async ({ head, expect }: { readonly head?: boolean; readonly expect?: string }) => {
    const register = await context.register();
    if (head) return context.output.write(`${await headHash(register)}\n`);
    const verified = await verifyRegister(context, register, expect);
    await reportVerified(context, verified);
    await context.output.write(`${verified.head}\n`);
  });
};

function hashText(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text.trim())) return text.trim().toLowerCase();
  throw new Problem('usage', `"${text}" is not a hash`, 'give the 64 digits that `cica verify --head` printed');
}

/** Verifies a snapshot of a register, with a progress bar. */
export const verifyRegister = (context: Context, register: Store, expected?: string): Promise<Verified> =>
  register.snapshot((reader) => verifyReader(context, reader, expected));

/** Verifies the data of a reader, which nobody else may write meanwhile, with a progress bar. */
export async function verifyReader(context: Context, reader: Reader, expected?: string): Promise<Verified> {
  const words = new ChangeDescriber(reader);
  collectSurvivorsAt(40);
  return withProgress(context.output, (progress) =>
    verify(reader, {
      expected,
      nameOf: (entity, id, known) => words.reference(entity, id, known),
      progress: (changes) => {
        boundHeap();
        progress(changes);
      },
    }),
  );
}

/** Awaits a check; if it finds a problem, rethrows it with `nothing` in the message, and the given advice. */
export async function checkedOrNothing(checking: Promise<void>, nothing: string, advice: string): Promise<void> {
  await checking.catch((error: unknown) => {
    const { kind, message } = Problem.of(error);
    throw new Problem(kind, `${message}; ${nothing}`, advice);
  });
}

/**
 * Reports the result of verifying.
 *
 * @throws Problem `failed` if the register differs from its history.
 */
export async function reportVerified(context: Context, verified: Verified): Promise<void> {
  const { entries, changes, findings, count, expectedFound } = verified;
  for (const finding of findings) await context.output.writeData(`${finding}\n`);
  if (count > findings.length) context.output.say(`… and ${withCommas(count - findings.length)} more`);
  if (count > 0) {
    throw new Problem(
      'failed',
      count === 1 ? '1 difference from the history' : `${withCommas(count)} differences from the history`,
      'compare with a backup; `cica log` shows what was recorded, docs/security.md what this can prove',
    );
  }
  if (expectedFound === false) {
    throw new Problem(
      'failed',
      'no entry has the expected hash: newer entries were removed, or the hash is from another register',
      'compare with a backup that contains it',
    );
  }
  context.output.say(
    `intact: ${withCommas(entries)} ${entries === 1 ? 'entry' : 'entries'}, ${withCommas(changes)} ${changes === 1 ? 'change' : 'changes'}`,
  );
}
