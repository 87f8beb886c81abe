import type { Command } from 'commander';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { cica, demoRegister } from '../support/cica';
import { done, lines, type Run, refused, session } from '../support/session';

let run: Run;
let db: string;
beforeAll(async () => {
  db = await demoRegister();
  run = session(db, { here: true });
});

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
const commands = program.commands.flatMap((one) => (one.commands.length > 0 ? one.commands : [one]));
const name = (command: Command): string =>
  `${command.parent === program ? '' : `${command.parent?.name()} `}${command.name()}`;
const flag = (command: Command, long: string) => command.options.find((option) => option.long === long);

/** The formats of texts for people; a command that writes nothing else has no JSON. */
const textFormats = ['text', 'markdown', 'html', 'docx'];
const writesData = (command: Command): boolean =>
  flag(command, '--format')?.argChoices?.some((format) => !textFormats.includes(format)) ?? false;

describe('a short form', () => {
  test.each(commands.filter(writesData).map((one) => [name(one), one] as const))('%s takes --json', (_, command) => {
    expect(flag(command, '--format')?.argChoices).toContain('json');
    expect(flag(command, '--json')).toBeDefined();
  });

  it('applies to every flag of that name', () => {
    const shortened = commands.map((command) => [command.name(), command.aliases()]);
    for (const [verb, aliases] of shortened) {
      expect(aliases).toEqual({ list: ['ls'], remove: ['rm'] }[verb as string] ?? []);
    }
    for (const command of commands) expect(flag(command, '--limit')?.short ?? '-n').toBe('-n');
    expect(commands.filter((one) => flag(one, '--limit')).length).toBeGreaterThan(12);
  });

  test.each([
    ...['meeting', 'agenda', 'decision', 'party', 'body', 'instrument', 'document', 'task'].map((noun) => [
      `${noun} ls -n 2 --json`,
      `${noun} list --limit 2 --format json`,
    ]),
    ['decision ls -n2 --body SOC', 'decision list --limit 2 --body SOC'],
    ['decision pending -n 1 --json', 'decision pending --limit 1 --format json'],
    ['log -n 3 --json', 'log --limit 3 --format json'],
    ['search saudi -n 1', 'search saudi --limit 1'],
    ['due 1y -n 1 --json', 'due 1y --limit 1 --format json'],
    ['stats --json', 'stats --format json'],
    ['export parties --json -n 2', 'export parties --format json --limit 2'],
    ['show KAZ --json', 'show KAZ --format json'],
    ['meeting show MC-2023-09 --json', 'meeting show MC-2023-09 --format json'],
    ['party standing BGD --json', 'party standing BGD --format json'],
    [
      'decision edit MC-2023-09/1 --tag x --dry-run --json',
      'decision edit MC-2023-09/1 --tag x --dry-run --format json',
    ],
    ['undo --dry-run --json', 'undo --dry-run --format json'],
    ['decision rm SOC-2023-12-12/8 --dry-run', 'decision remove SOC-2023-12-12/8 --dry-run'],
    ['decision list --json --format json', 'decision list --format json'],
  ])('%s is %s', async (short, long) => {
    // what says when it was recorded is another moment for a change that is only tried
    const times = (text: string) => text.replaceAll(/"updated_at": ?"[^"]*"/g, '');
    expect(times(await done(run(short as string)))).toBe(times(await done(run(long as string))));
  });

  test.each([
    'decision list --json --format csv',
    'decision list --format csv --json',
    'show KAZ --format yaml --json',
    'export bodies --json --format ndjson',
  ])('%s is refused', async (line) => {
    refused(await run(line), 2, `--json cannot be combined with --format ${/format (\w+)/.exec(line)?.[1]}`);
  });

  it('is shown by help', async () => {
    expect(await done(cica(['decision', '--help'], { db }))).toMatch(/list\|ls .*\n[\s\S]*remove\|rm /);
    expect(await done(cica(['decision', 'ls', '--help'], { db }))).toMatch(/-n, --limit <number>/);
  });

  it.each([
    ['decision ls --in', ['--in-force']],
    ['decision rm SOC-2024-03-14/', ['SOC-2024-03-14/1']],
    // one name of each verb is enough to choose from
    ['decision l', ['list', 'link']],
    ['decision r', ['remove']],
    ['decision ls --js', ['--json']],
    ['decision ls -n ', []],
  ])('completes "%s"', async (line, words) => {
    const offered = lines(await done(cica(['__complete', 'zsh', `cica ${line}`], { db })));
    expect(offered.map((one) => one.replace(/\t.*/, ''))).toEqual(['words', ...words]);
  });
});
