import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { presetRegister, temporaryFolder } from '../support/cica';
import { done, lines, session } from '../support/session';
import { manyDecisions } from './writePath/manyDecisions';
import { shuffled } from './writePath/random';
import { transcriptOf } from './writePath/script';

/*
 * The scripts in writePath/ record, import, remove and undo. The bytes of the history that they leave must not change, nor
 * a word of what the commands say. After a message was changed on purpose, UPDATE_TRANSCRIPT=1 writes expected.txt.
 */

/** The hash of the newest entry of each register: it depends on every change that was written, and on their order. */
const heads: readonly string[] = [
  '0786bf55fa112fdc9409b9fd24b5f5bab47ba4c831df52265b191c6686746d8e', // 01 to 08: commands on the demo
  'df986c9a4fffc17d002823221128d39ee24cee7843ee8687904bde62058d4d24', // 09-import.txt
  'eb2d0f762270654bcd5ffa0c3e15b7a5c39aa8d30c1998f3d5ca339142e4d334', // 10-refused.txt: nothing was written
  'd39029b7912480764868df4a94b991706f72efe30ca76cddb3e6411d072fcad6', // 11-orders.txt: the decisions of the demo shuffled
  '08135622e1260e5d922c9e08a762e6026116304453c3f317b48169b8e44c9a92', // reversed
  '979c67be93103b898295bee224513adbeea269b94c3b7d13720474a1d30bcce6', // meetings shuffled
  '77a74482c3a7ed18144963a010cd5111d2c4cc4325d48d3e9349a1051c3ae7bf', // meetings reversed
  '1de547965efc4c137f0b636a6af7eaa75506104f08c207441b4f316ec2d0b48d', // newest first
  '644c7fc8c397ebd7e4d7b8bae4da7c9d281a14a7fd1dff2ea0f736016f446f43', // standings in any order
  'f83c18ff6a8413b37d84c811d08f2728ef20f2fd273a7e5190fa78c0970d6cd1', // and in another
];

/** The same of the register with many decisions. */
const headOfMany = '8a3aeceabef85590cce35e200e7afecae509b130576d570db66e9696c483a362';

const folder = join(import.meta.dirname, 'writePath');
const expected = join(folder, 'expected.txt');
const scripts = readdirSync(folder)
  .filter((name) => /^\d.*\.txt$/.test(name))
  .toSorted()
  .map((name) => readFileSync(join(folder, name), 'utf8'));

it('commands that write leave the same history, and print the same', async () => {
  const transcript = await transcriptOf(scripts);
  if (process.env.UPDATE_TRANSCRIPT === '1') writeFileSync(expected, transcript.text);
  expect(lines(existsSync(expected) ? readFileSync(expected, 'utf8') : '')).toEqual(lines(transcript.text));
  expect(transcript.heads).toEqual(heads);
});

it('imports of many decisions leave the same history', async () => {
  const cwd = temporaryFolder();
  const run = session(await presetRegister(), { here: true, cwd });
  const write = (name: string, records: readonly object[]): void =>
    writeFileSync(join(cwd, name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const { meetings, decisions } = manyDecisions();
  write('meetings.ndjson', meetings);
  write('decisions.ndjson', shuffled(decisions));
  write(
    'changes.ndjson',
    decisions
      .filter((_, index) => index % 3 === 0)
      .map(({ ref }) => ({ ref, votes_for: 20, tags: ['tag 1', 'changed'] })),
  );
  const imported = async (line: string): Promise<string | undefined> => lines((await run(line)).stderr).at(-1);
  expect(await imported('import meetings.ndjson decisions.ndjson')).toBe(
    'imported: 60 meetings, 1,500 decisions created; nothing updated; nothing unchanged',
  );
  expect(await imported('import decisions.ndjson')).toBe(
    'imported: nothing created; nothing updated; 1,500 decisions unchanged',
  );
  expect(await imported('import changes.ndjson --as decisions')).toBe(
    'imported: nothing created; 500 decisions updated; nothing unchanged',
  );
  write('far.ndjson', [
    { meeting: 'SOC-2005-01-15', action: 'note', title: 'Without a reference' },
    ...decisions,
    { ref: 'SOC-2005-01-15/26', meeting: 'SOC-2005-01-15', action: 'note', title: 'With that reference' },
  ]);
  expect((await run('import far.ndjson')).stderr).toContain(
    'far.ndjson:1502:1: ref: SOC-2005-01-15/26 appears twice in this file (keep one of the two, or correct its key)',
  );
  await done(run`undo --yes`);
  await done(run`meeting edit SOC-2005-01-15 --date 2005-01-16`);
  await done(run`meeting remove SWG-2009-12-15 --with-decisions --yes`);
  await done(run`undo --yes`);
  await done(run`body edit MC --code COUNCIL`);
  expect(await imported('db check')).toBe('statuses and search index: consistent with the records');
  expect(await done(run`verify --head`)).toBe(`${headOfMany}\n`);
});
