import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { bin, demoRegister, environment, temporaryFolder } from '../support/cica';
import { done, lines, session } from '../support/session';
import { times } from './long';

/** Starts a command, kills it after so many milliseconds, and says whether it had acknowledged: what it wrote to stdout. */
async function killed(db: string, args: readonly string[], after: number, signal: NodeJS.Signals): Promise<string> {
  const running = execa(process.execPath, [bin, ...args], {
    env: environment({ db }),
    extendEnv: false,
    reject: false,
    cwd: temporaryFolder(),
  });
  const timer = setTimeout(() => running.kill(signal), after);
  const { stdout } = await running;
  clearTimeout(timer);
  return stdout;
}

/** Moments from before the program runs to after it is done. */
const moment = (longest: number): number => Math.random() * longest;

describe.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('%s at a random moment', (signal) => {
  it('of recording: what was acknowledged is there, nothing is half there', async () => {
    const db = await demoRegister();
    const run = session(db);
    const acknowledged: string[] = [];
    const often = times(60, 6);
    for (let round = 0; round < often; round += 1) {
      const args = [
        'decision',
        'add',
        'SOC-2023-12-12',
        `Round ${round}`,
        '--action',
        'adopt',
        '--tag',
        'a',
        '--tag',
        'b',
      ];
      const stdout = await killed(db, args, moment(400), signal);
      if (stdout !== '') acknowledged.push(stdout.trim());
    }
    const found = lines(
      await done(run`decision list --text Round --columns ref,tags --no-header --format csv --limit 0`),
    );
    for (const ref of acknowledged) expect(found).toContain(`${ref},a; b`);
    for (const line of found) expect(line).toMatch(/^SOC-2023-12-12\/\d+,a; b$/);
    await done(run`db check`);
  }, 300_000);

  it('of an import: all of it or nothing', async () => {
    const db = await demoRegister();
    const run = session(db);
    const file = join(temporaryFolder(), 'd.csv');
    const count = 1_000;
    const rows = Array.from({ length: count }, (_, at) => `SOC-2023-12-12,note,Imported ${at}`);
    writeFileSync(file, `meeting,action,title\n${rows.join('\n')}\n`);
    for (let round = 0; round < times(20, 3); round += 1) {
      await killed(db, ['import', file], moment(1_200), signal);
      const found = lines(await done(run`decision list --text Imported --columns ref --no-header --limit 0`));
      expect([0, count]).toContain(found.length);
      if (found.length === count) await done(run`undo --yes`);
      await done(run`db check`);
    }
  }, 600_000);

  it('of a backup: a whole copy or none, and nothing beside it after the next one', async () => {
    const db = await demoRegister();
    const run = session(db);
    for (let round = 0; round < times(20, 3); round += 1) {
      const copy = join(temporaryFolder(), 'copy.db');
      await killed(db, ['db', 'backup', copy], moment(300), signal);
      if (existsSync(copy)) await done(session(copy)`db check`);
      expect(readdirSync(dirname(copy)).filter((name) => !name.startsWith(basename(copy)))).toEqual([]);
      await done(run`db check`);
    }
  }, 300_000);
});
