import { execa } from 'execa';
import type { Store } from '../../src/store/store';
import { bin, environment, type Ran, temporaryFolder } from './cica';

/** What a command says when another holds the register. */
const waiting = 'waiting …';

/** Runs commands at once, each in a process of its own. */
export function atOnce(db: string, commands: readonly (readonly string[])[]): Promise<Ran[]> {
  return Promise.all(commands.map((args) => start(db, args).ran));
}

/**
 * Runs commands at once, and holds the register until each of them waits for it: whatever they read before they write, they
 * have read by then. `meanwhile` changes the register before it is let go.
 */
export async function heldUp(
  db: string,
  holder: Store,
  commands: readonly (readonly string[])[],
  meanwhile?: (transaction: Parameters<Parameters<Store['write']>[1]>[0]) => Promise<unknown>,
): Promise<Ran[]> {
  let started: { ran: Promise<Ran>; waits: Promise<void> }[] = [];
  await holder.write(
    'meanwhile',
    async (transaction) => {
      started = commands.map((args) => start(db, args));
      await Promise.all(started.map(({ ran, waits }) => Promise.race([ran, waits])));
      await meanwhile?.(transaction);
    },
    { dryRun: meanwhile === undefined, once: true },
  );
  const ran = await Promise.all(started.map((one) => one.ran));
  return ran.map((one) => ({ ...one, stderr: one.stderr.replace(/^.*waiting ….*\n/, '') }));
}

/** A command in a process of its own, and when it waits for the register. */
function start(db: string, args: readonly string[]): { ran: Promise<Ran>; waits: Promise<void> } {
  const child = execa(process.execPath, [bin, ...args], {
    cwd: temporaryFolder(),
    env: environment({ db }),
    extendEnv: false,
    input: '',
    reject: false,
    stripFinalNewline: false,
  });
  const waits = new Promise<void>((resolve) => {
    let told = '';
    child.stderr.on('data', (data: Buffer) => {
      told += data.toString();
      if (told.includes(waiting)) resolve();
    });
  });
  const ran = child.then(({ stdout, stderr, exitCode }) => ({ stdout, stderr, exitCode: exitCode ?? -1 }));
  return { ran, waits };
}
