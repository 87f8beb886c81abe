import { beforeAll, describe, expect, it, test } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

/** Two plans of work, of which the second amends the first. */
let run: Run;
const [first, second] = ['SOC-2024-01-10/1', 'SOC-2025-01-10/1'];
beforeAll(async () => {
  const db = await presetRegister();
  run = session(db);
  await done(run`meeting add --body SOC --date 2024-01-10`);
  await done(run`meeting add --body SOC --date 2025-01-10`);
  const texts = [
    'One report.\n\nTwo meetings in Astana.\nNo *cost*.',
    'One report.\n\nThree meetings in Astana.\nSee \u202ex <b>.',
  ];
  await done(
    run`decision add SOC-2024-01-10 --action adopt --kind plan ${'2024 plan of work'} --text ${texts[0] ?? ''}`,
  );
  await done(
    run`decision add SOC-2025-01-10 --action adopt ${'2025 plan of work'} --amends ${first} --text ${texts[1] ?? ''}`,
  );
});

describe('decision diff', () => {
  const marked = `\
SOC-2024-01-10/1  Senior Officials Committee, 10 January 2024
SOC-2025-01-10/1  Senior Officials Committee, 10 January 2025

Title
  [-2024-]{+2025+} plan of work

Text
  One report.

  [-Two-]{+Three+} meetings in Astana.
  [-No *cost*-]{+See <U+202E>x <b>+}.
`;

  it('marks words in a pipe, and compares a decision with what it amends', async () => {
    expect(await done(run`decision diff ${first} ${second}`)).toBe(marked);
    expect(await done(run`decision diff ${second}`)).toBe(marked);
  });

  it('escapes both in Markdown and HTML', async () => {
    const markdown = await done(run`decision diff ${second} --format markdown`);
    expect(markdown).toContain('<del>2024</del><ins>2025</ins> plan of work\n');
    expect(markdown).toContain('<del>No \\*cost\\*</del><ins>See \\<U+202E\\>x');
    const html = await done(run`decision diff ${second} --format html`);
    expect(html).toContain('<p><del>Two</del><ins>Three</ins> meetings in Astana.</p>');
    expect(html).toContain('&lt;b&gt;');
  });

  it('says when nothing differs', async () => {
    const { stdout, stderr, exitCode } = await run`decision diff ${first} ${first}`;
    expect({ stderr, exitCode }).toEqual({ stderr: 'title and text are the same\n', exitCode: 0 });
    expect(stdout).toContain('2024 plan of work');
  });

  test.each([
    [`decision diff ${first}`, 2, `${first} amends and supersedes no decision`],
    [`decision diff ${first} SOC-2025-01-10/9`, 3, 'no decision SOC-2025-01-10/9'],
    [`decision diff ${first} SOC-2025-01-10`, 3, 'no decision "SOC-2025-01-10"'],
    [`decision diff ${first} ${second} --format csv`, 2, '--format cannot be "csv"'],
  ])('refuses `%s`', async (line, code, message) => {
    refused(await run(line), code, message);
  });

  it('lists the decisions to choose from', async () => {
    await done(run`decision add SOC-2024-01-10 --action adopt ${'Other'}`);
    await done(
      run`decision add SOC-2025-01-10 --action adopt ${'Both'} --supersedes ${first} --amends SOC-2024-01-10/2`,
    );
    const { stderr, exitCode } = await run`decision diff SOC-2025-01-10/2`;
    expect(exitCode).toBe(2);
    expect(stderr.split('\n')).toEqual([
      'cica: SOC-2025-01-10/2 amends or supersedes 2 decisions',
      '  SOC-2024-01-10/1  2024 plan of work',
      '  SOC-2024-01-10/2  Other',
      `say with which to compare it: cica decision diff ${first} SOC-2025-01-10/2`,
      '',
    ]);
  });
});
