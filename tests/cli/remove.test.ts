import { beforeAll, beforeEach, expect, it } from 'vitest';
import { demoRegister } from '../support/cica';
import { done, everything, type Run, refused, session } from '../support/session';

let run: Run;
let before: string[];
beforeAll(async () => {
  before = await everything(session(await demoRegister()));
});
beforeEach(async () => {
  run = session(await demoRegister());
});

it.each([
  ['meeting remove MC-2023-12-26 --yes', 'the meeting MC-2023-12-26 cannot be removed: MC-2023-12-26/1 depend'],
  ['agenda remove SOC-2023-12-12#3 --yes', 'cannot be removed: SOC-2023-12-12/3, SOC-2023-12-12/4 depend'],
  ['party remove Bangladesh --yes', 'the party BGD cannot be removed: SOC-2023-12-12/6, ratification of CPI depend'],
  ['party remove KAZ --yes', 'the party KAZ cannot be removed: SOC-2023-12-12 depend'],
  ['body remove SUMMIT --yes', 'the body SUMMIT cannot be removed: MC depend'],
  ['body remove SOC --yes', 'the body SOC cannot be removed: SWG, SEC, SOC-2024-12-05'],
  ['decision remove SOC-2023-12-12/1 SOC-2023-12-12/99 --yes', 'no decision SOC-2023-12-12/99'],
  ['party remove USA ATL --yes', 'no party "ATL"'],
  ['meeting remove SOC-2023-12-12 --with-decisions --yes', 'the decision SOC-2023-12-12/5 cannot be removed: MC-2023'],
  ['decision remove MC-2023-09/1 --yes', 'the decision MC-2023-09/1 cannot be removed: SOC-2023-12-12/7 depends'],
  ['instrument remove CPI --yes', 'the instrument CPI cannot be removed: ratification by BGD depends'],
  ['party remove USA SAU --yes', 'the party SAU cannot be removed'],
])('%s is refused whole', async (line, message) => {
  const { stdout, stderr, exitCode } = await run(line);
  expect(stdout).toBe('');
  expect(stderr).toContain(`cica: ${message}`.replace('cica: cannot', 'cannot'));
  expect(exitCode).toBe(message.startsWith('no ') ? 3 : 4);
  expect(await everything(run)).toEqual(before);
});

it.each([
  ['party remove KAZ', 'the party KAZ cannot be removed'],
  ['body remove SUMMIT', 'the body SUMMIT cannot be removed'],
  ['meeting remove MC-2023-12-26', 'the meeting MC-2023-12-26 cannot be removed'],
  ['decision remove MC-2023-09/1', 'the decision MC-2023-09/1 cannot be removed'],
  ['instrument remove CPI', 'the instrument CPI cannot be removed'],
  ['meeting remove SOC-2023-12-12 --with-decisions', 'the decision SOC-2023-12-12/5 cannot be removed'],
])('%s is refused before anybody is asked', async (line, message) => {
  refused(await run(line), 4, message);
  expect(await everything(run)).toEqual(before);
});

it('requires --yes where it cannot prompt', async () => {
  expect(await run`decision remove SOC-2023-12-12/8`).toEqual({
    stdout: '',
    stderr: 'cica: removing the decision SOC-2023-12-12/8 needs confirmation\nadd --yes to skip it\n',
    exitCode: 2,
  });
  expect(await everything(run)).toEqual(before);
});

it('removes what depends on it with --with-decisions, and names it', async () => {
  expect(await run`agenda remove SOC-2023-12-12#3 --with-decisions --yes`).toEqual({
    stdout: 'SOC-2023-12-12#3\n',
    stderr: 'removed: agenda item SOC-2023-12-12#3, and with it SOC-2023-12-12/3, SOC-2023-12-12/4\n',
    exitCode: 0,
  });
  const { stdout, stderr } = await run`meeting remove SOC-2024-06-27 SOC-2022-12-14 --with-decisions --yes`;
  expect(stdout).toBe('SOC-2024-06-27\nSOC-2022-12-14\n');
  expect(stderr).toContain('removed: meetings SOC-2024-06-27, SOC-2022-12-14, and with it SOC-2024-06-27/1');
  expect(await done(run`decision list --meeting SOC-2024-12-05,MC-2023-09 --columns ref --no-header`)) //
    .toContain('MC-2023-09/1');
  expect(await done(run`meeting list --columns ref --body SOC --no-header`)) //
    .toBe('SOC-2024-12-05\nSOC-2024-03-14\nSOC-2023-12-12\n');
  expect(await done(run`search "concept papers" --format json`)).toBe('[]\n');
});

it('removes a record that is named twice only once', async () => {
  expect(await run`decision remove SOC-2023-12-12/8 soc-2023-12-12/8 --yes`).toMatchObject({
    stdout: 'SOC-2023-12-12/8\n',
    exitCode: 0,
  });
});

it('keeps removed records in the log', async () => {
  await done(run`party remove USA --yes`);
  const [removal] = JSON.parse(await done(run`log --limit 1 --format json`));
  expect(removal).toMatchObject({
    operation: 'removed',
    entity: 'party',
    ref: 'USA',
    actor: 'tester',
    command: 'cica party remove USA --yes',
    before: { name: 'United States of America' },
    after: null,
  });
});
