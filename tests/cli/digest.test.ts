import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { copyOfRegister, presetRegister, temporaryFolder } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

/** A register, its work until 10 January 2025 recorded; each test has a copy. */
let recorded: string;
let db: string;
let state: string;

/** The program on a day, for a person. */
const on = (day: string, actor = 'officer'): Run =>
  session(db, { env: { CICA_NOW: `${day}T12:00:00`, CICA_ACTOR: actor, XDG_STATE_HOME: state } });

beforeAll(async () => {
  db = await presetRegister();
  state = temporaryFolder();
  const run = on('2025-01-10');
  for (const line of [
    'meeting add --body SOC --date 2025-01-08 --place Baku',
    'decision add SOC-2025-01-08 --action recommend --to MC "Observer status for Nauru"',
    'decision add SOC-2025-01-08 --action adopt --silence-until 2025-01-14 "Rules **of** <b>procedure</b>"',
    'decision add SOC-2025-01-08 --action adopt --condition "Funds" --condition-until 2025-01-15 "Pavilion"',
    'decision add SOC-2025-01-08 --action adopt --kind plan --period 2025-01-01..2025-01-16 "Plan"',
    'task add SOC-2025-01-08/2 "Translate" --responsible SEC --due 2025-01-16',
    'task add SOC-2025-01-08/2 "Print" --responsible SEC --due 2025-01-16',
    'meeting add --body SOC --date 2025-03-01 --status scheduled',
  ])
    await done(run(line));
  recorded = db;
});

beforeEach(async () => {
  db = await copyOfRegister(recorded);
  state = temporaryFolder();
});

const since = '2025-01-11';

describe('a digest', () => {
  it('reports what was recorded, and what changed by date alone', async () => {
    const run = on('2025-01-20');
    for (const line of [
      'meeting add --body MC --date 2025-01-18',
      'decision add MC-2025-01-18 --action grant --answers SOC-2025-01-08/1 --accept "Observer status for Nauru"',
      'agenda add SOC-2025-03-01 "Budget"',
      'meeting edit SOC-2025-03-01 --status postponed --yes',
      'task done 2 --on 2025-01-16',
      'party add NRU --name Nauru --kind state',
      'decision edit SOC-2025-01-08/4 --title "Plan of work" --yes',
      'decision object SOC-2025-01-08/2 --party IND --on 2025-01-13',
    ])
      await done(run(line));
    expect(await done(run`digest --since ${since}`)).toBe(`\
What is new in the register
Since 11 January 2025, up to 20 January 2025: 8 entries by officer

Meetings and decisions

SOC-2025-03-01: Senior Officials Committee, 1 March 2025 (postponed)
- 1 new agenda item

MC-2025-01-18: Ministerial Council, 18 January 2025 (new)
- MC-2025-01-18/1: granted “Observer status for Nauru”

Answers
- The Ministerial Council accepted SOC-2025-01-08/1 “Observer status for Nauru” after 10 days (MC-2025-01-18/1).

Took effect, ended, lapsed or fell overdue
- SOC-2025-01-08/2 “Rules **of** <b>procedure</b>” lapsed on 13 January 2025.
- SOC-2025-01-08/3 “Pavilion” lapsed on 16 January 2025.
- SOC-2025-01-08/4 “Plan of work” ended on 16 January 2025.
- Task 1 was due on 16 January 2025: “Translate” (SEC, SOC-2025-01-08/2).

Progress
- SOC-2025-03-01 was postponed.
- Task 2 was done on 16 January 2025: “Print” (SEC, SOC-2025-01-08/2).

Objections
- India objected to SOC-2025-01-08/2 on 13 January 2025.

Parties
- NRU: Nauru

Corrections
- decision SOC-2025-01-08/4: title: "Plan" → "Plan of work"
`);
  });

  it('reports that a silence procedure ended without objection', async () => {
    expect(await done(on('2025-01-15')`digest --since ${since}`)).toContain(
      '- SOC-2025-01-08/2 “Rules **of** <b>procedure</b>” took effect on 15 January 2025.\n',
    );
    expect(await done(on('2025-01-14')`digest --since ${since}`)).not.toContain('took effect on');
  });

  it('reports an answer once, when its link is added', async () => {
    const run = on('2025-01-12');
    await done(run`meeting add --body MC --date 2025-01-12`);
    await done(run`decision add MC-2025-01-12 --action note "Report"`);
    const [entry = ''] = lines(await done(run`log --limit 1 --columns entry --no-header`));
    await done(run`decision answer SOC-2025-01-08/1 --by MC-2025-01-12/1 --decline`);
    const text = await done(run`digest --since-entry ${entry}`);
    expect(text).toContain(
      '\nAnswers\n- The Ministerial Council declined SOC-2025-01-08/1 “Observer status for Nauru” after 4 days (MC-2025-01-12/1).\n',
    );
    expect(text).not.toMatch(/Progress|Corrections/);
  });

  it('reports progress', async () => {
    const run = on('2025-01-13');
    for (const line of [
      'decision object SOC-2025-01-08/2 --party IND --on 2025-01-11',
      'decision confirm SOC-2025-01-08/3 --on 2025-01-12',
      'task report 1 --on 2025-01-12 "half of it is done"',
    ])
      await done(run(line));
    const [entry = ''] = lines(await done(run`log --limit 1 --columns entry --no-header`));
    expect(await done(run`digest --since ${since}`)).toContain('procedure</b>” lapsed on 11 January 2025.');
    await done(run`decision object SOC-2025-01-08/2 --party IND --on 2025-01-11 --withdrawn 2025-01-13`);
    expect(await done(run`digest --since ${since}`)).toContain(`
Progress
- SOC-2025-01-08/3 “Pavilion” was confirmed on 12 January 2025.
- Task 1, “Translate” (SEC, SOC-2025-01-08/2), was reported on: 12 January 2025: half of it is done.
`);
    const later = await done(run`digest --since-entry ${entry}`);
    expect(later).toContain('\nProgress\n- India withdrew its objection to SOC-2025-01-08/2 on 13 January 2025.\n');
    expect(await done(run`digest --since ${since}`)).not.toContain('lapsed on');
  });

  it('warns about new records that are already over', async () => {
    const run = on('2025-01-20');
    for (const line of [
      'meeting add --body MC --date 2025-01-18 --end-date 2025-01-19',
      'task add SOC-2025-01-08/2 "Print again" --due 2025-01-16 --done 2025-01-14',
      'task add SOC-2025-01-08/2 "Bind" --due 2025-01-16 --responsible SEC',
      'decision object SOC-2025-01-08/2 --party IND --on 2025-01-11 --withdrawn 2025-01-13',
      'document add "Rules" --symbol MC/1 --meeting MC-2025-01-18 --language en',
    ])
      await done(run(line));
    const text = await done(run`digest --since ${since}`);
    for (const line of [
      'MC-2025-01-18: Ministerial Council, 18–19 January 2025 (new)',
      '- Task 3, due 16 January 2025, done on 14 January 2025: “Print again” (SOC-2025-01-08/2).',
      '- Task 4, due 16 January 2025: “Bind” (SEC, SOC-2025-01-08/2).',
      '- India objected to SOC-2025-01-08/2 on 11 January 2025, and withdrew its objection on 13 January 2025.',
      '- MC/1, Rules (English, MC-2025-01-18)',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('leaves out what was undone, changed back, or added and removed', async () => {
    const run = on('2025-01-12');
    for (const line of [
      'party add NRU --name Nauru --kind state',
      'undo --yes',
      'decision edit SOC-2025-01-08/4 --title Other --yes',
      'decision edit SOC-2025-01-08/4 --title Plan --yes',
      'decision remove SOC-2025-01-08/4 --yes',
      'undo --yes',
    ])
      await done(run(line));
    expect(await done(run`digest --since ${since}`)).toBe(`\
What is new in the register
Since 11 January 2025, up to 12 January 2025: 6 entries by officer

Nothing was recorded, and nothing took effect, ended, lapsed or fell overdue.
`);
  });

  it('names what was removed, not what belonged to it', async () => {
    const run = on('2025-01-12', 'secretary');
    await done(run`meeting remove SOC-2025-01-08 --with-decisions --yes`);
    const text = await done(run`digest --since ${since}`);
    expect(text.slice(text.indexOf('Removed'))).toBe('Removed\n- meeting SOC-2025-01-08\n');
  });

  it('escapes texts in Markdown and HTML', async () => {
    const run = on('2025-01-15');
    expect(await done(run`digest --since ${since} --format markdown`)).toContain(
      '- SOC-2025-01-08/2 “Rules \\*\\*of\\*\\* \\<b\\>procedure\\</b\\>” took effect on 15 January 2025.\n',
    );
    const html = await done(run`digest --since ${since} --format html`);
    expect(html).toContain('Rules **of** &lt;b&gt;procedure&lt;/b&gt;');
    expect(html).toContain('<h1>What is new in the register</h1>');
  });

  it('shows the first of many', async () => {
    const text = await done(on('2025-01-12')`digest --since-entry 0 --limit 3`);
    expect(text).toMatch(/\n- SOC-2025-01-08\/1: recommended .*\n… and 3 more: --limit 0 shows all\n/);
    expect(await done(on('2025-01-12')`digest --since-entry 0 --limit 0`)).not.toContain('…');
  });

  test.each([
    ['digest --since 2025-02-30', 2, '--since: there is no 30 February 2025'],
    ['digest --since soon', 2, '--since: "soon" is neither'],
    ['digest --since 2025-01-13', 2, '--since: 2025-01-13 is in the future'],
    ['digest --since-entry 99', 3, 'no entry 99: the last is 9'],
    ['digest --since-entry -1', 2, ''],
    ['digest --since 7d --since-entry 1', 2, '--since cannot be combined with --since-entry'],
    ['digest --since last --since-entry 1', 2, '--since cannot be combined with --since-entry'],
  ])('refuses `%s`', async (line, code, message) => {
    refused(await on('2025-01-12')(line), code, message);
  });
});

describe('the last digest', () => {
  const title = 'What is new in the register';
  const mark = (): string => join(state, 'cica', 'digests', readdirSync(join(state, 'cica', 'digests'))[0] ?? '');

  it('is remembered for each person; the first digest says where it starts', async () => {
    const first = await on('2025-01-12')`digest`;
    expect(first.stderr).toBe('no digest of this register was read before; this one counts from 5 January 2025\n');
    expect(first.stdout).toContain('SOC-2025-01-08/1: recommended');
    await done(on('2025-01-13', 'secretary')`party add NRU --name Nauru --kind state`);
    const next = await on('2025-01-15')`digest --since last`;
    expect(next).toMatchObject({ stderr: '', exitCode: 0 });
    expect(next.stdout).toBe(`\
${title}
Since 12 January 2025, 12:00, up to 15 January 2025: 1 entry by secretary

Took effect, ended, lapsed or fell overdue
- SOC-2025-01-08/2 “Rules **of** <b>procedure</b>” took effect on 15 January 2025.

Parties
- NRU: Nauru
`);
    expect(lines((await on('2025-01-15')`digest`).stdout).at(-1)).toMatch(/^Nothing was recorded/);
    expect((await on('2025-01-15', 'secretary')`digest`).stderr).toContain('was read before');
  });

  it('is not moved by digests of another period, or by failed ones', async () => {
    await on('2025-01-12')`digest`;
    const before = readFileSync(mark(), 'utf8');
    await done(on('2025-01-14')`digest --since 7d`);
    expect((await on('2025-01-14')`digest -o ${join(state, 'missing', 'x.html')}`).exitCode).toBe(1);
    expect(readFileSync(mark(), 'utf8')).toBe(before);
    await done(on('2025-01-14')`digest -o ${join(state, 'x.html')}`);
    expect(readFileSync(mark(), 'utf8')).not.toBe(before);
  });

  it.each(['', '{', 'null', '{"entry":1}', '{"entry":1,"hash":"x","at":"soon"}'])(
    'begins anew if its file has %j in it',
    async (text) => {
      await on('2025-01-12')`digest`;
      writeFileSync(mark(), text);
      const { stderr, exitCode } = await on('2025-01-13')`digest`;
      expect({ stderr, exitCode }).toEqual({
        stderr: `${mark()} is corrupt; this one counts from 6 January 2025\n`,
        exitCode: 0,
      });
      expect((await on('2025-01-13')`digest`).stderr).toBe('');
    },
  );

  it('warns where it cannot be remembered', async () => {
    writeFileSync(join(state, 'cica'), '');
    const { stdout, stderr, exitCode } = await on('2025-01-12')`digest`;
    expect(stdout).toContain(title);
    expect(stderr).toMatch(/\nwarning: the next digest will repeat this one, since .* cannot be written: /);
    expect(exitCode).toBe(0);
  });

  // where no folder can be made, Node answers a recursive mkdir by trying for ever
  it.runIf(process.platform === 'linux')('warns where no folder can be made for it', async () => {
    state = '/proc/none';
    const { stdout, stderr, exitCode } = await on('2025-01-12')`digest`;
    expect(stdout).toContain(title);
    expect(stderr).toMatch(
      /\nwarning: the next digest will repeat this one, since \/proc\/none\/.* cannot be written: /,
    );
    expect(exitCode).toBe(0);
  });

  it('starts at the time of the last one if the register was restored from a backup', async () => {
    const backup = await copyOfRegister(db);
    await done(on('2025-01-11')`party add NRU --name Nauru --kind state`);
    await on('2025-01-12')`digest`;
    db = backup;
    const fewer = await on('2025-01-13')`digest`;
    expect(fewer.stderr).toBe(
      'the entry that was read last is not in this register, which may be a restored backup; this digest counts from 12 January 2025, 12:00\n',
    );
    expect((await on('2025-01-13')`digest`).stderr).toBe('');
  });
});
