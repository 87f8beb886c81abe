import type { Command } from 'commander';
import { expect, it, test } from 'vitest';
import { programFor, shortHelp } from '../../src/commands/program/program';
import { topics } from '../../src/commands/program/topics';
import { measure } from '../../src/terminal/width';
import { interactive } from '../support/scripted';

const { context } = interactive([], 'none.db');
const program = await programFor(context, 'all');

/** A command with those below it, by its path. */
const commands = (command: Command, path: string): [string, Command][] => [
  [path, command],
  ...command.commands.flatMap((child) => commands(child, `${path} ${child.name()}`)),
];

/** The help of a command as it is printed, with its examples. */
function helpOf(command: Command): string {
  let text = '';
  const { writeOut } = command.configureOutput();
  command
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
    })
    .outputHelp();
  command.configureOutput({ writeOut: writeOut as (part: string) => void });
  return text;
}

const tooWide = (text: string): string[] => text.split('\n').filter((line) => measure(line) > 80);

test.each(commands(program, 'cica'))('the help of %s fits 80 columns', (_, command) => {
  expect(tooWide(helpOf(command))).toEqual([]);
});

it.each(topics)('cica help $name fits 80 columns', async ({ text }) => {
  expect(tooWide(await text(context.output))).toEqual([]);
});

it('the output of cica without arguments fits 80 columns', () => expect(tooWide(shortHelp)).toEqual([]));

it('a long example continues after a backslash, and is the same to a shell', () => {
  const [, add] = commands(program, 'cica').find(([path]) => path === 'cica decision add') ?? [];
  const [, examples = ''] = helpOf(add as Command).split('\nExamples:\n');
  expect(examples).toContain('"Travel budget for 2024"');
  const lines = examples
    .replaceAll(/ \\\n +/g, ' ')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace('  $ ', ''));
  expect(lines).toContain(
    'cica decision add SOC-2023-12-12 --item 1 --action adopted --kind budget --period 2024 "Travel budget for 2024"',
  );
});
