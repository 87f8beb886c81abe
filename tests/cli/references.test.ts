import { beforeEach, describe, expect, it } from 'vitest';
import { presetRegister } from '../support/cica';
import { done, type Run, session } from '../support/session';

let run: Run;
beforeEach(async () => {
  run = session(await presetRegister());
  expect(await done(run`meeting add --body SOC --date 2023-12-12`)).toBe('SOC-2023-12-12\n');
});

const refOf = async (ref: string): Promise<string> =>
  JSON.parse(await done(run`decision show ${ref} --format json`)).ref;
const decide = (meeting: string): Promise<string> => done(run`decision add ${meeting} --action adopt Title`);

describe('the reference of a meeting', () => {
  it('marks a second meeting of that day with -b, a third with -c', async () => {
    const second = await run`meeting add --body SOC --date 2023-12-12`;
    expect(second.stdout).toBe('SOC-2023-12-12-b\n');
    expect(second.stderr).toContain('SOC-2023-12-12 is, or was, another meeting on that day');
    expect(await done(run`meeting add --body SOC --date 2023-12-12`)).toBe('SOC-2023-12-12-c\n');
    expect(await done(run`meeting add --body SOC --date 2023-12`)).toBe('SOC-2023-12\n');
    expect(await done(run`meeting add --body MC --date 2023-12-12`)).toBe('MC-2023-12-12\n');
  });

  it('follows the body and the first day, and the former ones always lead to it', async () => {
    await decide('SOC-2023-12-12');
    await done(run`agenda add SOC-2023-12-12 Item`);
    expect(await run`meeting edit SOC-2023-12-12 --date 2023-12-13`).toEqual({
      stdout: 'SOC-2023-12-13\n',
      stderr: `changed: meeting SOC-2023-12-13
  ref: "SOC-2023-12-12" → "SOC-2023-12-13"
  date: "2023-12-12" → "2023-12-13"
`,
      exitCode: 0,
    });
    expect(await done(run`meeting edit SOC-2023-12-12 --body MC`)).toBe('MC-2023-12-13\n');
    for (const old of ['SOC-2023-12-12', 'SOC-2023-12-13', 'MC-2023-12-13']) {
      expect(await done(run`show ${old}`)).toContain('MC-2023-12-13');
      expect(await refOf(`${old}/1`)).toBe('MC-2023-12-13/1');
      expect(await done(run`show ${old}#1`)).toContain('MC-2023-12-13#1');
      expect(await done(run`decision list --meeting ${old} --columns ref --no-header`)).toBe('MC-2023-12-13/1\n');
    }
    expect(await decide('SOC-2023-12-12')).toBe('MC-2023-12-13/2\n');
  });

  it('is never reassigned to another meeting, but can return to its own', async () => {
    await done(run`meeting edit SOC-2023-12-12 --date 2023-12-13`);
    expect(await done(run`meeting add --body SOC --date 2023-12-12`)).toBe('SOC-2023-12-12-b\n');
    expect(await done(run`meeting edit SOC-2023-12-13 --date 2023-12-12`)).toBe('SOC-2023-12-12\n');
    expect(await done(run`meeting edit SOC-2023-12-12-b --date 2023-12-13`)).toBe('SOC-2023-12-13-b\n');
  });

  it('is free after a removal, and reused by a meeting of that body and day', async () => {
    await done(run`meeting remove SOC-2023-12-12 --yes`);
    expect(await run`meeting show SOC-2023-12-12`).toEqual({
      stdout: '',
      stderr: 'cica: the meeting SOC-2023-12-12 was removed\n`cica log SOC-2023-12-12` shows when and by whom\n',
      exitCode: 3,
    });
    expect(await done(run`meeting add --body SOC --date 2023-12-12`)).toBe('SOC-2023-12-12\n');
  });

  it('follows the code of its body', async () => {
    await decide('SOC-2023-12-12');
    await done(run`body edit SOC --code SOM`);
    expect(await refOf('SOC-2023-12-12/1')).toBe('SOM-2023-12-12/1');
    expect(await done(run`meeting add --body SOC --date 2024-01-01`)).toBe('SOM-2024-01-01\n');
  });
});

describe('the reference of a decision', () => {
  it('is never used again after a removal', async () => {
    for (const number of [1, 2, 3]) expect(await decide('SOC-2023-12-12')).toBe(`SOC-2023-12-12/${number}\n`);
    await done(run`decision remove SOC-2023-12-12/3 SOC-2023-12-12/1 --yes`);
    expect(await decide('SOC-2023-12-12')).toBe('SOC-2023-12-12/4\n');
    expect(await run`decision show SOC-2023-12-12/3`).toMatchObject({
      stderr: 'cica: the decision SOC-2023-12-12/3 was removed\n`cica log SOC-2023-12-12/3` shows when and by whom\n',
      exitCode: 3,
    });
  });

  it('follows it to another meeting, and the former one leads to it', async () => {
    await done(run`meeting add --body MC --date 2024-01-01`);
    await decide('MC-2024-01-01');
    await decide('SOC-2023-12-12');
    await decide('SOC-2023-12-12');
    expect(await done(run`decision edit SOC-2023-12-12/1 --meeting MC-2024-01-01`)).toBe('MC-2024-01-01/2\n');
    expect(await refOf('SOC-2023-12-12/1')).toBe('MC-2024-01-01/2');
    expect(await decide('SOC-2023-12-12')).toBe('SOC-2023-12-12/3\n');
    await done(run`meeting edit MC-2024-01-01 --date 2024-01-02`);
    expect(await refOf('SOC-2023-12-12/1')).toBe('MC-2024-01-02/2');
    expect(await done(run`decision edit SOC-2023-12-12/1 --meeting SOC-2023-12-12`)).toBe('SOC-2023-12-12/1\n');
    expect(await refOf('MC-2024-01-01/2')).toBe('SOC-2023-12-12/1');
  });

  it('may be its official symbol', async () => {
    await decide('SOC-2023-12-12');
    await done(run`decision edit SOC-2023-12-12/1 --symbol CICA/SOC/5`);
    expect(await refOf('CICA/SOC/5')).toBe('SOC-2023-12-12/1');
    expect(await run`show CICA/SOC/5`).toMatchObject({ exitCode: 0 });
    await decide('SOC-2023-12-12');
    expect(await run`decision edit SOC-2023-12-12/2 --symbol CICA/SOC/5`).toMatchObject({
      stderr: expect.stringContaining('the symbol CICA/SOC/5 already belongs to SOC-2023-12-12/1'),
      exitCode: 4,
    });
  });
});

it('gives the reference of an agenda item its number', async () => {
  await done(run`agenda add SOC-2023-12-12 Item`);
  await done(run`decision add SOC-2023-12-12 --item 1 --action adopt Title`);
  expect(await done(run`agenda edit SOC-2023-12-12#1 --number 4.10`)).toBe('SOC-2023-12-12#4.10\n');
  expect(await done(run`decision list --item SOC-2023-12-12#4.10 --columns item --no-header`)).toBe('4.10\n');
  expect(await run`show SOC-2023-12-12#1`).toMatchObject({
    stderr: 'cica: no agenda item SOC-2023-12-12#1\nthe agenda has 4.10\n',
    exitCode: 3,
  });
});

it('accepts a reference in any case, and suggests the nearest to a mistyped one', async () => {
  await decide('SOC-2023-12-12');
  expect(await refOf(' soc-2023-12-12/1 ')).toBe('SOC-2023-12-12/1');
  expect(await run`decision show SOC-2023-12-21/1`).toMatchObject({
    stderr: 'cica: no meeting SOC-2023-12-21\ndid you mean SOC-2023-12-12? `cica meeting list` shows all\n',
    exitCode: 3,
  });
  expect(await run`show Mongola`).toMatchObject({
    stderr:
      'cica: nothing is called "Mongola"\ndid you mean "Mongolia" or "Mongolie"? search for it: cica search "Mongola"\n',
    exitCode: 3,
  });
});
