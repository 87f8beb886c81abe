import { beforeAll, describe, expect, test } from 'vitest';
import { cica, demoRegister } from '../support/cica';
import { done, lines, session } from '../support/session';
import { Terminal } from '../support/terminal';

/** What lists show at terminals of several widths: docs/scripting.md, "Tables at a terminal". */

const widths = [60, 80, 100, 120];

/** A list, and the columns without which nobody can act on a line of it. */
const lists = [
  ['due 1y', 'days what ref title who'],
  ['log --limit 40', 'entry at actor operation ref changes'],
  ['decision list', 'ref action title status'],
  ['meeting list', 'ref title status chair'],
  ['decision pending --as-of 2023-12-20', 'ref date referred_to title days'],
  ['task list', 'id decision what responsible due_on status'],
  ['agenda list', 'ref title'],
  ['party list', 'code name standing'],
  ['body list', 'code name reports_to'],
  ['document list', 'symbol title meeting decision'],
  ['instrument list', 'code title'],
  ['party standing KAZ', 'since standing given_by'],
  ['instrument show CPI', 'party act'],
] as const;

const address = `https://www.s-cica.org/index.php?view=page&name=${'meeting-of-senior-officials-'.repeat(5)}`;
const long =
  'The Committee was informed of the preparations for the meeting and asked the Secretariat to go on with them.';

let db: string;
beforeAll(async () => {
  db = await demoRegister();
  const run = session(db);
  await done(
    run`task add SWG-2022-12-12/1 ${'Draft a letter to the Ministry that names the next steps'} --due 2022-12-20`,
  );
  await done(run`task add SOC-2023-12-12/5 ${'Ask for it'} --responsible SEC --due 2025-01-03`);
  await done(run`task add SOC-2023-12-12/5 ${'Print it'} --responsible ${'Alibek Bakayev'} --due 2025-01-15`);
  await done(
    run`task add SOC-2023-12-12/5 ${'ҚР СІМ-ге хат дайындау және жіберу 蒙古国外交部长会议'} --responsible MNG --due 2025-01-20`,
  );
  await done(
    run`document add ${'Report of the Secretary General'} --symbol CICA/SOC/2024/17 --decision SOC-2024-12-05/3`,
  );
  await done(run`decision edit SOC-2024-12-05/3 --text ${long} --title ${`Report at ${address}`}`);
  await done(run`decision edit SOC-2024-12-05/3 --text ${long.replace('asked', 'requested')}`);
  await done(
    run`meeting edit SOC-2024-12-05 --title ${'Meeting of the Senior Officials Committee at the end of 2024'}`,
  );
});

/** The words of a screen or a page, without the marks around what is cut. */
const wordsOf = (text: string): string[] => text.split(/\s+/).map((word) => word.replaceAll(/[…";]/g, ''));

describe.each(widths)('in %i columns', (cols) => {
  test.each(lists)('cica %s', async (line, needed) => {
    const terminal = Terminal.shell(`$cica ${line} 2>&-`, { db, cols, rows: 500 });
    expect(await terminal.exitCode()).toBe(0);
    const screen = terminal.screen().join('\n');
    expect(terminal.overlong()).toEqual([]);

    // in a pipe all is whole
    const { stdout } = await cica([...line.split(' '), ...(needed.includes('entry') ? [] : ['--limit', '0'])], { db });
    const known = wordsOf(stdout);
    const isPart = (word: string) => known.some((one) => one.length > cols / 2 && one.includes(word));
    expect(wordsOf(screen).filter((word) => !known.includes(word) && !isPart(word))).toEqual([]);

    // one layout from the first row to the last
    expect(terminal.screen().filter((row) => row === terminal.screen()[0])).toHaveLength(1);
    const heading = lines(screen).slice(0, 2).join(' ').split(/\s+/);
    for (const name of needed.split('_').join(' ').split(' ')) expect(heading).toContain(name);
  });
});

describe('a terminal that reports no columns', () => {
  test.each(['decision list', 'meeting show SOC-2024-12-05', 'decision list --help'])('cica %s', async (line) => {
    const raw = async (cols: number) => {
      const terminal = Terminal.shell(`stty cols ${cols}; $cica ${line}`, { db, cols: 80, rows: 500 });
      expect(await terminal.exitCode()).toBe(0);
      return terminal.raw;
    };
    expect(await raw(0)).toBe(await raw(80));
  });
});

describe('when something falls due', () => {
  const days = async (...args: string[]) =>
    lines((await cica(['due', '5d', '--columns', 'days', '--no-header', ...args], { db })).stdout);

  test('is in words in a table, and a number in data', async () => {
    const words = ['2 years overdue', '1 year overdue', '12 days overdue', 'today', 'in 5 days'];
    expect([...new Set(await days())]).toEqual(words);
    expect([...new Set(await days('--format', 'csv'))]).toEqual(['-757', '-674', '-12', '0', '5']);
    expect((await days('--sort=-days'))[0]).toBe('in 5 days');
  });

  test('is in colour at a terminal', async () => {
    const terminal = Terminal.start(['due', '5d'], { db, cols: 120, rows: 500 });
    expect(await terminal.exitCode()).toBe(0);
    for (const text of ['[31m2 years overdue', '[33mtoday']) expect(terminal.raw).toContain(`\u001b${text}`);
  });
});

describe('a change in the log', () => {
  const log = ['log', 'SOC-2024-12-05/3', '--limit', '1', '--columns', 'at,changes', '--no-header'];

  test('has a local time in a table, and UTC in data', async () => {
    const run = async (...args: string[]) => (await cica([...log, ...args], { db, env: { TZ: 'Asia/Almaty' } })).stdout;
    expect(await run()).toContain('2025-01-15 17:00  text: ');
    expect(await run('--format', 'csv')).toContain('2025-01-15T12:00:00.000Z,');
  });

  test('is shortened around the difference at a terminal, and complete elsewhere', async () => {
    const terminal = Terminal.start(log, { db, cols: 200 });
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen()[0]).toMatch(
      / {2}text: "…for the meeting and asked the Secretariat to go on with…" → "…for the meeting and requested the Secretariat to go on…"$/,
    );
    expect((await cica(log, { db })).stdout).toContain(`text: "${long}" → "${long.replace('asked', 'requested')}"`);
  });
});
