import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoRegister, inProcess, type Ran, temporaryFolder } from '../support/cica';
import { done, lines, refused, session } from '../support/session';

/** Wherever a date is taken, every way of writing it is taken, and means the same. */
const day = '2025-01-25';
const anotherDay = '2025-01-10';
const ways = [
  '2025/01/25',
  '2025-1-25',
  '20250125',
  '25.01.2025',
  '25/01/2025',
  '01/25/2025',
  '25 Jan 2025',
  '25-Jan-2025',
  '25th January 2025',
  'January 25, 2025',
  'Saturday, 25 January 2025',
];
/** A time of the day, which counts where a moment is asked. */
const withTime = '2025-01-25T10:00:00Z';

let db: string;
const at = (time: string) => session(db, { here: true, env: { CICA_NOW: time } });
const run = (line: string, value: string) => at('2026-03-01T12:00:00Z')(line.replace('DATE', `"${value}"`));

beforeAll(async () => {
  db = await demoRegister();
  const setUp = at('2025-01-25T08:00:00Z');
  await done(setUp`meeting add --body SWG --date 2025-01-20 --end-date 2025-01-30`);
  for (const line of [
    'decision add SWG-2025-01-20 Referred --action recommend --to SOC --date 2025-01-20',
    'decision add SWG-2025-01-20 Silent --action adopt --date 2025-01-20 --silence-until 2025-02-28',
    'task add SWG-2025-01-20/1 Work',
  ])
    await done(setUp(line));
});

/** What is taken beside a full date: a month, and a span of time. */
const kinds = {
  day: { month: false, span: false },
  'partial date': { month: true, span: false },
  deadline: { month: false, span: true },
  start: { month: true, span: true },
  end: { month: true, span: false },
  'look-ahead': { month: true, span: true },
} as const;

const as = '--dry-run --format json';
const places: readonly (readonly [kind: keyof typeof kinds, line: string])[] = [
  ['partial date', `meeting add --body SOC --date DATE ${as}`],
  ['partial date', `meeting edit SWG-2025-01-20 --end-date DATE ${as}`],
  ['partial date', `decision add SWG-2025-01-20 D --action adopt --date DATE ${as}`],
  ['partial date', `decision add SWG-2025-01-20 D --action adopt --effective-on DATE ${as}`],
  ['partial date', `party standing UNESCAP --set partner --since DATE ${as}`],
  ['partial date', `party standing UNESCAP --set partner --since 2020 --until DATE ${as}`],
  ['partial date', `instrument act CPI MNG --kind withdrawal --on DATE ${as}`],
  ['day', `decision edit SWG-2025-01-20/2 --confirmed-on DATE ${as}`],
  ['day', `decision confirm SWG-2025-01-20/2 --on DATE ${as}`],
  ['day', `decision object SWG-2025-01-20/2 --party MNG --on DATE ${as}`],
  ['day', `decision object SWG-2025-01-20/2 --party MNG --on 2025-01-20 --withdrawn DATE ${as}`],
  ['day', `task edit 1 --done DATE ${as}`],
  ['day', `task done 1 --on DATE ${as}`],
  ['day', `task report 1 "Half done" --on DATE ${as}`],
  ['deadline', `task add SWG-2025-01-20/1 More --due DATE ${as}`],
  ['deadline', `decision add SWG-2025-01-20 D --action adopt --date 2025-01-20 --silence-until DATE ${as}`],
  [
    'deadline',
    `decision add SWG-2025-01-20 D --action adopt --date 2025-01-20 --condition C --condition-until DATE ${as}`,
  ],
  ['day', 'decision list --body SWG --as-of DATE'],
  ['day', 'show SWG-2025-01-20/2 --as-of DATE'],
  ['day', 'party list --as-of DATE --standing observer --format json'],
  ['start', 'decision list --body SWG --since DATE'],
  ['start', 'meeting list --since DATE'],
  ['start', 'export decisions --since DATE'],
  ['end', 'decision list --until DATE --body SWG'],
  ['end', 'export meetings --until DATE'],
  ['start', 'decision pending --older-than DATE'],
  ['look-ahead', 'due DATE --as-of 2025-01-15'],
  ['look-ahead', 'due --until DATE --as-of 2025-01-15'],
  ['start', 'search silent --since DATE'],
  ['end', 'search silent --until DATE'],
  ['start', 'log --since DATE'],
  ['end', 'log --until DATE'],
  ['end', 'show SWG-2025-01-20 --at DATE'],
];

describe.each(places)('a %s: %s', (kind, line) => {
  const moment = /log|--at/.test(line);

  it('is the same however it is written', async () => {
    const expected = await run(line, day);
    expect(expected.exitCode).toBe(0);
    // what is read makes a difference, except to whom nothing happened between the days
    if (!line.startsWith('party list')) expect(await run(line, anotherDay)).not.toEqual(expected);
    // a number after --at is that of a change
    const taken = line.includes('--at') ? ways.filter((way) => way !== '20250125') : ways;
    for (const way of moment ? taken : [...taken, withTime])
      expect([way, await run(line, way)]).toEqual([way, expected]);
  });

  it('is refused, naming its flag, if it is ambiguous or has no century', async () => {
    const two = await run(line, '11/01/2025');
    expect(two.exitCode).toBe(2);
    const [, flag = ''] = /(--[\w-]+) DATE/.exec(line) ?? [];
    const named = `cica: ${flag === '' ? '' : `${flag}: `}"11/01/2025" does not say which number is the day and which`;
    expect(lines(two.stderr)[0]).toBe(`${named} the month`);
    expect(lines(two.stderr)[1]).toBe('write 2025-01-11 for 11 January 2025, or 2025-11-01 for 1 November 2025');
    const short = await run(line, '25.01.25');
    expect(short.stderr).toContain('"25.01.25" does not say which century\n');
    expect(short.exitCode).toBe(2);
  });

  it('may be a month or a span only where that makes sense', async () => {
    const isTaken = async (text: string): Promise<boolean> => (await run(line, text)).exitCode !== 2;
    expect({ month: await isTaken('Jan 2025'), span: await isTaken('30d') }).toEqual(kinds[kind]);
  });
});

describe('a span', () => {
  it.each([
    ['task add SWG-2025-01-20/1 More --due 2026y', '--due'],
    ['decision add SWG-2025-01-20 D --action adopt --date 2025-01-20 --silence-until 2026y', '--silence-until'],
    ['decision edit SWG-2025-01-20/2 --silence-until 2026y', '--silence-until'],
  ])('counts from the date of the decision, also where it is refused: %s', async (line, flag) =>
    refused(await run(line, ''), 2, `${flag}: "2026y" from 2025-01-20 leads beyond the years 1800 to 2200`),
  );
});

describe('a range of time that ends before it starts is refused', () => {
  it.each(['decision list', 'meeting list', 'search silent', 'export decisions', 'log'])('%s', async (line) => {
    const { stderr, exitCode } = await run(`${line} --since 2025-01-25 --until 2025-01-24`, '');
    expect([exitCode, stderr]).toEqual([
      2,
      'cica: --since 2025-01-25 is later than --until 2025-01-24\ngive the earlier one with --since\n',
    ]);
    expect((await run(`${line} --since 2025-01-25 --until 2025-01-25`, '')).exitCode).toBe(0);
  });
});

describe('a flag is named only if it was typed', () => {
  it.each([
    ['decision confirm SWG-2025-01-20/1', 'cica: there is nothing to confirm: SWG-2025-01-20/1 has no silence'],
    ['decision confirm SWG-2025-01-20/2 --on 25.1.25', 'cica: --on: "25.1.25" does not say which century'],
    ['task done 1 --on 25.1.25', 'cica: --on: "25.1.25" does not say which century'],
    ['task done 1 --on 2025-01-01', 'cica: the task cannot be done before its decision of 2025-01-20'],
  ])('%s', async (line, message) => {
    const { stderr, exitCode } = await run(line, '');
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr.slice(0, message.length)).toBe(message);
  });
});

it('a period accepts all date formats', async () => {
  const line = `decision add SWG-2025-01-20 D --action adopt --period DATE ${as}`;
  const expected = await run(line, `${day}..2025-06-30`);
  expect(expected.stdout).toContain('"2025-01-25..2025-06-30"');
  for (const way of [...ways, withTime]) {
    expect(await run(line, `${way} to 30 June 2025`)).toEqual(expected);
    expect(await run(line, `${way}–30.06.2025`)).toEqual(expected);
  }
  expect(await run(line, '25.01.2025-30.06.2025')).toEqual(expected);
  expect((await run(line, '25.01.2025-06/07/2025')).stderr).toContain('"06/07/2025" does not say which');
});

it('the date for today accepts the same formats, and is never guessed', async () => {
  const expected = await at(day)`due 0d`;
  expect(expected.exitCode).toBe(0);
  for (const way of [...ways, withTime]) expect(await at(way)`due 0d`).toEqual(expected);
  for (const way of ['11/01/2025', '25.01.25', 'soon'])
    refused(await at(way)`due 0d`, 2, `CICA_NOW is not a time: "${way}"`);
});

describe('a file', () => {
  const folder = temporaryFolder();
  const importing = (name: string, text: string, ...flags: string[]): Promise<Ran> => {
    writeFileSync(join(folder, name), text);
    return inProcess(['import', join(folder, name), ...flags], { db });
  };
  const tasks = async (what: string) =>
    (JSON.parse(await done(run('task list --format json --limit 0', ''))) as Record<string, string>[])
      .filter((task) => task.what?.startsWith(what))
      .map(({ due_on, done_on }) => [due_on, done_on]);

  it('of CSV or NDJSON accepts all date formats', async () => {
    const all = [day, ...ways, withTime];
    const rows = all.map((way, index) => `SWG-2025-01-20/1,csv ${index},"${way}","${way}"\n`);
    expect((await importing('tasks.csv', `decision,what,due_on,done_on\n${rows.join('')}`)).exitCode).toBe(0);
    const records = all.map((way, index) => ({
      decision: 'SWG-2025-01-20/1',
      what: `ndjson ${index}`,
      due_on: way,
      done_on: way,
    }));
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    expect((await importing('tasks.ndjson', text)).exitCode).toBe(0);
    for (const what of ['csv', 'ndjson']) expect(await tasks(what)).toEqual(all.map(() => [day, day]));
  });

  it('of YAML accepts all date formats', async () => {
    const decisions = [day, ...ways, withTime].map(
      (way, index) =>
        `  - {action: adopt, title: D${index}, period: "${way}..2025-06-30", confirmed_on: "${way}", silence_until: 30d}\n`,
    );
    const text = `meeting:\n  body: SWG\n  date: 25.01.2025\ndecisions:\n${decisions.join('')}`;
    expect((await importing('meeting.yaml', text)).stderr).toContain(
      `1 meeting, ${decisions.length} decisions created`,
    );
    const listed = JSON.parse(await done(run('decision list --meeting SWG-2025-01-25 --format json', '')));
    expect(listed).toHaveLength(decisions.length);
    for (const { date, period, confirmed_on, silence_until } of listed)
      expect([date, period, confirmed_on, silence_until]).toEqual([day, `${day}..2025-06-30`, day, '2025-02-24']);
  });

  const csv = (what: string): string =>
    `decision,what,due_on,done_on\nSWG-2025-01-20/1,${what} 1,11/12/2025,11.12.2025\nSWG-2025-01-20/1,${what} 2,3w,2025-12-11\n`;

  it('with ambiguous dates is refused without --date-format', async () => {
    const { stderr, exitCode } = await importing('order.csv', csv('order'));
    expect(exitCode).toBe(4);
    expect(stderr).toContain(
      'order.csv:2:3: due_on: "11/12/2025" does not say which number is the day and which the month (write 2025-12-11 for 11 December 2025, or 2025-11-12 for 12 November 2025; or say --date-format dmy or mdy for all of them)\n',
    );
    expect((await importing('order.csv', csv('dmy'), '--date-format', 'dmy')).exitCode).toBe(0);
    expect((await importing('order.csv', csv('mdy'), '--date-format', 'mdy')).exitCode).toBe(0);
    const second = ['2025-02-10', '2025-12-11'];
    expect(await tasks('dmy')).toEqual([second, ['2025-12-11', '2025-12-11']]);
    expect(await tasks('mdy')).toEqual([second, ['2025-11-12', '2025-12-11']]);
  });

  it('is not read by any other order', async () =>
    refused(await importing('order.csv', csv('ymd'), '--date-format', 'ymd'), 2, '--date-format cannot be "ymd"'));
});

it('every printed date is read back as the same', async () => {
  const page = await done(run('show SWG-2025-01-20', ''));
  const [, first = '', last = ''] = /^Date +(.+) to (.+)$/m.exec(page) ?? [];
  expect([first, last]).toEqual(['20 January 2025', '30 January 2025']);
  for (const [printed, iso] of [
    [first, '2025-01-20'],
    [last, '2025-01-30'],
  ] as const)
    expect(await run('decision list --as-of DATE', printed)).toEqual(await run('decision list --as-of DATE', iso));
  const [at = ''] = lines(await done(run('log SWG-2025-01-20/2 --columns at --no-header', '')));
  expect(at).toBe('2025-01-25 13:00');
  expect(lines(await done(run('log --columns at --no-header --limit 0 --since DATE', at)))[0]).toBe(at);
});
