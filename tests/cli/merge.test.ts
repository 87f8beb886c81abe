import { beforeEach, describe, expect, it } from 'vitest';
import { openRegister } from '../../src/store/open';
import { demoRegister } from '../support/cica';
import { migrations, tester } from '../support/register';
import { saveRecord } from '../support/saved';
import { done, everything, type Run, session } from '../support/session';

let db: string;
let run: Run;
beforeEach(async () => {
  db = await demoRegister();
  run = session(db);
});

describe('cica party merge', () => {
  it('shows what it would do, does it when confirmed, and can be undone', async () => {
    const before = await everything(run);
    const said = (does: string) =>
      [
        `${does}changed: decision SOC-2023-12-12/8`,
        '  parties: "subject:SCO; subject:ASEAN; subject:UNOCT" → "subject:SCO; subject:ASEAN"',
        `${does}changed: decision SOC-2024-12-05/4`,
        '  parties: "subject:SCO; subject:EAEU; subject:UNESCAP; subject:UNOCT" → "subject:SCO; subject:EAEU; subject:UNESCAP; subject:ASEAN"',
        `${does}removed: party UNOCT "United Nations Office of Counter-Terrorism"`,
        `${does}changed: party ASEAN`,
      ].join('\n');
    const dry = await run`party merge UNOCT ASEAN --dry-run`;
    expect(dry).toMatchObject({ stdout: 'ASEAN\n', exitCode: 0 });
    expect(dry.stderr).toContain(said('would be '));
    expect(dry.stderr).toContain('would be merged: the party UNOCT into ASEAN\n');
    expect(await everything(run)).toEqual(before);
    const { stdout, stderr } = await run`party merge UNOCT ASEAN --yes`;
    expect(stdout).toBe('ASEAN\n');
    expect(stderr).toContain(said(''));
    expect(await done(run`decision list --party "UN Office of counter-terrorism" --columns ref --no-header`)).toBe(
      'SOC-2024-12-05/4\nSOC-2023-12-12/8\n',
    );
    await done(run`verify`);
    await done(run`db check`);
    expect(await done(run`log --limit 1 --columns command --no-header --format csv`)).toBe(
      'cica party merge UNOCT ASEAN --yes\n',
    );
    await done(run`undo --yes`);
    expect((await everything(run)).slice(0, -1)).toEqual(before.slice(0, -1));
    await done(run`verify`);
  });

  it('prints the remaining record', async () => {
    const { aliases, kind } = JSON.parse(await done(run`party merge UNOCT ASEAN --yes --format json`));
    expect(aliases).toContain('UNOCT');
    expect(kind).toBe('organisation');
  });

  it.each([
    ['party merge UNOCT ATL --yes', 3, 'no party "ATL"'],
    ['party merge ATL UNOCT --yes', 3, 'no party "ATL"'],
    ['party merge UNOCT unoct --yes', 2, '"UNOCT" and "unoct" are one party: UNOCT'],
    ['party merge UNOCT ASEAN', 2, 'merging the party UNOCT into ASEAN needs confirmation'],
    ['party merge KAZ SAU --yes', 4, 'KAZ and SAU have standings that overlap'],
    ['body merge MC SUMMIT', 2, 'merging the body MC into SUMMIT needs confirmation'],
    [
      'body merge SUMMIT SOC --yes',
      4,
      'SUMMIT cannot be merged: body MC: a body cannot report to itself: MC → SOC → MC',
    ],
  ])('%s: %i', async (line, code, message) => {
    const before = await everything(run);
    const { stdout, stderr, exitCode } = await run(line);
    expect(stderr).toContain(`cica: ${message}`);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
    expect(await everything(run)).toEqual(before);
  });
});

it('cica body merge gives meetings the code of the body that stays', async () => {
  await done(run`body merge SOC SWG --yes`);
  expect(await done(run`meeting list --body SOC --columns ref --no-header`)).toContain('SWG-2023-12-12\n');
  expect(await done(run`decision show soc-2023-12-12/5 --format json`)).toContain('"ref": "SWG-2023-12-12/5"');
  await done(run`verify`);
});

it('cica db check notes records that share a name, with the command that merges them: none in the demo', async () => {
  expect((await run`db check`).stderr).not.toContain('note');
  const store = await openRegister(db, tester, migrations);
  const party = { code: 'LAOS', name: 'Lao People’s Democratic Republic', aliases: [], kind: 'state' as const };
  await store.write('cica party add LAOS', (transaction) => saveRecord(transaction, 'party', { fields: party }));
  await store.close();
  const { stdout, stderr, exitCode } = await run`db check`;
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  expect(stderr).toContain(
    `note: the parties LAO and LAOS are both called "Lao People's Democratic Republic"; if they are the same: cica party merge LAOS LAO\n`,
  );
  await done(run`party merge LAOS LAO --yes`);
  expect((await run`db check`).stderr).not.toContain('note');
});
