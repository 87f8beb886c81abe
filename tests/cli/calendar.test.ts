import { join } from 'node:path';
import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyOfRegister, presetRegister, temporaryFolder } from '../support/cica';
import { newDatabase, onServer } from '../support/postgres';
import { done, type Run, refused, session } from '../support/session';

/** What the ids of a calendar's entries stand on: a reader takes an entry with a known id for the same one. */
let db: string;
let run: Run;
beforeEach(async () => {
  db = await presetRegister();
  run = session(db);
  await done(run`meeting add --body SOC --date 2025-01-10 --title "First one"`);
  await done(run`meeting add --body SOC --date 2025-02-10 --title "To come"`);
});

const ics = (on = db, now = '2025-01-15T12:00:00Z'): Promise<string> =>
  done(session(on, { env: { CICA_NOW: now } })`due 4y --format ics`);

async function entries(on = db) {
  const calendar = new ICAL.Component(ICAL.parse(await ics(on)));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, sequence, startDate, description } = new ICAL.Event(component);
    const changed = component.getFirstPropertyValue('last-modified')?.toString();
    return { uid, sequence, day: startDate.toString(), description, changed };
  });
}

/** The one entry that there is. */
async function entry() {
  const [one, ...more] = await entries();
  expect(more).toEqual([]);
  if (one === undefined) throw new Error('nothing falls due');
  return one;
}

describe('a meeting in a calendar', () => {
  it('stays the same entry when it moves, is moved back, removed and restored', async () => {
    const first = await entry();
    expect(first).toMatchObject({ day: '2025-02-10', description: 'SOC-2025-02-10, SOC' });
    expect(first.uid).toMatch(/^[0-9a-f]{16}-meeting-2@cica$/);
    let { sequence } = first;
    for (const [line, day, description] of [
      ['meeting edit SOC-2025-02-10 --date 2025-03-11', '2025-03-11', 'SOC-2025-03-11, SOC'],
      ['meeting edit SOC-2025-03-11 --body MC', '2025-03-11', 'MC-2025-03-11, MC'],
      ['undo 4 5 --yes', '2025-02-10', 'SOC-2025-02-10, SOC'],
    ] as const) {
      await done(run(line));
      const now = await entry();
      expect(now).toMatchObject({ uid: first.uid, day, description });
      expect(now.sequence).toBeGreaterThan(sequence);
      sequence = now.sequence;
    }
    await done(run`meeting remove SOC-2025-02-10 --yes`);
    expect(await entries()).toEqual([]);
    await done(run`undo --yes`);
    const restored = await entry();
    expect(restored.uid).toBe(first.uid);
    expect(restored.sequence).toBeGreaterThan(sequence);
  });

  it('is another entry when it is another meeting of that body and day', async () => {
    const { uid } = await entry();
    await done(run`meeting remove SOC-2025-02-10 --yes`);
    await done(run`meeting add --body SOC --date 2025-02-10`);
    expect((await entry()).uid).not.toBe(uid);
  });
});

describe('other due dates', () => {
  it('have an id each, which is stable when the meeting moves', async () => {
    await done(run`decision add SOC-2025-01-10 Budget --action refer --to MC --silence-until 2025-06-01`);
    await done(run`decision add SOC-2025-01-10 Plan --action adopt --silence-until 2025-06-01`);
    await done(run`decision edit SOC-2025-01-10/2 --condition money --condition-until 2025-06-02`);
    await done(run`decision add SOC-2025-01-10 Rules --action refer --to MC`);
    await done(run`task add SOC-2025-01-10/2 Work --due 2025-06-03`);
    const before = await entries();
    const kinds = before.map(({ uid }) => uid.replace(/^[0-9a-f]{16}-|@cica$/g, ''));
    expect(kinds.toSorted()).toEqual([
      'decision-1-silence',
      'decision-2-condition',
      'decision-2-silence',
      'decision-3-referral',
      'meeting-2',
      'task-1',
    ]);
    await done(run`meeting edit SOC-2025-01-10 --date 2025-01-09`);
    const after = await entries();
    expect(after.map(({ uid }) => uid).toSorted()).toEqual(before.map(({ uid }) => uid).toSorted());
    for (const { uid, sequence, day, description } of before.filter((one) => !one.uid.includes('meeting'))) {
      const now = after.find((one) => one.uid === uid);
      expect(now?.sequence).toBeGreaterThan(sequence);
      expect(now?.description).toBe(description.replace('01-10', '01-09'));
      // a referral waits from the day of its decision on
      expect(now?.day).toBe(uid.includes('referral') ? '2025-04-10' : day);
    }
  });
});

it('two registers share no ids; a copy of a register shares all', async () => {
  const { uid } = await entry();
  expect((await entries(await copyOfRegister(db))).map((one) => one.uid)).toEqual([uid]);
  const address = onServer ? await newDatabase() : join(temporaryFolder(), 'other.db');
  const other = session(address, { env: { CICA_NOW: '2025-01-15T12:00:00.001Z' } });
  await done(other`init --preset cica`);
  await done(other`meeting add --body SOC --date 2025-01-10 --title "First one"`);
  await done(other`meeting add --body SOC --date 2025-02-10 --title "To come"`);
  const [own] = await entries(address);
  expect(own?.uid.slice(16)).toBe(uid.slice(16));
  expect(own?.uid).not.toBe(uid);
});

it('a calendar depends only on the register and the time, and says when each entry was changed', async () => {
  expect(await ics()).toBe(await ics());
  expect(await ics()).toContain('DTSTAMP:20250115T120000Z\r\n');
  expect(await ics(db, '2025-01-16T08:00:00Z')).toBe((await ics()).replace(/(?<=DTSTAMP:).*Z/g, '20250116T080000Z'));
  await done(session(db, { env: { CICA_NOW: '2025-01-16T08:00:00Z' } })`meeting edit SOC-2025-02-10 --place Astana`);
  expect((await entry()).changed).toBe('2025-01-16T08:00:00Z');
});

describe('a calendar of meetings', () => {
  /** The events of a calendar, with what of them is tested here. */
  async function events(line: string) {
    const calendar = new ICAL.Component(ICAL.parse(await done(run(line))));
    return calendar.getAllSubcomponents('vevent').map((component) => {
      const { uid, startDate, endDate, location } = new ICAL.Event(component);
      const status = component.getFirstPropertyValue('status');
      const alarms = component
        .getAllSubcomponents('valarm')
        .map((alarm) => String(alarm.getFirstPropertyValue('trigger')));
      return { uid, from: startDate.toString(), to: endDate.toString(), location, status, alarms };
    });
  }

  it('has the place, all days and the status of each, and the same ids as cica due', async () => {
    await done(run`meeting edit SOC-2025-02-10 --end-date 2025-02-12 --place ${'Baku, Hall; 1'}`);
    await done(run`meeting add --body SOC --date 2025-04-01 --status cancelled`);
    const [cancelled, toCome, past] = await events('meeting list --format ics --alarm 2w --alarm 1d,7d');
    expect(cancelled).toMatchObject({ from: '2025-04-01', status: 'CANCELLED', alarms: [] });
    expect(toCome).toMatchObject({
      from: '2025-02-10',
      // the end is the first day after
      to: '2025-02-13',
      location: 'Baku, Hall; 1',
      status: null,
      alarms: ['-P14D', '-P1D', '-P7D'],
    });
    expect(past).toMatchObject({ from: '2025-01-10', alarms: [] });
    expect(await events('due --format ics --alarm 7d')).toEqual([{ ...toCome, alarms: ['-P7D'] }]);
  });

  it('says how many meetings were left out', async () => {
    await done(run`meeting add --body SOC --date 2024-09`);
    const { stdout, stderr } = await run`meeting list --format ics --until 2024-12-31`;
    expect(stdout).not.toContain('VEVENT');
    expect(stderr).toBe('1 meeting is not in the calendar: only the month or year is known\n');
  });

  it.each([
    ['meeting list --alarm 7d', '--alarm requires --format ics'],
    ['due --format csv --alarm 7d', '--alarm requires --format ics'],
    ['due --format ics --alarm soon', '--alarm: "soon" is not a number of days or weeks'],
    ['due --format ics --alarm 7d,', '--alarm: "" is not a number of days or weeks'],
    ['due --format ics --alarm 9999w', '--alarm: "9999w" is not a number of days or weeks'],
  ])('is not written by `%s`', async (line, message) => {
    refused(await run(line), 2, message);
  });
});
