import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { onServer } from '../support/postgres';
import { done, everything, lines, type Run, refused, session } from '../support/session';

let db: string;
let folder: string;
let run: Run;
beforeEach(async () => {
  db = await demoRegister();
  folder = temporaryFolder();
  run = session(db, { cwd: folder });
});

const json = async (line: string) => JSON.parse(await done(run(`${line} --format json`)));
const statusOf = async (ref: string, day: string): Promise<string> =>
  (await json(`decision show ${ref} --as-of ${day}`)).status;
const standingOf = async (party: string, day: string) => {
  const { standing, since } = await json(`party show ${party} --as-of ${day}`);
  return [standing, since];
};

describe('the story of the demo', () => {
  it('of the recommendation on Saudi Arabia', async () => {
    expect(await json('decision pending --to MC --as-of 2023-12-20')).toEqual([
      {
        ref: 'SOC-2023-12-12/5',
        date: '2023-12-12',
        body: 'SOC',
        referred_to: 'MC',
        title: 'Observer status for Saudi Arabia',
        parties: [{ role: 'applicant', party: 'SAU', name: 'Saudi Arabia' }],
        days: 8,
      },
    ]);
    expect(await json('decision pending --to MC --as-of 2023-12-27')).toEqual([]);
    expect(await json('decision show SOC-2023-12-12/5 --as-of 2023-12-27')).toMatchObject({
      status: 'accepted',
      answered_by: 'MC-2023-12-26/1',
      linked_by: [{ ref: 'MC-2023-12-26/1', relation: 'answers', answer: 'accept', body: 'MC', forced: false }],
    });
    expect(await json('decision show SOC-2023-12-12/5 --as-of 2023-12-25')).toMatchObject({ answered_by: null });
    expect(await standingOf('SAU', '2023-12-11')).toEqual([null, null]);
    expect(await standingOf('SAU', '2023-12-25')).toEqual(['applicant', '2023-12-12']);
    expect(await standingOf('SAU', '2023-12-26')).toEqual(['observer', '2023-12-26']);
    expect(await json('party standing SAU')).toMatchObject([
      { step: 'recommended', standing: 'applicant', since: '2023-12-12', given_by: 'SOC-2023-12-12/5' },
      { step: 'granted', standing: 'observer', since: '2023-12-26', given_by: 'MC-2023-12-26/1' },
    ]);
    expect(await done(run`party list --standing observer --as-of 2022-01-01 --columns code --no-header`)) //
      .not.toContain('SAU');
  });

  it.each([
    ['SOC-2023-12-12/1', '2023-12-20', 'upcoming'],
    ['SOC-2023-12-12/1', '2024-03-01', 'in force'],
    ['SOC-2023-12-12/1', '2025-03-31', 'ended'],
    ['SOC-2024-06-27/5', '2024-07-01', 'provisional'],
    ['SOC-2024-06-27/5', '2024-07-11', 'provisional'],
    ['SOC-2024-06-27/5', '2024-07-12', 'in force'],
    ['SWG-2022-12-12/3', '2025-01-01', 'referred'],
  ])('%s was, on %s, %s', async (ref, day, status) => {
    expect(await statusOf(ref, day)).toBe(status);
  });

  it('of chains', async () => {
    expect(await json('decision trace MC-2024-03-19/1')).toMatchObject([
      { ref: 'SOC-2024-03-14/1', relation: null, days: null },
      { ref: 'MC-2024-03-19/1', relation: 'answers', answer: 'accept', earlier: 'SOC-2024-03-14/1', days: 5 },
    ]);
    expect(await done(run`decision trace SWG-2022-12-12/1`)).toContain('[referred to SOC]');
  });

  it("of Bangladesh's ratification", async () => {
    const parties = await json('instrument show CPI');
    expect(parties).toHaveLength(28);
    expect(parties.find(({ party }: { party: string }) => party === 'BGD')).toEqual({
      party: 'BGD',
      name: 'Bangladesh',
      bound: 'yes',
      act: 'ratification',
      since: null,
      noted_by: 'SOC-2023-12-12/6',
    });
    expect(await done(run`instrument show CPI`)).toMatch(
      /BGD +Bangladesh +yes +ratification +unknown +SOC-2023-12-12\/6/,
    );
  });
});

describe('an answer', () => {
  it('closes the referral, and reopens it when removed', async () => {
    const tourism = 'SWG-2022-12-12/1';
    expect(await done(run`decision answer ${tourism} --by SOC-2024-12-05/2 --decline --note "no money"`)).toBe(
      'SOC-2024-12-05/2\n',
    );
    expect(await statusOf(tourism, '2024-12-04')).toBe('referred');
    expect(await statusOf(tourism, '2024-12-05')).toBe('declined');
    expect(await done(run`decision show ${tourism}`)).toContain(
      'answers this (decline); SOC, 5 December 2024; no money',
    );
    await done(run`decision link SOC-2024-12-05/2 --answers ${tourism} --remove`);
    expect(await statusOf(tourism, '2024-12-05')).toBe('referred');
  });

  it('may answer several, and be a referral itself', async () => {
    const ref = (
      await done(
        run`decision add SOC-2024-12-05 --action agree --to MC --answers SWG-2022-12-12/1 --answers SWG-2022-12-12/2 --accept Papers`,
      )
    ).trim();
    expect(await statusOf('SWG-2022-12-12/1', '2024-12-05')).toBe('accepted');
    expect(await statusOf('SWG-2022-12-12/2', '2024-12-05')).toBe('accepted');
    expect(await statusOf(ref, '2024-12-05')).toBe('referred');
    const chain = await json('decision trace SWG-2022-12-12/1');
    expect(chain.map((one: { ref: string }) => one.ref)).toEqual(['SWG-2022-12-12/1', ref]);
    expect(await done(run`decision trace ${ref} --format mermaid`)).toMatch(
      /^flowchart TD\n {2}d\d+\["SWG-2022-12-12\/1<br>/,
    );
    expect(await done(run`decision trace ${ref} --format dot`)).toMatch(
      /^digraph decisions \{\n[\s\S]* -> [\s\S]*\}\n$/,
    );
  });

  it.each([
    ['--by MC-2024-03-19/1 --accept', 'SWG-2022-12-12/1', 4, 'SWG-2022-12-12/1 was referred to SOC, not to MC'],
    [
      '--by MC-2024-03-19/1 --accept',
      'SOC-2023-12-12/5',
      4,
      'SOC-2023-12-12/5 was already answered, by MC-2023-12-26/1',
    ],
    ['--by MC-2023-09/1 --accept', 'SOC-2024-03-14/1', 4, 'was already answered'],
    ['--by SOC-2024-12-05/1 --accept', 'SOC-2023-12-12/1', 4, 'is not referred to a body'],
    ['--by SOC-2024-12-05/1', 'SWG-2022-12-12/1', 2, 'an answer that says neither yes nor no'],
    ['--by SOC-2024-12-05/1 --accept --decline', 'SWG-2022-12-12/1', 2, '--accept cannot be combined with --decline'],
    ['--by SOC-2024-12-05/99 --accept', 'SWG-2022-12-12/1', 3, 'no decision SOC-2024-12-05/99'],
  ])('%s to %s is refused', async (flags, ref, code, message) => {
    const before = await everything(run);
    const ran = await run(`decision answer ${ref} ${flags}`);
    expect(ran.stderr).toContain(message);
    expect([ran.stdout, ran.exitCode]).toEqual(['', code]);
    expect(await everything(run)).toEqual(before);
  });

  it('to a referral withdrawn earlier is refused; one withdrawn later stays answered', async () => {
    await done(run`meeting add --body SWG --date 2023-01-10`);
    await done(run`decision add SWG-2023-01-10 --action withdraw --rescinds SWG-2022-12-12/1 Back`);
    expect(await statusOf('SWG-2022-12-12/1', '2023-01-10')).toBe('withdrawn');
    const ran = await run`decision answer SWG-2022-12-12/1 --by SOC-2024-12-05/1 --accept`;
    refused(ran, 4, 'SWG-2022-12-12/1 had been withdrawn by 2024-12-05');
    await done(run`decision link MC-2024-03-19/1 --rescinds SOC-2023-12-12/5`);
    expect(await statusOf('SOC-2023-12-12/5', '2024-03-18')).toBe('accepted');
    expect(await statusOf('SOC-2023-12-12/5', '2024-03-19')).toBe('rescinded');
  });

  it('that is rescinded still counts; rescinding a superseding decision does not revive the superseded one', async () => {
    await done(run`meeting add --body MC --date 2025-01-10`);
    await done(run`decision link SOC-2024-12-05/1 --supersedes SOC-2023-12-12/3`);
    const add = 'decision add MC-2025-01-10 --action rescind --rescinds';
    await done(run(`${add} MC-2024-03-19/1 --rescinds SOC-2024-12-05/1 Back`));
    expect(await statusOf('MC-2024-03-19/1', '2025-01-10')).toBe('rescinded');
    expect(await statusOf('SOC-2024-03-14/1', '2025-01-10')).toBe('accepted');
    expect(await statusOf('SOC-2024-12-05/1', '2025-01-10')).toBe('rescinded');
    expect(await statusOf('SOC-2023-12-12/3', '2025-01-10')).toBe('superseded');
  });

  it('that is dated before the referral is refused', async () => {
    await done(run`meeting add --body SOC --date 2022-12-01`);
    const ran = await run`decision add SOC-2022-12-01 --action approve --answers SWG-2022-12-12/1 --accept X`;
    refused(ran, 4, 'SOC-2022-12-01/1 (2022-12-01) is earlier than SWG-2022-12-12/1 (2022-12-12)');
  });

  it('keeps who was asked, and who answered', async () => {
    refused(
      await run`decision edit SOC-2023-12-12/5 --to SUMMIT`,
      4,
      '--to: MC has already answered it, by MC-2023-12-26/1',
    );
    refused(await run`decision edit SOC-2023-12-12/5 --to ${''}`, 4, 'SOC-2023-12-12/5 is not referred to a body');
    const moved = await run`meeting edit MC-2023-12-26 --body SUMMIT`;
    refused(moved, 4, '--body: MC-2023-12-26/1 answers SOC-2023-12-12/5, which asked MC');
    refused(
      await run`meeting edit SOC-2024-06-27 --date 2024-08-01`,
      4,
      'the deadline 2024-07-11 is before the decision',
    );
    expect(await done(run`meeting edit MC-2023-12-26 --date 2023-12-28`)).toBe('MC-2023-12-28\n');
    expect(await standingOf('SAU', '2024-01-01')).toEqual(['observer', '2023-12-28']);
  });

  it('that forms a cycle is refused', async () => {
    await done(run`decision edit SOC-2024-12-05/1 --to SOC`);
    await done(run`decision edit SOC-2024-12-05/2 --to SOC`);
    await done(run`decision answer SOC-2024-12-05/1 --by SOC-2024-12-05/2 --accept`);
    const ran = await run`decision answer SOC-2024-12-05/2 --by SOC-2024-12-05/1 --accept`;
    refused(ran, 4, 'SOC-2024-12-05/2 already links to this decision, so this would be a circle');
    refused(
      await run`decision link SOC-2024-12-05/2 --cites SOC-2024-12-05/2`,
      4,
      'SOC-2024-12-05/2 cannot be linked to itself',
    );
  });

  it('from another body is accepted with --force, and then shown', async () => {
    await done(run`decision answer SWG-2022-12-12/1 --by MC-2024-03-19/1 --accept --force`);
    expect(await done(run`decision show SWG-2022-12-12/1`)).toContain('though another body');
    await done(run`export decisions -o all.csv`);
    await done(run`decision link MC-2024-03-19/1 --answers SWG-2022-12-12/1 --remove`);
    expect((await run`import all.csv`).stderr).toContain('links: SWG-2022-12-12/1 was referred to SOC, not to MC');
    expect((await run`import all.csv --force`).stderr).toContain('1 decision updated');
  });

  it('that lapses opens the referral again, for another one', async () => {
    const add = 'decision add SOC-2024-12-05 --action approve --answers SWG-2022-12-12/1 --accept';
    const ref = (await done(run(`${add} --silence-until 14d Paper`))).trim();
    expect(await statusOf('SWG-2022-12-12/1', '2024-12-20')).toBe('accepted');
    await done(run`decision object ${ref} --party IND --on 2024-12-10`);
    expect(await statusOf(ref, '2024-12-10')).toBe('lapsed');
    expect(await statusOf('SWG-2022-12-12/1', '2024-12-20')).toBe('referred');
    await done(run(`${add} Again`));
    expect(await statusOf('SWG-2022-12-12/1', '2024-12-20')).toBe('accepted');
  });
});

describe('a later decision', () => {
  it.each([
    ['supersedes', 'superseded'],
    ['rescinds', 'rescinded'],
    ['amends', 'amended'],
    ['follows-up', 'in force'],
    ['cites', 'in force'],
  ])('that %s makes an earlier one %s, from its day on, seen from both ends', async (relation, status) => {
    const paper = 'SOC-2023-12-12/3';
    await done(run(`decision link SOC-2024-12-05/4 --${relation} ${paper}`));
    expect(await statusOf(paper, '2024-12-04')).toBe('in force');
    expect(await statusOf(paper, '2024-12-05')).toBe(status);
    const words = relation.replace('follows-up', 'follows up on');
    expect(await done(run`decision show SOC-2024-12-05/4`)).toContain(`SOC-2023-12-12/3  ${words} it`);
    expect(await done(run`decision show ${paper}`)).toContain(`SOC-2024-12-05/4  ${words} this`);
    expect(await done(run`decision list --in-force --as-of 2024-12-31 --kind concept-paper --columns ref --no-header`)) //
      .toBe(`${['in force', 'amended'].includes(status) ? `${paper}\n` : ''}SOC-2023-12-12/4\n`);
    await done(run(`decision link SOC-2024-12-05/4 --${relation} ${paper} --remove`));
    expect(await statusOf(paper, '2024-12-05')).toBe('in force');
    refused(
      await run(`decision link SOC-2024-12-05/4 --${relation} ${paper} --remove`),
      3,
      'SOC-2024-12-05/4 has no link',
    );
  });

  it('cannot be an earlier one', async () => {
    const ran = await run`decision link SOC-2023-12-12/3 --amends SOC-2024-12-05/4`;
    refused(ran, 4, 'SOC-2023-12-12/3 (2023-12-12) is earlier than SOC-2024-12-05/4 (2024-12-05)');
    const moved = await run`meeting edit MC-2023-12-26 --date 2023-12-01`;
    refused(moved, 4, 'MC-2023-12-01/1 (2023-12-01) is earlier than SOC-2023-12-12/5');
  });
});

describe('conditions', () => {
  const paper = 'SOC-2024-06-27/5';

  it('a silence ends early by confirmation', async () => {
    await done(run`decision confirm ${paper} --on 2024-07-05`);
    expect(await statusOf(paper, '2024-07-04')).toBe('provisional');
    expect(await statusOf(paper, '2024-07-05')).toBe('in force');
  });

  it('a silence is broken by an objection, unless that is withdrawn in time', async () => {
    await done(run`decision object ${paper} --party India --on 2024-07-03`);
    expect(await statusOf(paper, '2024-07-02')).toBe('provisional');
    expect(await statusOf(paper, '2024-07-03')).toBe('lapsed');
    refused(await run`decision confirm ${paper} --on 2024-07-05`, 4, 'SOC-2024-06-27/5 had lapsed by 2024-07-05');
    refused(await run`decision confirm ${paper}`, 4, 'SOC-2024-06-27/5 had lapsed by 2025-01-15');
    await done(run`decision object ${paper} --party IND --withdrawn 2024-07-08`);
    expect(await statusOf(paper, '2024-07-07')).toBe('lapsed');
    expect(await statusOf(paper, '2024-07-08')).toBe('provisional');
    expect(await statusOf(paper, '2024-07-12')).toBe('in force');
    expect(await done(run`decision show ${paper}`)).toContain('IND  3 July 2024, withdrawn 8 July 2024');
    await done(run`decision object ${paper} --party IND --remove --yes`);
    expect(await json(`decision show ${paper}`)).toMatchObject({ objections: [] });
  });

  it.each([
    [
      `object ${paper} --party IND --on 2024-07-12`,
      4,
      'could be broken from 2024-06-27 to 2024-07-11, not on 2024-07-12',
    ],
    [`object ${paper} --party IND --on 2024-06-26`, 4, 'not on 2024-06-26'],
    [`object ${paper} --party IND --on 2024-07-03 --withdrawn 2024-07-01`, 4, 'cannot be withdrawn before it was made'],
    [`object ${paper} --party IND --withdrawn 2024-07-01`, 3, 'no objection of IND to SOC-2024-06-27/5'],
    [`object SOC-2024-06-27/4 --party IND --on 2024-07-01`, 4, 'has no silence that an objection could break'],
    [`object ${paper} --party ATL`, 3, 'no party "ATL"'],
    [`confirm SOC-2024-06-27/4`, 4, 'there is nothing to confirm'],
    [`confirm ${paper} --on 2024-07-20`, 4, 'ended on 2024-07-11, so there is nothing to confirm'],
    [`confirm ${paper} --on 2024-06-01`, 4, 'cannot be confirmed before its date'],
    [`edit ${paper} --silence-until 2024-06-01`, 4, 'the deadline 2024-06-01 is before the decision'],
    [`edit ${paper} --silence-until 14x`, 2, 'is neither a date nor a span of time'],
    [`edit ${paper} --procedure vote`, 4, 'has no silence to break'],
    [`edit ${paper} --condition-until 14d`, 4, 'there is a deadline, but no condition'],
  ])('%s is refused', async (line, code, message) => {
    const ran = await run(`decision ${line}`);
    expect(ran.stderr).toContain(message);
    expect([ran.stdout, ran.exitCode]).toEqual(['', code]);
  });

  it('a condition is met by confirmation alone, and lapses after its deadline', async () => {
    const ref = 'SOC-2024-12-05/1';
    await done(run`decision edit ${ref} --condition "when the fund is open" --condition-until 2025-01-31`);
    expect(await statusOf(ref, '2025-01-31')).toBe('provisional');
    expect(await statusOf(ref, '2025-02-01')).toBe('lapsed');
    await done(run`decision confirm ${ref} --on 2025-01-10`);
    expect((await run`decision confirm ${ref}`).stderr).toMatch(/^unchanged: .*\n {2}confirmed_on: "2025-01-10"\n$/);
    expect(await statusOf(ref, '2025-01-09')).toBe('provisional');
    expect(await statusOf(ref, '2025-02-01')).toBe('in force');
  });
});

describe('a standing', () => {
  const grant = 'decision add MC-2024-03-19 --action grant --kind membership --party applicant:JPN';

  it('comes with the decision that grants it, ends the previous one, and follows changes of the decision', async () => {
    const ref = (await done(run(`${grant} Membership`))).trim();
    expect(await standingOf('JPN', '2024-03-18')).toEqual(['observer', null]);
    expect(await standingOf('JPN', '2024-03-19')).toEqual(['member', '2024-03-19']);
    await done(run`decision edit ${ref} --effective-on 2024-05-01`);
    expect(await standingOf('JPN', '2024-04-30')).toEqual(['observer', null]);
    await done(run`meeting add --body MC --date 2025-01-10`);
    const undo = (await done(run`decision add MC-2025-01-10 --action rescind --rescinds ${ref} Back`)).trim();
    expect(await standingOf('JPN', '2025-01-09')).toEqual(['member', '2024-05-01']);
    expect(await standingOf('JPN', '2025-01-10')).toEqual([null, null]);
    await done(run`decision remove ${undo} --yes`);
    expect(await standingOf('JPN', '2025-01-10')).toEqual(['member', '2024-05-01']);
    await done(run`decision remove ${ref} --yes`);
    expect(await standingOf('JPN', '2025-01-10')).toEqual(['observer', null]);
  });

  it('that was rescinded continues, once the rescission is removed, until the next one', async () => {
    const ref = (await done(run(`${grant} Membership`))).trim();
    await done(run`meeting add --body MC --date 2024-06-01`);
    const undo = (await done(run`decision add MC-2024-06-01 --action rescind --rescinds ${ref} Back`)).trim();
    await done(run`party standing JPN --set partner --since 2024-09-01`);
    await done(run`decision remove ${undo} --yes`);
    expect(await standingOf('JPN', '2024-08-31')).toEqual(['member', '2024-03-19']);
    expect(await standingOf('JPN', '2024-09-01')).toEqual(['partner', '2024-09-01']);
  });

  it('is not given by --grants none, nor by a decision that lapses', async () => {
    await done(run(`${grant} --grants none A`));
    expect(await standingOf('JPN', '2024-03-19')).toEqual(['observer', null]);
    const ref = (await done(run(`${grant} --silence-until 14d B`))).trim();
    expect(await standingOf('JPN', '2024-04-02')).toEqual(['observer', null]);
    expect(await standingOf('JPN', '2024-04-03')).toEqual(['member', '2024-04-03']);
    await done(run`decision object ${ref} --party IND --on 2024-03-20`);
    expect(await standingOf('JPN', '2024-04-03')).toEqual(['observer', null]);
  });

  it('from another known day is refused, naming --grants none', async () => {
    const ran = await run`decision add MC-2024-03-19 --action grant --kind observer-status --party applicant:SAU Again`;
    refused(ran, 4, '--grants: SAU is on record as observer since 2023-12-26');
    expect(ran.stderr).toContain('--grants none');
  });

  it('with an unknown start, or one known to the year, gets the exact day', async () => {
    await done(run`meeting add --body SOC --date 2021-06-21`);
    const turkmenistan = 'decision add SOC-2021-06-21 --action grant --kind observer-status --party applicant:TKM X';
    const ref = (await done(run(turkmenistan))).trim();
    expect(await standingOf('TKM', '2022-01-01')).toEqual(['observer', '2021-06-21']);
    await done(run`decision remove ${ref} --yes`);
    expect(await standingOf('TKM', '2022-01-01')).toEqual(['observer', '2021']);
  });

  it('can be recorded by hand, and never overlaps', async () => {
    await done(run`party standing UNESCAP --set partner --since 2020 --until 2022-01-01`);
    expect(await standingOf('UNESCAP', '2021-06-01')).toEqual(['partner', '2020']);
    refused(
      await run`party standing UNESCAP --set observer --since 2021`,
      4,
      '--since: UNESCAP was partner then (since 2020, until 2022-01-01)',
    );
    await done(run`party standing UNESCAP --set observer --since 2022-01-01`);
    await done(run`party standing UNESCAP --set partner --remove --yes`);
    expect(lines(await done(run`party standing UNESCAP --no-header`))).toHaveLength(1);
  });
});

describe('tasks', () => {
  it('are recorded, reported on, and done', async () => {
    expect(await done(run`task add SOC-2024-12-05/4 "Draft a programme" --responsible Secretariat --due 30d`)).toBe(
      '1\n',
    );
    expect(await json('task list')).toMatchObject([
      { id: 1, responsible: 'SEC', due_on: '2025-01-04', status: 'overdue' },
    ]);
    expect(await json('task list --overdue --as-of 2025-01-04')).toEqual([]);
    await done(run`task report 1 "A draft went round" --on 2025-01-08`);
    expect(await done(run`task show 1`)).toContain('8 January 2025: A draft went round');
    await done(run`task done 1 --on 2025-01-10`);
    expect(await done(run`decision show SOC-2024-12-05/4`)).toContain('Tasks: 1 of 1 done');
    refused(await run`task done 1 --on 2020-01-01`, 4, 'the task cannot be done before its decision');
    refused(
      await run`decision remove SOC-2024-12-05/4 --yes`,
      4,
      'the decision SOC-2024-12-05/4 cannot be removed: task 1 depends',
    );
    await done(run`decision remove SOC-2024-12-05/4 --with-decisions --yes`);
    expect(await json('task list')).toEqual([]);
  });

  it('stay done on the day that was recorded, unless another is given', async () => {
    for (const what of ['One', 'Two', 'Three']) await done(run`task add SOC-2024-12-05/4 ${what}`);
    await done(run`task done 1 --on 2025-01-02`);
    await done(run`task done 2 --on 2025-01-03`);
    const days = async () => lines(await done(run`task list --columns done_on --no-header --sort id`));
    expect(await run`task done 1`).toEqual({
      stdout: '1\n',
      stderr: 'unchanged: task 1 "One"\n  done_on: "2025-01-02"\n',
      exitCode: 0,
    });
    expect((await run`task done 1 2 3`).stderr).toContain('3 tasks: 1 changed, 2 unchanged');
    expect(await days()).toEqual(['2025-01-02', '2025-01-03', '2025-01-15']);
    await done(run`task done 1 --on today`);
    await done(run`task done 2 --on 2025-01-04`);
    expect(await days()).toEqual(['2025-01-15', '2025-01-04', '2025-01-15']);
  });
});

describe('what falls due', () => {
  it('is one list, overdue first, and a calendar that another parser reads', async () => {
    await done(run`task add SOC-2024-06-27/4 "Draft; a, charter" --due 2024-07-05 --responsible SEC`);
    await done(run`meeting add --body MC --date 2024-07-20 --status scheduled`);
    const found = await json('due --as-of 2024-07-01');
    expect(found.map(({ what, days }: { what: string; days: number }) => [what, days]).slice(-3)).toEqual([
      ['task 1', 4],
      ['end of silence', 10],
      ['meeting', 19],
    ]);
    expect(found[0]).toMatchObject({ what: 'referral', days: -476, who: 'SOC' });
    const text = await done(run`due --as-of 2024-07-01 --format ics`);
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(events).toHaveLength(found.length);
    expect(events.map(({ summary }) => summary)).toContain('task 1: Draft; a, charter');
    expect(events.at(-1)?.startDate.toString()).toBe('2024-07-20');
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  });
});

describe('documents', () => {
  it('record the hash of a file, detect when it has changed, and keep a copy', async () => {
    writeFileSync(join(folder, 'paper.txt'), 'words');
    const sha256 = createHash('sha256').update('words').digest('hex');
    expect(await done(run`document add "A paper" --symbol P/1 --file paper.txt --decision SOC-2024-12-05/1`)).toBe(
      'P/1\n',
    );
    expect(await json('document show P/1')).toMatchObject({
      sha256,
      size: 5,
      meeting: 'SOC-2024-12-05',
      kind: 'other',
    });
    expect(await done(run`document show P/1 --check-file`)).toContain('the same as when it was recorded');
    writeFileSync(join(folder, 'paper.txt'), 'other');
    expect(await done(run`document show P/1`)).toContain('present, but not read');
    const changed = await run`document show P/1 --check-file`;
    expect(changed.stdout).toContain('changed since it was recorded');
    expect(changed.exitCode).toBe(1);
    writeFileSync(join(folder, 'paper.txt'), 'longer');
    expect(await done(run`document show P/1`)).toContain('changed since it was recorded');
    const files = onServer ? join(folder, 'kept') : `${db}.files`;
    const keeping = session(db, { cwd: folder, env: onServer ? { CICA_FILES: files } : {} });
    await done(keeping`document add "B paper" --symbol P/2 --file paper.txt --attach`);
    const [copy = ''] = readdirSync(files);
    expect(copy).toMatch(/^[0-9a-f]{64}\.txt$/);
    writeFileSync(join(folder, 'paper.txt'), 'again');
    expect(await done(keeping`show P/2`)).toContain('the same as when it was recorded');
    expect(await done(run`decision show SOC-2024-12-05/1`)).toContain('P/1  A paper');
    refused(await run`document add C --file none.pdf`, 1, 'none.pdf cannot be read or kept: there is no such file');
    refused(
      await run`document add C --symbol P/1 --meeting SOC-2024-12-05`,
      4,
      '--symbol: the symbol P/1 already belongs to "A paper"',
    );
    expect(existsSync(join(folder, 'none.pdf'))).toBe(false);
  });
});

describe('acts', () => {
  it('bind a party from their date until it withdraws', async () => {
    const bound = async (day: string) =>
      (await json(`instrument show CPI --as-of ${day}`)).find(({ party }: { party: string }) => party === 'MNG').bound;
    await done(run`instrument act CPI MNG --kind signature --on 2010`);
    await done(run`instrument act CPI MNG --kind ratification --on 2012-05-01`);
    await done(run`instrument act CPI MNG --kind withdrawal --on 2020-05-01`);
    expect(await bound('2009-01-01')).toBe('not on record');
    expect(await bound('2011-01-01')).toBe('signed');
    expect(await bound('2015-01-01')).toBe('yes');
    expect(await bound('2021-01-01')).toBe('withdrawn');
    expect((await run`instrument act CPI MNG --kind signature --on 2010`).stderr).toBe('unchanged: act CPI MNG\n');
  });
});

it('statistics count, and say how long referrals waited', async () => {
  const rows = await json('stats');
  expect(rows).toContainEqual({ what: 'year', group: '2023', number: 10, median_days: null, longest_days: null });
  expect(rows).toContainEqual({
    what: 'answered referrals',
    group: 'MC',
    number: 2,
    median_days: 9.5,
    longest_days: 14,
  });
  expect(rows).toContainEqual({
    what: 'waiting referrals',
    group: 'SOC',
    number: 5,
    median_days: null,
    longest_days: null,
  });
  expect(await done(run`stats`)).toMatch(/Decisions by year\n {2}2022 {2}█+. 5\n/);
});

it('search results show the status of decisions', async () => {
  await done(run`task add SOC-2024-12-05/4 "Draft a zebra programme" --responsible SEC`);
  await done(run`document add "Zebra paper" --decision SOC-2024-12-05/4`);
  await done(run`decision object SOC-2024-06-27/5 --party IND --on 2024-07-01 --note "zebra clause"`);
  await done(run`party standing JPN --set observer --note "zebra summit"`);
  const found = await json('search zebra');
  expect(found.map(({ entity, ref }: { entity: string; ref: string }) => `${entity} ${ref}`).toSorted()).toEqual([
    'document Zebra paper',
    'objection SOC-2024-06-27/5',
    'standing JPN',
    'task 1',
  ]);
  expect(await done(run`search "privileges and immunities"`)).toContain('CPI');
});

it.each([
  [
    'decision add MC-2024-03-19 --action grant --kind observer-status --party applicant:JPN --silence-until 2024-03-20 X',
    0,
    '',
  ],
  [
    'decision answer SOC-2023-12-12/5 --by MC-2023-12-26/1 --decline',
    4,
    'MC-2023-12-26/1 already says accept to SOC-2023-12-12/5',
  ],
  [
    'decision add SOC-2024-12-05 --action defer --answers SWG-2022-12-12/1 --accept X',
    4,
    'a decision that defers a matter does not',
  ],
  [
    'decision add SOC-2024-12-05 --action reject --answers SWG-2022-12-12/1 --accept X',
    4,
    'a decision that rejects does not accept',
  ],
  ['party standing SAU --set observer --remove --yes', 4, 'the standing was granted by MC-2023-12-26/1'],
  ['meeting edit MC-2023-12-26 --status cancelled', 4, 'the meeting has decisions, so it was held'],
  ['document add X --file /dev/zero', 1, 'is not a regular file'],
  [
    'decision add MC-2023-12-26 --action grant --kind observer-status --party applicant:SAU X',
    4,
    'MC-2023-12-26/1 already granted SAU the standing',
  ],
])('%s ends with %i', async (line, code, message) => {
  const { stderr, exitCode } = await run(line);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(code);
});

it('a standing given by a meeting of an unknown day keeps the month', async () => {
  await done(run`meeting add --body MC --date 2022-10`);
  await done(run`decision add MC-2022-10 --action grant --kind membership --party applicant:JPN X`);
  expect(await standingOf('JPN', '2022-10-01')).toEqual(['member', '2022-10']);
  expect(await standingOf('JPN', '2022-09-30')).toEqual(['observer', null]);
});

it('documents without a symbol are distinguished by their titles', async () => {
  await done(run`document add Paper`);
  refused(await run`document add Paper`, 4, 'there is already a document "Paper"');
  expect(await done(run`document add Paper --symbol P/1`)).toBe('P/1\n');
  expect(await done(run`document edit Paper --language en`)).toBe('Paper\n');
});
