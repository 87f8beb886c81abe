import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { cica, demoRegister, inProcess, temporaryFolder } from '../support/cica';
import { done, lines, type Run, session } from '../support/session';

/**
 * A day is a text from end to end: it is the same one wherever the program runs. Each row is a place at a time when its
 * day is not that of Greenwich, or begins in an odd way.
 */
const places = [
  // zone, now, its day there, the first moment of that day
  ['UTC', '2025-02-15T23:30:00Z', '2025-02-15', '2025-02-15T00:00:00.000Z'],
  ['Asia/Almaty', '2025-02-15T19:30:00Z', '2025-02-16', '2025-02-15T19:00:00.000Z'],
  ['America/Sao_Paulo', '2025-02-15T02:30:00Z', '2025-02-14', '2025-02-14T03:00:00.000Z'],
  ['Pacific/Kiritimati', '2025-02-15T12:00:00Z', '2025-02-16', '2025-02-15T10:00:00.000Z'],
  ['America/Anchorage', '2025-02-15T08:00:00Z', '2025-02-14', '2025-02-14T09:00:00.000Z'],
  // on these two the clocks went from 24:00 to 1:00: the day has no midnight
  ['America/Santiago', '2025-09-07T04:30:00Z', '2025-09-07', '2025-09-07T04:00:00.000Z'],
  ['Asia/Beirut', '2025-03-29T22:10:00Z', '2025-03-30', '2025-03-29T22:00:00.000Z'],
] as const;

/** So much before or after a moment. */
const later = (moment: string, milliseconds: number): string =>
  new Date(Date.parse(moment) + milliseconds).toISOString();

describe.each(places)('in %s at %s', (TZ, now, today, midnight) => {
  let run: Run;
  const at = (time: string): Run => session(db, { env: { TZ, CICA_NOW: time } });
  let db: string;
  beforeAll(async () => {
    db = await demoRegister();
    run = async (line, ...values) => at(now)(line, ...values);
  });
  const json = async (line: string) => JSON.parse(await done(run(`${line} --format json`)));
  const added = async (line: string): Promise<string> => (await done(run(line))).trim();

  it('today is the local date, and yesterday and tomorrow are adjacent', async () => {
    const dayOf = async (word: string): Promise<string> =>
      (await json(`meeting show ${await added(`meeting add --body MC --date ${word}`)}`)).meeting.date;
    expect(await dayOf('today')).toBe(today);
    expect(await dayOf('tomorrow')).toBe(later(`${today}T00:00:00Z`, 86_400_000).slice(0, 10));
    expect(await dayOf('yesterday')).toBe(later(`${today}T00:00:00Z`, -86_400_000).slice(0, 10));
  });

  it('a date stays as written, in every form, on pages and in files', async () => {
    for (const [written, kept] of [
      ['2024-03-31', '2024-03-31'],
      ['8 Sep 2024', '2024-09-08'],
      ['8 September 2023', '2023-09-08'],
      ['December 31, 2024', '2024-12-31'],
      ['Sep 2022', '2022-09'],
      ['2021', '2021'],
      ['25.09.2024', '2024-09-25'],
      ['2023-11-05T23:30:00Z', '2023-11-05'],
      ['2023-11-06T00:30:00+14:00', '2023-11-06'],
    ] as const) {
      const ref = await added(`meeting add --body SUMMIT --date "${written}"`);
      expect(ref).toBe(`SUMMIT-${kept}`);
      expect((await json(`meeting show ${ref}`)).meeting.date).toBe(kept);
      for (const format of ['csv', 'tsv', 'ndjson', 'markdown', 'yaml'])
        expect(await done(run(`meeting show ${ref} --format ${format}`))).toContain(kept);
    }
    expect(await done(run`meeting show SUMMIT-2024-09-08`)).toMatch(/^Date +8 September 2024$/m);
    expect(await done(run`meeting show SUMMIT-2022-09`)).toMatch(/^Date +September 2022$/m);
    const file = join(temporaryFolder(), 'meetings.csv');
    writeFileSync(file, await done(run`export meetings --body SUMMIT`));
    const imported = await inProcess(['import', file], { db, env: { TZ, CICA_NOW: now } });
    expect(imported.stderr).toBe('imported: nothing created; nothing updated; 9 meetings unchanged\n');
  });

  it('deadlines and spans end on their day, and statuses change on theirs', async () => {
    const meeting = await added('meeting add --body MC --date 2024-03-24 --title Spans');
    const decided = async (flags: string): Promise<string> =>
      added(`decision add ${meeting} D --action adopt ${flags}`);
    const silent = await decided('--silence-until 7d');
    expect(await json(`decision show ${silent}`)).toMatchObject({ date: '2024-03-24', silence_until: '2024-03-31' });
    expect(await done(run`decision show ${silent}`)).toContain('31 March 2024');
    const statusOn = async (ref: string, day: string) => (await json(`decision show ${ref} --as-of ${day}`)).status;
    expect(await statusOn(silent, '2024-03-31')).toBe('provisional');
    expect(await statusOn(silent, '2024-04-01')).toBe('in force');
    const months = await decided('--condition money --condition-until 6m');
    expect((await json(`decision show ${months}`)).condition_until).toBe('2024-09-24');
    const period = await decided('--period 2024-03-31..2024-09-08');
    expect(await statusOn(period, '2024-03-30')).toBe('upcoming');
    expect(await statusOn(period, '2024-03-31')).toBe('in force');
    expect(await statusOn(period, '2024-09-08')).toBe('in force');
    expect(await statusOn(period, '2024-09-09')).toBe('ended');
    await done(run`party add ZZZ --name "A party" --kind organisation`);
    await done(run`party standing ZZZ --set partner --since 2024-03-31 --until 2024-09-08`);
    const standingOn = async (day: string) => (await json(`party show ZZZ --as-of ${day}`)).standing;
    expect(await standingOn('2024-03-30')).toBe(null);
    expect(await standingOn('2024-03-31')).toBe('partner');
    expect(await standingOn('2024-09-07')).toBe('partner');
    expect(await standingOn('2024-09-08')).toBe(null);
  });

  it('waiting times are counted in whole days', async () => {
    const meeting = await added('meeting add --body SWG --date 2024-03-01 --title Waiting');
    await done(run`decision add ${meeting} Waits --action recommend --to SOC`);
    const waiting = await json('decision pending --from SWG --as-of 2024-10-01');
    expect(waiting.find(({ title }: { title: string }) => title === 'Waits').days).toBe(214);
    const now = await json('decision pending --from SWG');
    const days = (Date.parse(today) - Date.parse('2024-03-01')) / 86_400_000;
    expect(now.find(({ title }: { title: string }) => title === 'Waits').days).toBe(days);
  });

  it('what falls due is on its day, in the list and in a calendar', async () => {
    const db = await demoRegister();
    const run = session(db, { env: { TZ, CICA_NOW: now } });
    const days = ['2027-01-20', '2027-03-28', '2027-09-05'];
    for (const day of days) await done(run`meeting add --body SOC --date ${day}`);
    await done(run`task add SOC-2023-12-12/1 Work --due 2027-03-28`);
    await done(run`decision edit SOC-2023-12-12/2 --silence-until 2027-09-05`);
    await done(run`decision edit SOC-2023-12-12/4 --condition money --condition-until 2027-09-06`);
    const listed = JSON.parse(await done(run`due 4y --format json`)) as { date: string; what: string }[];
    expect(listed.slice(-6).map(({ date, what }) => `${date} ${what}`)).toEqual([
      '2027-01-20 meeting',
      '2027-03-28 task 1',
      '2027-03-28 meeting',
      '2027-09-05 end of silence',
      '2027-09-05 meeting',
      '2027-09-06 condition',
    ]);
    const events = eventsOf(await done(run`due 4y --format ics`));
    expect(events.map(({ startDate }) => startDate.toString())).toEqual(listed.map(({ date }) => date));
    expect(events.every(({ startDate }) => startDate.isDate)).toBe(true);
  });

  it('a day in log and --at lasts from its first local moment to its last', async () => {
    const db = await demoRegister();
    const at = (time: string): Run => session(db, { env: { TZ, CICA_NOW: time } });
    await done(at(later(midnight, -1))`decision edit SOC-2023-12-12/5 --title Before`);
    await done(at(midnight)`decision edit SOC-2023-12-12/5 --title After`);
    const run = at(now);
    const titles = async (flags: string): Promise<string[]> =>
      lines(await done(run(`log SOC-2023-12-12/5 ${flags} --columns changes --no-header`))).map(
        (line) => line.split('→ ')[1]?.replaceAll('"', '') ?? '',
      );
    expect(await titles(`--since ${today}`)).toEqual(['After']);
    expect(await titles('--since yesterday --until yesterday')).toEqual(['Before']);
    expect(await titles('--since 0d')).toEqual(['After']);
    expect(await titles('--since 1d')).toEqual(['After', 'Before']);
    expect(await titles(`--since ${later(midnight, -1)}`)).toEqual(['After', 'Before']);
    expect(await done(run`show SOC-2023-12-12/5 --at yesterday`)).toContain('Before');
    expect(await done(run`show SOC-2023-12-12/5 --at ${today}`)).toContain('After');
    expect(await done(run`show SOC-2023-12-12/5 --at ${`${today}T01:30`}`)).toContain('After');
  });
});

it('a child process runs in the time zone of TZ', async () => {
  const db = await demoRegister();
  const env = { TZ: 'Pacific/Kiritimati' };
  const add = ['meeting', 'add', '--body', 'SOC', '--date', 'today'];
  expect((await cica(add, { db, env, alone: true })).stdout).toBe('SOC-2025-01-16\n');
  expect((await inProcess(add, { db, env })).stdout).toBe('SOC-2025-01-16-b\n');
});

function eventsOf(text: string): ICAL.Event[] {
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}
