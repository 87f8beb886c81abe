import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { examplesFor } from '../../src/commands/flags/flags';
import { programFor } from '../../src/commands/program/program';
import { Context } from '../../src/context';
import { demoRegister } from '../support/cica';
import { inShell, matchesPage, mayFail, type Outcome, runPage, stepsOf, updatePage, updating } from './transcript';

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
    const summary = (some: readonly Outcome[]) =>
      some.map(({ command, expected, printed }) => ({ command, expected, printed }));
    // never update a page to show that a command fails, unless it already did
    expect(summary(outcomes.filter((outcome) => outcome.exitCode !== 0 && !mayFail(outcome)))).toEqual([]);
    if (updating) updatePage(file, outcomes);
    else expect(summary(outcomes.filter((outcome) => !matchesPage(outcome))), 'npm run docs updates it').toEqual([]);
  });
});

/** What a reader who types the commands of a page sees later: all but when the reader typed them. */
test.concurrent.each(pages)('the transcripts of %s make the same sense in 2029', async (file) => {
  const outcomes = await runPage(readFileSync(file, 'utf8'), '2029-06-15T12:00:00Z');
  const timeless = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^[0-9a-f]{64}$/, 'HASH').replace(/\.\d{4}-\d\d-\d\dT\d{6}Z\b/, '.TIME'));
  const differing = outcomes
    .map((outcome) => ({ ...outcome, expected: timeless(outcome.expected), printed: timeless(outcome.printed) }))
    .filter((outcome) => !matchesPage(outcome));
  expect(
    differing.map(({ command, printed }) => ({ command, printed })),
    'say --as-of',
  ).toEqual([]);
});

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
