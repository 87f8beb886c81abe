import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

/* What is odd about a decision is said on stderr when it is recorded; nothing else changes. */

const folder = temporaryFolder();
const meeting = 'SOC-2024-06-27';
const next = 'SOC-2024-12-05';
let run: Run;
beforeEach(async () => {
  run = session(await demoRegister(), { cwd: folder });
});

/** The warnings that a command says, without what each begins with; it has to succeed. */
async function warnings(line: string): Promise<string[]> {
  const { stderr, exitCode } = await run(line);
  expect(exitCode).toBe(0);
  return lines(stderr).flatMap((text) => (text.startsWith('warning: ') ? [text.slice('warning: '.length)] : []));
}

const add = `decision add ${meeting}`;

describe('a new decision', () => {
  it.each([
    ['--action grant --kind observer-status', ['makes nobody an observer: name the party as applicant']],
    ['--action grant --kind membership --party sponsor:KAZ', ['makes nobody a member: name the party as applicant']],
    ['--action grant --kind observer-status --party applicant:LAO', []],
    ['--action recommend --kind observer-status --to MC', []],
    ['--action grant --kind observer-status --grants none', []],
    ['--action adopt --kind budget', ['is a budget without a period, so it never ends: add one, like 2024']],
    ['--action recommend --kind plan', ['is a plan without a period, so it never ends: add one, like 2024']],
    ['--action adopt --kind budget --period 2025', []],
    ['--action discuss --kind budget', []],
    ['--action adopt --kind action-plan', []],
    [`--action adopt --title-of-its-own`, []],
  ])('%s', async (flags, expected) => {
    const found = await warnings(`${add} ${flags.replace('--title-of-its-own', '')} Words`);
    expect(found).toEqual(expected.map((text) => `${meeting}/6 ${text}`));
  });

  it('with the title of another one of its meeting', async () => {
    const title = '"First draft of the CICA Charter"';
    const same = `has the same title as ${meeting}/2: if they are the same decision, remove one`;
    expect(await warnings(`${add} ${title} --action note`)).toEqual([`${meeting}/6 ${same}`]);
    expect(await warnings(`decision add ${next} ${title} --action note`)).toEqual([]);
  });

  it.each([
    ['in other letters', 'FIRST draft of the cica CHARTER'],
    ['with other spaces', 'First  draft of the CICA\u00a0Charter'],
    ['with accents', 'First dráft of the CICA Chartér'],
    ['with other punctuation', 'First‐draft of the CICA Charter'],
  ])('with the title of another one %s, also in a file', async (_, title) => {
    const same = 'has the same title as';
    expect(await warnings(`${add} "${title}" --action note`)).toEqual([
      `${meeting}/6 ${same} ${meeting}/2: if they are the same decision, remove one`,
    ]);
    writeFileSync(
      join(folder, 'same.csv'),
      `meeting,action,title\n${next},note,"${title}"\n${next},note,First draft of the CICA Charter\n`,
    );
    expect(await warnings('import same.csv')).toEqual([expect.stringContaining(`${next}/7 ${same} ${next}/6`)]);
    expect(await warnings(`${add} "First draft of the CICA Charter of 2" --action note`)).toEqual([]);
  });

  it('that amends what was rejected, declined or withdrawn', async () => {
    await done(run(`${add} "A proposal" --action reject`));
    await done(run(`${add} "A referral" --action recommend --to MC`));
    await done(run(`${add} "Another one" --action adopt`));
    const amends = `decision add ${next} Words --action adopt --dry-run --amends ${meeting}`;
    expect(await warnings(`${amends}/6`)).toEqual([
      `${next}/6 amends ${meeting}/6, which was rejected: check the link`,
    ]);
    expect(await warnings(`${amends}/7`)).toEqual([]);
    expect(await warnings(`${amends}/8`)).toEqual([]);
    await done(run`meeting add --body MC --date 2024-07-01`);
    await done(run(`decision add MC-2024-07-01 No --action reject --answers ${meeting}/7 --decline`));
    expect(await warnings(`${amends}/7`)).toEqual([
      `${next}/6 amends ${meeting}/7, which was declined: check the link`,
    ]);
  });
});

describe('a decision on record', () => {
  it('causes a warning once it changes that way', async () => {
    await done(run(`${add} Words --action adopt --kind budget --period 2025`));
    const edit = `decision edit ${meeting}/6`;
    expect(await warnings(`${edit} --tag x`)).toEqual([]);
    const never = 'is a budget without a period, so it never ends: add one, like 2024';
    expect(await warnings(`${edit} --period=`)).toEqual([`${meeting}/6 ${never}`]);
    expect(await warnings(`${edit} --tag y`)).toEqual([]);
    expect(await warnings(`${edit} --period=`)).toEqual([]);
    expect(await warnings(`${edit} --title "First draft of the CICA Charter"`)).toHaveLength(1);
    await done(run(`${add} "A proposal" --action reject`));
    await done(run(`decision add ${next} Later --action adopt`));
    expect(await warnings(`decision link ${next}/6 --amends ${meeting}/7`)).toHaveLength(1);
    expect(await warnings(`decision link ${next}/6 --amends ${meeting}/7`)).toEqual([]);
  });

  it('causes a warning when it answers', async () => {
    await done(run(`${add} "An application" --action recommend --kind observer-status --to MC --party applicant:LAO`));
    await done(run`meeting add --body MC --date 2024-07-01`);
    const answers = `decision add MC-2024-07-01 Yes --action grant --kind observer-status --answers ${meeting}/6 --accept`;
    expect(await warnings(answers)).toEqual(['MC-2024-07-01/1 makes nobody an observer: name the party as applicant']);
  });
});

it('changes nothing on stdout, and no exit code', async () => {
  const { stdout, stderr, exitCode } = await run(`${add} Words --action adopt --kind budget --format json`);
  expect(JSON.parse(stdout)).toMatchObject({ ref: `${meeting}/6` });
  expect(lines(stderr)).toEqual([
    `warning: ${meeting}/6 is a budget without a period, so it never ends: add one, like 2024`,
    `recorded: decision ${meeting}/6 "Words"`,
  ]);
  expect(exitCode).toBe(0);
});

it('is counted in an import', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => `${meeting},adopt,plan,Title ${index % 600}`);
  writeFileSync(join(folder, 'many.csv'), `meeting,action,kind,title\n${rows.join('\n')}\n`);
  const found = await warnings('import many.csv');
  expect(found).toHaveLength(21);
  expect(found[0]).toBe(`${meeting}/6 is a plan without a period, so it never ends: add one, like 2024`);
  expect(found.at(-1)).toBe('… and 1,380 more like these');
  expect(await warnings('import many.csv')).toEqual([]);
});
