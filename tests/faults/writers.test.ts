import { expect, it } from 'vitest';
import { demoRegister, type Ran } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';
import { times } from './long';

const writers = 8;
const each = times(100, 8);

it(`records ${each} decisions from each of ${writers} concurrent writers: all there, numbers consecutive, none refused`, async () => {
  const db = await demoRegister();
  const run = session(db, { alone: true });
  await done(run`meeting add --body SOC --date 2025-01-10`);
  let writing = true;
  const written: string[][] = [];
  const work = Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const own = session(db, { alone: true, env: { CICA_ACTOR: `writer ${writer}` } });
      const refs: string[] = [];
      for (let number = 1; number <= each; number += 1) {
        const { stdout, stderr, exitCode } =
          await own`decision add SOC-2025-01-10 ${`${writer}-${number}`} --action note`;
        expect(stderr).not.toMatch(/^cica:/m);
        expect(exitCode).toBe(0);
        refs.push(stdout.trim());
      }
      written.push(refs);
    }),
  ).finally(() => {
    writing = false;
  });
  const reading = readers(run, () => writing);
  await work;
  for (const { stderr, exitCode } of await reading) expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });

  const given = written.flat();
  expect(new Set(given)).toEqual(
    new Set(Array.from({ length: writers * each }, (_, at) => `SOC-2025-01-10/${at + 1}`)),
  );
  const titles = lines(await done(run`decision list --meeting SOC-2025-01-10 --columns title --no-header --limit 0`));
  expect(new Set(titles).size).toBe(writers * each);
  await done(run`db check`);
}, 1_200_000);

/** Reads again and again while others write. */
async function readers(run: Run, writing: () => boolean): Promise<Ran[]> {
  const ran: Ran[] = [];
  while (writing()) {
    ran.push(await run`decision list --limit 5 --format csv`);
    ran.push(await run`search observer --format csv`);
  }
  return ran;
}
