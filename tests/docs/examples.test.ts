import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { examplesFor } from '../../src/commands/flags/flags';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister } from '../support/cica';
import { asExpected, inShell, type Outcome, renew, runPage, shownToFail, stepsOf, updating } from './transcript';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
const commands = leaves(program).map((command) => ({ name: nameOf(command), examples: examplesFor(command) }));
const pages = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter(
  (file) => file.endsWith('.md') && stepsOf(readFileSync(file, 'utf8')).length > 0,
);

describe('the examples of the help', () => {
  test.each(commands)('$name has one', ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test.concurrent.each(commands.flatMap(({ examples }) => examples))('%s', async (example) => {
    const ran = await inShell(example, await demoRegister());
    expect(ran.exitCode, ran.stderr).toBe(0);
  });
});

describe('the transcripts of the pages', () => {
  test.concurrent.each(pages)('%s', async (file) => {
    const outcomes = await runPage(readFileSync(file, 'utf8'));
    const shown = (some: readonly Outcome[]) =>
      some.map(({ command, expected, printed }) => ({ command, expected, printed }));
    // a page is not made to say that a command fails, unless it says so already
    expect(shown(outcomes.filter((outcome) => outcome.exitCode !== 0 && !shownToFail(outcome)))).toEqual([]);
    if (updating) renew(file, outcomes);
    else expect(shown(outcomes.filter((outcome) => !asExpected(outcome))), 'npm run docs writes it anew').toEqual([]);
  });
});

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
