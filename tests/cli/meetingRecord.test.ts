import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoRegister, presetRegister } from '../support/cica';
import { done, type Run, refused, session } from '../support/session';

let demo: Run;
beforeAll(async () => {
  demo = session(await demoRegister());
});

describe('the record of a meeting', () => {
  it('contains decisions and later developments', async () => {
    expect(
      await done(demo`meeting record SOC-2024-03-14 --as-of 2024-03-31`),
    ).toBe(`# Senior Officials Committee: record of decisions

14 March 2024

## Decisions

1. The Senior Officials Committee **recommended** “Chairmanship of Azerbaijan for 2024-2026” to the Ministerial Council (SOC-2024-03-14/1).

   The Ministerial Council accepted it on 19 March 2024 (MC-2024-03-19/1).

*Source: Vestnik Kavkaza, 20 March 2024*

*Later developments are stated as of 31 March 2024.*
`);
    expect(await done(demo`meeting record SOC-2024-03-14 --as-of 2024-03-15`)).toContain(
      'The Ministerial Council had not answered by 15 March 2024.',
    );
  });

  it('leaves out later developments with --plain', async () => {
    const plain = await done(demo`meeting record SOC-2024-03-14 --plain`);
    expect(plain).toContain('**recommended**');
    expect(plain).not.toMatch(/accepted|Later developments/);
  });

  it('refuses a reference to anything but a meeting', async () => {
    refused(await demo`meeting record SOC-2024-03-15`, 3, 'no meeting SOC-2024-03-15');
    refused(await demo`meeting agenda Mongolia`, 3, 'no meeting "Mongolia"');
    refused(await demo`meeting agenda ""`, 2, 'a name is empty');
    const decision = 'SOC-2024-03-14/1';
    refused(
      await demo`meeting record ${decision}`,
      3,
      `"${decision}" is the reference of a decision, not of a meeting`,
    );
    refused(await demo`meeting record SOC-2024-03-14 --format pdf`, 2, '--format cannot be "pdf"');
  });
});

/** A meeting with all that a record can tell, and what its record is. */
const [whole, expected] = ['meeting.yaml', 'expected.md'].map((name) =>
  readFileSync(join('tests/cli/meetingRecord', name), 'utf8'),
) as [string, string];

describe('a record with every column set', () => {
  let run: Run;
  beforeAll(async () => {
    const db = await presetRegister();
    run = session(db);
    await done(session(db, { input: whole })`import -`);
    await done(run`meeting add --body MC --date 2024-09-20`);
    await done(
      run`decision add MC-2024-09-20 "LAS as observer" --action grant --kind observer-status --party applicant:LAS --answers SOC-2024-06-12/4 --accept`,
    );
    await done(run`decision add MC-2024-09-20 Amendment --action adopt --amends SOC-2024-06-12/2`);
    await done(run`decision confirm SOC-2024-06-12/2 --on 2024-08-30`);
    await done(run`meeting add --body EXPERTS --date 2030-05`);
  });

  it('reads like the record of a secretariat', async () => {
    expect(await done(run`meeting record SOC-2024-06-12 --as-of 2024-12-01`)).toBe(expected);
  });

  it('states what was known on a date', async () => {
    const early = await done(run`meeting record SOC-2024-06-12 --as-of 2024-06-22`);
    expect(early).toContain('The Ministerial Council had not answered by 22 June 2024.');
    expect(early).toContain('India objected on 20 June 2024 (“Awaits its parliament”).');
    expect(early).toContain('It has lapsed.');
    expect(early).toContain('- Name a focal point (Mongolia, by 30 September 2024)');
    expect(early).toContain('It was provisional as of 22 June 2024.');
    expect(early).not.toMatch(/MC-2024|condition was met/);
    const late = await done(run`meeting record SOC-2024-06-12 --as-of 2026-01-01`);
    expect(late).toContain('- Report on the programme (Secretariat, by 31 March 2025; overdue)');
  });

  it('says that nothing is on record', async () => {
    expect(await done(run`meeting record EXPERTS-2030-05`)).toBe(`# Experts Meeting: record of decisions

May 2030

No decisions of this meeting are on record.
`);
    expect(await done(run`meeting agenda EXPERTS-2030-05`)).toBe(`# Experts Meeting: provisional agenda

May 2030

No agenda of this meeting is on record.
`);
  });
});
