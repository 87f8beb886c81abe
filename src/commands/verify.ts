import { Command, Option } from 'commander';
import type { Context } from '../context';
import { Problem } from '../domain/problem';
import { withCommas } from '../domain/text';
import { ChangeDescriber } from '../register/history/changeDescriber';
import type { Reader, Store } from '../store/store';
import { headHash, type Verified, verify } from '../store/verify';
import { withProgress } from '../terminal/progress';
import { type Verb, withExamples } from './flags/flags';
import { boundHeap, clearSurvivors } from './heap';

/** `cica verify`: whether the register is what its history says. */
export const verb: Verb = (context) => {
  const command = new Command('verify')
    .description(
      'Checks the chain of the history, and every table against it: finds an entry that was altered, removed, inserted or moved, and a row that was changed, added or deleted with another tool. Prints the hash of the newest entry. Kept elsewhere, in minutes or a mail, it shows later whether the register still has all that it had then.',
    )
    .addOption(new Option('--head', 'print that hash only, without checking anything').conflicts('expect'))
    .option('--expect <hash>', 'check too that the history contains this hash, noted earlier', hashText);
  withExamples(command, 'cica verify', 'cica verify --head', 'cica verify --expect "$(cica verify --head)"');
  return command.action(async ({ head, expect }: { readonly head?: boolean; readonly expect?: string }) => {
    const register = await context.register();
    if (head) return context.output.write(`${await headHash(register)}\n`);
    const verified = await verifyRegister(context, register, expect);
    await tellVerified(context, verified);
    await context.output.write(`${verified.head}\n`);
  });
};

function hashText(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text.trim())) return text.trim().toLowerCase();
  throw new Problem('usage', `"${text}" is not a hash`, 'give the 64 digits that `cica verify --head` printed');
}

/** Verifies a register as it is at one moment, with a progress bar. */
export const verifyRegister = (context: Context, register: Store, expected?: string): Promise<Verified> =>
  register.snapshot((reader) => verifyReader(context, reader, expected));

/** Verifies what a reader reads, which nobody else may write meanwhile, with a progress bar. */
export async function verifyReader(context: Context, reader: Reader, expected?: string): Promise<Verified> {
  const words = new ChangeDescriber(reader);
  clearSurvivors();
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

/** Waits for a check; where it finds something, nothing is done, and that and the advice are said with what was found. */
export async function checkedOrNothing(checking: Promise<void>, nothing: string, advice: string): Promise<void> {
  await checking.catch((error: unknown) => {
    const { kind, message } = Problem.of(error);
    throw new Problem(kind, `${message}; ${nothing}`, advice);
  });
}

/**
 * Says what verifying found.
 *
 * @throws Problem `failed` when something is not as the history says.
 */
export async function tellVerified(context: Context, verified: Verified): Promise<void> {
  const { entries, changes, findings, count, expectedFound } = verified;
  for (const finding of findings) await context.output.writeData(`${finding}\n`);
  if (count > findings.length) context.output.say(`… and ${withCommas(count - findings.length)} more`);
  if (count > 0) {
    throw new Problem(
      'failed',
      count === 1 ? 'one thing is not as the history says' : `${withCommas(count)} things are not as the history says`,
      'compare with a backup; `cica log` shows what was recorded, docs/security.md what this can prove',
    );
  }
  if (expectedFound === false) {
    throw new Problem(
      'failed',
      'no entry has the hash that was expected: newer entries were removed, or it is of another register',
      'compare with a backup that has it',
    );
  }
  context.output.say(
    `intact: ${withCommas(entries)} ${entries === 1 ? 'entry' : 'entries'}, ${withCommas(changes)} ${changes === 1 ? 'change' : 'changes'}`,
  );
}
