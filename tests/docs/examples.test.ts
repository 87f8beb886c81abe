import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { examplesFor } from '../../src/commands/flags/flags';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister } from '../support/cica';
import { inShell, matchesPage, mayFail, type Outcome, pages, runPage, updatePage, updating } from './transcript';

const { env, stdin, stdout, stderr } = process;
const program = await programFor(new Context({ env, argv: [], stdin, stdout, stderr }), 'all');
const commands = leaves(program).map((command) => ({ name: nameOf(command), examples: examplesFor(command) }));

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
    const summary = (some: readonly Outcome[]) =>
      some.map(({ command, expected, printed }) => ({ command, expected, printed }));
    // never update a page to show that a command fails, unless it already did
    expect(summary(outcomes.filter((outcome) => outcome.exitCode !== 0 && !mayFail(outcome)))).toEqual([]);
    if (updating) updatePage(file, outcomes);
    else expect(summary(outcomes.filter((outcome) => !matchesPage(outcome))), 'npm run docs updates it').toEqual([]);
  });
});

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
