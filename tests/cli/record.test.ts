import { beforeAll, describe, expect, it } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, everything, type Run, session } from '../support/session';

let run: Run;
beforeAll(async () => {
  run = session(await presetRegister());
  await done(run`meeting add --body SOC --date 2024-05-01`);
});

describe('add', () => {
  it('prints the reference on stdout and a sentence on stderr', async () => {
    expect(await run`meeting add --body MC --date "12 Dec 2023" --place Astana --title "A meeting"`).toEqual({
      stdout: 'MC-2023-12-12\n',
      stderr: 'recorded: meeting MC-2023-12-12 "A meeting"\n',
      exitCode: 0,
    });
    expect(await run`agenda add MC-2023-12-12 Planning`).toEqual({
      stdout: 'MC-2023-12-12#1\n',
      stderr: 'recorded: agenda item MC-2023-12-12#1 "Planning"\n',
      exitCode: 0,
    });
    expect(await run`decision add MC-2023-12-12 --action adopted --item 1 "The plan"`).toEqual({
      stdout: 'MC-2023-12-12/1\n',
      stderr: 'recorded: decision MC-2023-12-12/1 "The plan"\n',
      exitCode: 0,
    });
    expect(await run`body add tfg --name "Task Force" --kind working-group --reports-to "senior officials committee"`) //
      .toEqual({ stdout: 'TFG\n', stderr: 'recorded: body TFG "Task Force"\n', exitCode: 0 });
  });

  it('prints the record with --format json', async () => {
    const { stdout, stderr } =
      await run`decision add soc-2024-05-01 --action "took note of" --party applicant:Türkiye --party kazakhstan
        --tag a --tag b,c --votes-for 3 --period 2024-2026 --to "Ministerial Council" --format json ${'A “quoted” title'}`;
    expect(stderr).toBe('recorded: decision SOC-2024-05-01/1 "A “quoted” title"\n');
    expect(JSON.parse(stdout)).toMatchObject({
      ref: 'SOC-2024-05-01/1',
      date: '2024-05-01',
      body: 'SOC',
      item: null,
      action: 'note',
      kind: 'other',
      title: 'A “quoted” title',
      period: '2024-2026',
      referred_to: 'MC',
      procedure: 'vote',
      votes_for: 3,
      parties: [
        { role: 'applicant', party: 'TUR', name: 'Türkiye' },
        { role: 'subject', party: 'KAZ', name: 'Kazakhstan' },
      ],
      tags: ['a', 'b', 'c'],
    });
  });

  it('takes the names of a state from ISO 3166-1', async () => {
    expect(await run`party add sgp`).toMatchObject({ stdout: 'SGP\n', exitCode: 0 });
    expect(JSON.parse(await done(run`party show Сингапур --format json`))).toMatchObject({
      code: 'SGP',
      name: 'Singapore',
      kind: 'state',
      aliases: expect.arrayContaining(['新加坡', 'سنغافورة']),
    });
  });

  it('gives an agenda item without a number the next whole one', async () => {
    await done(run`meeting add --body SWG --date 2024-05-02`);
    await done(run`agenda add SWG-2024-05-02 First --number 4.1`);
    await done(run`agenda add SWG-2024-05-02 Other --number AOB`);
    expect(await done(run`agenda add SWG-2024-05-02 Next`)).toBe('SWG-2024-05-02#5\n');
    expect(await done(run`agenda list --meeting SWG-2024-05-02 --columns number --no-header`)).toBe('4.1\n5\nAOB\n');
  });

  it('schedules a meeting in the future', async () => {
    const status = async (date: string) =>
      JSON.parse(await done(run`meeting add --body CEP --date ${date} --format json`)).status;
    expect(await status('tomorrow')).toBe('scheduled');
    expect(await status('today')).toBe('held');
    expect(await status('2030')).toBe('scheduled');
  });
});

describe('edit', () => {
  it('changes the fields given as flags, and prints old and new values', async () => {
    await done(run`meeting add --body BC --date 2024-05-03 --place Astana --notes ${'one\ntwo'}`);
    expect(await run`meeting edit BC-2024-05-03 --place Almaty --title New --notes ${''}`).toEqual({
      stdout: 'BC-2024-05-03\n',
      stderr: [
        'changed: meeting BC-2024-05-03 "New"',
        '  title: (empty) → "New"',
        '  place: "Astana" → "Almaty"',
        '  notes: "one two" → (empty)',
        '',
      ].join('\n'),
      exitCode: 0,
    });
    expect(await run`meeting edit BC-2024-05-03 --place Almaty`).toMatchObject({
      stderr: 'unchanged: meeting BC-2024-05-03 "New"\n',
      exitCode: 0,
    });
  });

  it('replaces a list, and clears a field with an empty value', async () => {
    await done(run`meeting add --body BC --date 2024-05-04`);
    await done(run`agenda add BC-2024-05-04 Item`);
    await done(run`decision add BC-2024-05-04 --action adopt --item 1 --party sponsor:MNG --party IRN --tag a,b Title`);
    const { stdout } = await run`decision edit BC-2024-05-04/1 --party SAU --tag c --item ${''} --format json`;
    expect(JSON.parse(stdout)).toMatchObject({
      item: null,
      parties: [{ role: 'subject', party: 'SAU' }],
      tags: ['c'],
      action: 'adopt',
    });
    expect(JSON.parse(await done(run`decision edit BC-2024-05-04/1 --party ${''} --tag ${''} --format json`))) //
      .toMatchObject({ parties: [], tags: [] });
  });

  it('keeps a former code as an alias', async () => {
    await done(run`body add OLD --name "Renamed body"`);
    await done(run`meeting add --body OLD --date 2024-05-05`);
    await done(run`body edit OLD --code NEW`);
    expect(await done(run`meeting list --body old --columns ref --no-header`)).toBe('NEW-2024-05-05\n');
    expect(JSON.parse(await done(run`meeting show OLD-2024-05-05 --format json`)).meeting.ref).toBe('NEW-2024-05-05');
  });
});

it.each([
  ['meeting add --body YC --date 2024-06-01', 'YC-2024-06-01', 'would be recorded: meeting YC-2024-06-01'],
  ['meeting edit SOC-2024-05-01 --date 2024-05-09', 'SOC-2024-05-09', 'would be changed: meeting SOC-2024-05-09'],
  ['meeting remove SOC-2024-05-01 --with-decisions', 'SOC-2024-05-01', 'would be removed: meeting SOC-2024-05-01'],
  ['party add SWE', 'SWE', 'would be recorded: party SWE "Sweden"'],
  ['body remove CEP --yes', null, 'cica: the body CEP cannot be removed'],
])('%s --dry-run says what it would do, and does nothing', async (line, ref, sentence) => {
  const before = await everything(run);
  const { stdout, stderr } = await run(`${line} --dry-run`);
  expect(stdout).toBe(ref === null ? '' : `${ref}\n`);
  expect(stderr).toContain(sentence);
  expect(await everything(run)).toEqual(before);
});

describe('list and show', () => {
  it('shows a record as a page', async () => {
    await done(
      run`meeting add --body SOC --date 2024-07-01 --end-date 2024-07-02 --place Astana --chair "A. B." --chair-party KAZ`,
    );
    await done(run`agenda add SOC-2024-07-01 Enlargement --presenter "C. D."`);
    await done(run`decision add SOC-2024-07-01 --item 1 --action recommend --to MC --party applicant:SAU Observer`);
    await done(run`decision add SOC-2024-07-01 --action adopt --period 2025 "The plan"`);
    expect(await done(run`meeting show soc-2024-07-01`)).toBe(`SOC-2024-07-01
Senior Officials Committee

Date   1 July 2024 to 2 July 2024
Place  Astana
Chair  A. B., KAZ

Agenda
  1  Enlargement (presented by C. D.)
     /1  recommended: Observer (Saudi Arabia, applicant) [referred to MC]

Decisions under no agenda item
  /2  adopted: The plan [in force]
`);
    expect(
      await done(run`decision show SOC-2024-07-01/1`),
    ).toBe(`SOC-2024-07-01/1                                                  referred to MC
Observer

Action       recommended
Kind         other
Body         Senior Officials Committee (SOC)
Meeting      SOC-2024-07-01, 2 July 2024
Agenda item  1
Parties      Saudi Arabia, applicant
Referred to  Ministerial Council (MC)
`);
    expect(await done(run`show SOC-2024-07-01#1`)).toContain('Presenter  C. D.');
    expect(await done(run`show "Think Tank Forum"`)).toContain('Kind       advisory');
    expect(await done(run`show "Саудовская Аравия"`)).toContain('Saudi Arabia');
  });
});
