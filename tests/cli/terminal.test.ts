import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { cica, demoRegister, presetRegister, temporaryFolder } from '../support/cica';
import { Database } from '../support/sqlite';
import { keys, Terminal } from '../support/terminal';

/** The screen after a command ended well. */
async function shown(args: readonly string[], options: Parameters<typeof Terminal.start>[1]): Promise<Terminal> {
  const terminal = Terminal.start(args, { rows: 100, ...options });
  expect(await terminal.exitCode(), terminal.screen().join('\n')).toBe(0);
  return terminal;
}

/** The same for what is long: node-pty stops reading 200 ms after the end, so a shell stays until all has come. */
async function shownWhole(args: string, options: Parameters<typeof Terminal.start>[1]): Promise<Terminal> {
  const line = `$cica ${args}; code=$?; printf '\\033]0;all\\007'; read end; exit $code`;
  const terminal = Terminal.shell(line, { rows: 100, ...options });
  await terminal.received('\x1b]0;all\x07');
  terminal.type(keys.enter);
  expect(await terminal.exitCode(), terminal.screen().join('\n')).toBe(0);
  return terminal;
}

/** Names whose letters are wide, have marks, or run from the right; each is a state. */
const names = {
  XA: '蒙古国外交部长会议',
  XB: 'مُحَمَّد بْنُ سَلْمَان',
  XC: 'Q\u0303a\u0330b\u0304 combining',
  XD: 'ประเทศไทยที่รัก',
  XE: 'Ｆｕｌｌｗｉｄｔｈ',
  XF: 'Plain',
  XG: `很长的名字${'长'.repeat(60)}`,
  XH: `كَلِمَة${' كَلِمَة'.repeat(20)}`,
};

/** Imports records into a register. */
async function imported(db: string, as: string, lines: readonly string[]): Promise<string> {
  const file = join(temporaryFolder(), `${as}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { exitCode, stderr } = await cica(['import', file, '--as', as], { db });
  expect(exitCode, stderr).toBe(0);
  return db;
}

describe.each([60, 80, 120])('a table in %i columns', (cols) => {
  test.each([
    ['decision', 'list'],
    ['meeting', 'list'],
    ['party', 'list'],
    ['body', 'list'],
    ['agenda', 'list'],
    ['log', '--limit', '20'],
    ['decision', 'list', '--columns', 'ref,date,title,body,meeting,action,kind,status,parties,tags,evidence'],
  ])('cica %s %s fits', async (...args) => {
    const terminal = await shown(args, { db: await demoRegister(), cols });
    expect(terminal.overlong().filter((line) => !/^no room|^\d+ of/.test(line))).toEqual([]);
    // what names a record is whole, so that it can be copied
    expect(terminal.screen().filter((line) => /^\S*…/.test(line))).toEqual([]);
  });

  it('aligns its columns in any script', async () => {
    const rows = Object.entries(names).map(([code, name]) => `${code},${name},state`);
    const db = await imported(await presetRegister(), 'parties', ['code,name,kind', ...rows]);
    const terminal = await shown(['party', 'list', '--columns', 'code,name,kind', '--sort', '-code'], { db, cols });
    const lines = terminal.screen();
    const starts = Object.keys(names).map((code) =>
      terminal.columnOf(
        'state',
        lines.findIndex((line) => line.startsWith(`${code} `)),
      ),
    );
    expect(new Set(starts).size, lines.slice(0, 10).join('\n')).toBe(1);
    expect(starts[0]).toBeGreaterThan(0);
    expect(terminal.overlong()).toEqual([]);
  });
});

describe('a narrow terminal', () => {
  it('omits the least important columns, and says so', async () => {
    const terminal = await shown(['decision', 'list'], { db: await demoRegister(), cols: 60 });
    expect(terminal.screen()[0]).toMatch(/^ref +action +status$/);
    expect(terminal.screen()[1]).toBe('  title');
    expect(terminal.screen().slice(-2)).toEqual(['no room for kind: widen the terminal, or choose with', '--columns']);
  });

  it('omits no requested column', async () => {
    const args = ['decision', 'list', '--columns', 'ref,kind,action,title', '--limit', '1'];
    const terminal = await shown(args, { db: await demoRegister(), cols: 60 });
    expect(terminal.screen().slice(0, 4)).toEqual([
      'ref               kind  action    title',
      'SOC-2024-12-05/1  plan  approved  2025 action plan for',
      '                                  confidence-building',
      '                                  measures',
    ]);
  });
});

describe('a long list', () => {
  let db: string;
  /** Whether a line begins a row: a long name goes on in another. */
  const isRow = (line: string): boolean => /^[A-Z]/.test(line);
  beforeAll(async () => {
    const rows = Array.from({ length: 70 }, (_, index) => `T${index},Party ${index},organisation`);
    db = await imported(await presetRegister(), 'parties', ['code,name,kind', ...rows]);
  });

  it('shows the first 50, and the total', async () => {
    const terminal = await shownWhole('party list', { db });
    expect(terminal.screen().at(-1)).toBe('50 of 118 parties; --limit 0 shows all');
    expect(terminal.screen().filter(isRow)).toHaveLength(50);
  });

  it('is complete with --limit 0, under one heading', async () => {
    const terminal = await shownWhole('party list --limit 0', { db });
    expect(terminal.screen().filter(isRow)).toHaveLength(118);
    expect(terminal.screen().filter((line) => line.startsWith('code'))).toHaveLength(1);
  });

  it('is complete in a pipe', async () => {
    expect((await cica(['party', 'list'], { db })).stdout.trimEnd().split('\n')).toHaveLength(1 + 118);
  });
});

describe('colours', () => {
  const colour = '\u001b[36mSOC-2023-12-12/1';

  it('are for a terminal', async () => {
    expect((await shown(['decision', 'list'], { db: await demoRegister() })).raw).toContain(colour);
  });

  test.each([
    [['decision', 'list'], { NO_COLOR: '1' }],
    [['decision', 'list', '--no-color'], {}],
    [['decision', 'list'], { TERM: 'dumb' }],
    [['meeting', 'show', 'SOC-2023-12-12'], { NO_COLOR: '1' }],
  ])('%j with %j has none', async (args, env) => {
    expect((await shown(args, { db: await demoRegister(), env })).raw).not.toContain('\u001b');
  });

  it('are not used in a pipe, unless requested', async () => {
    const db = await demoRegister();
    expect((await cica(['meeting', 'show', 'SOC-2023-12-12'], { db })).stdout).not.toContain('\u001b');
    const forced = await cica(['meeting', 'show', 'SOC-2023-12-12'], { db, env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[36m');
  });
});

describe('cica decision show', () => {
  test.each([60, 200])('wraps its text in %i columns', async (cols) => {
    const db = await demoRegister();
    const text = 'The Council is asked to look at it 再次审议此事项 '.repeat(10).trim();
    await cica(['decision', 'edit', 'SOC-2023-12-12/5', '--text', text], { db });
    const terminal = await shown(['decision', 'show', 'SOC-2023-12-12/5'], { db, cols });
    expect(terminal.overlong()).toEqual([]);
    expect(terminal.screen().join(' ').replaceAll(/\s+/g, ' ')).toContain(text);
  });
});

describe('control sequences', () => {
  const colour = /\p{Cc}\[\d+m/gu;
  const unsafe = /(?![\t\r\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
  const attack = 'Start\u001b]0;owned\u0007\u001b[2J\u009b2J\u202etxet\u2066 end';

  test.each([
    ['decision', 'list'],
    ['decision', 'list', '--format', 'csv'],
    ['decision', 'list', '--format', 'json'],
    ['decision', 'show', 'SOC-2023-12-12/5'],
    ['meeting', 'show', 'SOC-2023-12-12'],
    ['party', 'list', '--sort', '-name'],
    ['agenda', 'list'],
    ['search', 'saudi'],
    ['log'],
    ['decision', 'edit', 'SOC-2023-12-12/5', '--title', 'Better'],
  ])('is shown as text by cica %s %s', async (...args) => {
    const db = await demoRegister();
    const file = new Database(db);
    for (const table of ['decision', 'agenda_item', 'meeting'])
      file.prepare(`update ${table} set title = ?`).run(attack);
    file.prepare("update party set name = ? where code = 'SAU'").run(attack);
    file.close();
    const terminal = await shown(args, { db, cols: 120 });
    expect(terminal.raw.replaceAll(colour, '')).not.toMatch(unsafe);
    if (args[0] !== 'log') expect(terminal.screen().join('')).toMatch(/<U\+001B>|\\u001b/);
  });
});

describe('a long import', () => {
  it('shows progress, and erases it at the end', async () => {
    const db = await demoRegister();
    const days = Array.from({ length: 500 }, (_, number) =>
      new Date(Date.UTC(2015, 0, number)).toISOString().slice(0, 10),
    );
    const decisions = days.flatMap((day) =>
      Array.from({ length: 80 }, (_, number) => `SOC-${day},note,Report number ${number} of that day`),
    );
    const folder = temporaryFolder();
    const [meetingFile, decisionFile] = [join(folder, 'meetings.csv'), join(folder, 'decisions.csv')];
    writeFileSync(meetingFile, `body,date\n${days.map((day) => `SOC,${day}`).join('\n')}\n`);
    writeFileSync(decisionFile, `meeting,action,title\n${decisions.join('\n')}\n`);
    const terminal = Terminal.start(['import', meetingFile, decisionFile], { db, cols: 120 });
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.raw).toMatch(/\d+ records/);
    expect(terminal.screen()).toEqual([expect.stringMatching(/^imported: 500 meetings, 40,000 decisions created/)]);
  });
});
