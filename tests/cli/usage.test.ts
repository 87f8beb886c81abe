import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister, inProcess, type Ran } from '../support/cica';
import { refused } from '../support/session';

/* What a command line lacks is said in two lines: what is missing, and what to give. */

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');

let db: string;
beforeAll(async () => {
  db = await demoRegister();
});
const run = (...words: readonly string[]): Promise<Ran> => inProcess(words, { db });

/** The commands that do something, with the words that name them. */
const leaves = (command: Command, path: readonly string[] = []): { path: readonly string[]; command: Command }[] =>
  command.commands.length === 0
    ? [{ path, command }]
    : command.commands.flatMap((child) => leaves(child, [...path, child.name()]));

const all = leaves(program);
const needed = ({ command }: { command: Command }) => command.registeredArguments.filter(({ required }) => required);
const mandatory = ({ command }: { command: Command }) => command.options.filter((option) => option.mandatory);

describe('a command without', () => {
  const lacks = all.flatMap((one) => needed(one).map((argument, place) => ({ ...one, argument, place })));

  it.each(lacks)('$path.0 $path.1 <$argument._name>', async ({ path, command, argument, place }) => {
    const flags = mandatory({ command }).flatMap(({ long = '' }) => [long, 'x']);
    const ran = await run(...path, ...Array<string>(place).fill('x'), ...flags);
    refused(ran, 2, `${path.join(' ')} needs <`);
    expect(ran.stderr).toContain(`give <${argument.name()}>`);
    expect(ran.stderr).toContain(`for example: cica ${path.join(' ')} `);
  });

  const flagless = all.flatMap((one) => mandatory(one).map((option) => ({ ...one, option })));
  it.each(flagless)('$path.0 $path.1 $option.long', async ({ path, command, option }) => {
    const ran = await run(...path, ...needed({ command }).map(() => 'x'));
    refused(ran, 2, `${path.join(' ')} needs ${option.long}`);
    expect(ran.stderr).toContain(`give ${option.flags}: ${option.description}`);
    expect(ran.stderr).toContain(`for example: cica ${path.join(' ')} `);
  });
});

describe('a flag without its value', () => {
  const flags = all.flatMap((one) =>
    [...program.options, ...one.command.options]
      .filter(({ required }) => required)
      .map((option) => ({ ...one, option })),
  );
  it.each(flags)('$path.0 $path.1 $option.long', async ({ path, option }) => {
    const ran = await run(...path, option.long as string);
    refused(ran, 2, `${option.long} needs a value`);
    expect(ran.stderr).toContain(`give it after the flag: ${option.flags}`);
    if (option.description !== option.name()) expect(ran.stderr).toContain(`: ${option.description}`);
    for (const choice of option.argChoices ?? []) expect(ran.stderr).toContain(choice);
  });
});

describe('a record that lacks a field', () => {
  it.each([
    [
      'decision add',
      'a decision needs a meeting',
      'give <meeting> after the command: the meeting, like SOC-2023-12-12',
    ],
    ['decision add SOC-2023-12-12', 'a decision needs an action', 'give it with --action: operative verb, in any form'],
    ['decision add SOC-2023-12-12 --action adopt', 'a decision needs a title', 'give <title> after the command'],
    ['meeting add', 'a meeting needs a body', 'give it with --body: the body that met'],
    ['meeting add --body SOC', 'a meeting needs a date', 'give it with --date: first day'],
    ['body add XY', 'a body needs a name', 'give it with --name'],
    ['task add SOC-2023-12-12/5', 'a task needs a description', 'give <what> after the command: what needs to be done'],
  ])('%s', async (line, message, advice) => {
    const ran = await run(...line.split(' '));
    refused(ran, 2, message);
    expect(ran.stderr).toContain(advice);
  });
});

describe('a value that a command does not take', () => {
  it.each([
    ['decision list SOC', 'decision list does not take "SOC"', 'give values with flags'],
    [
      'decision add SOC-2023-12-12 Travel budget for',
      'does not take "budget" "for"',
      'put a text with spaces in quotes',
    ],
    ['completion tcsh', '<shell> cannot be "tcsh"', 'it is one of: bash, zsh, fish'],
    ['decision list --format xlsx', '--format cannot be "xlsx"', 'did you mean "csv"? it is one of: table, csv'],
    ['decision list --limit all', '--limit cannot be "all"', 'it takes a whole number, 0 for all'],
    ['undo last', '<entries> cannot be "last"', '`cica log` shows the entries'],
  ])('%s', async (line, message, advice) => {
    const ran = await run(...line.split(' '));
    refused(ran, 2, line.includes('Travel') ? 'decision add does not take' : message);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toContain(advice);
  });
});

describe('a reference after a list, which takes filters with flags', () => {
  it.each([
    ['agenda list SOC-2023-12-12', 'agenda list --meeting SOC-2023-12-12'],
    ['agenda list SOC-2023-12-12#4', 'show SOC-2023-12-12#4'],
    ['decision list soc-2023-12-12', 'decision list --meeting soc-2023-12-12'],
    ['decision list SOC-2023-12-12#4', 'decision list --item SOC-2023-12-12#4'],
    ['decision list SOC-2023-12-12/1', 'show SOC-2023-12-12/1'],
    ['document list SOC-2023-12-12', 'document list --meeting SOC-2023-12-12'],
    ['document list SOC-2023-12-12/1', 'document list --decision SOC-2023-12-12/1'],
    ['meeting list SOC-2023-12-12', 'show SOC-2023-12-12'],
    ['task list SOC-2023-12-12/1', 'task list --decision SOC-2023-12-12/1'],
    ['task list SOC-2023-12-12', 'show SOC-2023-12-12'],
  ])('%s', async (line, meant) => {
    const ran = await run(...line.split(' '));
    refused(ran, 2, line.split(' ', 2).join(' '));
    expect(ran.stderr.split('\n')[1]).toBe(`write: cica ${meant}`);
    expect((await run(...meant.split(' '))).exitCode).toBe(0);
  });
});

describe('an unknown flag', () => {
  it.each([
    ['decision list --csv', 'did you mean "--format csv"? '],
    ['decision list --all', 'did you mean "--limit"? '],
    ['decision list --reverse', 'did you mean "--sort"? '],
    ['decision list --order-by date', 'did you mean "--sort"? '],
    ['decision edit SOC-2023-12-12/5 --status ended', 'the status follows from the record; '],
    ['task add SOC-2023-12-12/5 X --status done', 'the status follows from the record; '],
    ['decision list --banana', ''],
  ])('%s', async (line, advice) => {
    const ran = await run(...line.split(' '));
    refused(ran, 2, '');
    const [noun = '', verb = ''] = line.split(' ');
    expect(ran.stderr.split('\n')[1]).toBe(`${advice}\`cica ${noun} ${verb} --help\` lists the flags`);
  });
});

describe('an unknown command', () => {
  it.each([
    ['dec list', 'dec', ['decision']],
    ['decisions', 'decisions', ['decision']],
    ['frobnicate', 'frobnicate', []],
    ['list', 'list', ['decision list', 'meeting list', 'agenda list']],
    ['list meetings', 'list', ['meeting list']],
    ['delete party KAZ', 'delete', ['party remove']],
    ['pending', 'pending', ['decision pending']],
    ['decision search x', 'decision search', ['search']],
    ['meeting pending', 'meeting pending', ['decision pending']],
    ['meeting trace', 'meeting trace', ['decision trace']],
    ['SOC-2023-12-12/5', 'SOC-2023-12-12/5', ['show SOC-2023-12-12/5']],
    ['decision SOC-2023-12-12/5', 'decision SOC-2023-12-12/5', ['show SOC-2023-12-12/5']],
    ['help nonsense', 'nonsense', []],
    ['nonsense --help', 'nonsense', []],
    ['help decision nonsense', 'decision nonsense', []],
    ['decision help nonsense', 'decision nonsense', []],
    ['decision nonsense --help', 'decision nonsense', []],
    ['decision help lst', 'decision lst', ['decision list']],
    ['version', 'version', ['--version']],
    ['exit', 'exit', []],
    ['settings', 'settings', []],
    ['config', 'config', []],
    ['agendas', 'agendas', ['agenda']],
    ['redo', 'redo', ['undo']],
    ['backup', 'backup', ['db backup']],
    ['restore', 'restore', ['db restore']],
    ['copy', 'copy', ['db copy']],
    ['task start', 'task start', []],
    ['meeting close', 'meeting close', []],
    ['db delete', 'db delete', []],
    ['db reset', 'db reset', []],
    ['db verify', 'db verify', ['verify']],
    ['decision find', 'decision find', ['search']],
    ['decision history', 'decision history', ['log']],
    ['decision unanswer', 'decision unanswer', []],
    ['decision accept', 'decision accept', ['decision answer']],
    ['decision decline', 'decision decline', ['decision answer']],
    ['instrument sign', 'instrument sign', ['instrument act']],
    ['instrument ratify', 'instrument ratify', ['instrument act']],
    ['agenda reorder', 'agenda reorder', ['agenda renumber']],
  ])('%s', async (line, named, offered) => {
    const ran = await run(...line.split(' '));
    refused(ran, 2, `unknown command "${named}"`);
    const [question] = ran.stderr.split('\n')[1]?.split('`') ?? [];
    const commands = offered.map((name) => `"cica ${name}"`).join(' or ');
    expect(question).toBe(offered.length === 0 ? '' : `did you mean ${commands}? `);
  });
});
