import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { demoRegister, temporaryFolder } from '../support/cica';
import { keys, Terminal, type TerminalOptions } from '../support/terminal';

/** Long output goes through a pager: docs/scripting.md, "Tables at a terminal". */

let db: string;
beforeAll(async () => {
  db = await demoRegister();
});

/** Numbers the lines, which shows what went through it. */
const numbering = 'cat -n';

/** The screen after a command line ended with an exit code. */
async function screenAfter(line: string, options: TerminalOptions, code = 0): Promise<string[]> {
  // wide enough for each line
  const terminal = Terminal.shell(line, { db, rows: 12, cols: 1_000, ...options });
  expect(await terminal.exitCode(), terminal.screen().join('\n')).toBe(code);
  return terminal.screen();
}

const numbered = (screen: readonly string[]): number => screen.filter((line) => /^ +\d+( |$)/.test(line)).length;

describe('output longer than the screen goes through $PAGER', () => {
  test.each([
    'decision list',
    'decision list --format csv',
    'decision list --format json',
    'meeting show SOC-2023-12-12',
    'show SOC-2023-12-12 --at today',
    'decision show SOC-2023-12-12/5 SOC-2023-12-12/6 --format json',
    'due --as-of 2023-02-20 --limit 0',
    'log',
    'log --sort ref',
    'decision pending --as-of 2023-12-20',
    'search council --limit 0',
    'stats',
    'decision trace SOC-2023-12-12/5',
    'party standing SAU --as-of 2025-01-01',
    'instrument show CPI',
  ])('cica %s', async (line) => {
    const rows = 3;
    const screen = await screenAfter(`$cica ${line}`, { rows, env: { PAGER: numbering } });
    expect(numbered(screen)).toBeGreaterThanOrEqual(rows);
    // messages are in their places, and do not disturb the pager
    expect(numbered(screen.slice(-rows))).toBe(rows);
  });

  it('with its colours', async () => {
    const terminal = Terminal.start(['decision', 'list'], { db, rows: 12, env: { PAGER: numbering } });
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.raw).toContain('\u001b[36mSOC-2024-12-05/1');
  });

  it('which may be a shell command line', async () => {
    const screen = await screenAfter('$cica decision list', { env: { PAGER: "sed 's/^/| /' | tail -n 3" } });
    expect(screen).toHaveLength(3);
    expect(screen[0]).toMatch(/^\| SWG/);
  });

  test.each([
    ['FRX', {}],
    ['S', { LESS: 'S' }],
    ['', { LESS: '' }],
  ])('which gets LESS=%s from %j', async (expected, env) => {
    const pager = 'cat >/dev/null; echo "LESS=$LESS"';
    expect(await screenAfter('$cica decision list', { env: { PAGER: pager, ...env } })).toEqual([`LESS=${expected}`]);
  });
});

describe('there is no pager', () => {
  test.each([
    ['for what fits on the screen', '$cica decision list', { rows: 80, env: { PAGER: numbering } }],
    ['with --no-pager', '$cica decision list --no-pager', { env: { PAGER: numbering } }],
    ['with PAGER=cat', '$cica decision list', { env: { PAGER: 'cat' } }],
    ['with an empty PAGER', '$cica decision list', { env: { PAGER: ' ' } }],
    ['on a terminal that can only print', '$cica decision list', { env: { PAGER: numbering, TERM: 'dumb' } }],
    ['where the program is missing', '$cica decision list', { env: { PAGER: 'no-such-pager -x' } }],
    ['in a pipe', '$cica decision list | cat', { env: { PAGER: numbering } }],
    [
      'for what is written',
      '$cica decision edit SOC-2024-12-05/1 --title A --dry-run',
      { rows: 2, env: { PAGER: numbering } },
    ],
    ['for an error', '$cica decision list --kind nothing || true', { rows: 2, env: { PAGER: numbering } }],
  ])('%s', async (_, line, options) => {
    const screen = await screenAfter(line, options);
    expect(screen.length).toBeGreaterThan(1);
    expect(numbered(screen)).toBe(0);
  });

  it('which is reported if the shell cannot run it', async () => {
    const screen = await screenAfter('$cica decision list', { env: { PAGER: 'no-such-pager "x"' } }, 1);
    expect(screen.join('\n')).toContain(
      'cica: the pager cannot be run: no-such-pager "x"\ncorrect PAGER, or add --no-pager',
    );
  });
});

describe('a pager that is quit', () => {
  it('early ends the command quietly', async () => {
    const screen = await screenAfter('$cica log --limit 0 --format csv', { env: { PAGER: 'head -n 2' } });
    expect(screen).toEqual([expect.stringMatching(/^entry,change,/), expect.stringMatching(/^1,\d+,2025-/)]);
  });

  it('also if it fails', async () => {
    const pager = join(temporaryFolder(), 'pager');
    writeFileSync(pager, '#!/bin/sh\nread line\necho "$line"\nexit 3\n');
    chmodSync(pager, 0o755);
    const screen = await screenAfter('$cica log --limit 0 --format csv', { env: { PAGER: pager } });
    expect(screen).toHaveLength(1);
  });
});

it('leaves Ctrl-C to the pager', async () => {
  const pager =
    "cat >/dev/null; trap 'echo interrupted' INT; echo ready; until read key </dev/tty; do :; done; echo $key";
  const terminal = Terminal.start(['decision', 'list'], { db, rows: 12, env: { PAGER: pager } });
  await terminal.waitFor('ready');
  terminal.type(keys.interrupt);
  await terminal.waitFor('interrupted');
  terminal.type(`done${keys.enter}`);
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.screen().at(-1)).toBe('done');
});

const hasLess = spawnSync('less', ['--version']).status === 0;

describe.skipIf(!hasLess)('less', () => {
  it('is the default pager, with colours, and leaves the text on the screen after q', async () => {
    const terminal = Terminal.shell('unset PAGER; $cica decision list', { db, rows: 12 });
    await terminal.waitFor(/^:$/m);
    expect(terminal.screen().join('\n')).not.toContain('SWG-2022-12-12/5');
    terminal.type(' ');
    await terminal.waitFor('SOC-2024-06-27/5');
    terminal.type('q');
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.raw).toContain('\u001b[36mSOC-2024-12-05/1');
    expect(terminal.screen()[0]).toMatch(/^ref +action/);
  });
});
