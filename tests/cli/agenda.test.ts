import { beforeEach, describe, expect, it } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

let run: Run;
beforeEach(async () => {
  run = session(await presetRegister());
  await done(run`meeting add --body SOC --date 2024-12-05`);
});

const meeting = 'SOC-2024-12-05';

async function add(...numbers: string[]): Promise<void> {
  for (const number of numbers) await done(run`agenda add ${meeting} ${`Item ${number}`} --number ${number}`);
}

/** The agenda: the number of each item, and the one that it was added with. */
const agenda = async (of = meeting): Promise<string[]> =>
  lines(await done(run`agenda list --meeting ${of} --format csv --columns number,title --no-header`)).map((line) =>
    line.replace(',Item ', ' was '),
  );

const entries = async (): Promise<number> =>
  new Set(lines(await done(run`log --format csv --columns entry --no-header`))).size;

it('is in the order of --sort number', async () => {
  await add('10', '2', 'b', 'AOB', '2.10', '2.2', '10a', '1');
  const listed = async (more: string) =>
    lines(await done(run(`agenda list --meeting ${meeting} --columns number --no-header ${more}`)));
  expect(await listed('')).toEqual(await listed('--sort number'));
  expect(await listed('')).toEqual(['1', '2', '2.2', '2.10', '10', '10a', 'AOB', 'b']);
  const shown = (await done(run`show ${meeting} --format yaml`)).match(/(?<=number: ['"]?)[\w.]+/g);
  expect(shown).toEqual(await listed(''));
});

describe('agenda renumber', () => {
  it.each([
    [
      ['1', '2', '4', '7'],
      ['1', '2', '3', '4'],
    ],
    [
      ['3', '9', '10'],
      ['1', '2', '3'],
    ],
    [
      ['0', '1', '2'],
      ['1', '2', '3'],
    ],
    [
      ['2', '4', '4.2', '4.2.3', '4.5', '7a', '7b', 'AOB'],
      ['1', '2', '2.1', '2.1.1', '2.2', '3a', '3b', 'AOB'],
    ],
    [
      ['2.1', '2.3', '3'],
      ['1.1', '1.2', '2'],
    ],
    [
      ['04', '4'],
      ['1', '2'],
    ],
  ])('numbers %j as %j', async (before, after) => {
    await add(...before);
    const known = await entries();
    const expected = before.map((number, place) => `${after[place]} was ${number}`);
    expect(lines(await done(run`agenda renumber ${meeting}`))).toEqual(after.map((number) => `${meeting}#${number}`));
    expect((await agenda()).toSorted()).toEqual(expected.toSorted());
    expect(await entries()).toBe(known + 1);
    await done(run`undo --yes`);
    expect((await agenda()).toSorted()).toEqual(before.map((number) => `${number} was ${number}`).toSorted());
  });

  it.each([
    ['a swap', ['2=3', '3=2'], ['1 was 1', '2 was 3', '3 was 2', '4 was 4']],
    ['a circle', ['1=2', '2=3', '3=1'], ['1 was 3', '2 was 1', '3 was 2', '4 was 4']],
    ['two swaps', ['1=2', '2=1', '3=4', '4=3'], ['1 was 2', '2 was 1', '3 was 4', '4 was 3']],
    ['a chain, the last first', ['4=5', '3=4', '2=3'], ['1 was 1', '3 was 2', '4 was 3', '5 was 4']],
    ['a chain, the first first', ['2=3', '3=4', '4=5'], ['1 was 1', '3 was 2', '4 was 3', '5 was 4']],
    ['a number that is free', ['3=AOB'], ['1 was 1', '2 was 2', '4 was 4', 'AOB was 3']],
    ['the same number', ['3=3'], ['1 was 1', '2 was 2', '3 was 3', '4 was 4']],
  ])('takes %s', async (_, changes, expected) => {
    await add('1', '2', '3', '4');
    const known = await entries();
    await done(run(`agenda renumber ${meeting} ${changes.join(' ')} --dry-run`));
    expect(await agenda()).toEqual(['1 was 1', '2 was 2', '3 was 3', '4 was 4']);
    await done(run(`agenda renumber ${meeting} ${changes.join(' ')}`));
    expect(await agenda()).toEqual(expected);
    const isChange = expected.some((line) => !/^(\S+) was \1$/.test(line));
    expect(await entries()).toBe(known + Number(isChange));
    if (isChange) await done(run`undo --yes`);
    expect(await agenda()).toEqual(['1 was 1', '2 was 2', '3 was 3', '4 was 4']);
    await done(run`verify`);
  });

  it.each(['', ' 3=3', ' --dry-run'])('says in one line that nothing changes:%s', async (rest) => {
    await add('1', '2', '3');
    const { stdout, stderr, exitCode } = await run(`agenda renumber ${meeting}${rest}`);
    expect([stdout, stderr, exitCode]).toEqual(['', 'nothing to renumber\n', 0]);
  });

  it('shows a swap in the log with the first and the last number of each item', async () => {
    await add('1', '2', '3');
    await done(run`agenda renumber ${meeting} 1=2 2=3 3=1`);
    const log = lines(await done(run`log ${meeting} --limit 3 --format csv --columns ref,changes --no-header`));
    expect(log.toSorted()).toEqual([
      `${meeting}#1,"number: ""3"" → ""1"""`,
      `${meeting}#2,"number: ""1"" → ""2"""`,
      `${meeting}#3,"number: ""2"" → ""3"""`,
    ]);
    expect(await done(run`log ${meeting} --format ndjson`)).not.toContain('moving-');
    await done(run`agenda edit ${meeting}#3 --number moving-1`);
    expect(await done(run`log ${meeting} --limit 1 --columns changes`)).toContain('"3" → "moving-1"');
  });

  it('swaps items whatever the numbers of the others', async () => {
    await add('1', '2', 'moving-1', 'aob');
    await done(run`agenda renumber ${meeting} 1=2 2=1 aob=AOB`);
    expect(await agenda()).toEqual(['1 was 2', '2 was 1', 'AOB was aob', 'moving-1 was moving-1']);
  });

  it('leaves decisions and documents under their items', async () => {
    await add('1', '2');
    await done(run`decision add ${meeting} "Budget" --action adopt --item 2`);
    await done(run`document add "Draft budget" --meeting ${meeting} --item 2`);
    const { stderr } = await run`agenda renumber ${meeting} 1=2 2=1`;
    expect(stderr).toBe(
      [
        `changed: agenda item ${meeting}#1 "Item 2"\n  number: "2" → "1"`,
        `changed: agenda item ${meeting}#2 "Item 1"\n  number: "1" → "2"`,
        '2 agenda items: 2 changed\n',
      ].join('\n'),
    );
    expect(JSON.parse(await done(run`decision show ${`${meeting}/1`} --format json`)).item).toBe('1');
    expect(JSON.parse(await done(run`document show "Draft budget" --format json`)).item).toBe('1');
    const written = JSON.parse(await done(run`agenda renumber ${meeting} 1=3 --format json`));
    expect(written).toMatchObject([{ ref: `${meeting}#3`, title: 'Item 2', decisions: 1 }]);
  });

  it.each([
    ['2=3', 4, `${meeting}#2 and ${meeting}#3 would both be 3`],
    ['2=4 3=4', 4, `${meeting}#3 and ${meeting}#2 would both be 4`],
    ['2=4 2=5', 2, 'agenda item 2 would get two numbers'],
    ['2=aob', 4, `${meeting}#2 and ${meeting}#AOB would both be aob`],
    ['9=10', 3, `no agenda item ${meeting}#9`],
    ['2', 2, '"2" is not OLD=NEW'],
    ['2=', 2, '"2=" is not OLD=NEW'],
    ['2=3=4', 2, '"2=3=4" is not OLD=NEW'],
    ['2=4/5', 2, ''],
  ])('refuses %s', async (changes, code, message) => {
    await add('1', '2', '3', 'AOB');
    refused(await run(`agenda renumber ${meeting} ${changes}`), code, message);
    expect(await agenda()).toEqual(['1 was 1', '2 was 2', '3 was 3', 'AOB was AOB']);
  });

  it('refuses a meeting that has no agenda, or is not there', async () => {
    refused(await run`agenda renumber ${meeting}`, 3, `${meeting} has no agenda items`);
    refused(await run`agenda renumber SOC-2024-12-06`, 3, 'no meeting SOC-2024-12-06');
  });
});

describe('meeting add --agenda-from', () => {
  it('copies numbers and titles, in one entry', async () => {
    await add('1', '1.1', 'AOB');
    await done(run`agenda edit ${`${meeting}#1`} --presenter "Kairat Sarybay" --notes "It was long."`);
    await done(run`decision add ${meeting} "Budget" --action adopt --item 1`);
    const known = await entries();
    const command = `meeting add --body SOC --date 2025-03-01 --place Astana --agenda-from ${meeting}`;
    await done(run(`${command} --dry-run`));
    refused(await run`meeting show SOC-2025-03-01`, 3, 'no meeting');
    const { stdout, stderr } = await run(command);
    expect(stdout).toBe('SOC-2025-03-01\n');
    expect(stderr).toBe(`recorded: meeting SOC-2025-03-01\ncopied: 3 agenda items of ${meeting}\n`);
    expect(await agenda('SOC-2025-03-01')).toEqual(['1 was 1', '1.1 was 1.1', 'AOB was AOB']);
    const item = JSON.parse(await done(run`agenda show SOC-2025-03-01#1 --format json`));
    expect(item).toMatchObject({ presenter: null, notes: null, decisions: 0 });
    expect(await entries()).toBe(known + 1);
    await done(run`undo --yes`);
    refused(await run`meeting show SOC-2025-03-01`, 3, 'the meeting SOC-2025-03-01 was removed');
  });

  it('records nothing if there is no agenda to copy', async () => {
    refused(
      await run`meeting add --body SOC --date 2025-03-01 --agenda-from ${meeting}`,
      3,
      `${meeting} has no agenda items`,
    );
    refused(await run`meeting add --body SOC --date 2025-03-01 --agenda-from SOC-2020`, 3, 'no meeting SOC-2020');
    refused(await run`meeting show SOC-2025-03-01`, 3, 'no meeting');
  });
});
